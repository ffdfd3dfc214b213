"""One page as a PNG picture, for people to look at; runs inside the bounded reading process."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
from PIL import Image

from xingshen.evidence import media
from xingshen.evidence.image_file import open_image, resolution
from xingshen.evidence.limits import Limits


def picture_of(data: bytes, page_number: int, dpi: float, limits: Limits) -> bytes | None:
    """Page ``page_number`` (from 1) of a PDF or picture file at ``dpi``, as PNG.

    None where the file has no pages to show (docx, damaged, no such page). Never more than ``limits.pixels``.
    """
    media_type = media.identify(data)
    try:
        if media_type == media.PDF:
            return _png(_pdf_picture(data, page_number, dpi, limits))
        if media_type in media.IMAGES:
            return _png(_image_picture(data, page_number, dpi, limits))
    except (pdfium.PdfiumError, OSError, ValueError, EOFError, IndexError, Image.DecompressionBombError):
        return None
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


def _image_picture(data: bytes, page_number: int, dpi: float, limits: Limits) -> Image.Image:
    with open_image(data, limits) as image:
        image.seek(page_number - 1)
        scale = min(dpi / resolution(image), 1.0)
        size = (max(round(image.width * scale), 1), max(round(image.height * scale), 1))
        return image.convert("RGB").resize(size)


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "PNG")
    return buffer.getvalue()
