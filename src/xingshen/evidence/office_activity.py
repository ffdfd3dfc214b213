"""What in an Office document (docx, xlsx) would do something when opened: macros, embedded objects, fetched content.

Looks at the parts' names and relationships only; runs and fetches nothing. Formulas, which are objects too in older
documents, and links to web pages are no activity.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from xingshen.evidence.limits import MEBIBYTE
from xingshen.evidence.markup import MarkupRefused, attribute, parse_markup
from xingshen.evidence.page import PaperProblem
from xingshen.evidence.problems import active_content
from xingshen.evidence.zip_container import UNREADABLE_ZIP

LARGEST_PART = 32 * MEBIBYTE
_WORDS = {
    "macros": "宏",
    "controls": "ActiveX 控件",
    "objects": "嵌入的 OLE 对象",
    "fetched": "打开时从外部读取的内容（外部模板、图片或对象）",
}
_OBJECT = re.compile(rb"<(?:\w+:)?OLEObject\b[^>]*")
_FORMULA = re.compile(rb"ProgID=[\"'](?:Equation|MathType|DSEquations)", re.IGNORECASE)
_PARTS_WITH_OBJECTS = re.compile(
    r"(word/(document|header|footer|footnotes)|xl/worksheets/)[^/]*\.xml$|word/document\.xml$"
)


def office_activity(data: bytes) -> tuple[PaperProblem, ...]:
    """The obstacle ``active_content`` saying what was found in the docx or xlsx ``data``; none where nothing was."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = set(_found(archive))
    except UNREADABLE_ZIP:
        return ()
    told = [words for kind, words in _WORDS.items() if kind in found]
    return (active_content(told),) if told else ()


def _found(archive: zipfile.ZipFile) -> Iterator[str]:
    for member in archive.infolist():
        name = member.filename.lower().replace("\\", "/")
        if name.endswith("vbaproject.bin") or "/macrosheets/" in name:
            yield "macros"
        elif "/activex/" in name:
            yield "controls"
        elif member.file_size <= LARGEST_PART and _PARTS_WITH_OBJECTS.search(name):
            if any(not _FORMULA.search(each) for each in _OBJECT.findall(archive.read(member))):
                yield "objects"
        elif member.file_size <= LARGEST_PART and name.endswith(".rels") and _fetches(archive.read(member)):
            yield "fetched"


def _fetches(relationships: bytes) -> bool:
    """Whether a relationship that is no link to click on leads outside of the file."""
    try:
        root = parse_markup(relationships)
    except MarkupRefused:
        return False
    return any(
        attribute(each, "TargetMode").lower() == "external"
        and not attribute(each, "Type").lower().endswith("/hyperlink")
        for each in root
    )
