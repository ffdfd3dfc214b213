"""One look at an application that is being filled in: typed data in, findings, fields, papers and sums out.

The papers of an example are read once beforehand, as in a portal; then one amount changes with every look, as if
somebody were typing. Also how long the advice on the category takes.
"""

from __future__ import annotations

import copy
import json
import statistics
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from xingshen.dossier.in_memory import HeldPaper, hold_dossier
from xingshen.dossier.reading import open_dossier
from xingshen.evidence.intake import PaperReader
from xingshen.evidence.page import Paper
from xingshen.evidence.store import PageStore
from xingshen.pipeline.check import read_evidence
from xingshen.pipeline.choosing import advise
from xingshen.pipeline.live import LiveDesk
from xingshen.rules.compiled import CompiledGuide

EXAMPLE = Path(__file__).parent.parent / "examples" / "dossiers" / "clean-cat1-enterprise"
LOOKS = 200
TARGET = 20.0
"""Milliseconds, the median of one look."""
_P95 = 0.95


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of many runs."""

    median: float
    p95: float


@dataclass(frozen=True, slots=True)
class _Held:
    application: dict[str, Any]
    papers: list[HeldPaper]
    read: dict[str, Paper]


def measure_looks(guide: CompiledGuide) -> tuple[Times, Times]:
    """An application with all of its papers, and one that is still empty."""
    desk, held = LiveDesk(guide), _hold(guide)
    return _times(desk, held), _times(desk, _Held({}, [], {}))


def measure_advice(guide: CompiledGuide) -> Times:
    """Advice on the category out of a full application."""
    answers = json.loads((EXAMPLE / "application.json").read_text(encoding="utf-8"))
    return _summed([_lap(lambda: advise(guide, answers, as_of=date(2026, 6, 20))) for _ in range(LOOKS // 4)])


def _hold(guide: CompiledGuide) -> _Held:
    with (
        TemporaryDirectory() as pages,
        PaperReader(store=PageStore(Path(pages))) as reader,
        open_dossier(EXAMPLE, guide.guide.form) as dossier,
    ):
        evidenced = read_evidence(dossier, reader)
    application = json.loads((EXAMPLE / "application.json").read_text(encoding="utf-8"))
    papers = [
        HeldPaper(path=item.path or EXAMPLE, digest=item.digest, size=item.size, **row)
        for item, row in zip(dossier.attachments, application["attachments"], strict=True)
    ]
    return _Held(application, papers, {item.attachment.digest: item.paper for item in evidenced.papers.papers})


def _times(desk: LiveDesk, held: _Held) -> Times:
    laps = []
    for at in range(LOOKS):
        typed = copy.deepcopy(held.application)
        typed.setdefault("budget", {})["self_funding"] = f"{300 + at}.5"
        laps.append(
            _lap(lambda typed=typed: desk.look(hold_dossier(desk.form, "x", typed, held.papers), held.read.get))
        )
    return _summed(laps[LOOKS // 10 :])


def _lap(run: Any) -> float:
    start = perf_counter()
    run()
    return (perf_counter() - start) * 1e3


def _summed(laps: list[float]) -> Times:
    ordered = sorted(laps)
    return Times(statistics.median(ordered), ordered[int(len(ordered) * _P95)])
