"""JBIG2 pictures, in which scanners like to store black and white pages, decoded by pdfium.

The segments of the file (ITU-T T.88 annex D) become the one picture of a PDF made up in memory. Knows nothing of OFD.
"""

from __future__ import annotations

import struct

import pypdfium2 as pdfium
from PIL import Image

from xingshen.evidence.limits import Limits

SIGNATURE = b"\x97JB2\r\n\x1a\n"
_SEQUENTIAL, _PAGES_UNKNOWN = 1, 2
_PAGE_INFORMATION = 48
_BROKEN = (struct.error, IndexError, ValueError, pdfium.PdfiumError)


def open_jbig2(data: bytes, limits: Limits) -> Image.Image | None:
    """The first page of the JBIG2 file ``data``; None where it is damaged, too large or stored in another order."""
    try:
        segments = _segments(data)
        width, height = _size(segments)
        if not 0 < width * height <= limits.pixels:
            return None
        with pdfium.PdfDocument(_as_pdf(segments, width, height)) as document:
            picture: Image.Image = document[0].render(scale=1).to_pil()
            return picture.convert("RGB")
    except _BROKEN:
        return None


def _segments(data: bytes) -> bytes:
    """What follows the head of the file. Segments stored apart from their heads: ValueError."""
    if not data.startswith(SIGNATURE) or not data[8] & _SEQUENTIAL:
        raise ValueError("not a sequential JBIG2 file")
    return data[9:] if data[8] & _PAGES_UNKNOWN else data[13:]


def _size(segments: bytes) -> tuple[int, int]:
    """Width and height by the page information, which is the first segment or follows dictionaries."""
    at = 0
    while True:
        kind, referred = segments[at + 4], segments[at + 5] >> 5
        page_bytes = 4 if segments[at + 4] & 0x40 else 1
        head = at + 6 + referred + page_bytes + 4
        if kind & 0x3F == _PAGE_INFORMATION:
            width, height = struct.unpack_from(">II", segments, head)
            return width, height
        at = head + struct.unpack_from(">I", segments, head - 4)[0]


def _as_pdf(segments: bytes, width: int, height: int) -> bytes:
    content = b"q %d 0 0 %d 0 0 cm /I Do Q" % (width, height)
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 1/ColorSpace/DeviceGray" % (
        width,
        height,
    )
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page % (width, height),
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<<%s/Filter/JBIG2Decode/Length %d>>stream\n%s\nendstream" % (entries, len(segments), segments),
    )
    body = b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (at, each) for at, each in enumerate(objects, start=1))
    return body + b"trailer<</Root 1 0 R/Size 6>>\nstartxref\n0\n%%EOF\n"
