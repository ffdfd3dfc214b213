"""One page of a paper as the viewer shows it: picture, marked places, neighbours. Of any audience; knows no request.

``templates/ui/_viewer.html`` and ``static/ui/viewer.js`` show what :func:`page_view` makes; whoever shows papers gives
addresses of their own (``Addresses``). A paper is anything with ``name`` and ``summary`` as reading made it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from xingshen.kernel.place import Box

_TURNS = (0, 90, 180, 270)


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Size of an upright page in points, and by how much the page as filed has to be turned for it."""

    width: float
    height: float
    turned: int
    how: str = ""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where things are: of a page, of its picture (page, size), of the file, and where the reader came from."""

    page: Callable[[int], str]
    image: Callable[[int, str], str]
    file: str
    back: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked place, in points; ``strong``: the one that is spoken of."""

    x: float
    y: float
    width: float
    height: float
    strong: bool = False


@dataclass(frozen=True, slots=True)
class PageLink:
    """One page in the row of small pictures."""

    number: int
    url: str
    thumb: str
    current: bool


@dataclass(frozen=True, slots=True)
class PageView:
    """What the viewer shows."""

    name: str
    number: int
    count: int
    width: float
    height: float
    image: str
    large: str
    marks: tuple[Mark, ...]
    previous: str
    next: str
    pages: tuple[PageLink, ...]
    file: str
    back: str
    turn: int
    turn_left: str
    turn_right: str
    was_turned: bool


def page_facts(paper: Any, page: int) -> PageFacts | None:
    """What is known of a page (from 1); None where the paper has no such page."""
    known = paper.summary.get("pages", [])
    if not 1 <= page <= len(known):
        return None
    told = known[page - 1]
    return PageFacts(told["width"], told["height"], told["turned"], told.get("how", ""))


def box_of(text: str) -> Box | None:
    """``left,top,right,bottom`` as numbers; None for anything else."""
    try:
        left, top, right, bottom = (float(each) for each in text.split(","))
    except ValueError:
        return None
    fine = all(-1e5 < each < 1e5 for each in (left, top, right, bottom)) and left < right and top < bottom
    return (left, top, right, bottom) if fine else None


def page_view(
    paper: Any, page: int, addresses: Addresses, boxes: Sequence[str] = (), turn: int = 0, strong: str = ""
) -> PageView | None:
    """The view of one page; None where there is no such page.

    ``boxes`` as in addresses, ``strong`` the one of them that is spoken of; ``turn`` by the reader.
    """
    facts = page_facts(paper, page)
    if facts is None:
        return None
    turn = turn if turn in _TURNS else 0
    found = [(box, text == strong) for text in dict.fromkeys(boxes) if (box := box_of(text)) is not None]
    marks = tuple(_mark(box, facts, turn, here) for box, here in found)
    sideways = turn in (90, 270)
    count = len(paper.summary["pages"])

    def image(size: str) -> str:
        return _with(addresses.image(page, size), turn=turn or None)

    def turned(by: int) -> str:
        return _with(addresses.page(page), turn=(turn + by) % 360 or None, box=list(boxes))

    return PageView(
        name=paper.name,
        number=page,
        count=count,
        width=facts.height if sideways else facts.width,
        height=facts.width if sideways else facts.height,
        image=image("page"),
        large=image("large"),
        marks=marks,
        previous=addresses.page(page - 1) if page > 1 else "",
        next=addresses.page(page + 1) if page < count else "",
        pages=tuple(
            PageLink(number, addresses.page(number), addresses.image(number, "thumb"), number == page)
            for number in range(1, count + 1)
        ),
        file=addresses.file,
        back=addresses.back,
        turn=turn,
        turn_left=turned(-90),
        turn_right=turned(90),
        was_turned=bool(facts.turned),
    )


def _mark(box: Box, facts: PageFacts, turn: int, strong: bool) -> Mark:
    left, top, right, bottom = box
    if turn == 90:
        left, top, right, bottom = facts.height - bottom, left, facts.height - top, right
    elif turn == 180:
        left, top, right, bottom = facts.width - right, facts.height - bottom, facts.width - left, facts.height - top
    elif turn == 270:
        left, top, right, bottom = top, facts.width - right, bottom, facts.width - left
    return Mark(left - 2, top - 2, right - left + 4, bottom - top + 4, strong)


def _with(url: str, **values: Any) -> str:
    """The address with these parameters added; None leaves one out."""
    told = {name: value for name, value in values.items() if value}
    if not told:
        return url
    return f"{url}{'&' if '?' in url else '?'}{urlencode(told, doseq=True)}"
