from __future__ import annotations

from tests.evidence.forge import with_member, word
from xingshen.evidence.docx_text import read_docx
from xingshen.evidence.limits import DEFAULT_LIMITS, Limits


def _texts(data: bytes) -> list[str]:
    pages, problems = read_docx(data, DEFAULT_LIMITS)
    assert problems == ()
    return [line.text for line in pages[0].lines]


def _codes(data: bytes, limits: Limits = DEFAULT_LIMITS) -> list[str]:
    return [problem.code for problem in read_docx(data, limits)[1]]


def _document(body: str) -> bytes:
    xml = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
    return with_member(word(["一"]), "word/document.xml", xml.encode())


def test_header_paragraphs_and_tables_come_in_order() -> None:
    data = word(["合作协议", "甲方：某某大学"], [["项目名称", "联合研究"], ["国别", "德国"]], header="某某大学")
    assert _texts(data) == ["某某大学", "合作协议", "甲方：某某大学", "项目名称   联合研究", "国别   德国"]


def test_every_line_has_a_place_of_its_own() -> None:
    page = read_docx(word(["合作协议", "甲方"]), DEFAULT_LIMITS)[0][0]
    assert (page.method, page.width) == ("docx", 595.0)
    first, second = page.lines
    assert first.box[3] < second.box[1]
    assert len(first.edges) == 5


def test_a_cell_of_several_paragraphs_is_read_cell_by_cell() -> None:
    assert _texts(word([], [["项目\n名称", "联合研究"]])) == ["项目", "名称", "联合研究"]


def test_content_controls_are_read_and_deleted_text_is_not() -> None:
    inside = "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件内文字</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    tracked = "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p>"
    assert _texts(_document(inside + tracked)) == ["控件内文字", "新"]


def test_an_empty_document_is_blank() -> None:
    assert _codes(word([])) == ["blank"]


def test_macros_are_noted_and_the_text_read() -> None:
    assert _codes(with_member(word(["正文"]), "word/vbaProject.bin", b"x")) == ["active_content"]


def test_entities_are_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    assert _codes(with_member(word(["正文"]), "word/document.xml", bomb)) == ["damaged"]
    assert _codes(with_member(word(["正文"]), "word/extra.xml", bomb.decode().encode("utf-16"))) == ["damaged"]


def test_a_zip_bomb_is_too_large() -> None:
    assert _codes(with_member(word(["正文"]), "word/media/a.bin", b"\0" * 30_000_000)) == ["too_large"]
    assert _codes(word(["正文"]), Limits(unpacked_bytes=1000)) == ["too_large"]


def test_names_that_climb_out_of_the_folder_do_nothing() -> None:
    assert _codes(with_member(word(["正文"]), "../../evil.xml", b"<x/>")) == []


def test_half_a_document_is_damaged() -> None:
    data = word(["正文"])
    assert _codes(data[: len(data) // 2]) == ["damaged"]
    assert _codes(with_member(data, "word/document.xml", b"<w:document")) == ["damaged"]


def _picture(kind: str) -> str:
    return (
        f'<w:r><w:drawing><wp:{kind} xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"/>'
        "</w:drawing></w:r>"
    )


def test_a_picture_in_a_line_stands_where_its_text_breaks_off() -> None:
    row = f"<w:p><w:r><w:t>签字：</w:t></w:r>{_picture('inline')}<w:r><w:t>日期</w:t></w:r></w:p>"
    page = read_docx(_document("<w:p><w:r><w:t>甲方</w:t></w:r></w:p>" + row), DEFAULT_LIMITS)[0][0]
    assert [line.text for line in page.lines] == ["甲方", "签字：日期"]
    assert page.images == ((108.0, 90.0, 114.0, 102.0),)


def test_a_floating_picture_is_counted_without_a_place() -> None:
    page = read_docx(_document(f"<w:p><w:r><w:t>签字：</w:t></w:r>{_picture('anchor')}</w:p>"), DEFAULT_LIMITS)[0][0]
    assert page.images == ((0.0, 0.0, 0.0, 0.0),)
