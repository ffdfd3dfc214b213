"""Page images for the HTML report: the port through which they come, and their reduction to what a report needs.

Knows Pillow; knows nothing of dossiers, of how pages are rendered, and of findings.
"""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from typing import Protocol

from PIL import Image, UnidentifiedImageError

DOTS_PER_INCH = 110
QUALITY = 60
EFFORT = 2
"""Of 0 to 6; on a page of text 4 takes twice as long and saves 3 % of the size."""
POINTS_PER_INCH = 72

_FORMATS = ("PNG", "JPEG", "WEBP")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageImage:
    """One page as a picture (PNG, JPEG or WebP), with the size of the page in points (1/72 inch) after rotation."""

    data: bytes
    media_type: str
    width_points: float
    height_points: float


class PageImages(Protocol):
    """Where the report asks for pictures of pages."""

    def page_image(self, file: str, page: int) -> PageImage | None:
        """The picture of a page (counted from 1) of a file of the dossier, or None where there is none."""
        ...


class NoPageImages:
    """For reports without pictures: evidence is then shown by its quotes alone."""

    def page_image(self, file: str, page: int) -> PageImage | None:
        """Always None."""
        return None


def reduce_image(image: PageImage) -> PageImage | None:
    """The picture as WebP of at most ``DOTS_PER_INCH``; None where the bytes are no picture or the page has no size."""
    if not (image.width_points > 0 and image.height_points > 0):
        return None
    try:
        with Image.open(io.BytesIO(image.data), formats=_FORMATS) as picture:
            return _as_webp(picture, image)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None


def data_uri(image: PageImage) -> str:
    """The picture as a ``data:`` address."""
    return f"data:{image.media_type};base64,{base64.b64encode(image.data).decode('ascii')}"


def _as_webp(picture: Image.Image, image: PageImage) -> PageImage:
    widest = max(1, round(image.width_points / POINTS_PER_INCH * DOTS_PER_INCH))
    highest = max(1, round(image.height_points / POINTS_PER_INCH * DOTS_PER_INCH))
    size = (min(picture.width, widest), min(picture.height, highest))
    target = io.BytesIO()
    _on_white(picture).resize(size, Image.Resampling.LANCZOS).save(target, "WEBP", quality=QUALITY, method=EFFORT)
    return PageImage(
        data=target.getvalue(),
        media_type="image/webp",
        width_points=image.width_points,
        height_points=image.height_points,
    )


def _on_white(picture: Image.Image) -> Image.Image:
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    paper = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(paper, layer).convert("RGB")
