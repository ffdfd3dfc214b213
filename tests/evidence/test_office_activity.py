from __future__ import annotations

import pytest

from tests.evidence.forge import with_member, word, zipped
from xingshen.evidence.docx_text import read_docx
from xingshen.evidence.limits import Limits
from xingshen.evidence.office_activity import office_activity
from xingshen.evidence.readers import read_bytes

RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
LINK = '<Relationship Id="r1" Type="http://x/{}" Target="https://example.org/a" TargetMode="{}"/>'
OBJECT = '<o:OLEObject xmlns:o="urn:o" ProgID="{}" ShapeID="s"/>'


def _document(body: str) -> bytes:
    return with_member(word(["正文"]), "word/header9.xml", f"<w:hdr xmlns:w='w'>{body}</w:hdr>".encode())


def _related(kind: str, mode: str) -> bytes:
    return with_member(
        word(["正文"]), "word/_rels/settings.xml.rels", RELATIONS.format(LINK.format(kind, mode)).encode()
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (word(["正文"]), None),
        (with_member(word(["正文"]), "word/vbaProject.bin", b"x"), "文件含有宏，读取时均未执行或打开。"),
        (
            with_member(word(["正文"]), "word/activeX/activeX1.bin", b"x"),
            "文件含有ActiveX 控件，读取时均未执行或打开。",
        ),
        (_document(OBJECT.format("Package")), "文件含有嵌入的 OLE 对象，读取时均未执行或打开。"),
        (_document(OBJECT.format("Equation.DSMT4")), None),
        (_related("hyperlink", "External"), None),
        (_related("image", "Internal"), None),
        (
            _related("attachedTemplate", "External"),
            "文件含有打开时从外部读取的内容（外部模板、图片或对象），读取时均未执行或打开。",
        ),
        (b"no zip", None),
    ],
)
def test_what_would_do_something_is_told(data: bytes, message: str | None) -> None:
    assert [each.message for each in office_activity(data)] == ([] if message is None else [message])


def test_the_text_is_read_all_the_same() -> None:
    pages, problems = read_docx(with_member(word(["正文"]), "word/vbaProject.bin", b"x"), Limits())
    assert (pages[0].text, [each.code for each in problems]) == ("正文", ["active_content"])


def test_a_workbook_with_macros_says_both() -> None:
    data = zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b"", "xl/vbaProject.bin": b"x"})
    assert [each.code for each in read_bytes(data, "a.xlsm", "", Limits()).problems] == [
        "unsupported",
        "active_content",
    ]
