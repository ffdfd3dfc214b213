"""A template and values become a letter; nothing in it is run; what is wrong with one is told with its place."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest
from docx import Document

from tests.reports.letters.writing import ITEMS, WHOLE, a_letter, a_template, saved, texts
from xingshen.reports.letters.builtin import builtin_template
from xingshen.reports.letters.filling import filling_of
from xingshen.reports.letters.merging import TemplateBroken, merge, problems_of
from xingshen.review.examination_values import LetterKind

AT = datetime(2026, 7, 20, tzinfo=UTC)


def merged(template: bytes, kind: LetterKind = LetterKind.REFUSAL) -> bytes:
    return merge(template, filling_of(a_letter(kind)), title="题", author="项目办公室", at=AT)


def test_names_become_values_and_items_repeat() -> None:
    letter = a_letter()
    assert texts(merged(a_template(*WHOLE[:2], *ITEMS, "{{落款}}"))) == [
        "形审〔2026〕1号",
        "示例单位（样例，非真实单位）：",
        "1．协议有效期覆盖执行期",
        "示例.1　这里是指南这一条的原文，一字不差。",
        "示例.2　一条要点可以依据几个条款；这里是第二条的原文。",
        "协议止于2028-06-29，比执行期结束早1天。",
        "2．申请额度不超过上限",
        "示例.1　这里是指南这一条的原文，一字不差。",
        "协议止于2028-06-29，比执行期结束早1天。",
        letter.sign,
    ]


def test_a_name_may_be_spread_over_runs() -> None:
    document = Document()
    paragraph = document.add_paragraph("致 ")
    for piece in ("{", "{主送", "单位", "}} 和 {{文", "号}}。"):
        paragraph.add_run(piece).bold = piece == "单位"
    assert texts(merged(saved(document))) == ["致 示例单位（样例，非真实单位） 和 形审〔2026〕1号。"]


def test_a_paragraph_whose_values_are_all_empty_is_left_out() -> None:
    assert texts(merged(a_template("限期：{{期限}}", "编号 {{受理编号}}"), LetterKind.PASS)) == ["编号 示例-0001"]


def test_tables_headers_and_footers_are_filled_too() -> None:
    document = Document()
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = "{{文号}}"
    document.sections[0].header.paragraphs[0].text = "{{发文机关}}"
    made = Document(BytesIO(merged(saved(document))))
    assert made.tables[0].rows[0].cells[0].text == "形审〔2026〕1号"
    assert made.sections[0].header.paragraphs[0].text == "某项目办公室"


def test_the_code_picture_and_pieces_of_pages_are_in_the_document() -> None:
    with zipfile.ZipFile(BytesIO(merged(builtin_template(LetterKind.REFUSAL)))) as archive:
        assert len([name for name in archive.namelist() if name.startswith("word/media/")]) == 2


def test_values_are_never_taken_for_places() -> None:
    template = a_template("{{项目名称}}", "{{7*7}}", "{% if 1 %}x{% endif %}", "${文号}")
    assert texts(merged(template)) == ["示例项目", "{{7*7}}", "{% if 1 %}x{% endif %}", "${文号}"]


@pytest.mark.parametrize("kind", list(LetterKind))
def test_the_same_template_and_values_give_the_same_bytes(kind: LetterKind) -> None:
    assert merged(builtin_template(kind), kind) == merged(builtin_template(kind), kind)


@pytest.mark.parametrize("kind", list(LetterKind))
def test_built_in_templates_have_no_problems_and_leave_no_place_open(kind: LetterKind) -> None:
    template = builtin_template(kind)
    assert problems_of(template, kind) == []
    assert [text for text in texts(merged(template, kind)) if "{{" in text] == []


def test_an_unknown_name_is_told_with_its_place() -> None:
    template = a_template(*WHOLE, *ITEMS, "{{主送單位}}")
    assert problems_of(template, LetterKind.REFUSAL) == [
        "正文第11段：不认识 {{主送單位}}，请对照可用的名称改正。",
    ]


def test_an_unknown_name_in_a_table_is_told_by_row() -> None:
    document = Document(BytesIO(a_template(*WHOLE)))
    table = document.add_table(rows=2, cols=1)
    table.rows[1].cells[0].text = "{{没有}}"
    assert problems_of(saved(document), LetterKind.PASS) == [
        "正文第1个表格第2行：不认识 {{没有}}，请对照可用的名称改正。",
    ]


def test_what_may_not_be_left_out_is_told() -> None:
    assert problems_of(a_template("{{文号}}", "{{正文}}"), LetterKind.REFUSAL) == [
        "模板里缺少必须有的内容：{{主送单位}}、{{结尾}}、{{核验码}}、{{原文}}、{{审查情况}}。",
    ]


def test_marks_of_the_block_need_each_other() -> None:
    told = problems_of(a_template(*WHOLE, *ITEMS[:-1]), LetterKind.REFUSAL)
    assert told[0] == ("{{#条目}} 和 {{/条目}} 要各占一段、成对出现一次，不能放在表格、页眉或页脚里（见正文第6段）。")


def test_a_name_of_items_outside_of_the_block_is_told() -> None:
    assert problems_of(a_template(*WHOLE, *ITEMS, "{{原文}}"), LetterKind.REFUSAL) == [
        "正文第8段：{{原文}} 只能放在 {{#条目}} 和 {{/条目}} 之间。",
        "正文第11段：{{原文}} 只能放在 {{#条目}} 和 {{/条目}} 之间。",
    ]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"%PDF-1.7"])
def test_what_is_no_word_document_is_refused(content: bytes) -> None:
    assert problems_of(content, LetterKind.PASS) == ["这不是 Word 文档（.docx），或文件已损坏。"]
    with pytest.raises(TemplateBroken):
        merged(content)
