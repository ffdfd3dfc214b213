"""The places of a Word template: ``{{name}}`` in paragraphs, tables, headers and footers, and the block of items.

A place may be spread over several runs, as Word does with what people type. Knows no letter and no value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

OPENS, CLOSES = "#", "/"
_PLACE = re.compile(r"\{\{\s*([#/]?)\s*([^{}]{1,40}?)\s*\}\}")
_P, _T, _TC, _TBL, _TR = (qn(f"w:{name}") for name in ("p", "t", "tc", "tbl", "tr"))
_SPACE = qn("xml:space")


@dataclass(frozen=True, slots=True)
class Place:
    """One place: its name, whether it opens or closes a block (``#``, ``/``), and where it stands, in Chinese."""

    name: str
    mark: str
    where: str


@dataclass(frozen=True, slots=True)
class Story:
    """A part of a document with paragraphs of its own: the body, a header, a footer."""

    name: str
    element: Any
    part: Any


def stories(document: Any) -> Iterator[Story]:
    """The body, and the headers and footers that the document has of its own."""
    yield Story("正文", document.element.body, document.part)
    for at, section in enumerate(document.sections, 1):
        for word, name in (("页眉", "header"), ("页脚", "footer")):
            for prefix in ("", "first_page_", "even_page_"):
                story = getattr(section, f"{prefix}{name}")
                if not story.is_linked_to_previous:
                    yield Story(f"第{at}节{word}", story._element, story.part)


def paragraphs(element: Any) -> list[Any]:
    """Every paragraph below ``element``, also in tables and text boxes."""
    found = [element] if element.tag == _P else []
    return [*found, *element.iterdescendants(_P)]


def text_of(paragraph: Any) -> str:
    """The text of a paragraph without that of text boxes inside it."""
    return "".join(each.text or "" for each in _texts(paragraph))


def names_in(paragraph: Any) -> list[tuple[str, str]]:
    """(mark, name) of every place of a paragraph."""
    return [(found[1], found[2]) for found in _PLACE.finditer(text_of(paragraph))]


def places(document: Any) -> Iterator[Place]:
    """Every place of a document, in order."""
    for story in stories(document):
        for at, paragraph in enumerate(paragraphs(story.element), 1):
            for mark, name in names_in(paragraph):
                yield Place(name, mark, _where(story, paragraph, at))


def lone_mark(paragraph: Any) -> tuple[str, str] | None:
    """(mark, name) of a paragraph that holds nothing but a mark of a block."""
    found = _PLACE.fullmatch(text_of(paragraph).strip()) if paragraph.tag == _P else None
    return (found[1], found[2]) if found and found[1] else None


def put(paragraph: Any, name: str, text: str) -> list[Any]:
    """Put ``text`` into every place called ``name``; the text elements in which they stood, for pictures."""
    touched = []
    while (found := _find(paragraph, name)) is not None:
        touched.append(_put_one(paragraph, found, text))
    return touched


def _find(paragraph: Any, name: str) -> re.Match[str] | None:
    return next((each for each in _PLACE.finditer(text_of(paragraph)) if each[2] == name and not each[1]), None)


def _put_one(paragraph: Any, found: re.Match[str], text: str) -> Any:
    """The first text element of the place takes the value; the rest of the place is cut out of the others."""
    at, first = 0, None
    for element in _texts(paragraph):
        said = element.text or ""
        low, high = max(found.start() - at, 0), min(found.end() - at, len(said))
        at += len(said)
        if low >= high:
            continue
        value = "" if first is not None else text
        first = element if first is None else first
        element.text = said[:low] + value + said[high:]
        element.set(_SPACE, "preserve")
    return first


def drop(paragraph: Any) -> None:
    """Take the paragraph out; the last of a cell stays, empty, for a cell needs one."""
    parent = paragraph.getparent()
    if parent.tag == _TC and len(parent.findall(_P)) == 1:
        for element in _texts(paragraph):
            element.text = ""
        return
    parent.remove(paragraph)


def copies(paragraph: Any, count: int) -> list[Any]:
    """The paragraph and ``count - 1`` copies of it after it."""
    made = [paragraph]
    for _ in range(count - 1):
        more = deepcopy(paragraph)
        made[-1].addnext(more)
        made.append(more)
    return made


def _texts(paragraph: Any) -> list[Any]:
    return [each for each in paragraph.iter(_T) if next(each.iterancestors(_P)) is paragraph]


def _where(story: Story, paragraph: Any, at: int) -> str:
    row = next(paragraph.iterancestors(_TR), None)
    if row is None:
        return f"{story.name}第{at}段"
    table = next(paragraph.iterancestors(_TBL))
    number = [*story.element.iter(_TBL)].index(table) + 1
    return f"{story.name}第{number}个表格第{table.findall(_TR).index(row) + 1}行"
