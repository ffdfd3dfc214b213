"""One page as a picture, for people and for the readers of scans; runs inside the bounded reading process."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2 as pdfium
from PIL import Image

from xingshen.evidence import media
from xingshen.evidence.archive import member_of_page
from xingshen.evidence.image_file import BROKEN_IMAGE, frame_count, frame_picture, open_image, read_image
from xingshen.evidence.limits import Limits
from xingshen.evidence.ofd.picture import ofd_picture
from xingshen.evidence.ofd.reader import ofd_page_count
from xingshen.evidence.readers import read_bytes
from xingshen.evidence.zip_container import UNREADABLE_ZIP

UNPICTURABLE = (pdfium.PdfiumError, *BROKEN_IMAGE, *UNREADABLE_ZIP, Image.DecompressionBombError)
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
        picture = _pdf_picture(data, page_number, dpi, limits)
        return picture if picture.mode == "RGB" else picture.convert("RGB")
    if media_type in media.IMAGES:
        return frame_picture(data, page_number - 1, dpi, limits)
    if media_type == media.OFD:
        return ofd_picture(data, page_number, dpi, limits)
    if media_type == media.ZIP:
        return page_picture(*member_of_page(data, page_number, limits, page_count), dpi, limits)
    return None


def page_count(data: bytes, limits: Limits) -> int:
    """How many pages reading the file would give, at most ``limits.pages``; 0 where it cannot be read."""
    media_type = media.identify(data)
    counter = _COUNTERS.get(media_type)
    try:
        return min(counter(data, limits), limits.pages) if counter else len(read_bytes(data, "", "", limits).pages)
    except UNPICTURABLE:
        return 0


def _pdf_page_count(data: bytes, limits: Limits) -> int:
    with pdfium.PdfDocument(data) as document:
        return len(document)


def _image_page_count(data: bytes, limits: Limits) -> int:
    with open_image(data, limits) as image:
        count = frame_count(image)
    return count if count == 1 else len(read_image(data, limits)[0])


_COUNTERS: dict[str, Callable[[bytes, Limits], int]] = {
    media.PDF: _pdf_page_count,
    media.OFD: ofd_page_count,
    **dict.fromkeys(media.IMAGES, _image_page_count),
}


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
