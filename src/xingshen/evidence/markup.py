"""XML of a foreign file as a tree of plain names, with everything refused that could blow it up.

Document types and entities are refused, depth and number of elements are bounded. Namespaces are dropped: real OFDs
use the prefix ``ofd:``, a default namespace, wrong namespaces and none. Knows nothing of what the elements mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers.expat import ExpatError, ParserCreate

DEEPEST = 100
"""Levels of elements; real parts have about ten."""
MOST_ELEMENTS = 400_000
_ENCODING = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"'][^>]*\?>")
_CHINESE = frozenset({"gbk", "gb2312", "gb18030", "cp936"})


class MarkupRefused(ValueError):  # noqa: N818  # an answer about foreign bytes, not an error of the program
    """The bytes are no XML, or XML that is not to be taken in."""


def parse_markup(data: bytes) -> Element:
    """The root element, tags and attribute names without namespaces. Raises MarkupRefused."""
    builder = _Builder()
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.tree.data
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(_as_unicode(data.strip(b"\x00 \t\r\n")), True)
        return builder.tree.close()
    except (ExpatError, AssertionError, LookupError, ValueError) as error:
        raise MarkupRefused(str(error)) from error


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The direct children called ``name``, whatever the case; none of None."""
    if element is not None:
        wanted = name.lower()
        yield from (child for child in element if child.tag.lower() == wanted)


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along ``path``; None where there is none."""
    for name in path:
        element = next(children(element, name), None)
    return element


def text_of(element: Element | None) -> str:
    """The text directly inside, stripped; empty for None."""
    return (element.text or "").strip() if element is not None else ""


def attribute(element: Element, name: str) -> str:
    """The attribute ``name``, whatever the case, stripped; empty where there is none."""
    value = element.get(name)
    if value is None:
        wanted = name.lower()
        value = next((each for key, each in element.attrib.items() if key.lower() == wanted), "")
    return value.strip()


class _Builder:
    """Takes expat's events, counts them and builds the tree."""

    def __init__(self) -> None:
        self.tree = TreeBuilder()
        self._depth = 0
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > DEEPEST or self._count > MOST_ELEMENTS:
            raise MarkupRefused("too deep or too many elements")
        self.tree.start(_local(tag), {_local(key): value for key, value in attributes.items()})

    def end(self, tag: str) -> None:
        self._depth -= 1
        self.tree.end(_local(tag))


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse(*declaration: object) -> None:
    raise MarkupRefused("document type or entity declaration")


def _as_unicode(data: bytes) -> bytes | str:
    """Text for encodings that expat does not know (GBK and its like), else the bytes as they are."""
    declared = _ENCODING.match(data)
    if declared is None or declared.group(1).decode("ascii").lower() not in _CHINESE:
        return data
    return _ENCODING.sub(b"", data, count=1).decode("gb18030")
