"""Pages, lines and picture boxes of a PDF with a text layer.

Runs inside the bounded reading process. Opens nothing that a PDF asks to open; knows nothing of what a paper ought to
say. Measures in points from the top left of the page as it is shown (page rotation applied once).
"""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from xingshen.evidence.limits import Limits
from xingshen.evidence.mixed import SCAN_SHARE
from xingshen.evidence.page import Page, PaperProblem
from xingshen.evidence.pdf_activity import pdf_activity
from xingshen.evidence.pdf_drawing import Drawing, read_drawing
from xingshen.evidence.pdf_frame import PageFrame
from xingshen.evidence.pdf_glyphs import read_glyphs
from xingshen.evidence.problems import problem

HARDLY_ANY_TEXT = 20
OUTLINED_PATHS = 20
"""A page without text but with this many drawn paths may be text turned into outlines."""
_TAIL = 4096
_MARKUP_FREE_ANNOTATIONS = frozenset({raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP})


def read_pdf(data: bytes, limits: Limits) -> tuple[tuple[Page, ...], tuple[PaperProblem, ...]]:
    """The pages of the PDF ``data`` (at most ``limits.pages``) and what stood in the way of reading it."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        return (), (problem(_opening_code(error)),)
    with document:
        return _read_document(document, data, limits)


def _opening_code(error: pdfium.PdfiumError) -> str:
    locked = {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
    return "encrypted" if getattr(error, "err_code", None) in locked else "damaged"


def _read_document(
    document: pdfium.PdfDocument, data: bytes, limits: Limits
) -> tuple[tuple[Page, ...], tuple[PaperProblem, ...]]:
    count = len(document)
    if count == 0:
        return (), (problem("damaged"),)
    read = [_read_page(document, index, limits) for index in range(min(count, limits.pages))]
    pages = tuple(page for page, _ in read)
    problems = [each for _, page_problems in read for each in page_problems]
    if count > limits.pages:
        problems.append(problem("too_many_pages"))
    if not problems and all(not page.lines and page.method != "none" for page in pages):
        problems.append(problem("blank"))
    return pages, (*_document_problems(document, data, limits), *problems)


def _document_problems(document: pdfium.PdfDocument, data: bytes, limits: Limits) -> Iterator[PaperProblem]:
    if b"startxref" not in data[-_TAIL:]:
        yield problem("damaged")
    activity = pdf_activity(data, limits)
    yield from activity
    if not activity and (raw.FPDFDoc_GetJavaScriptActionCount(document) > 0 or document.count_attachments() > 0):
        yield problem("active_content")


def _read_page(document: pdfium.PdfDocument, index: int, limits: Limits) -> tuple[Page, tuple[PaperProblem, ...]]:
    try:
        page = _page_with_annotations(document, index)
    except (pdfium.PdfiumError, ValueError):
        return Page(index + 1, 595.0, 842.0, (), method="none"), (problem("damaged", index + 1),)
    try:
        return _read_open_page(page, index + 1, limits)
    finally:
        page.close()


def _page_with_annotations(document: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    """The page, filled-in form fields and typed notes made part of its content."""
    page = document[index]
    if not any(_has_markup(page, at) for at in range(raw.FPDFPage_GetAnnotCount(page))):
        return page
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    page.close()
    return document[index]


def _has_markup(page: pdfium.PdfPage, at: int) -> bool:
    annotation = raw.FPDFPage_GetAnnot(page, at)
    kind = raw.FPDFAnnot_GetSubtype(annotation)
    raw.FPDFPage_CloseAnnot(annotation)
    return kind not in _MARKUP_FREE_ANNOTATIONS


def _read_open_page(page: pdfium.PdfPage, number: int, limits: Limits) -> tuple[Page, tuple[PaperProblem, ...]]:
    frame = PageFrame.of(page)
    drawing = read_drawing(page, frame)
    reading = read_glyphs(page, frame, drawing, limits.page_characters)
    lines = reading.lines()
    scan = len(reading.characters) < HARDLY_ANY_TEXT and _covers(drawing, frame)
    nothing = not lines and (bool(drawing.images) or drawing.paths >= OUTLINED_PATHS)
    problems = () if not reading.cut_short else (problem("too_large", number),)
    if reading.garbled or scan or nothing:
        shown = Page(number, frame.width, frame.height, (), drawing.images, "none")
        return shown, (*problems, problem("no_text_layer", number))
    return Page(number, frame.width, frame.height, lines, drawing.images + drawing.ink), problems


def _covers(drawing: Drawing, frame: PageFrame) -> bool:
    area = sum((right - left) * (bottom - top) for left, top, right, bottom in drawing.images)
    return area >= SCAN_SHARE * frame.width * frame.height
