"""The text of a Word document (docx) in document order: headers, paragraphs, tables, text boxes, content controls.

Runs inside the bounded reading process. A docx has no pages, so it becomes one page of made-up layout
(:mod:`xingshen.evidence.flow`). Deleted text (tracked changes) is left out; macros are noted and never run.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.parser import parse_xml
from docx.package import Package

from xingshen.evidence.flow import BODY_SIZE, FlowLine, flow_page
from xingshen.evidence.layout import CELL_BREAK
from xingshen.evidence.limits import Limits
from xingshen.evidence.office_activity import office_activity
from xingshen.evidence.page import Page, PaperProblem
from xingshen.evidence.problems import problem
from xingshen.evidence.zip_container import UNREADABLE_ZIP, container_obstacle

Element = Any
"""An lxml element; python-docx brings lxml, which has no types."""

HEADING_SIZE = 18.0
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = frozenset(
    {
        f"{_W}del",
        f"{_W}moveFrom",
        f"{_W}instrText",
        f"{_W}delText",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)
_BREAKS = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_HEADING = re.compile(r"(title|heading|标题)", re.IGNORECASE)
_PICTURES = frozenset({f"{_W}drawing", f"{_W}pict"})
_INLINE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline"
_PICTURE_MARK = "\ufffc"
"""Stands in a line, while it is put together, where a picture stands; a floating picture has no such place."""
_UNREADABLE = (*UNREADABLE_ZIP, PackageNotFoundError, SyntaxError, AttributeError)


def read_docx(data: bytes, limits: Limits) -> tuple[tuple[Page, ...], tuple[PaperProblem, ...]]:
    """The one page of the docx ``data`` and what stood in the way of reading it."""
    try:
        obstacle = _container_obstacle(data, limits)
        if obstacle is not None:
            return (), (problem(obstacle),)
        package = Package.open(io.BytesIO(data))
        root = parse_xml(package.main_document_part.blob)
        lines = (*_margin_lines(package, RT.HEADER), *_block_lines(root), *_margin_lines(package, RT.FOOTER))
    except _UNREADABLE:
        return (), (problem("damaged"),)
    return _page(lines, _picture_count(root), office_activity(data))


def _page(
    lines: tuple[FlowLine, ...], pictures: int, activity: tuple[PaperProblem, ...]
) -> tuple[tuple[Page, ...], tuple[PaperProblem, ...]]:
    marked = tuple(_with_pictures(line) for line in lines)
    floating = pictures - sum(len(line.pictures) for line in marked if line.text.strip())
    page = flow_page(marked, "docx", ((0.0, 0.0, 0.0, 0.0),) * floating)
    problems = list(activity)
    if not page.lines:
        problems.append(problem("no_text_layer", 1) if pictures else problem("blank"))
        page = Page(1, page.width, page.height, (), page.images, "none" if pictures else "docx")
    return (page,), tuple(problems)


def _with_pictures(line: FlowLine) -> FlowLine:
    """``line`` with the marks of pictures taken out of its text and their offsets kept."""
    parts = line.text.split(_PICTURE_MARK)
    offsets = tuple(accumulate(len(part) for part in parts[:-1]))
    return FlowLine("".join(parts), line.size, offsets)


def _container_obstacle(data: bytes, limits: Limits) -> str | None:
    """The problem code of a container that must not be unpacked; None where it may be."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        obstacle = container_obstacle(members, len(data), limits)
        if obstacle is not None:
            return obstacle
        texts = (member for member in members if member.filename.lower().endswith((".xml", ".rels")))
        return "damaged" if any(_declares_entities(archive.read(member)) for member in texts) else None


def _declares_entities(xml: bytes) -> bool:
    """True for a document type declaration, in any encoding: Word writes none, bombs need one."""
    return _DECLARATION.search(xml.replace(b"\x00", b"")) is not None


def _picture_count(root: Element) -> int:
    return sum(1 for element in root.iter(*_PICTURES))


def _margin_lines(package: Package, kind: str) -> Iterator[FlowLine]:
    """The lines of all headers (or footers), each different one once."""
    seen: set[str] = set()
    for relation in package.main_document_part.rels.values():
        if relation.reltype == kind and not relation.is_external:
            for line in _block_lines(parse_xml(relation.target_part.blob)):
                if line.text not in seen:
                    seen.add(line.text)
                    yield line


def _block_lines(block: Element) -> Iterator[FlowLine]:
    """The lines of everything inside ``block``, in document order."""
    for child in block:
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{_W}p":
            yield from _paragraph_lines(child)
        elif child.tag == f"{_W}tbl":
            yield from _table_lines(child)
        elif isinstance(child.tag, str):
            yield from _block_lines(child)


def _paragraph_lines(paragraph: Element) -> Iterator[FlowLine]:
    size = _size(paragraph)
    for piece in "".join(_inline_text(paragraph)).split("\n"):
        yield FlowLine(piece, size)
    for box in paragraph.iter(f"{_W}txbxContent"):
        if not any(ancestor.tag in _SKIPPED for ancestor in box.iterancestors()):
            yield from _block_lines(box)


def _inline_text(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag in _SKIPPED or child.tag in (f"{_W}txbxContent", f"{_W}pPr", f"{_W}rPr"):
            continue
        if child.tag == f"{_W}t":
            yield (child.text or "").replace("\n", " ").replace(_PICTURE_MARK, "")
        elif child.tag == _INLINE:
            yield _PICTURE_MARK
            yield from _inline_text(child)
        elif child.tag == f"{_W}br" and child.get(f"{_W}type") is None:
            yield "\n"
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        else:
            yield from _inline_text(child)


def _size(paragraph: Element) -> float:
    """The largest type size of the paragraph's runs, in points; headings without one count as 18."""
    sizes = [float(size.get(f"{_W}val", "24")) / 2 for size in paragraph.iter(f"{_W}sz")]
    if sizes:
        return min(max(sizes), 72.0)
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    named = "" if style is None else style.get(f"{_W}val", "")
    return HEADING_SIZE if _HEADING.match(named) else BODY_SIZE


def _table_lines(table: Element) -> Iterator[FlowLine]:
    """One line for each row; a row with a cell of several paragraphs gives its cells one after the other."""
    for row in table.iter(f"{_W}tr"):
        if next(row.iterancestors(f"{_W}tbl")) is not table:
            continue
        cells = [[line for line in _block_lines(cell) if line.text.strip()] for cell in _cells(row)]
        if all(len(cell) <= 1 for cell in cells):
            filled = [line for cell in cells for line in cell]
            yield FlowLine(CELL_BREAK.join(line.text.strip() for line in filled))
        else:
            yield from (line for cell in cells for line in cell)


def _cells(row: Element) -> Iterator[Element]:
    """The cells of a row, also those inside content controls; the lower parts of merged cells are left out."""
    for cell in row.iter(f"{_W}tc"):
        if next(cell.iterancestors(f"{_W}tr")) is row:
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merged is None or merged.get(f"{_W}val") == "restart":
                yield cell
