"""The process that checks one posted dossier: opens the zip, reads the papers, judges, prints JSON, ends.

Started by :mod:`xingshen.jobs.posted_check` and never imported by it. Bounded in memory, processor time and written
bytes; what a paper may cost is bounded again by the reading processes that it starts. Knows no database.
"""

from __future__ import annotations

import contextlib
import json
import resource
import sys
import zipfile
from pathlib import Path
from typing import Any

from xingshen.dossier.dossier import DossierUnreadable
from xingshen.dossier.reading import open_dossier
from xingshen.evidence.intake import PaperReader
from xingshen.guide.loading import load_guide
from xingshen.pipeline.check import check_dossiers, read_evidence
from xingshen.pipeline.telling import compile_in_english
from xingshen.reports.json_report import to_json
from xingshen.rules.compiled import CompiledGuide, compile_guide

_MEMORY = 3 * 1024**3
_PROCESSOR_SECONDS = 300


def main() -> None:
    """One task on standard input: ``zip``, ``guide`` (folder), ``language``, ``unpacked`` (bytes)."""
    task = json.load(sys.stdin)
    _confine(int(task["unpacked"]))
    try:
        answer: dict[str, Any] = {"result": _check(task)}
    except DossierUnreadable as refusal:
        answer = {"problems": [str(each) for each in refusal.problems]}
    json.dump(answer, sys.stdout, ensure_ascii=True)


def _check(task: dict[str, Any]) -> dict[str, Any]:
    archive = Path(task["zip"])
    _demand_size(archive, int(task["unpacked"]))
    guide = _guide(task)
    with open_dossier(archive, guide.guide.form) as dossier, PaperReader(workers=1) as reader:
        (result,) = check_dossiers(guide, [read_evidence(dossier, reader)])
    return to_json(result)


def _guide(task: dict[str, Any]) -> CompiledGuide:
    pack = load_guide(Path(task["guide"]))
    return compile_in_english(pack) if task["language"] == "en" else compile_guide(pack)


def _demand_size(archive: Path, most: int) -> None:
    try:
        with zipfile.ZipFile(archive) as packed:
            total = sum(entry.file_size for entry in packed.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        raise DossierUnreadable(("这不是完好的 zip 压缩包，请重新压缩后再试",)) from None
    if total > most:
        raise DossierUnreadable((f"压缩包解压后超过 {most // 1_000_000} MB 的上限，请去掉不需要的文件后再试",))


def _confine(unpacked: int) -> None:
    """Soft bounds: the reading processes, which have their own, are allowed to set theirs."""
    bounds = ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, unpacked), (resource.RLIMIT_AS, _MEMORY),
              (resource.RLIMIT_CPU, _PROCESSOR_SECONDS))  # fmt: skip
    for kind, most in bounds:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))


if __name__ == "__main__":
    main()
