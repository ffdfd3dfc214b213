"""Which parts of a page are pictures that text must be read from, beside or instead of the page's own text.

Pure geometry (points). Scanners hide their own doubtful OCR behind the picture; such a page is read anew. A stamped
scan pasted into a page of text is read where it lies. A picture behind ordinary text (letter paper, a watermark) is
not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from xingshen.evidence.page import HIDDEN_CONFIDENCE, Line, Page, union
from xingshen.kernel.place import Box

SCAN_SHARE = 0.6
"""Pictures over this share of a page make it a scan where no other text is visible on it."""
LEAST_WIDTH, LEAST_HEIGHT = 60.0, 24.0
"""Points: a smaller picture holds no sentence (logos, icons, bar codes)."""
BACKGROUND_LINES = 4
"""A picture with at least this many lines of the page's own text across it lies behind them."""
COVERED = 0.5
"""A line of which more than this share lies under a line of the page's own text is that line again."""


def needs_reading(page: Page) -> bool:
    """Whether the page as a whole must be read from its picture."""
    if page.method == "none":
        return True
    own = [line for line in page.lines if line.confidence > HIDDEN_CONFIDENCE]
    return not own and (not page.lines or _share(page.images, page) >= SCAN_SHARE)


def picture_regions(page: Page) -> tuple[Box, ...]:
    """The pictures on a page with its own text that may hold text; overlapping ones are one region."""
    own = [line for line in page.lines if line.confidence > HIDDEN_CONFIDENCE]
    wanted = [box for box in page.images if _is_large(box) and _lines_across(box, own) < BACKGROUND_LINES]
    return _joined(wanted)


def with_region_lines(page: Page, lines: Sequence[Line]) -> Page:
    """The page with what its pictures say put between its own lines, by height."""
    own = [line for line in page.lines if line.confidence > HIDDEN_CONFIDENCE]
    added = [line for line in lines if not any(_covered(line.box, each.box) > COVERED for each in own)]
    if not added:
        return page
    top = min(line.box[1] for line in added)
    at = next((index for index, line in enumerate(own) if line.box[1] >= top), len(own))
    return replace(page, lines=(*own[:at], *added, *own[at:]))


def _is_large(box: Box) -> bool:
    return box[2] - box[0] >= LEAST_WIDTH and box[3] - box[1] >= LEAST_HEIGHT


def _lines_across(box: Box, lines: Iterable[Line]) -> int:
    return sum(_covered(line.box, box) > COVERED for line in lines)


def _joined(boxes: Sequence[Box]) -> tuple[Box, ...]:
    joined: list[Box] = []
    for box in sorted(boxes):
        touching = [each for each in joined if _covered(box, each) > 0 or _covered(each, box) > 0]
        joined = [each for each in joined if each not in touching] + [union([box, *touching])]
    return tuple(sorted(joined, key=lambda each: (each[1], each[0])))


def _covered(inner: Box, outer: Box) -> float:
    """The share of ``inner`` that lies in ``outer``."""
    wide = min(inner[2], outer[2]) - max(inner[0], outer[0])
    high = min(inner[3], outer[3]) - max(inner[1], outer[1])
    area = (inner[2] - inner[0]) * (inner[3] - inner[1])
    return max(wide, 0.0) * max(high, 0.0) / area if area > 0 else 0.0


def _share(boxes: Iterable[Box], page: Page) -> float:
    return sum((right - left) * (bottom - top) for left, top, right, bottom in boxes) / (page.width * page.height)
