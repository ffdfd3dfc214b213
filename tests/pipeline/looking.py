"""Example dossiers as a portal holds them: the application in memory, the papers read once, no folder.

Knows how to hold and to look; what is right stands in the tests.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from xingshen.dossier.in_memory import HeldPaper, hold_dossier
from xingshen.dossier.reading import open_dossier
from xingshen.evidence.intake import PaperReader
from xingshen.evidence.page import Paper
from xingshen.evidence.store import PageStore
from xingshen.guide.loading import load_guide
from xingshen.pipeline.check import Evidenced, read_evidence
from xingshen.pipeline.live import LiveDesk
from xingshen.pipeline.live_shape import LiveCheck
from xingshen.rules.compiled import compile_guide

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "dossiers"
E1 = "clean-cat1-enterprise"
DESK = LiveDesk(compile_guide(load_guide(ROOT / "guides" / "hebei-intl-2026")))
Application = dict[str, Any]


@cache
def evidence(name: str) -> Evidenced:
    """The example, read from its folder."""
    with (
        TemporaryDirectory() as pages,
        PaperReader(store=PageStore(Path(pages))) as reader,
        open_dossier(EXAMPLES / name, DESK.form) as dossier,
    ):
        return read_evidence(dossier, reader)


def application(name: str) -> Application:
    """The application of an example, for the caller to change."""
    read: Application = json.loads((EXAMPLES / name / "application.json").read_text(encoding="utf-8"))
    return copy.deepcopy(read)


def held_papers(name: str) -> list[HeldPaper]:
    """The files of an example as a store would know them."""
    attachments = evidence(name).dossier.attachments
    rows = application(name)["attachments"]
    return [
        HeldPaper(path=item.path or Path(), digest=item.digest, size=item.size, **row)
        for item, row in zip(attachments, rows, strict=True)
    ]


def read_papers(name: str) -> Mapping[str, Paper]:
    """What was read of its files, by digest (files that hold several papers are left out)."""
    return {paper.attachment.digest: paper.paper for paper in evidence(name).papers.papers if paper.part is None}


def look(
    name: str = E1,
    changes: Mapping[str, object] | None = None,
    *,
    without: Iterable[str] = (),
    unread: Iterable[str] = (),
) -> LiveCheck:
    """A look at an example with dotted ids changed, kinds of paper taken away, and files not read yet."""
    form = application(name)
    for field_id, value in (changes or {}).items():
        put(form, field_id, value)
    gone, waiting = set(without), set(unread)
    papers = [paper for paper in held_papers(name) if paper.kind not in gone]
    digests = {paper.digest for paper in papers if paper.file not in waiting}
    read = {digest: paper for digest, paper in read_papers(name).items() if digest in digests}
    desk = LiveDesk(DESK.guide) if waiting else DESK
    return desk.look(hold_dossier(DESK.form, name, form, papers), read.get)


def put(form: Application, field_id: str, value: object) -> None:
    """Write ``value`` under a dotted id; None takes it out."""
    *groups, last = field_id.split(".")
    node: Any = form
    for group in groups:
        node = node[int(group)] if isinstance(node, list) else node.setdefault(group, {})
    if value is None:
        node.pop(last, None)
    else:
        node[last] = value
