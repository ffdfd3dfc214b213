from __future__ import annotations

from pathlib import Path

import pytest

from tests.evidence.forge import (
    FULL_PAGE_PICTURE,
    GREY_PIXEL,
    deflate_bomb,
    locked_pdf,
    looping_page_tree,
    many_pages,
    one_page,
    raw_pdf,
    shown,
    stream,
    typeset,
)
from xingshen.evidence.limits import DEFAULT_LIMITS, Limits
from xingshen.evidence.page import Page
from xingshen.evidence.pdf_text import read_pdf

SENTENCE = b"This page carries quite enough text to be taken for a text layer."


def _codes(data: bytes, limits: Limits = DEFAULT_LIMITS) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.page) for problem in read_pdf(data, limits)[1]]


def _only_page(data: bytes) -> Page:
    pages, _ = read_pdf(data, DEFAULT_LIMITS)
    assert len(pages) == 1
    return pages[0]


def test_chinese_text_and_its_places(tmp_path: Path) -> None:
    pages, problems = read_pdf(
        typeset("#align(center)[#text(size: 20pt)[合作协议]]\n\n甲方：某某大学 #h(1fr) 乙方：X", tmp_path),
        DEFAULT_LIMITS,
    )
    assert problems == ()
    title, parties = pages[0].lines
    assert (title.text, parties.text) == ("合作协议", "甲方：某某大学   乙方：X")
    assert title.edges[-1] - title.edges[0] == pytest.approx(80, abs=1)
    assert (title.box[0] + title.box[2]) / 2 == pytest.approx(pages[0].width / 2, abs=1)


def test_places_count_from_the_top_left_in_points() -> None:
    line = _only_page(one_page(shown(SENTENCE, 72, 742))).lines[0]
    assert line.edges[0] == pytest.approx(72, abs=1)
    assert line.box[1] < 100 < line.box[3]


@pytest.mark.parametrize(
    ("rotation", "matrix"),
    [(90, b"0 1 -1 0 500 100"), (180, b"-1 0 0 -1 500 700"), (270, b"0 -1 1 0 100 700")],
)
def test_a_turned_page_is_read_upright(rotation: int, matrix: bytes) -> None:
    content = b"BT /F1 12 Tf " + matrix + b" Tm (" + SENTENCE + b") Tj ET"
    page = _only_page(one_page(content, b"/Rotate %d" % rotation))
    line = page.lines[0]
    assert line.text == SENTENCE.decode()
    assert line.box[2] - line.box[0] > 10 * (line.box[3] - line.box[1])
    assert (page.width > page.height) is (rotation != 180)


def test_text_written_upwards_is_one_line_in_its_place() -> None:
    page = _only_page(one_page(b"BT /F1 12 Tf 0 1 -1 0 100 200 Tm (" + SENTENCE + b") Tj ET"))
    line = page.lines[0]
    assert line.text == SENTENCE.decode()
    assert line.box[3] - line.box[1] > 200 > line.box[2] - line.box[0]
    assert line.box[3] == pytest.approx(842 - 200, abs=2)


def test_the_crop_box_moves_the_origin() -> None:
    page = _only_page(one_page(shown(SENTENCE, 172, 700), b"/CropBox[100 100 595 742]"))
    assert (page.width, page.height) == (495, 642)
    assert page.lines[0].edges[0] == pytest.approx(72, abs=1)


def test_a_scanned_page_is_unread() -> None:
    data = one_page(FULL_PAGE_PICTURE, b"", b"0 0 595 842", GREY_PIXEL)
    page = _only_page(data)
    assert (page.method, page.lines) == ("none", ())
    assert page.images == ((0.0, 0.0, 595.0, 842.0),)
    assert _codes(data) == [("no_text_layer", 1)]


def test_a_scan_with_only_a_stray_word_is_unread() -> None:
    assert _codes(one_page(FULL_PAGE_PICTURE + shown(b"CamScanner", 10, 10), b"", b"0 0 595 842", GREY_PIXEL)) == [
        ("no_text_layer", 1)
    ]


def test_text_over_a_picture_is_read() -> None:
    page = _only_page(one_page(FULL_PAGE_PICTURE + shown(SENTENCE, 72, 700), b"", b"0 0 595 842", GREY_PIXEL))
    assert (page.method, page.lines[0].confidence) == ("text-layer", 1.0)


def test_hidden_text_under_a_scan_proves_less() -> None:
    page = _only_page(
        one_page(FULL_PAGE_PICTURE + b"3 Tr " + shown(SENTENCE, 72, 700), b"", b"0 0 595 842", GREY_PIXEL)
    )
    assert [(line.text, line.confidence) for line in page.lines] == [(SENTENCE.decode(), 0.6)]


def test_an_empty_paper_is_blank() -> None:
    assert _codes(one_page(b"")) == [("blank", None)]


def test_a_blank_page_beside_a_full_one_is_no_problem(tmp_path: Path) -> None:
    pages, problems = read_pdf(typeset("正文\n#pagebreak()\n#pagebreak()\n第三页", tmp_path), DEFAULT_LIMITS)
    assert ([page.method for page in pages], problems) == (["text-layer"] * 3, ())


def test_a_text_layer_without_meaning_is_none() -> None:
    private = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    to_unicode = stream(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange <00> <FF> "
        b"endcodespacerange\n1 beginbfrange <20> <7E> <E020> endbfrange\nendcmap end end"
    )
    data = raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            stream(shown(SENTENCE, 72, 700)),
            private,
            to_unicode,
        ]
    )
    assert (_only_page(data).method, _codes(data)) == ("none", [("no_text_layer", 1)])


def test_filled_in_form_fields_are_read() -> None:
    widget = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(x)/F 4/Rect[72 600 372 620]/P 3 0 R/AP<</N 7 0 R>>>>"
    appearance = stream(
        shown(b"Filled in by hand", 2, 5),
        b"/Type/XObject/Subtype/Form/BBox[0 0 300 20]/Resources<</Font<</F1 5 0 R>>>>",
    )
    data = one_page(shown(SENTENCE, 72, 700), b"/Annots[6 0 R]", b"0 0 595 842", widget, appearance)
    assert [line.text for line in _only_page(data).lines] == [SENTENCE.decode(), "Filled in by hand"]


def test_a_script_is_noted_and_the_paper_read() -> None:
    data = one_page(shown(SENTENCE, 72, 700)).replace(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Catalog/Pages 2 0 R/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(1)>>]>>>>>>",
    )
    assert _codes(data) == [("active_content", None)]
    assert len(_only_page(data).lines) == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7\n", "damaged"),
        (locked_pdf(), "encrypted"),
        (looping_page_tree(), "damaged"),
    ],
)
def test_a_paper_that_cannot_be_opened_says_why(data: bytes, code: str) -> None:
    assert code in [each for each, _ in _codes(data)]


def test_a_truncated_paper_is_damaged(tmp_path: Path) -> None:
    whole = typeset("正文\n" * 50, tmp_path)
    assert ("damaged", None) in _codes(whole[: len(whole) * 2 // 3])
    assert ("damaged", None) in _codes(whole[:-200])
    assert _codes(whole) == []


def test_too_many_pages_are_cut_and_told() -> None:
    pages, problems = read_pdf(many_pages(20_000), DEFAULT_LIMITS)
    assert (len(pages), [problem.code for problem in problems]) == (300, ["too_many_pages"])


def test_a_deflate_bomb_and_a_huge_page_do_no_harm() -> None:
    assert _codes(deflate_bomb(100)) == [("blank", None)]
    page = _only_page(one_page(shown(SENTENCE, 72, 700), b"", b"0 0 900000000 900000000"))
    assert [line.text for line in page.lines] == [SENTENCE.decode()]


def test_more_characters_than_a_page_can_hold_are_cut_and_told() -> None:
    limits = Limits(page_characters=30)
    assert _codes(one_page(shown(SENTENCE, 72, 700)), limits) == [("too_large", 1)]


def test_letters_joined_in_one_sign_are_all_read(tmp_path: Path) -> None:
    page = _only_page(typeset("effective office flow, fifty staff", tmp_path))
    assert page.text == "effective office flow, fifty staff"
