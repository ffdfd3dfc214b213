from __future__ import annotations

import pytest

from tests.evidence.ofd.sealing import sealed
from tests.evidence.ofd.writing import Package, layer, page, part, simple, text_object, zipped
from xingshen.evidence.limits import Limits
from xingshen.evidence.ofd.geometry import POINTS_PER_MM
from xingshen.evidence.ofd.seal_data import iso_time, read_seal
from xingshen.evidence.ofd.signatures import read_ofd_signatures
from xingshen.evidence.page import DigitalSignature
from xingshen.evidence.readers import read_bytes

LIMITS = Limits()
PLACE = [("100", "90 120 40 40")]


def _package() -> Package:
    return Package([page(layer(text_object("合作协议", 20, 20)))])


def _read(package: Package) -> tuple[DigitalSignature, ...]:
    return read_ofd_signatures(package.bytes(), LIMITS)


@pytest.mark.parametrize("edition", [1, 4])
def test_a_seal_says_who_when_and_where(edition: int) -> None:
    [signature] = _read(sealed(_package(), PLACE, edition=edition))
    assert (signature.kind, signature.signer, signature.signed_at) == (
        "ofd-seal",
        "示例大学",
        "2026-03-02T01:30:00+00:00",
    )
    assert (signature.page, signature.unchanged) == (1, True)
    assert signature.box == pytest.approx([each * POINTS_PER_MM for each in (90, 120, 130, 160)])


@pytest.mark.parametrize(
    ("method", "check_method", "unchanged"),
    [
        ("sm3", "SM3", True),
        ("sha256", "SHA256", True),
        ("sha1", "1.3.14.3.2.26", True),
        ("md5", "", True),
        ("sha256", "1.2.3.4", None),
        ("sha256", "SM3", False),
    ],
)
def test_digests_are_compared_where_their_method_is_known(
    method: str, check_method: str, unchanged: bool | None
) -> None:
    [signature] = _read(sealed(_package(), PLACE, method=method, check_method=check_method))
    assert signature.unchanged is unchanged


def test_a_changed_or_missing_part_is_seen() -> None:
    files = sealed(_package(), PLACE).files()
    content = files["Doc_0/Pages/Page_0/Content.xml"]
    changed = {**files, "Doc_0/Pages/Page_0/Content.xml": str(content).replace("合作", "合办")}
    missing = {name: data for name, data in files.items() if name != "Doc_0/Pages/Page_0/Content.xml"}
    assert [each.unchanged for data in (changed, missing) for each in read_ofd_signatures(zipped(data), LIMITS)] == [
        False,
        False,
    ]


def test_a_changed_description_is_not_confirmed() -> None:
    package = sealed(_package(), PLACE)
    package.parts["Doc_0/Signs/Sign_0/Signature.xml"] = str(package.parts["Doc_0/Signs/Sign_0/Signature.xml"]) + " "
    assert [each.unchanged for each in _read(package)] == [None]


def test_a_seal_across_pages_stands_on_each() -> None:
    package = _package()
    package.pages += package.pages
    signatures = _read(sealed(package, [("100", "190 120 20 40"), ("101", "190 120 20 40"), ("999", "0 0 1 1")]))
    assert [each.page for each in signatures] == [1, 2, None]


def test_a_signature_without_a_seal_or_a_readable_value_is_still_there() -> None:
    package = sealed(_package(), [])
    package.parts["Doc_0/Signs/Sign_0/SignedValue.dat"] = b"\x30\x80broken"
    [signature] = _read(package)
    assert (signature.signer, signature.signed_at, signature.page) == ("", "2026-03-02T09:30:00+08:00", None)


def test_without_signatures_there_are_none() -> None:
    assert read_ofd_signatures(simple("正文"), LIMITS) == read_ofd_signatures(b"PK\x03\x04", LIMITS) == ()


def test_signatures_are_found_without_directions_to_them() -> None:
    package = sealed(_package(), PLACE)
    package.body = ""
    assert [each.signer for each in _read(package)] == ["示例大学"]


def test_a_paper_has_its_signatures_also_inside_an_archive() -> None:
    data = sealed(_package(), PLACE).bytes()
    assert [each.page for each in read_bytes(data, "a.ofd", "", LIMITS).signatures] == [1]
    assert [
        each.page for each in read_bytes(zipped({"a.txt": "正文", "b.ofd": data}), "a.zip", "", LIMITS).signatures
    ] == [2]


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"\x30",
        b"\x30\x84\xff\xff\xff\xff",
        b"\x30\x80" * 200,
        b"\x30\x82\x40\x00" + b"\x05\x00" * 0x2000,
        b"\x02\x01\x05",
    ],
)
def test_noise_is_no_seal(value: bytes) -> None:
    assert read_seal(value).name == ""


def test_a_loop_of_signature_lists_ends() -> None:
    package = sealed(_package(), PLACE)
    listed = '<ofd:Signature ID="1" BaseLoc="Signatures.xml"/>' * 300
    package.parts["Doc_0/Signs/Signatures.xml"] = part("Signatures", listed)
    assert len(_read(package)) == 100


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("20260302093000Z", "2026-03-02T09:30:00+00:00"),
        ("260302093000Z", "2026-03-02T09:30:00+00:00"),
        ("2026-03-02 09:30:00", "2026-03-02T09:30:00+08:00"),
        ("2026-03-02T09:30:00+09:00", "2026-03-02T09:30:00+09:00"),
        ("20260302", "2026-03-02T00:00:00+08:00"),
        ("noon", ""),
    ],
)
def test_times_are_told_with_their_offset(text: str, time: str) -> None:
    assert iso_time(text) == time
