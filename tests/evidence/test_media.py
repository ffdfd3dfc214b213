from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.evidence.forge import one_page, shown, word, zipped
from xingshen.evidence import media
from xingshen.evidence.media import decode_text, identify, suffix_disagrees


def _image(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, kind)
    return out.getvalue()


PDF_BYTES = one_page(shown(b"text", 72, 700))


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"", media.EMPTY),
        (PDF_BYTES, media.PDF),
        (b"\r\njunk before the header\n" + PDF_BYTES, media.PDF),
        (zipped({"OFD.xml": b"<x/>"}), media.OFD),
        (zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), media.XLSX),
        (zipped({"a.txt": b"a"}), media.ZIP),
        (b"PK\x03\x04 cut off", media.ZIP),
        (zipped({"OFD.xml": b"<x/>"})[:40], media.OFD),
        (zipped({"\\ofd.XML": b"<x/>"}), media.OFD),
        (word(["一"])[:5000], media.DOCX),
        (b"Rar!\x1a\x07\x00", media.RAR),
        (b"7z\xbc\xaf\x27\x1c\x00", media.SEVEN_ZIP),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), media.DOC),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), media.OLE_ENCRYPTED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1other", media.OLE),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", media.HEIC),
        (b"{\\rtf1 text}", media.RTF),
        ("甲方：某某大学".encode(), media.TEXT),
        ("甲方：某某大学".encode("gb18030"), media.TEXT),
        ("甲方：某某大学".encode("utf-16"), media.TEXT),
        (bytes(range(256)), media.UNKNOWN),
        *[(_image(kind), f"image/{kind.lower()}") for kind in ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF")],
    ],
)
def test_bytes_tell_the_type(data: bytes, media_type: str) -> None:
    assert identify(data) == media_type


def test_a_docx_is_told_from_other_zips() -> None:
    assert identify(word(["一"])) == media.DOCX


def test_a_pdf_with_a_zip_behind_it_is_a_pdf_and_a_zip_that_quotes_a_pdf_is_a_zip() -> None:
    assert identify(PDF_BYTES + zipped({"a": b"a"})) == media.PDF
    assert identify(zipped({"a": PDF_BYTES})) == media.ZIP


@pytest.mark.parametrize(
    ("file", "media_type", "disagrees"),
    [
        ("协议.pdf", media.PDF, False),
        ("协议.PDF", media.DOCX, True),
        ("协议.doc", media.RTF, False),
        ("协议.dat", media.PDF, False),
        ("协议", media.PDF, False),
        ("协议.pdf", media.EMPTY, False),
        ("协议.docx", media.OLE_ENCRYPTED, False),
    ],
)
def test_a_suffix_is_only_a_claim(file: str, media_type: str, disagrees: bool) -> None:
    assert suffix_disagrees(file, media_type) is disagrees


def test_binary_data_is_no_text() -> None:
    assert decode_text(b"a\x00b") is None
    assert decode_text(b"\x01\x02\x03\x04") is None
