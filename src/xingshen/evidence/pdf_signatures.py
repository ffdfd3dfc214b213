"""Digital signatures in a PDF: the name in the certificate, the claimed time, and whether anything changed since.

Computes digests and public-key operations over the file's own bytes and nothing else: no network, no trust check, no
revocation check. A certificate that anybody made for themselves reads like any other, so a result never says that a
signature is genuine. Runs inside the bounded reading process; it must not know what a paper ought to say.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pypdfium2 as pdfium
from pyhanko.pdf_utils.generic import IndirectObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult, ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from xingshen.evidence.page import DigitalSignature
from xingshen.evidence.pdf_frame import PageFrame
from xingshen.kernel.place import Box

MARK = b"/ByteRange"
MOST = 32
"""Signatures of one file that are looked at."""
MOST_PAGES = 300
MOST_REVISIONS = 40
"""A file that was extended more often is not compared with its signed state."""
_LONGEST_NAME = 200

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)


def read_signatures(data: bytes) -> tuple[DigitalSignature, ...]:
    """The digital signatures of the PDF ``data``, in the order of its form fields; none where it cannot be read.

    ``unchanged`` is True where the signed bytes are as they were and what was added later is at most another signature
    or its proofs; None where that could not be computed (SM2, damaged data). Never raises on what a file holds.
    """
    if MARK not in data:
        return ()
    return tuple(islice(_signatures(data), MOST))


def _signatures(data: bytes) -> Iterator[DigitalSignature]:
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        if reader.encrypted:
            reader.decrypt(b"")
        fields = list(islice(enumerate_sig_fields(reader, filled_status=True), MOST))
    except Exception:  # whatever a broken file makes the parser raise, there is nothing to be read then
        return
    signed = frozenset(name for name, _, _ in fields)
    for name, value, field in fields:
        page, box = _place(data, reader, field)
        yield _read(reader, name, value, field, signed, page, box)


def _read(
    reader: PdfFileReader, name: str, value: Any, field: Any, signed: frozenset[str], page: int | None, box: Box | None
) -> DigitalSignature:
    try:
        embedded = EmbeddedPdfSignature(reader, field.get_object(), name)
    except Exception:  # the signature's own data are damaged; that there is one is still worth telling
        return DigitalSignature(kind="pdf", signer=_claimed_name(value), page=page, box=box)
    return DigitalSignature(
        kind="pdf",
        signer=_signer(embedded) or _claimed_name(value),
        signed_at=_signed_at(embedded),
        unchanged=_unchanged(embedded, signed),
        page=page,
        box=box,
    )


def _signer(embedded: EmbeddedPdfSignature) -> str:
    """The common name of the certificate's subject, or its organisation."""
    try:
        subject = embedded.signer_cert.subject.native
    except Exception:  # no certificate in the signature, or one that cannot be decoded
        return ""
    name = subject.get("common_name") or subject.get("organization_name") or ""
    return str(name)[:_LONGEST_NAME]


def _claimed_name(value: Any) -> str:
    try:
        return str(value.get_object().get("/Name", ""))[:_LONGEST_NAME]
    except Exception:  # a broken reference
        return ""


def _signed_at(embedded: EmbeddedPdfSignature) -> str:
    try:
        moment = embedded.self_reported_timestamp
    except Exception:  # a date that is none
        return ""
    return moment.isoformat() if moment else ""


def _unchanged(embedded: EmbeddedPdfSignature, signed: frozenset[str]) -> bool | None:
    try:
        digest = embedded.compute_digest()
        intact, valid = validate_sig_integrity(embedded.signer_info, embedded.signer_cert, "data", digest)
        return intact and valid and _nothing_added(embedded, signed)
    except Exception:  # an algorithm that is not supported, or data that cannot be decoded
        return None


def _nothing_added(embedded: Any, signed: frozenset[str]) -> bool | None:
    """Whether the file is as it was signed, apart from further signatures and their proofs."""
    embedded.coverage = embedded.evaluate_signature_coverage()
    if embedded.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return True
    if embedded.reader.xrefs.total_revisions > MOST_REVISIONS:
        return None
    difference = embedded.evaluate_modifications(DEFAULT_DIFF_POLICY)
    if not isinstance(difference, DiffResult):
        return False
    proofs = difference.modification_level <= ModificationLevel.LTA_UPDATES
    further = difference.modification_level is ModificationLevel.FORM_FILLING
    return proofs or (further and difference.changed_form_fields <= signed)


def _place(data: bytes, reader: PdfFileReader, field: Any) -> tuple[int | None, Box | None]:
    """The page (from 1) and the box of the visible field; an invisible one has a page at most."""
    try:
        widget = field.get_object()
        if "/Rect" not in widget and "/Kids" in widget:
            field = widget["/Kids"].raw_get(0)
            widget = field.get_object()
        number = _page_of(reader, field, widget)
        if number is None:
            return None, None
        x1, y1, x2, y2 = (float(side) for side in widget["/Rect"])
        return number, _shown(data, number, (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))
    except Exception:  # broken references, a rectangle that is none
        return None, None


def _page_of(reader: Any, field: Any, widget: Any) -> int | None:
    own = widget.raw_get("/P").reference if "/P" in widget else None
    for index in range(min(int(reader.root["/Pages"]["/Count"]), MOST_PAGES)):
        page, _ = reader.find_page_for_modification(index)
        annotations = page.get_object().get("/Annots", ())
        shown = {each.reference for each in annotations if isinstance(each, IndirectObject)}
        if page.reference == own or field.reference in shown:
            return index + 1
    return None


def _shown(data: bytes, number: int, rectangle: Box) -> Box | None:
    with pdfium.PdfDocument(data) as document:
        frame = PageFrame.of(document[number - 1])
        return frame.clip(frame.box(*rectangle))
