"""From PDF space (origin bottom left, unrotated) to the page as it is shown (origin top left, rotated once)."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2 as pdfium

from xingshen.kernel.place import Box


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The visible box of a page in PDF space and its rotation (clockwise, a multiple of 90 degrees)."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @classmethod
    def of(cls, page: pdfium.PdfPage) -> PageFrame:
        """The frame of ``page``."""
        left, bottom, right, top = page.get_bbox()
        return cls(left, bottom, right, top, page.get_rotation())

    @property
    def width(self) -> float:
        """Width as shown, in points."""
        return self.top - self.bottom if self.rotation in (90, 270) else self.right - self.left

    @property
    def height(self) -> float:
        """Height as shown, in points."""
        return self.right - self.left if self.rotation in (90, 270) else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """The shown place of the PDF point (x, y)."""
        if self.rotation == 90:
            return y - self.bottom, x - self.left
        if self.rotation == 180:
            return self.right - x, y - self.bottom
        if self.rotation == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """The shown place of a box in PDF space."""
        (x1, y1), (x2, y2) = self.point(left, bottom), self.point(right, top)
        return (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))

    def clip(self, box: Box) -> Box | None:
        """The part of ``box`` on the page; None where there is none."""
        left, top, right, bottom = box
        left, top, right, bottom = max(left, 0.0), max(top, 0.0), min(right, self.width), min(bottom, self.height)
        return (left, top, right, bottom) if left < right and top < bottom else None

    def turn(self, x: float, y: float, direction: int) -> tuple[float, float]:
        """The shown point (x, y) in the frame of a reader who has turned his head by ``direction``.

        ``direction`` is that of the text: 0 to the right, 90 upwards, 180 upside down, 270 downwards.
        """
        if direction == 90:
            return self.height - y, x
        if direction == 180:
            return self.width - x, self.height - y
        if direction == 270:
            return y, self.width - x
        return x, y

    def turn_back(self, u: float, v: float, direction: int) -> tuple[float, float]:
        """The inverse of :meth:`turn`."""
        if direction == 90:
            return v, self.height - u
        if direction == 180:
            return self.width - u, self.height - v
        if direction == 270:
            return self.width - v, u
        return u, v
