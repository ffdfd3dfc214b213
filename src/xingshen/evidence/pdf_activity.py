"""What in a PDF would do something when opened: scripts, programs to start, embedded files, media, dynamic forms.

Looks at the structure only and runs nothing. Encryption that lets everybody read (owner password only) is no activity.
Knows nothing of pages as people see them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pikepdf

from xingshen.evidence.limits import Limits
from xingshen.evidence.page import PaperProblem
from xingshen.evidence.problems import active_content

MOST_ACTIONS = 20_000
"""Dictionaries looked at in one file."""
MOST_PAGES = 2_000
_DEEPEST = 16
_WORDS = {
    "JavaScript": "JavaScript 脚本",
    "Launch": "启动外部程序的动作",
    "EmbeddedFiles": "嵌入的附件",
    "RichMedia": "嵌入的多媒体内容",
    "XFA": "XFA 动态表单",
    "SubmitForm": "向外部提交数据的动作",
}
"""What is told, in this order; links to web pages and between pages are not."""
_ACTIONS = {"/JavaScript": "JavaScript", "/Launch": "Launch", "/SubmitForm": "SubmitForm", "/ImportData": "SubmitForm"}
_ANNOTATIONS = {
    "/FileAttachment": "EmbeddedFiles",
    "/RichMedia": "RichMedia",
    "/Screen": "RichMedia",
    "/Movie": "RichMedia",
    "/Sound": "RichMedia",
    "/3D": "RichMedia",
}
_BROKEN = (
    pikepdf.PdfError,
    pikepdf.PasswordError,
    pikepdf.DataDecodingError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
    RuntimeError,
)


def pdf_activity(data: bytes, limits: Limits) -> tuple[PaperProblem, ...]:
    """The obstacle ``active_content`` saying what was found in the PDF ``data``; none where there is nothing.

    Nothing, too, for a file whose structure cannot be opened: that is for the reader to tell.
    """
    found = activities(data, limits)
    return (active_content([_WORDS[each] for each in found]),) if found else ()


def activities(data: bytes, limits: Limits) -> tuple[str, ...]:
    """The kinds of activity in the PDF ``data``, keys of the words above, in their order."""
    found: set[str] = set()
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as document:
            for kind in islice(_document_activity(document, min(limits.pages, MOST_PAGES)), MOST_ACTIONS):
                found.add(kind)
    except _BROKEN:
        return tuple(kind for kind in _WORDS if kind in found)
    return tuple(kind for kind in _WORDS if kind in found)


def _document_activity(document: pikepdf.Pdf, most_pages: int) -> Iterator[str]:
    """Kinds as they are met; the empty string for what was looked at and does nothing."""
    root: Any = document.Root
    names: Any = root.get("/Names")
    if _is_dictionary(names):
        if "/JavaScript" in names:
            yield "JavaScript"
        if _has_names(names.get("/EmbeddedFiles")):
            yield "EmbeddedFiles"
    form: Any = root.get("/AcroForm")
    if _is_dictionary(form):
        if "/XFA" in form:
            yield "XFA"
        yield from _fields_activity(form.get("/Fields"), 0)
    yield from _actions(root)
    for page in islice(document.pages, most_pages):
        yield from _page_activity(page.obj)


def _page_activity(page: Any) -> Iterator[str]:
    yield ""
    yield from _actions(page)
    annotations = page.get("/Annots")
    for annotation in _items(annotations):
        if _is_dictionary(annotation):
            yield _ANNOTATIONS.get(str(annotation.get("/Subtype", "")), "")
            yield from _actions(annotation)


def _fields_activity(fields: Any, depth: int) -> Iterator[str]:
    for field in _items(fields):
        if _is_dictionary(field) and depth < _DEEPEST:
            yield ""
            yield from _actions(field)
            yield from _fields_activity(field.get("/Kids"), depth + 1)


def _actions(holder: Any) -> Iterator[str]:
    """The kinds of the actions that a dictionary starts: on opening, on a click, on events."""
    for key in ("/OpenAction", "/A"):
        yield from _chain(holder.get(key), 0)
    events = holder.get("/AA")
    if _is_dictionary(events):
        for key in islice(events.keys(), 50):
            yield from _chain(events.get(key), 0)


def _chain(action: Any, depth: int) -> Iterator[str]:
    """An action and those that follow it."""
    if not _is_dictionary(action) or depth >= _DEEPEST:
        return
    yield "JavaScript" if "/JS" in action else _ACTIONS.get(str(action.get("/S", "")), "")
    following = action.get("/Next")
    for each in _items(following) if isinstance(following, pikepdf.Array) else (following,):
        yield from _chain(each, depth + 1)


def _has_names(tree: Any) -> bool:
    return _is_dictionary(tree) and bool(_items(tree.get("/Names")) or _items(tree.get("/Kids")))


def _items(value: Any) -> list[Any]:
    return list(islice(value, MOST_ACTIONS)) if isinstance(value, pikepdf.Array) else []


def _is_dictionary(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary)
