"""Packs pages into files as people file them: scanned PDF, born-digital PDF, PDF of both, JPEG, TIFF.

The same pages always give the same bytes. Knows pictures and set pages, not what they say.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pikepdf
import typst
from PIL import Image

from benchmarks.papers.corpus.drawing import Picture
from benchmarks.papers.corpus.imaging import Shot
from benchmarks.papers.corpus.sheet import SheetPage
from benchmarks.papers.corpus.wear import BILEVEL, GREY, PHONE, Condition, as_jpeg

_TEMPLATE = Path(__file__).with_name("page.typ")
_MADE = datetime(2026, 6, 20, 9, 0, tzinfo=UTC)


def scanned_pdf(shots: Sequence[Shot], condition: Condition) -> bytes:
    """One picture per page, nothing else."""
    target = pikepdf.new()
    for shot in shots:
        _append_picture(target, shot.picture, condition)
    return _saved(target)


def printed_pdf(pages: Sequence[SheetPage], shots: Sequence[Shot | None], condition: Condition) -> bytes:
    """Pages with a text layer; where there is a shot, the scan stands in place of the page."""
    digital = pikepdf.open(io.BytesIO(_typeset(pages)))
    target = pikepdf.new()
    for page, shot in zip(digital.pages, shots, strict=True):
        if shot is None:
            target.pages.append(page)
        else:
            _append_picture(target, shot.picture, condition)
    return _saved(target)


def picture_file(shots: Sequence[Shot], condition: Condition, suffix: str) -> bytes:
    """A JPEG of the only page, or a TIFF of all."""
    if suffix == "jpg":
        return as_jpeg(shots[0].picture, condition.quality, None if condition.way == PHONE else condition.dpi)
    images = [_image(shot.picture, condition) for shot in shots]
    packing = "group4" if condition.mode == BILEVEL else "tiff_lzw"
    stream = io.BytesIO()
    images[0].save(
        stream, "TIFF", save_all=True, append_images=images[1:], compression=packing, dpi=(condition.dpi, condition.dpi)
    )
    return stream.getvalue()


def _image(picture: Picture, condition: Condition) -> Image.Image:
    image = Image.fromarray(picture)
    if condition.mode == BILEVEL:
        return image.convert("1", dither=Image.Dither.NONE)
    return image.convert("L") if condition.mode == GREY else image


def _append_picture(target: pikepdf.Pdf, picture: Picture, condition: Condition) -> None:
    high, wide = picture.shape[:2]
    scale = 72 / condition.dpi
    if condition.way == PHONE:
        scale = 595 / min(high, wide)
    image = _embedded(target, picture, condition)
    size = (round(wide * scale, 2), round(high * scale, 2))
    target.add_blank_page(page_size=size)
    page = target.pages[-1]
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=image))
    page.Contents = target.make_stream(f"q {size[0]} 0 0 {size[1]} 0 0 cm /Scan Do Q".encode())


def _embedded(target: pikepdf.Pdf, picture: Picture, condition: Condition) -> pikepdf.Object:
    high, wide = picture.shape[:2]
    common = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image, "Width": wide, "Height": high}
    if condition.mode == BILEVEL:
        packed = np.packbits(picture[:, :, 0] > 127, axis=1).tobytes()
        return target.make_stream(packed, **common, ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=1)
    stream = io.BytesIO()
    _image(picture, condition).save(stream, "JPEG", quality=condition.quality)
    space = pikepdf.Name.DeviceGray if condition.mode == GREY else pikepdf.Name.DeviceRGB
    return target.make_stream(
        stream.getvalue(), **common, ColorSpace=space, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode
    )


def _saved(target: pikepdf.Pdf) -> bytes:
    stream = io.BytesIO()
    target.save(stream, deterministic_id=True, compress_streams=True)
    return stream.getvalue()


def _typeset(pages: Sequence[SheetPage]) -> bytes:
    """The pages with their letters as text, at the same places as in a picture of them."""
    data = [
        {
            "size": page.size,
            "pieces": [
                [piece.text, piece.x, piece.y, piece.size, piece.font.family, piece.font.weight, piece.colour]
                for piece in page.pieces
            ],
            "rules": [[rule.start, rule.end, rule.width, rule.colour] for rule in page.rules],
            "fills": [[fill.shape, fill.box, fill.colour] for fill in page.fills],
        }
        for page in pages
    ]
    made = typst.compile(
        _TEMPLATE,
        format="pdf",
        sys_inputs={"pages": json.dumps(data, ensure_ascii=False)},
        timestamp=_MADE,
        pdf_tags=False,
    )
    assert isinstance(made, bytes)
    return made
