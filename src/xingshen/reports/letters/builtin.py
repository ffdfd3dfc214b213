"""The built-in templates: Word documents in the manner of official letters (A4, red head, FangSong), made by code.

An office downloads one, changes it in Word and uploads it; the same names work in both.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from xingshen.reports.letters.filling import WITH_ITEMS
from xingshen.review.examination_values import LetterKind

_BODY, _HEADING, _TITLE = "仿宋", "黑体", "宋体"
_RED, _SOFT = RGBColor(0xC0, 0x1F, 0x1F), RGBColor(0x55, 0x5B, 0x66)
_LINE = 28
_INDENT = Pt(32)


@cache
def builtin_template(kind: LetterKind) -> bytes:
    """The built-in template of a kind of letter."""
    document = Document()
    _page(document)
    _head(document)
    _text(document, "{{主送单位}}：", indent=False)
    _text(document, "{{正文}}")
    if kind in WITH_ITEMS:
        _items(document, kind)
    _text(document, "{{结尾}}", keep=True)
    _signature(document)
    _proof(document)
    told = document.core_properties
    told.author, told.title, told.comments = "形审", "通知书模板", ""
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(30), Mm(28)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _BODY, Pt(15)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _BODY)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(foot, "{{文号}}　第 ", size=9, colour=_SOFT)
    _field(foot, "PAGE")
    _run(foot, " 页　共 ", size=9, colour=_SOFT)
    _field(foot, "NUMPAGES")
    _run(foot, " 页", size=9, colour=_SOFT)


def _head(document: Any) -> None:
    head = _paragraph(document, align=WD_ALIGN_PARAGRAPH.CENTER, after=6)
    _run(head, "{{发文机关}}", font=_TITLE, size=26, bold=True, colour=_RED)
    number = _paragraph(document, align=WD_ALIGN_PARAGRAPH.CENTER, after=4)
    _run(number, "{{文号}}", size=14)
    _rule(number, "C01F1F", 16)
    title = _paragraph(document, align=WD_ALIGN_PARAGRAPH.CENTER, before=24, after=18)
    _run(title, "{{标题}}", font=_TITLE, size=20, bold=True)


def _items(document: Any, kind: LetterKind) -> None:
    _paragraph(document).add_run("{{#条目}}")
    title = _paragraph(document, before=8, line=_LINE, keep=True)
    title.paragraph_format.first_line_indent = _INDENT
    _run(title, "{{序号}}．{{要点}}", font=_HEADING, size=15)
    quote = _paragraph(document, before=3, after=3)
    quote.paragraph_format.left_indent, quote.paragraph_format.line_spacing = Pt(40), 1.3
    _rule(quote, "8A8F98", 6, side="left")
    _run(quote, "{{原文}}", font=_TITLE, size=12)
    _text(document, "审查情况：{{审查情况}}")
    evidence = _paragraph(document)
    evidence.paragraph_format.left_indent, evidence.paragraph_format.line_spacing = Pt(40), 1.3
    _run(evidence, "依据　{{依据}}", size=12)
    picture = _paragraph(document, before=4, after=4)
    picture.paragraph_format.left_indent = Pt(40)
    _run(picture, "{{截图}}", font=_TITLE, size=9, colour=_SOFT)
    for line in _OWN_LINES[kind]:
        _text(document, line)
    _paragraph(document).add_run("{{/条目}}")


_OWN_LINES = {
    LetterKind.CORRECTION: ("请说明：{{询问}}", "补正办法：{{办法}}"),
    LetterKind.REFUSAL: ("认定理由：{{认定理由}}",),
    LetterKind.REEXAMINATION: ("复审认定：{{复审认定}}", "理由：{{认定理由}}"),
}


def _signature(document: Any) -> None:
    for text, before in (("{{落款}}", 36), ("{{日期}}", 0)):
        line = _paragraph(document, align=WD_ALIGN_PARAGRAPH.RIGHT, before=before, line=_LINE, keep=True)
        line.paragraph_format.right_indent = Pt(48)
        _run(line, text)


def _proof(document: Any) -> None:
    rule = _paragraph(document, before=16)
    _rule(rule, "8A8F98", 4)
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    table.columns[0].width, table.columns[1].width = Mm(126), Mm(30)
    told, code = table.rows[0].cells
    first = told.paragraphs[0]
    _run(first, "核验码 {{核验码}}", size=10.5, colour=_SOFT)
    for text in ("核验网址 {{核验网址}}", "联系方式 {{联系方式}}"):
        _run(told.add_paragraph(), text, size=10.5, colour=_SOFT)
    _run(code.paragraphs[0], "{{二维码}}")


def _text(document: Any, text: str, *, indent: bool = True, keep: bool = False) -> None:
    paragraph = _paragraph(document, line=_LINE, keep=keep)
    if indent:
        paragraph.paragraph_format.first_line_indent = _INDENT
    _run(paragraph, text)


def _paragraph(
    document: Any, *, align: Any = None, before: int = 0, after: int = 0, line: int = 0, keep: bool = False
) -> Any:
    paragraph = document.add_paragraph()
    shape = paragraph.paragraph_format
    shape.alignment, shape.space_before, shape.space_after, shape.keep_with_next = align, Pt(before), Pt(after), keep
    if line:
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(line)
    return paragraph


def _run(
    paragraph: Any, text: str, *, font: str = _BODY, size: float = 15, bold: bool = False, colour: Any = None
) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.font.bold = font, Pt(size), bold
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    if colour is not None:
        run.font.color.rgb = colour


def _field(paragraph: Any, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    shape, size, text = OxmlElement("w:rPr"), OxmlElement("w:sz"), OxmlElement("w:t")
    size.set(qn("w:val"), "18")
    text.text = "1"
    shape.append(size)
    run.extend([shape, text])
    field.append(run)
    paragraph._element.append(field)


def _rule(paragraph: Any, colour: str, width: int, side: str = "bottom") -> None:
    shape = paragraph._element.get_or_add_pPr()
    frame, edge = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(width)), ("space", "8"), ("color", colour)):
        edge.set(qn(f"w:{name}"), value)
    frame.append(edge)
    shape.insert_element_before(frame, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
