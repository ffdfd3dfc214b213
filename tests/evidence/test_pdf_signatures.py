"""Digital signatures of PDFs: signed here with certificates made here, changed afterwards, broken."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.generic import NameObject, TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner

from tests.evidence.forge import one_page, shown
from xingshen.evidence.pdf_signatures import MARK, read_signatures

NAME = "河北云岭智能装备有限公司"
PLAIN = one_page(shown(b"Pledge", 100, 700))
TURNED = one_page(shown(b"Pledge", 100, 700), b"/Rotate 90")


@cache
def signer(name: str = NAME) -> SimpleSigner:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    start = datetime(2026, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder(subject, subject, key.public_key(), 7, start, start + timedelta(days=3650))
    certificate = builder.sign(key, hashes.SHA256())
    packed = pkcs12.serialize_key_and_certificates(b"x", key, certificate, None, serialization.NoEncryption())
    made = SimpleSigner.load_pkcs12_data(packed, other_certs=[])
    assert made is not None
    return made


def signed(data: bytes, field: str = "S1", box: tuple[int, int, int, int] = (100, 100, 220, 150)) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    append_signature_field(writer, SigFieldSpec(field, on_page=0, box=box))
    meta = PdfSignatureMetadata(field_name=field, md_algorithm="sha256")
    out = PdfSigner(meta, signer=signer()).sign_pdf(writer)
    return bytes(out.getvalue())


def updated(data: bytes) -> bytes:
    """The PDF with its page's content replaced by an incremental update."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    page, _ = writer.find_page_for_modification(0)
    page.get_object()[NameObject("/Note")] = TextStringObject("changed")
    page.get_object()[NameObject("/Rotate")] = page.get_object().get("/Nothing", NameObject("/Odd"))
    writer.mark_update(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_signature_is_read_with_signer_time_and_place() -> None:
    (found,) = read_signatures(signed(PLAIN))
    assert (found.kind, found.signer, found.unchanged) == ("pdf", NAME, True)
    assert (found.page, found.box) == (1, (100.0, 692.0, 220.0, 742.0))
    assert datetime.fromisoformat(found.signed_at).tzinfo is not None


def test_place_is_that_of_the_page_as_shown() -> None:
    (found,) = read_signatures(signed(TURNED))
    assert (found.page, found.box) == (1, (100.0, 100.0, 150.0, 220.0))


def test_a_second_signature_is_no_change() -> None:
    found = read_signatures(signed(signed(PLAIN), "S2", (300, 100, 420, 150)))
    assert [(each.signer, each.unchanged) for each in found] == [(NAME, True), (NAME, True)]


def test_bytes_changed_after_signing_are_noticed() -> None:
    data = signed(PLAIN)
    assert [each.unchanged for each in read_signatures(data.replace(b"(Pledge)", b"(Pledgx)"))] == [False]


def test_an_update_after_signing_is_noticed() -> None:
    assert [each.unchanged for each in read_signatures(updated(signed(PLAIN)))] == [False]


def test_unsigned_papers_have_none() -> None:
    empty_field = io.BytesIO()
    writer = IncrementalPdfFileWriter(io.BytesIO(PLAIN))
    append_signature_field(writer, SigFieldSpec("S1", on_page=0, box=(1, 1, 9, 9)))
    writer.write(empty_field)
    assert [read_signatures(data) for data in (PLAIN, empty_field.getvalue(), b"", MARK)] == [(), (), (), ()]


def test_damaged_signature_data_still_tell_of_a_signature() -> None:
    data = signed(PLAIN)
    start = data.index(b"/Contents <") + 11
    (found,) = read_signatures(data[:start] + b"00" * 40 + data[start + 80 :])
    assert (found.unchanged, found.page) == (None, 1)


def test_unsupported_algorithm_is_not_judged() -> None:
    data = signed(PLAIN)
    sha256, sm3 = "0609608648016503040201", "06092a811ccf550183110a"
    (found,) = read_signatures(data.replace(sha256.encode(), sm3.encode()))
    assert (found.signer, found.unchanged) == (NAME, None)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
def test_truncated_files_raise_nothing(share: float) -> None:
    data = signed(PLAIN)
    assert all(each.unchanged is not True for each in read_signatures(data[: int(len(data) * share)]))
