"""What may be a signature on a page: pen ink and small pictures, apart from seals, and the label each belongs to.

Geometry only, in points of the upright page. It must not know what a label says nor what a paper needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xingshen.evidence.page import Page, Seal
from xingshen.kernel.place import Box

BACKGROUND = 0.5
"""A picture over this share of the page is the scan itself or a background."""
_IN_SEAL = 0.6
"""What lies by this share inside a seal's box is part of the seal."""
_REACH_ACROSS, _REACH_DOWN = 260.0, 48.0
"""Points from a label to what is written beside it or below it."""
_STRAY = 1.1
"""Heights of the label by which what stands beside it may lie higher or lower."""
_TALLEST_LABEL = 18.0
"""Points: a line read together with large handwriting is no taller label."""
_BELOW = 14.0
"""Points by which what stands below a label is taken to be farther away than what stands beside one."""
_SQUARE = (0.7, 1.4)
_SEAL_SIZE = 56.0
"""Points (20 mm): a picture that is this large and about as wide as high may be a seal."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A label on a page: its box, and whether one signs above it (a line with the label under it)."""

    box: Box
    above: bool = False

    @property
    def level(self) -> float:
        """The middle of the label's own height."""
        return (self.box[1] + self.box[3]) / 2

    @property
    def height(self) -> float:
        """The height of the label's print."""
        return min(self.box[3] - self.box[1], _TALLEST_LABEL)


def marks(page: Page) -> tuple[Box, ...]:
    """The boxes of pen ink and of pictures on the page that are neither seals nor the page's background.

    Red ink is no pen ink, so pen strokes through a red seal stay; what a blue or grey seal covers may be the seal.
    """
    hiding = [seal for seal in page.seals if seal.colour != "red"]
    ink = [box for box in page.ink if not any(_inside(box, seal.box) >= _IN_SEAL for seal in hiding)]
    pictures = [box for box in page.images if not _fills(box, page) and not _is_seal(box, page)]
    return (*ink, *pictures)


def may_hide(seals: Sequence[Seal], area: Box) -> bool:
    """Whether a blue or grey seal lies on the area, so that pen ink on it cannot be told from the seal's."""
    return any(seal.colour != "red" and overlaps(seal.box, area) for seal in seals)


def is_seen(page: Page) -> bool:
    """Whether an absence of marks says that nothing was written by hand on the page."""
    drawn = page.method in {"text-layer", "docx"} and not any(_fills(image, page) for image in page.images)
    return page.looked or drawn


def owner(mark: Box, spots: Sequence[Spot], width: float) -> int | None:
    """The index of the label to which the mark belongs; None where it is near none."""
    costs = [(cost, index) for index, spot in enumerate(spots) if (cost := _cost(mark, spot, spots, width)) is not None]
    return min(costs)[1] if costs else None


def has_marks(page: Page, own: Sequence[Spot], others: Sequence[Spot]) -> bool | None:
    """Whether marks belong to one of the ``own`` labels; None where they lie there and belong to one of the others.

    None also where nobody looked at a scanned page, and where a blue or grey seal may hide them.
    """
    spots = (*own, *others)
    found = marks(page)
    owners = [owner(mark, spots, page.width) for mark in found]
    if any(at is not None and at < len(own) for at in owners):
        return True
    areas = [beside(spot, spots, page.width) for spot in own]
    unclear = any(overlaps(mark, area) for mark in found for area in areas)
    hidden = any(may_hide(page.seals, area) for area in areas)
    return None if unclear or hidden or (page.method == "ocr" and not page.looked) else False


def is_sealed(page: Page, own: Sequence[Spot], others: Sequence[Spot]) -> bool:
    """Whether one of the seals on the page belongs to one of the ``own`` labels."""
    at = [owner(seal.box, (*own, *others), page.width) for seal in page.seals]
    return any(each is not None and each < len(own) for each in at)


def beside(spot: Spot, spots: Sequence[Spot], width: float) -> Box:
    """The area beside a label in which one would write: up to the next label in its row."""
    left, top, right, bottom = spot.box
    following = [other.box[0] for other in spots if other.box[0] > right and _same_row(spot, other)]
    limit = min([*following, right + _REACH_ACROSS, width])
    stray = 0.4 * spot.height
    if spot.above:
        return (left, max(top - _REACH_DOWN, 0.0), max(right, left + _REACH_DOWN), top)
    return (right, top - stray, max(limit, right + 1.0), bottom + stray)


def overlaps(one: Box, other: Box) -> bool:
    """Whether two boxes share some area."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _cost(mark: Box, spot: Spot, spots: Sequence[Spot], width: float) -> float | None:
    if spot.above:
        rise = spot.box[1] - mark[3]
        if -spot.height < rise < _REACH_DOWN and _under(mark, spot.box, spot.box[2]):
            return abs(rise)
    area = beside(spot, spots, width)
    middle, level = (mark[0] + mark[2]) / 2, (mark[1] + mark[3]) / 2
    within = spot.box[0] < middle and mark[2] > spot.box[2] and middle < area[2] and mark[0] < area[2]
    reach = _STRAY * spot.height + (mark[3] - mark[1]) / 2
    if (within or overlaps(mark, spot.box)) and abs(level - spot.level) <= reach:
        return abs(level - spot.level) + 0.05 * max(mark[0] - spot.box[2], 0.0)
    drop = mark[1] - spot.box[3]
    if -spot.height / 2 <= drop <= _REACH_DOWN and _under(mark, spot.box, area[2]):
        return _BELOW + max(drop, 0.0)
    return None


def _under(mark: Box, label: Box, limit: float) -> bool:
    middle = (mark[0] + mark[2]) / 2
    return label[0] - 2 * (label[3] - label[1]) <= middle <= limit


def _same_row(one: Spot, other: Spot) -> bool:
    return abs(one.level - other.level) < 0.6 * max(one.height, other.height)


def _inside(box: Box, other: Box) -> float:
    across = max(min(box[2], other[2]) - max(box[0], other[0]), 0.0)
    down = max(min(box[3], other[3]) - max(box[1], other[1]), 0.0)
    return across * down / max((box[2] - box[0]) * (box[3] - box[1]), 1e-6)


def _is_seal(image: Box, page: Page) -> bool:
    """Whether a picture is one of the seals that were found on the page."""
    return any(_inside(image, seal.box) >= _IN_SEAL and _inside(seal.box, image) >= _IN_SEAL for seal in page.seals)


def may_be_seal(mark: Box, page: Page) -> bool:
    """Whether the mark is a picture of a seal's size and shape on a page where nobody looked for seals."""
    wide, high = mark[2] - mark[0], mark[3] - mark[1]
    square = _SQUARE[0] * high <= wide <= _SQUARE[1] * high
    return mark in page.images and not page.looked and square and min(wide, high) >= _SEAL_SIZE


def _fills(image: Box, page: Page) -> bool:
    return (image[2] - image[0]) * (image[3] - image[1]) > BACKGROUND * page.width * page.height
