"""Pictures of pages as a scanner makes them of paper, bound into a PDF without any text.

Every page lies a little askew, is a little grey and grainy, and is kept as JPEG. The same pictures always give the same
bytes. Must not know what stands on the pages.
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterable, Sequence

from PIL import Image, ImageFilter

from examples.generate.blocks import Scan

_GRAIN = 0.015
"""Share of noise in every pixel."""
_PAPER = (250, 249, 246)
_BLUR = 0.4
"""Pixels."""


def scan_pages(pictures: Sequence[bytes], how: Scan, *, seed: str) -> bytes:
    """The PDF of the scanned ``pictures`` (PNG); ``seed`` decides how each lay on the glass."""
    rng = random.Random(seed)
    sheets: list[Image.Image] = []
    for number, data in enumerate(pictures, 1):
        with Image.open(io.BytesIO(data)) as opened:
            page = opened.convert("RGB")
        sheets.append(_scanned(page, how, rng, 180 if number in how.upside_down else 0))
        if number in how.blank_after:
            sheets.append(_scanned(Image.new("RGB", page.size, "white"), how, rng, 0))
    return _bind([(sheet.size, _jpeg(sheet, how.quality)) for sheet in sheets], how.dots)


def _scanned(page: Image.Image, how: Scan, rng: random.Random, turned: int) -> Image.Image:
    angle = rng.uniform(-how.askew, how.askew) + turned
    lying = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    tinted = Image.blend(lying, Image.new("RGB", page.size, _PAPER), 0.15)
    grain = Image.frombytes("L", page.size, rng.randbytes(page.width * page.height)).convert("RGB")
    return Image.blend(tinted, grain, _GRAIN).filter(ImageFilter.GaussianBlur(_BLUR))


def _jpeg(sheet: Image.Image, quality: int) -> bytes:
    target = io.BytesIO()
    sheet.save(target, "JPEG", quality=quality, optimize=True, progressive=True)
    return target.getvalue()


def _bind(sheets: Iterable[tuple[tuple[int, int], bytes]], dots: int) -> bytes:
    """A PDF with one picture per page; nothing in it depends on when or by what it was written."""
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    kids = []
    for (width, height), data in sheets:
        first = len(objects) + 1
        kids.append(f"{first} 0 R")
        wide, high = width * 72 / dots, height * 72 / dots
        drawn = f"q {wide:.3f} 0 0 {high:.3f} 0 0 cm /P Do Q".encode()
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {wide:.3f} {high:.3f}]"
            f"/Resources<</XObject<</P {first + 2} 0 R>>>>/Contents {first + 1} 0 R>>".encode(),
            _stream(b"", drawn),
            _stream(
                f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceRGB"
                "/BitsPerComponent 8/Filter/DCTDecode".encode(),
                data,
            ),
        ]
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    return _file(objects)


def _stream(entries: bytes, data: bytes) -> bytes:
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(data), data)


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
