"""Templates are opened in a process of their own: good ones, damaged ones, ones that do something, and bombs."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO

import pypdfium2
import pytest

from tests.reports.letters.writing import ITEMS, WHOLE, a_letter, a_template, texts
from xingshen.reports.letters.builtin import builtin_template
from xingshen.reports.letters.pdf import letter_pdf
from xingshen.reports.letters.templating import TemplateDesk, TemplateUnusable
from xingshen.review.examination_values import LetterKind


@pytest.fixture(scope="module")
def desk() -> Iterator[TemplateDesk]:
    with TemplateDesk() as opened:
        yield opened


def changed(template: bytes, name: str, content: bytes) -> bytes:
    """The package with one member added."""
    target = BytesIO(template)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return target.getvalue()


def test_a_template_is_merged_there_as_here(desk: TemplateDesk) -> None:
    template = a_template(*WHOLE, *ITEMS)
    assert desk.problems(template, LetterKind.REFUSAL) == []
    assert texts(desk.merge(template, a_letter()))[0] == "形审〔2026〕1号"


def test_macros_are_refused(desk: TemplateDesk) -> None:
    (told,) = desk.problems(changed(a_template(*WHOLE), "word/vbaProject.bin", b"x"), LetterKind.PASS)
    assert "宏" in told


def test_a_bomb_is_refused_and_the_desk_goes_on(desk: TemplateDesk) -> None:
    bomb = changed(a_template(*WHOLE), "word/media/x.bin", b"\0" * (65 * 1024 * 1024))
    assert desk.problems(bomb, LetterKind.PASS) == ["这不是 Word 文档（.docx），或文件已损坏，或内容过大。"]
    assert desk.problems(a_template(*WHOLE), LetterKind.PASS) == []


def test_a_large_file_is_not_even_sent_there(desk: TemplateDesk) -> None:
    assert desk.problems(b"\0" * (4 * 1024 * 1024 + 1), LetterKind.PASS) == ["文件超过 4 MB；请去掉模板里的大图。"]


def test_a_damaged_template_makes_no_letter(desk: TemplateDesk) -> None:
    with pytest.raises(TemplateUnusable):
        desk.merge(b"PK\x03\x04", a_letter())


@pytest.mark.parametrize("kind", list(LetterKind))
def test_the_pdf_is_archival_and_the_same_each_time(kind: LetterKind) -> None:
    pdf = letter_pdf(a_letter(kind))
    assert pdf == letter_pdf(a_letter(kind))
    assert b"pdfaid" in pdf


@pytest.mark.parametrize("kind", list(LetterKind))
def test_word_and_pdf_say_the_same(desk: TemplateDesk, kind: LetterKind) -> None:
    letter = a_letter(kind)
    said = "".join(texts(desk.merge(builtin_template(kind), letter))).replace(" ", "")
    printed = "".join(words_of(letter_pdf(letter)).split())
    for text in (letter.opening, *letter.closing, *(item.found for item in letter.items)):
        assert "".join(text.split()) in said
        assert "".join(text.split()) in printed


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)
