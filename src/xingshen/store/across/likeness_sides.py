"""The two dossiers of a likeness as far as one has to see them to compare: facts, contents, the papers that are alike.

Numbers of people and phones are masked wherever they stand in a text. Who may see it is asked before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xingshen.dossier.showing import mask
from xingshen.pipeline.copies import bare
from xingshen.store.across import traces
from xingshen.store.applying import self_check
from xingshen.store.filing import submissions
from xingshen.store.models import Application, Examination, Likeness, Paper, Submission

_NUMBER = re.compile(r"(?<![\dA-Za-z.])\d{10,17}[\dXx](?![\dA-Za-z])")
_SHINGLE = 5
_SAME_PAGE = 0.4


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: the dossier as handed in, and the paper that the likeness is about (None: about none)."""

    application: Application
    submission: Submission | None
    stage: str
    paper: Paper | None
    file: str

    @property
    def contents(self) -> Mapping[str, str]:
        """The compared contents by field, masked."""
        if self.submission is None:
            return {}
        return {name: masked(text) for name, text in traces.contents(self.submission.pk).items()}


@dataclass(frozen=True, slots=True)
class PagePair:
    """Two pages beside each other: numbers from 1, how alike, and what was read of each, masked."""

    first: int
    second: int
    share: float
    texts: tuple[str, str]


def masked(text: str) -> str:
    """Without numbers that may be those of people or phones."""
    return _NUMBER.sub(lambda found: mask(found.group()), text)


def flowing(text: str) -> str:
    """The lines of a page as one text: where a line ended says nothing; between words stays a space."""
    joined = ""
    for line in filter(None, (each.strip() for each in text.splitlines())):
        apart = joined and joined[-1].isascii() and line[0].isascii()
        joined += f" {line}" if apart else line
    return joined


def sides(row: Likeness) -> tuple[Side, Side]:
    """Both, the first one first."""
    return _side(row, row.first), _side(row, row.second)


def _side(row: Likeness, application: Application) -> Side:
    examination = Examination.objects.filter(application_id=application.pk).first()
    sequence = examination.sequence if examination else None
    file = str(row.detail.get("files", {}).get(str(application.pk), ""))
    return Side(
        application=application,
        submission=submissions.at(application.pk, sequence),
        stage=examination.stage if examination else "",
        paper=_paper(application.pk, _digest(row, application.pk), file),
        file=file,
    )


def _digest(row: Likeness, application_id: int) -> str:
    digest: Any = row.detail.get("digests", {}).get(str(application_id)) or row.detail.get("digest", "")
    return str(digest)


def _paper(application_id: int, digest: str, file: str) -> Paper | None:
    """The row of the paper, also where it was replaced since; by name where there are several."""
    if not digest:
        return None
    rows = submissions.all_papers_of(application_id).filter(blob_id=digest.removeprefix("sha256:"))
    found = sorted(rows.select_related("blob"), key=lambda paper: (paper.name != file, paper.pk))
    return found[0] if found else None


def page_pairs(first: Side, second: Side) -> list[PagePair]:
    """Which page of one paper is like which of the other, in the order of the first; none where nothing was read."""
    one, other = _pages(first), _pages(second)
    shingles = [_shingles(text) for text in other]
    found = []
    for at, text in enumerate(one):
        shares = [_share(_shingles(text), each) for each in shingles]
        best = max(range(len(shares)), key=lambda place: (shares[place], -abs(place - at)), default=None)
        if best is not None and shares[best] >= _SAME_PAGE:
            texts = (masked(text), masked(other[best]))
            found.append(PagePair(at + 1, best + 1, round(shares[best], 2), texts))
    return found


def _pages(side: Side) -> list[str]:
    if side.paper is None:
        return []
    read = self_check.read_before(f"sha256:{side.paper.blob_id}", side.paper.name)
    return [flowing(page.text) for page in read.pages] if read is not None else []


def _shingles(text: str) -> frozenset[str]:
    plain = bare(text)
    return frozenset(plain[at : at + _SHINGLE] for at in range(max(len(plain) - _SHINGLE + 1, 0)))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
