"""One page as a picture, for people and for the readers of scans; runs inside the bounded reading process."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
from PIL import Image

from xingshen.evidence import media
from xingshen.evidence.image_file import BROKEN_IMAGE, frame_picture
from xingshen.evidence.limits import Limits

UNPICTURABLE = (pdfium.PdfiumError, *BROKEN_IMAGE, Image.DecompressionBombError)
"""What a page that cannot be shown raises."""


def picture_of(data: bytes, page_number: int, dpi: float, limits: Limits, turned: int = 0) -> bytes | None:
    """Page ``page_number`` (from 1) at ``dpi`` as PNG, turned clockwise by ``turned`` degrees (0, 90, 180, 270).

    None where the file has no pages to show (docx, damaged, no such page). Never more than ``limits.pixels``.
    """
    try:
        picture = page_picture(data, page_number, dpi, limits)
    except UNPICTURABLE:
        return None
    return None if picture is None else _png(picture.rotate(-turned, expand=True) if turned else picture)


def page_picture(data: bytes, page_number: int, dpi: float, limits: Limits) -> Image.Image | None:
    """Page ``page_number`` (from 1) as an RGB picture at ``dpi``, as it is filed; None for formats without pictures.

    A page that cannot be shown raises one of :data:`UNPICTURABLE`.
    """
    media_type = media.identify(data)
    if media_type == media.PDF:
        return _pdf_picture(data, page_number, dpi, limits).convert("RGB")
    if media_type in media.IMAGES:
        return frame_picture(data, page_number - 1, dpi, limits)
    return None


def _pdf_picture(data: bytes, page_number: int, dpi: float, limits: Limits) -> Image.Image:
    with pdfium.PdfDocument(data) as document:
        if not 1 <= page_number <= len(document):
            raise IndexError(page_number)
        page = document[page_number - 1]
        width, height = page.get_size()
        scale = min(dpi / 72, (limits.pixels / max(width * height, 1)) ** 0.5)
        picture: Image.Image = page.render(scale=scale, may_draw_forms=False).to_pil()
        return picture


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()
