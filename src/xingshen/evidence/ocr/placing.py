"""Read lines placed: from pixels to the points of the layout, and laid-out lines back onto the page.

Pure geometry; knows nothing of pictures and models.
"""

from __future__ import annotations

import numpy as np

from xingshen.evidence.glyph import Glyph
from xingshen.evidence.ocr.engine import Quad, StripText
from xingshen.evidence.ocr.found import Found
from xingshen.evidence.ocr.print_glyphs import ReadStrip, glyphs_of, stacked_glyphs_of
from xingshen.evidence.ocr.strips import Affine, bounds, is_tall, moved, sides
from xingshen.evidence.page import Line
from xingshen.kernel.place import Box


def placed_glyphs(found: Found, scale: float) -> list[Glyph]:
    """The characters of a read line; ``scale`` layout points are one pixel."""
    quad = np.asarray(found.quad * scale, np.float32)
    said = found.said or StripText("", (), ())
    if found.stacked:
        return stacked_glyphs_of(said, bounds(quad))
    if is_tall(quad):
        quad = _lying(quad)
    left, right = ((quad[at] + quad[3 - at]) / 2 for at in (0, 1))
    return glyphs_of(
        ReadStrip(said, (left[0].item(), left[1].item()), (right[0].item(), right[1].item()), sides(quad)[1])
    )


def _lying(quad: Quad) -> Quad:
    """A level line through the middle of a line that stands on end, so that it keeps its place among the others."""
    left, top, right, bottom = bounds(quad)
    middle, half = (top + bottom) / 2, (right - left) / 2
    return np.array(
        [[left, middle - half], [right, middle - half], [right, middle + half], [left, middle + half]], np.float32
    )


def placed_line(line: Line, affine: Affine) -> Line:
    """The line of the layout on the page; ``affine`` takes layout points to page points."""
    left, top, right, bottom = line.box
    corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)
    box = bounds(moved(corners, affine))
    middle = (top + bottom) / 2
    edges = (float(affine[0, 0] * edge + affine[0, 1] * middle + affine[0, 2]) for edge in line.edges)
    return Line(line.text, _rounded(box), tuple(round(edge, 2) for edge in edges), line.confidence, line.method)


def box_on_page(quad: Quad, affine: Affine) -> Box:
    """The upright box (points) around ``quad`` (pixels) on the page."""
    return _rounded(bounds(moved(quad, affine)))


def _rounded(box: Box) -> Box:
    left, top, right, bottom = box
    return (round(left, 2), round(top, 2), round(right, 2), round(bottom, 2))
