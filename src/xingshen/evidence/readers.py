"""From the bytes of one file to pages, by media type: the port behind which every reader stands.

Runs inside the bounded reading process. A new reader (OCR, OFD) is one more module and one more entry of
``_READERS``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from xingshen.evidence import media
from xingshen.evidence.archive import ArchiveContent, read_archive
from xingshen.evidence.docx_text import read_docx
from xingshen.evidence.flow import FlowLine, flow_page
from xingshen.evidence.image_file import read_image
from xingshen.evidence.limits import Limits
from xingshen.evidence.ofd.reader import read_ofd
from xingshen.evidence.ofd.signatures import read_ofd_signatures
from xingshen.evidence.office_activity import office_activity
from xingshen.evidence.page import DigitalSignature, Page, Paper, PaperProblem
from xingshen.evidence.pdf_text import read_pdf
from xingshen.evidence.problems import problem

Reading = tuple[tuple[Page, ...], tuple[PaperProblem, ...]]
Reader = Callable[[bytes, Limits], Reading]

READER_VERSION = "8"
"""Part of every cache key; to be raised whenever any reader gives another result for the same bytes."""


def read_bytes(data: bytes, file: str, digest: str, limits: Limits) -> Paper:
    """The paper that ``data`` holds; ``file`` is the name to give it, ``digest`` its ``sha256:…``."""
    media_type = media.identify(data)
    read = _read_content(data, media_type, limits)
    mismatch = (problem("type_mismatch"),) if media.suffix_disagrees(file, media_type) else ()
    return Paper(file, digest, media_type, read.pages, (*mismatch, *read.problems), read.signatures)


def _read_content(data: bytes, media_type: str, limits: Limits) -> ArchiveContent:
    if media_type == media.ZIP:
        return read_archive(data, limits, lambda member, name, left: read_bytes(member, name, "", left))
    pages, problems = _READERS.get(media_type, _unsupported)(data, limits)
    signatures = _SIGNATURE_READERS[media_type](data, limits) if media_type in _SIGNATURE_READERS else ()
    return ArchiveContent(pages, problems, signatures)


def _read_pdf_signatures(data: bytes, limits: Limits) -> tuple[DigitalSignature, ...]:
    """What the PDF is signed with. Few papers are signed, and the library takes half a second to load."""
    if b"/ByteRange" not in data:
        return ()
    reader = import_module("xingshen.evidence.pdf_signatures")
    signatures: tuple[DigitalSignature, ...] = reader.read_signatures(data)
    return signatures


def _read_text(data: bytes, limits: Limits) -> Reading:
    text = media.decode_text(data[: limits.page_characters * 4]) or ""
    page = flow_page((FlowLine(line) for line in text.splitlines()), "text-layer")
    return (page,), () if page.lines else (problem("blank"),)


def _read_workbook(data: bytes, limits: Limits) -> Reading:
    return (), (problem("unsupported:xlsx"), *office_activity(data))


def _unsupported(data: bytes, limits: Limits) -> Reading:
    return (), (problem("unsupported"),)


def _obstacle(code: str) -> Reader:
    return lambda data, limits: ((), (problem(code),))


_READERS: Mapping[str, Reader] = {
    media.PDF: read_pdf,
    media.DOCX: read_docx,
    media.OFD: read_ofd,
    media.TEXT: _read_text,
    media.EMPTY: _obstacle("empty"),
    media.OLE_ENCRYPTED: _obstacle("encrypted"),
    media.DOC: _obstacle("unsupported:doc"),
    media.OLE: _obstacle("unsupported:ole"),
    media.XLSX: _read_workbook,
    media.RTF: _obstacle("unsupported:rtf"),
    media.RAR: _obstacle("unsupported:rar"),
    media.SEVEN_ZIP: _obstacle("unsupported:7z"),
    **dict.fromkeys(media.IMAGES, read_image),
}

_SIGNATURE_READERS: Mapping[str, Callable[[bytes, Limits], tuple[DigitalSignature, ...]]] = {
    media.OFD: read_ofd_signatures,
    media.PDF: _read_pdf_signatures,
}
