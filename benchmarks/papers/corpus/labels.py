"""What is true of a generated paper: its text, seals, signature areas and facts. Knows nothing of any reader.

Boxes and points are fractions of the upright page as it was filed (0 to 1, from the top left), so that they do not
depend on what scale a reader gives to a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

Box = tuple[float, float, float, float]
Point = tuple[float, float]
FactTruth = str | int | bool | date | None

CLEAN, NOISY = "clean", "noisy"
"""The grades: a decent office scanner, and everything else (worn prints, grey and 1-bit copies, phone pictures)."""


@dataclass(frozen=True, slots=True)
class LineTruth:
    """One printed line: its text, the points at the middle of its left and right end, and its height."""

    text: str
    start: Point
    end: Point
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SealTruth:
    """One seal. ``unit`` is the name cut into it, ``declared`` the name of the unit whose place it stands in.

    ``colour`` is what the page shows of it: red, blue or grey. ``worn`` is 0 (fresh) to 1 (hardly to be seen).
    """

    box: Box
    shape: str
    colour: str
    whole: bool
    unit: str
    declared: str
    purpose: str
    worn: float


@dataclass(frozen=True, slots=True)
class StampTruth:
    """A stamp that is no unit's seal: 收文章, 日期戳 …"""

    kind: str
    box: Box


@dataclass(frozen=True, slots=True)
class SignTruth:
    """A signature area: the label before it, the area, and in what hand something was written (see ``pen``)."""

    label: str
    box: Box
    hand: str

    @property
    def inked(self) -> bool:
        """Whether a pen was there."""
        return bool(self.hand)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTruth:
    """One page. ``turned``: degrees clockwise to stand it upright; ``layer``: it carries a text layer."""

    kind: str
    grade: str
    lines: tuple[LineTruth, ...]
    seals: tuple[SealTruth, ...] = ()
    stamps: tuple[StampTruth, ...] = ()
    signs: tuple[SignTruth, ...] = ()
    turned: int = 0
    layer: bool = False
    wear: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTruth:
    """One file of a dossier. ``kind`` is the guide's word; ``facts`` by the reader's name of them."""

    file: str
    kind: str
    pages: tuple[PageTruth, ...]
    facts: Mapping[str, FactTruth] = field(default_factory=dict)

    @property
    def grade(self) -> str:
        """Clean where every page is."""
        return CLEAN if all(page.grade == CLEAN for page in self.pages) else NOISY

    @property
    def scanned(self) -> bool:
        """Whether any page has to be read from its picture."""
        return any(not page.layer for page in self.pages)

    def named(self, file: str) -> PaperTruth:
        """The same paper under another name."""
        return replace(self, file=file)
