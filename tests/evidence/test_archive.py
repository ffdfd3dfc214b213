from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image

from tests.evidence.forge import many_pages, one_page, shown, word
from tests.evidence.ofd.writing import simple
from xingshen.evidence.limits import Limits
from xingshen.evidence.page import Paper
from xingshen.evidence.picture import page_count, page_picture
from xingshen.evidence.readers import read_bytes

LIMITS = Limits()
SENTENCE = b"This page carries quite enough text to be taken for a text layer."
PDF = one_page(shown(SENTENCE, 72, 700))


def _zip(members: dict[str, bytes], encoding: str = "utf-8", *, extra: bytes = b"", flags: int = 0) -> bytes:
    """A zip with stored members whose names are written in ``encoding``, without the UTF-8 flag."""
    body, directory = b"", b""
    for name, data in members.items():
        raw = name.encode(encoding)
        rest = struct.pack(
            "<HHHHHIIIHH", 20, flags, 0, 0, 33, zlib.crc32(data), len(data), len(data), len(raw), len(extra)
        )
        directory += b"PK\x01\x02\x14\x00" + rest + struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + raw + extra
        body += b"PK\x03\x04" + rest + raw + extra + data
    end = struct.pack("<HHHHIIH", 0, 0, len(members), len(members), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def _png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (30, 60), "red").save(out, "PNG", dpi=(72, 72))
    return out.getvalue()


def _read(data: bytes, limits: Limits = LIMITS) -> Paper:
    return read_bytes(data, "材料.zip", "", limits)


def _messages(paper: Paper) -> list[tuple[str, str, int | None]]:
    return [(each.code, each.message.partition("：")[0], each.page) for each in paper.problems]


def test_members_are_read_in_the_order_of_their_names_with_pages_numbered_through() -> None:
    paper = _read(
        _zip({"2 照片.png": _png(), "1 协议.pdf": PDF, "3/说明.docx": word(["说明"]), "4.ofd": simple("公文")})
    )
    assert [(page.number, page.method, page.text) for page in paper.pages] == [
        (1, "text-layer", SENTENCE.decode()),
        (2, "none", ""),
        (3, "docx", "说明"),
        (4, "ofd", "公文"),
    ]
    assert _messages(paper) == [("no_text_layer", "压缩包中的“2 照片.png”", 2)]


def test_pictures_of_its_pages_are_those_of_the_members() -> None:
    data = _zip({"a.pdf": PDF, "b.png": _png(), "c.docx": word(["说明"]), "d.ofd": simple("公文")})
    sizes = [picture.size if (picture := page_picture(data, at, 72, LIMITS)) else None for at in (1, 2, 3, 4)]
    assert sizes == [(595, 842), (30, 60), None, (595, 842)]
    with pytest.raises(IndexError):
        page_picture(data, 5, 72, LIMITS)


@pytest.mark.parametrize(
    "data",
    [PDF, many_pages(5), b"%PDF-1.7", _png(), _png()[:40], simple("公文"), word(["一"]), b"text", b"", b"\x00\x01"],
)
def test_pages_are_counted_as_they_are_read(data: bytes) -> None:
    limits = Limits(pages=3)
    assert page_count(data, limits) == len(read_bytes(data, "", "", limits).pages)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_names_without_a_flag_are_read_in_both_encodings(encoding: str) -> None:
    assert _messages(_read(_zip({"合作协议.pdf": b""}, encoding))) == [("empty", "压缩包中的“合作协议.pdf”", None)]


def test_the_unicode_name_beside_an_old_one_counts() -> None:
    old = b"????.pdf"
    unicode_name = "合作协议.pdf".encode()
    body = struct.pack("<BI", 1, zlib.crc32(old)) + unicode_name
    extra = struct.pack("<HH", 0x7075, len(body)) + body
    assert _messages(_read(_zip({"????.pdf": b""}, extra=extra)))[0][1] == "压缩包中的“合作协议.pdf”"
    stale = extra.replace(struct.pack("<I", zlib.crc32(old)), b"\x00\x00\x00\x00")
    assert _messages(_read(_zip({"????.pdf": b""}, extra=stale)))[0][1] == "压缩包中的“????.pdf”"


def test_what_systems_leave_behind_is_passed_over() -> None:
    left = {"__MACOSX/._a.pdf": b"x", ".DS_Store": b"x", "a/Thumbs.db": b"x", "b/": b""}
    paper = _read(_zip(left | {"./a/正文.txt": "正文".encode()}))
    assert ([page.text for page in paper.pages], paper.problems) == (["正文"], ())


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "C:\\a.txt", "a\\..\\..\\b.txt", "a/../../.bashrc"]
)
def test_names_that_lead_outside_are_left_out(name: str) -> None:
    paper = _read(_zip({name: b"text", "正文.txt": "正文".encode()}))
    assert [page.text for page in paper.pages] == ["正文"]
    assert [each.code for each in paper.problems] == ["outside_folder"]


def test_an_archive_inside_stays_closed() -> None:
    inner = _zip({"a.txt": b"inner"})
    paper = _read(_zip({"内层.zip": inner, "b.7z": b"7z\xbc\xaf\x27\x1c....", "正文.txt": "正文".encode()}))
    assert [page.text for page in paper.pages] == ["正文"]
    assert [code for code, _, _ in _messages(paper)] == ["unsupported", "unsupported"]


def test_an_encrypted_member_is_told_and_the_others_are_read() -> None:
    locked = _zip({"b.txt": b"secret"}, flags=1)
    assert _messages(_read(locked)) == [("encrypted", "压缩包中的“b.txt”", None)]


def test_a_broken_member_is_told_and_the_others_are_read() -> None:
    data = _zip({"a.txt": b"the first text", "b.txt": b"the other text"}).replace(b"the other", b"the wrong", 1)
    paper = _read(data)
    assert [page.text for page in paper.pages] == ["the first text"]
    assert _messages(paper) == [("damaged", "压缩包中的“b.txt”", None)]


def test_pages_beyond_the_limit_are_told() -> None:
    paper = _read(_zip({f"{at}.txt": b"text" for at in range(5)}), Limits(pages=3))
    assert (len(paper.pages), [each.code for each in paper.problems]) == (3, ["too_many_pages"])


def test_a_suffix_that_lies_is_told_for_the_member() -> None:
    assert _messages(_read(_zip({"a.pdf": b"text"}))) == [("type_mismatch", "压缩包中的“a.pdf”", None)]


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b" " * 30_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (_bomb(), "too_large"),
        (_zip({}), "empty"),
        (_zip({"a/": b""}), "empty"),
        (_zip({"a.txt": b"text"})[:40], "damaged"),
    ],
)
def test_an_archive_that_is_not_unpacked_says_why(data: bytes, code: str) -> None:
    paper = _read(data)
    assert (paper.pages, [(each.code, "压缩包" in each.message) for each in paper.problems]) == ((), [(code, True)])
