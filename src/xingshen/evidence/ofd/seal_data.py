"""What an electronic seal's data say (SES: GB/T 38540 and, before it, GM/T 0031): name, time, picture, certificate.

Reads the DER structure loosely, because both editions and producers differ in details. Verifies nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from asn1crypto import parser, x509

_SEQUENCE, _SET, _INTEGER, _BITS, _OCTETS = 0x10, 0x11, 0x02, 0x03, 0x04
_TIMES = frozenset({0x17, 0x18})
_TEXTS = frozenset({0x0C, 0x13, 0x14, 0x16, 0x1E})
_HEADER_MARK = b"ES"
_DEEPEST, _MOST_NODES = 12, 4_000
_BEIJING = timezone(timedelta(hours=8))
_PLAIN_TIME = re.compile(r"(?:20)?(\d{2})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?(?:\.\d+)?)?(Z|[+-]\d{4})?")
_DAMAGED = (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError, AttributeError)


@dataclass(frozen=True, slots=True)
class SealData:
    """The seal's name, its picture's bytes, the certificate's name, the claimed time (ISO 8601), the signed digest."""

    name: str = ""
    picture: bytes = b""
    holder: str = ""
    signed_at: str = ""
    digest: bytes = b""


@dataclass(frozen=True, slots=True)
class _Node:
    """One element of the DER tree; ``content`` of a primitive one."""

    tag: int
    content: bytes
    children: tuple[_Node, ...] = ()


def read_seal(data: bytes) -> SealData:
    """What a SignedValue.dat or Seal.esl says; empty where it says nothing that is understood."""
    root = _tree(data)
    if root is None:
        return SealData()
    information = next((node for node in _all(root) if _is_seal_information(node)), None)
    name, picture = ("", b"") if information is None else _name_and_picture(information)
    signed = root.children[0] if root.children else root
    return SealData(name, picture, _holder(root), _time(signed), _digest(signed))


def iso_time(text: str) -> str:
    """A time as ISO 8601 with offset; Beijing time where none is said; empty where it is no time."""
    text = text.strip()
    match = _PLAIN_TIME.fullmatch(text)
    if match is not None:
        year, month, day, hour, minute, second, zone = match.groups()
        text = f"20{year}-{month}-{day}T{hour or '00'}:{minute or '00'}:{second or '00'}{zone or ''}"
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return (read if read.tzinfo else read.replace(tzinfo=_BEIJING)).isoformat(timespec="seconds")


def _tree(data: bytes) -> _Node | None:
    budget = iter(range(_MOST_NODES))
    try:
        return _node(data, 0, budget)[0]
    except (*_DAMAGED, StopIteration):
        return None


def _node(data: bytes, depth: int, budget: Iterator[int]) -> tuple[_Node, int]:
    """The first element in ``data`` and its length. Broken, too deep, too many: ValueError or StopIteration."""
    next(budget)
    kind, constructed, tag, header, content, trailer = parser.parse(data, strict=False)
    length = len(header) + len(content) + len(trailer)
    if constructed != 1 or depth >= _DEEPEST:
        return _Node(tag if kind == 0 else -1 - tag, content), length
    inner: list[_Node] = []
    at = 0
    while at < len(content):
        child, used = _node(content[at:], depth + 1, budget)
        inner.append(child)
        at += used
    return _Node(tag if kind == 0 else -1 - tag, b"", tuple(inner)), length


def _all(node: _Node) -> Iterator[_Node]:
    yield node
    for child in node.children:
        yield from _all(child)


def _is_seal_information(node: _Node) -> bool:
    """True for SES_SealInfo: it begins with a header, which begins with the letters ES."""
    header = node.children[0] if node.children else None
    first = header.children[0] if header is not None and header.children else None
    return first is not None and first.tag in _TEXTS and first.content == _HEADER_MARK and len(node.children) >= 3


def _name_and_picture(information: _Node) -> tuple[str, bytes]:
    name, picture = "", b""
    for part in information.children[1:]:
        tags = [child.tag for child in part.children]
        if not name and len(tags) >= 2 and tags[0] == _INTEGER and tags[1] in _TEXTS:
            name = part.children[1].content.decode("utf-8", "replace").strip()
        elif not picture and len(tags) >= 4 and tags[0] in _TEXTS and tags[1] == _OCTETS:
            picture = part.children[1].content
    return name, picture


def _holder(root: _Node) -> str:
    """The name in the certificate of the signer, which stands beside or inside what is signed; not the seal maker's."""
    signed = root.children[0].children if root.children else ()
    for node in (*root.children, *signed):
        if node.tag == _OCTETS:
            name = _certificate_name(node.content)
            if name:
                return name
    return ""


def _certificate_name(data: bytes) -> str:
    try:
        subject = x509.Certificate.load(data).subject.native
        name = subject.get("common_name") or subject.get("organization_name") or ""
    except _DAMAGED:
        return ""
    return str(name[0] if isinstance(name, list) else name).strip()


def _time(signed: _Node) -> str:
    """The time in what is signed: a time, or a bit string that holds one."""
    for node in signed.children:
        if node.tag in _TIMES:
            return iso_time(node.content.decode("ascii", "replace"))
        if node.tag == _BITS:
            inner = _tree(node.content[1:])
            found = next((each for each in _all(inner) if each.tag in _TIMES), None) if inner is not None else None
            plain = iso_time(node.content[1:].decode("ascii", "replace"))
            return iso_time(found.content.decode("ascii", "replace")) if found is not None else plain
    return ""


def _digest(signed: _Node) -> bytes:
    """The digest of the signature's description: the last bit string of ordinary digest length."""
    found = [node.content[1:] for node in signed.children if node.tag == _BITS and len(node.content) in (17, 21, 33)]
    return found[-1] if found else b""
