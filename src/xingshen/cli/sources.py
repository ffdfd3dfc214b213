"""What the paths on a command line mean: dossiers, folders of dossiers, saved reports; and which guide to apply."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from xingshen.dossier.dossier import Dossier, DossierUnreadable
from xingshen.dossier.reading import is_dossier, open_dossier
from xingshen.evidence.intake import PaperReader
from xingshen.evidence.sight import BLIND, describe_sight
from xingshen.evidence.store import PageStore
from xingshen.findings.finding import CheckResult
from xingshen.guide.errors import PackError
from xingshen.guide.finding import find_guide
from xingshen.guide.loading import load_guide
from xingshen.kernel.disk_words import disk_words
from xingshen.language.errors import ExpressionError
from xingshen.reports.json_report import NotAReportError, from_json
from xingshen.rules.compiled import CompiledGuide, compile_guide

BLIND_SENTENCE = (
    "提示：本机没有安装识别扫描件的部件，扫描页、印章、签字和条码都不会被读取，需要由人工查看。"
    "请在程序所在文件夹运行 .venv/bin/pip install '.[ocr]'，然后重新检查。"
)
_PROBE_BYTES = 65536
"""More than a kept page takes: a disk with less room keeps nothing."""
DEFAULT_GUIDE = "hebei-intl-2026"


class InputError(Exception):
    """Something given to the program that it cannot use: Chinese sentences, one per line."""


def open_guide(guide_id: str) -> CompiledGuide:
    """The guide with this id, or in this folder, compiled. Raises InputError."""
    try:
        folder = find_guide(guide_id)
    except PackError as error:
        raise InputError(str(error)) from None
    try:
        return compile_guide(load_guide(folder))
    except (PackError, ExpressionError) as error:
        raise InputError(f"指南包“{guide_id}”不能使用：\n{error}\n请用 xingshen guide check 查看全部问题。") from None


def expand(paths: Sequence[Path]) -> list[Path]:
    """The dossiers meant by ``paths``: each itself, or the dossiers inside a folder. Raises InputError."""
    found: list[Path] = []
    for path in paths:
        inside = (
            []
            if is_dossier(path) or not path.is_dir()
            else [item for item in sorted(path.iterdir()) if is_dossier(item)]
        )
        found += inside or [path]
    return list(dict.fromkeys(found))


def store_folder() -> Path:
    """Where read papers are kept: ``XS_CACHE_DIR``, else the user's cache folder."""
    named = os.environ.get("XS_CACHE_DIR")
    return Path(named) if named else Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "xingshen"


def kept_sentence() -> str:
    """What became of the pages that were read so far when a run is stopped."""
    folder = store_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder) as probe:
            probe.write(bytes(_PROBE_BYTES))
            probe.flush()
    except OSError as error:
        return f"已读页面未能保存（{folder}：{disk_words(error)}），下次从头读。可用 XS_CACHE_DIR 指定别的文件夹。"
    return "已读页面已保存，下次继续。"


def sight_sentence() -> str:
    """What to say where this installation cannot look at scans; nothing where it can."""
    return BLIND_SENTENCE if describe_sight() == BLIND else ""


@contextmanager
def open_reader(workers: int) -> Iterator[PaperReader]:
    """A reader of papers that remembers what it read."""
    with PaperReader(workers=workers, store=PageStore(store_folder() / "pages")) as reader:
        yield reader


class OpenDossiers:
    """Dossiers that stay open until reports are written; those that cannot be read are told, not raised."""

    def __init__(self, guide: CompiledGuide, stack: ExitStack) -> None:
        self._guide, self._stack = guide, stack
        self.unreadable: list[tuple[Path, DossierUnreadable]] = []
        self._ids: set[str] = set()

    def open(self, path: Path) -> Dossier | None:
        """The dossier at ``path``; None where it cannot be read (see ``unreadable``)."""
        try:
            dossier = self._stack.enter_context(open_dossier(path, self._guide.guide.form))
        except DossierUnreadable as error:
            self.unreadable.append((path, error))
            return None
        if dossier.id in self._ids:
            self.unreadable.append((path, DossierUnreadable((f"与另一份材料同名（{dossier.id}），请改名后一并检查",))))
            return None
        self._ids.add(dossier.id)
        return dossier


def read_report(path: Path) -> CheckResult:
    """A saved JSON report. Raises InputError."""
    try:
        return from_json(json.loads(path.read_text(encoding="utf-8-sig")))
    except (OSError, UnicodeDecodeError):
        raise InputError(f"报告 {path} 无法读取，请核对路径") from None
    except (ValueError, NotAReportError) as error:
        raise InputError(f"{path} 不是 xingshen 的检查报告（JSON）：{error}") from None
