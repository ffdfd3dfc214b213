"""What is drawn on a PDF page besides text: picture boxes, how many paths, straight rules."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from xingshen.evidence.pdf_frame import PageFrame
from xingshen.evidence.ruling import Ruling
from xingshen.kernel.place import Box

MOST_OBJECTS = 20_000
MOST_SEGMENTS = 3_000
THIN = 3.0
"""A filled shape no thicker than this (points) is a rule; a thicker one is shading."""
LEAST_CURVES = 3
INK_WIDTH, INK_HEIGHT = (12.0, 280.0), (5.0, 220.0)
"""Points: what is drawn with curves in these sizes may be a signature or a seal; larger is decoration."""

Handle = ctypes.c_void_p


@dataclass(frozen=True, slots=True)
class Drawing:
    """Picture boxes and boxes drawn free-hand (points, clipped to the page), paths, rules, whether text is hidden."""

    images: tuple[Box, ...]
    ink: tuple[Box, ...]
    paths: int
    ruling: Ruling
    hides_text: bool


def read_drawing(page: pdfium.PdfPage, frame: PageFrame) -> Drawing:
    """The drawing on ``page``; at most :data:`MOST_OBJECTS` objects are looked at."""
    images: list[Box] = []
    ink: list[Box] = []
    segments: list[Box] = []
    paths, hidden = 0, False
    for handle in _objects(page):
        kind = raw.FPDFPageObj_GetType(handle)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            paths += 1
            if len(segments) < MOST_SEGMENTS:
                segments += _segments(handle, frame)
                ink += _ink(handle, frame)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE or (kind == raw.FPDF_PAGEOBJ_FORM and _holds_image(handle)):
            box = _bounds(handle, frame)
            images += [box] if box is not None else []
        hidden = hidden or is_invisible(handle)
    return Drawing(tuple(images), tuple(ink), paths, Ruling.of(segments), hidden)


def is_invisible(handle: Handle) -> bool:
    """True for text that is on the page and not shown (render mode 3), also inside a group."""
    kind = raw.FPDFPageObj_GetType(handle)
    if kind == raw.FPDF_PAGEOBJ_TEXT:
        return bool(raw.FPDFTextObj_GetTextRenderMode(handle) == raw.FPDF_TEXTRENDERMODE_INVISIBLE)
    return any(is_invisible(inner) for inner in _inside(handle)) if kind == raw.FPDF_PAGEOBJ_FORM else False


def _objects(page: pdfium.PdfPage) -> Iterator[Handle]:
    for at in range(min(raw.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        yield raw.FPDFPage_GetObject(page, at)


def _inside(form: Handle) -> Iterator[Handle]:
    for at in range(min(raw.FPDFFormObj_CountObjects(form), MOST_OBJECTS // 10)):
        yield raw.FPDFFormObj_GetObject(form, at)


def _holds_image(form: Handle) -> bool:
    return any(raw.FPDFPageObj_GetType(inner) == raw.FPDF_PAGEOBJ_IMAGE for inner in _inside(form))


def _bounds(handle: Handle, frame: PageFrame) -> Box | None:
    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(handle, *sides):
        return None
    left, bottom, right, top = (side.value for side in sides)
    return frame.clip(frame.box(left, bottom, right, top))


def _ink(path: Handle, frame: PageFrame) -> list[Box]:
    """The box of a path that is drawn with curves and has the size of a signature or a seal."""
    count = raw.FPDFPath_CountSegments(path)
    kinds = (raw.FPDFPathSegment_GetType(raw.FPDFPath_GetPathSegment(path, at)) for at in range(min(count, 400)))
    box = _bounds(path, frame) if sum(kind == raw.FPDF_SEGMENT_BEZIERTO for kind in kinds) >= LEAST_CURVES else None
    if box is None:
        return []
    wide, high = box[2] - box[0], box[3] - box[1]
    fits = INK_WIDTH[0] <= wide <= INK_WIDTH[1] and INK_HEIGHT[0] <= high <= INK_HEIGHT[1]
    return [box] if fits else []


def _segments(path: Handle, frame: PageFrame) -> list[Box]:
    """The straight strokes of ``path`` as shown; nothing for shading and for curves."""
    if not _is_ruled(path):
        return []
    corners = [frame.point(*point) for point in _points(path)]
    return [(*first, *second) for first, second in pairwise(corners)]


def _is_ruled(path: Handle) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    count = raw.FPDFPath_CountSegments(path)
    if not 2 <= count <= 400:
        return False
    sides = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(path, *sides)
    left, bottom, right, top = (side.value for side in sides)
    return bool(stroke.value) or min(right - left, top - bottom) <= THIN


def _points(path: Handle) -> Iterator[tuple[float, float]]:
    """The corner points of ``path`` in PDF space. Jumps between its parts are slanted or too short to be rules."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(raw.FPDFPath_CountSegments(path)):
        raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(path, at), x, y)
        yield (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
