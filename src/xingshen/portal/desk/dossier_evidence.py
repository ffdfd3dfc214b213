"""The proof beside a point: the page that is cited with its marks, values of form and paper side by side, seals.

Which places a point rests on is said by its finding; pictures are served by ``dossier_papers``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingshen.findings.finding import Finding, ReadValue
from xingshen.kernel.names import normalise_name
from xingshen.kernel.place import Evidence
from xingshen.portal.desk.dossier_list import Show, address
from xingshen.portal.desk.dossier_sheet import Sheet
from xingshen.portal.telling import tell
from xingshen.portal.ui.viewing import Addresses, PageView, page_view
from xingshen.review.points import Point
from xingshen.store.examination.desk import DeskPaper

FORM = "form"
SEAL = "seal"
METHODS = {
    "form": gettext_lazy("填报"),
    "text-layer": gettext_lazy("文字层读取"),
    "docx": gettext_lazy("Word 文档读取"),
    "file": gettext_lazy("文件本身"),
    "ocr": gettext_lazy("扫描识别"),
    "ofd": gettext_lazy("OFD 读取"),
    "barcode": gettext_lazy("条码读取"),
    "seal": gettext_lazy("印章识别"),
}
_QUOTED = re.compile(r"^(?P<name>.+?) = (?P<value>.*)（(?P<address>[a-z0-9_.\[\]]+)）$", re.S)
_ROW = re.compile(r"\[\d+\]")
_MOST_ROWS = 4
_LIST = "（列表"


@dataclass(frozen=True, slots=True)
class Place:
    """One place that the point rests on. ``number`` counts from 1; ``sure`` in percent."""

    number: int
    file: str
    page: int
    quote: str
    method: str
    sure: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One value: as the form says it, as papers say it, how that was read."""

    name: str
    form: str
    paper: str
    quote: str
    how: str
    sure: int | None
    differs: bool
    of_seal: bool


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal beside the unit's name."""

    image: str
    place: str
    read: str
    unit: str
    same: bool
    sure: int


@dataclass(frozen=True, slots=True)
class Change:
    """What the point was before the last submission."""

    outcome: str
    message: str
    values: tuple[tuple[str, str, str], ...]
    """(name, before, now) of what changed."""


@dataclass(frozen=True, slots=True)
class PaperLink:
    """A paper that can be looked at."""

    name: str
    kind: str
    pages: int
    url: str
    file: str
    current: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything of the right side."""

    view: PageView | None
    paper: str
    places: tuple[Place, ...]
    place: Place | None
    next_place: str
    previous_place: str
    rows: tuple[Row, ...]
    more: tuple[Row, ...]
    seals: tuple[Seal, ...]
    change: Change | None
    papers: tuple[PaperLink, ...]


@dataclass(frozen=True)
class _Look:
    """What the reader asks to see: place by number, or page of a paper, and how it is turned."""

    sheet: Sheet
    mark: str
    show: Show
    asked: QueryDict

    def url(self, **more: object) -> str:
        return address(self.sheet.id, self.mark, self.show, **more)

    def number(self, name: str, otherwise: int) -> int:
        text = self.asked.get(name, "")
        return int(text) if text.isdecimal() and len(text) < 6 else otherwise


def shown_evidence(sheet: Sheet, point: Point | None, show: Show, asked: QueryDict) -> Shown:
    """The right side for a point, as asked for."""
    look = _Look(sheet, point.finding.fingerprint if point else "", show, asked)
    papers = {paper.name: paper for paper in reversed(sheet.papers)}
    cited = list(_cited(point.finding, papers)) if point else []
    at, paper, page = _where(look, cited, papers)
    places = tuple(_place(look, number, each, number == at) for number, each in enumerate(cited, start=1))
    rows = sorted(_rows(point.finding, papers), key=_weight) if point else []
    seals = tuple(_seals(sheet, point.finding, papers)) if point else ()
    telling = [row for row in rows if (row.form or row.how) and not (seals and row.of_seal)]
    first = [row for row in telling if row.form and row.paper] or telling[:_MOST_ROWS]
    return Shown(
        view=_view(look, paper, page, cited, at) if paper else None,
        paper=paper.blob_id if paper else "",
        places=places,
        place=next((each for each in places if each.current), None),
        next_place=look.url(at=at % len(cited) + 1) if cited else "",
        previous_place=look.url(at=(at - 2) % len(cited) + 1) if cited else "",
        rows=tuple(first),
        more=tuple(row for row in rows if row not in first),
        seals=seals,
        change=_change(sheet, point) if point else None,
        papers=tuple(_link(look, each, each is paper) for each in sheet.papers),
    )


# --- places and pages ------------------------------------------------------------------------------------------------


def _cited(finding: Finding, papers: Mapping[str, DeskPaper]) -> Iterator[Evidence]:
    """The places on pages of papers, each once, the finding's own first."""
    every = [*finding.evidence, *(each for read in finding.read for each in read.evidence)]
    known: set[tuple[str, int | None, Any]] = set()
    for each in every:
        key = (each.file, each.page, each.box)
        if each.method != FORM and each.page and each.file in papers and key not in known:
            known.add(key)
            yield each


def _where(
    look: _Look, cited: Sequence[Evidence], papers: Mapping[str, DeskPaper]
) -> tuple[int, DeskPaper | None, int]:
    """Number of the place, paper and page: what is asked for, else the first place, else the first page that is."""
    asked = next((paper for paper in look.sheet.papers if paper.blob_id == look.asked.get("paper")), None)
    at = look.number("at", 0)
    if asked is not None:
        page = look.number("page", 1)
        at = at if 0 < at <= len(cited) and (cited[at - 1].file, cited[at - 1].page) == (asked.name, page) else 0
        return at or _first_on(cited, asked, page), asked, page
    if cited:
        at = min(max(at, 1), len(cited))
        return at, papers[cited[at - 1].file], cited[at - 1].page or 1
    return 0, next((paper for paper in look.sheet.papers if paper.pages), None), 1


def _first_on(cited: Sequence[Evidence], paper: DeskPaper, page: int) -> int:
    here = (number for number, each in enumerate(cited, start=1) if (each.file, each.page) == (paper.name, page))
    return next(here, 0)


def _place(look: _Look, number: int, evidence: Evidence, current: bool) -> Place:
    return Place(
        number=number,
        file=evidence.file,
        page=evidence.page or 1,
        quote=evidence.quote,
        method=str(METHODS.get(evidence.method, evidence.method)),
        sure=_percent(evidence.confidence),
        url=look.url(at=number),
        current=current,
    )


def _percent(share: float) -> int:
    """Never rounded up to certainty."""
    return int(share * 100)


def _box(evidence: Evidence) -> str:
    return ",".join(f"{number:.1f}" for number in evidence.box) if evidence.box else ""


def _view(look: _Look, paper: DeskPaper, page: int, cited: Sequence[Evidence], at: int) -> PageView | None:
    keys, here = (
        (look.sheet.id, paper.blob_id),
        [each for each in cited if (each.file, each.page) == (paper.name, page)],
    )
    strong = _box(cited[at - 1]) if at else ""
    turn = look.asked.get("turn", "")
    addresses = Addresses(
        page=lambda number: look.url(paper=paper.blob_id, page=number, at=at if number == page and at else None),
        image=lambda number, size: f"{reverse('desk:paper_image', args=[*keys, number])}?size={size}",
        file=reverse("desk:paper_file", args=keys),
        back="",
    )
    boxes = [box for each in here if (box := _box(each))]
    return page_view(paper, page, addresses, boxes, int(turn) if turn.isdecimal() else 0, strong)


def _link(look: _Look, paper: DeskPaper, current: bool) -> PaperLink:
    return PaperLink(
        name=paper.name,
        kind=paper.kind,
        pages=paper.pages,
        url=look.url(paper=paper.blob_id, page=1) if paper.pages else "",
        file=reverse("desk:paper_file", args=[look.sheet.id, paper.blob_id]),
        current=current,
    )


# --- values ----------------------------------------------------------------------------------------------------------


def _rows(finding: Finding, papers: Mapping[str, DeskPaper]) -> Iterator[Row]:
    for read in finding.read:
        yield _row(read, papers)


def _row(read: ReadValue, papers: Mapping[str, DeskPaper]) -> Row:
    filled = next((each for each in read.evidence if each.method == FORM), None)
    seen = next((each for each in read.evidence if each.method != FORM), None)
    quoted = _QUOTED.match(filled.quote) if filled else None
    told = "" if quoted is None or quoted["value"].startswith(_LIST) else quoted["value"]
    form = told or (read.value if filled and seen is None else "")
    paper = (_offered(papers.get(seen.file), quoted) or read.value) if seen else ""
    return Row(
        name=tell(_short(read.name, seen)),
        form=form,
        paper=paper if seen else ("" if filled else read.value),
        quote=seen.quote if seen and seen.quote != paper else "",
        how=_how(seen) if seen else "",
        sure=_percent(seen.confidence) if seen else None,
        differs=bool(form and seen and paper and form != paper),
        of_seal=seen is not None and seen.method == SEAL,
    )


def _short(name: str, seen: Evidence | None) -> str:
    """The name of a value without the paper that is told beside it."""
    return name.removeprefix(f"{seen.file} 的") if seen else name


def _how(seen: Evidence) -> str:
    method = str(METHODS.get(seen.method, seen.method))
    if seen.page is None:
        return f"{method} {seen.file}"
    return f"{method} " + _("%(file)s 第%(page)d页") % {"file": seen.file, "page": seen.page}


def _offered(paper: DeskPaper | None, quoted: re.Match[str] | None) -> str:
    """What reading the paper gave for the same field of the form."""
    if paper is None or quoted is None:
        return ""
    field = _ROW.sub("", quoted["address"])
    values = (each["value"] for each in paper.summary.get("offers", ()) if each.get("field") == field)
    return next((value for value in values if isinstance(value, str)), "")


def _weight(row: Row) -> tuple[bool, bool, bool]:
    return (not row.differs, not (row.form and row.paper), row.sure is None and not row.form)


def _seals(sheet: Sheet, finding: Finding, papers: Mapping[str, DeskPaper]) -> Iterator[Seal]:
    """The seals that the finding rests on; where it names none, those that it looked at."""
    own = replace(finding, read=())
    cited = [each for each in _cited(own, papers) if each.method == SEAL] or list(_cited(finding, papers))
    applicant = sheet.answers.get("applicant")
    unit = str(applicant.get("name") or "") if isinstance(applicant, Mapping) else ""
    for each in cited:
        if each.method == SEAL and each.box:
            keys = [sheet.id, papers[each.file].blob_id, each.page]
            yield Seal(
                image=f"{reverse('desk:paper_crop', args=keys)}?{urlencode({'box': _box(each)})}",
                place=_("%(file)s 第%(page)d页") % {"file": each.file, "page": each.page},
                read=each.quote,
                unit=unit,
                same=bool(unit) and normalise_name(unit) == normalise_name(each.quote),
                sure=_percent(each.confidence),
            )


def _change(sheet: Sheet, point: Point) -> Change | None:
    """How the point stood in the last check before; None where nothing was checked before, or nothing changed."""
    if not sheet.before:
        return None
    finding, mark = point.finding, point.finding.fingerprint
    old = next((each for each in sheet.before[-1].findings if each.fingerprint == mark), None)
    if old is None:
        return Change("", "", ())
    was = {read.name: read.value for read in old.read}
    values = tuple(
        (tell(read.name), was[read.name], read.value)
        for read in finding.read
        if read.name in was and was[read.name] != read.value
    )
    if not values and (old.outcome, old.message) == (finding.outcome, finding.message):
        return None
    return Change(old.outcome.value, old.message, values)
