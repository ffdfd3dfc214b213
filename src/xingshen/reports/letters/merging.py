"""A Word template and the values of a letter become the letter; and what is wrong with a template, with its place.

Replaces names by texts and pictures and repeats paragraphs; nothing that stands in a template is run. The same template
and values give the same bytes.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.shared import Mm
from PIL import Image

from xingshen.reports.letters import places
from xingshen.reports.letters.content import Picture
from xingshen.reports.letters.filling import (
    ITEM_NAMES,
    ITEMS,
    NAMES,
    WANTED,
    WANTED_OF_ITEMS,
    WITH_ITEMS,
    Filling,
    Values,
)
from xingshen.review.examination_values import LetterKind

_EPOCH = (1980, 1, 1, 0, 0, 0)
_QR_SIDE = Mm(24)
_WIDEST = Mm(120)
_POINTS_PER_PIXEL = 72 / 110
_POINT = 12_700
_MOST_TOLD = 20


class TemplateBroken(ValueError):  # noqa: N818  # something to tell a person
    """The file is no Word document that can be used."""


def merge(template: bytes, filling: Filling, *, title: str, author: str, at: datetime) -> bytes:
    """The letter. Raises TemplateBroken."""
    document = _open(template)
    _repeat_items(document, filling.items)
    for story in places.stories(document):
        _fill(story.element, filling.values, story)
    told = document.core_properties
    told.title, told.author, told.last_modified_by, told.comments = title, author, author, ""
    told.created = told.modified = at.replace(tzinfo=None)
    target = BytesIO()
    document.save(target)
    return _same_bytes(target.getvalue())


def _repeat_items(document: Any, items: Sequence[Values]) -> None:
    body = places.Story("正文", document.element.body, document.part)
    while (block := _block(body.element)) is not None:
        first, members, last = block
        for item in items:
            for member in members:
                copy = deepcopy(member)
                first.addprevious(copy)
                _fill(copy, item, body)
        for element in (first, *members, last):
            element.getparent().remove(element)


def _block(body: Any) -> tuple[Any, list[Any], Any] | None:
    """Opening mark, what is between, closing mark of the first block."""
    children = list(body)
    marks = [(at, mark) for at, each in enumerate(children) if (mark := places.lone_mark(each))]
    opening = next((at for at, mark in marks if mark == (places.OPENS, ITEMS)), None)
    closing = next((at for at, mark in marks if mark == (places.CLOSES, ITEMS) and at > (opening or 0)), None)
    if opening is None or closing is None:
        return None
    return children[opening], children[opening + 1 : closing], children[closing]


def _fill(element: Any, values: Values, story: places.Story) -> None:
    for paragraph in places.paragraphs(element):
        names = [name for _, name in places.names_in(paragraph)]
        known = [name for name in names if name in values.lines or name in values.pictures]
        if not known:
            continue
        longest = max(_count(values, name) for name in known)
        if longest == 0:
            places.drop(paragraph)
            continue
        for at, copy in enumerate(places.copies(paragraph, longest)):
            for name in dict.fromkeys(known):
                _put(copy, name, at, values, story)


def _count(values: Values, name: str) -> int:
    return len(values.pictures.get(name, ())) or len(values.lines.get(name, ()))


def _put(paragraph: Any, name: str, at: int, values: Values, story: places.Story) -> None:
    if name in values.pictures:
        shown = values.pictures[name]
        for element in places.put(paragraph, name, ""):
            if at < len(shown):
                _show(element, shown[at], story)
        return
    lines = values.lines[name]
    places.put(paragraph, name, lines[min(at, len(lines) - 1)] if lines else "")


def _show(text: Any, picture: Picture, story: places.Story) -> None:
    """The picture in a run of its own after the run of ``text``, its caption below."""
    width = _QR_SIDE if not picture.caption else _width_of(picture.png)
    run = OxmlElement("w:r")
    run.append(_drawing(story.part.new_pic_inline(BytesIO(picture.png), width, None)))
    text.getparent().addnext(run)
    if picture.caption:
        caption = deepcopy(text.getparent())
        for element in list(caption):
            if not element.tag.endswith("}rPr"):
                caption.remove(element)
        below = OxmlElement("w:t")
        below.text = picture.caption
        caption.extend([OxmlElement("w:br"), below])
        run.addnext(caption)


def _drawing(inline: Any) -> Any:
    drawing = OxmlElement("w:drawing")
    drawing.append(inline)
    return drawing


def _width_of(png: bytes) -> int:
    """As wide as the piece is on its page, and no wider than the text."""
    with Image.open(BytesIO(png), formats=["PNG"]) as picture:
        return min(int(picture.width * _POINTS_PER_PIXEL * _POINT), int(_WIDEST))


def _open(template: bytes) -> Any:
    try:
        return Document(BytesIO(template))
    except (KeyError, ValueError, OSError, zipfile.BadZipFile, SyntaxError, AttributeError):
        raise TemplateBroken("这不是 Word 文档（.docx），或文件已损坏。") from None


def _same_bytes(docx: bytes) -> bytes:
    """The package written anew without the time at which that was."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(docx)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for member in source.infolist():
            told = zipfile.ZipInfo(member.filename, _EPOCH)
            told.compress_type, told.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            copy.writestr(told, source.read(member))
    return target.getvalue()


# --- what is wrong with a template -----------------------------------------------------------------------------------


def problems_of(template: bytes, kind: LetterKind) -> list[str]:
    """Sentences about everything that stops ``template`` from being used for ``kind``; none for a good one."""
    try:
        document = _open(template)
        return list(dict.fromkeys(_problems(document, kind)))[:_MOST_TOLD]
    except TemplateBroken as error:
        return [str(error)]


def _problems(document: Any, kind: LetterKind) -> Iterator[str]:
    outside, inside = {**NAMES}, _inside(document)
    found = list(places.places(document))
    for place in found:
        yield from _of_place(place, outside)
    marks = [place for place in found if place.mark]
    block = _block(document.element.body)
    if marks and (block is None or [place.mark for place in marks] != [places.OPENS, places.CLOSES]):
        yield (
            f"{{{{#{ITEMS}}}}} 和 {{{{/{ITEMS}}}}} 要各占一段、成对出现一次，不能放在表格、页眉或页脚里"
            f"（见{'、'.join(place.where for place in marks)}）。"
        )
    used = {place.name for place in found}
    lost = [name for name in WANTED[kind] if name not in used]
    lost += [name for name in WANTED_OF_ITEMS if kind in WITH_ITEMS and name not in inside]
    if lost:
        yield f"模板里缺少必须有的内容：{'、'.join(f'{{{{{name}}}}}' for name in lost)}。"
    every = Counter(place.name for place in found)
    for place in found:
        if place.name not in ITEM_NAMES or every[place.name] == inside[place.name]:
            continue
        yield f"{place.where}：{{{{{place.name}}}}} 只能放在 {{{{#{ITEMS}}}}} 和 {{{{/{ITEMS}}}}} 之间。"


def _of_place(place: places.Place, names: Mapping[str, str]) -> Iterator[str]:
    shown = f"{{{{{place.mark}{place.name}}}}}"
    if place.mark and place.name != ITEMS:
        yield f"{place.where}：没有 {shown} 这种重复的部分，只有 {{{{#{ITEMS}}}}}。"
    elif not place.mark and place.name not in names and place.name not in ITEM_NAMES:
        yield f"{place.where}：不认识 {shown}，请对照可用的名称改正。"


def _inside(document: Any) -> Counter[str]:
    """How often each name is used between the marks."""
    block = _block(document.element.body)
    members = block[1] if block else []
    inside = (each for member in members for each in places.paragraphs(member))
    return Counter(name for each in inside for _, name in places.names_in(each))
