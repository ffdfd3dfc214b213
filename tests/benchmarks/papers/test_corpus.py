"""The generated papers: the same seed gives the same bytes, and the labels lie where the picture shows it."""

import random
from dataclasses import replace
from datetime import date

import numpy as np
import pypdfium2
import pytest
from benchmarks.papers.corpus import files, imaging, labels, seals, wear
from benchmarks.papers.corpus.agreements import draw_term, write_agreement
from benchmarks.papers.corpus.days import chinese_day, english_day, years_later
from benchmarks.papers.corpus.dossiers import seeds
from benchmarks.papers.corpus.sheet import Sheet, choose_face
from benchmarks.papers.corpus.twins import forge
from benchmarks.papers.corpus.words import draw_cast, draw_unit

from xingshen.kernel.identifiers import uscc

CLEAN = wear.Condition(way=wear.SCAN, mode=wear.COLOUR, dpi=110, quality=80, skew=0.0)
WORN = replace(CLEAN, skew=2.5, noise=4.0, fold=0.4, age=0.5)
PHONE = replace(CLEAN, way=wear.PHONE, lean=0.03, shadow=0.3, border=90)
UNIT = "滏阳测试仪器有限公司"


def sealed_sheet() -> Sheet:
    sheet = Sheet(choose_face(random.Random(3)), "签章页", size=14)
    sheet.title("签字盖章页", 20)
    sheet.sign("法定代表人（签字）：", sheet.left, "方其一")
    sheet.sign("日期：", sheet.left + 260, "")
    sheet.seal(300, 400, UNIT)
    return sheet


def shoot(condition: wear.Condition, *, turned: int = 0) -> imaging.Shot:
    plan = imaging.SealPlan({}, 0.1)
    return imaging.shoot(sealed_sheet().page, random.Random(7), condition, plan, turned=turned)


@pytest.mark.parametrize("condition", [CLEAN, WORN, PHONE], ids=["clean", "worn", "phone"])
def test_the_same_chance_gives_the_same_scanned_file(condition: wear.Condition) -> None:
    first, second = shoot(condition), shoot(condition)
    assert files.scanned_pdf([first], condition) == files.scanned_pdf([second], condition)
    assert first.truth == second.truth


@pytest.mark.parametrize("condition", [CLEAN, WORN, PHONE], ids=["clean", "worn", "phone"])
def test_the_label_of_a_seal_holds_the_red_of_the_page(condition: wear.Condition) -> None:
    shot = shoot(condition)
    high, wide = shot.picture.shape[:2]
    red = shot.picture[:, :, 0].astype(int) - shot.picture[:, :, 1:].max(axis=2) > 60
    rows, columns = np.where(red)
    left, top, right, bottom = shot.truth.seals[0].box
    inside = (columns >= left * wide - 2) & (columns <= right * wide + 2)
    inside &= (rows >= top * high - 2) & (rows <= bottom * high + 2)
    assert len(rows) > 500
    assert inside.mean() > 0.99


def test_signature_areas_tell_whether_a_pen_was_there() -> None:
    assert [(sign.label, sign.inked) for sign in shoot(CLEAN).truth.signs] == [
        ("法定代表人（签字）：", True),
        ("日期：", False),
    ]


def test_a_turned_page_stands_upright_after_turning_it_as_labelled() -> None:
    upright, turned = shoot(CLEAN), shoot(CLEAN, turned=90)
    assert np.array_equal(np.rot90(turned.picture, -turned.truth.turned // 90), upright.picture)


def test_the_born_digital_twin_says_the_same_line_by_line() -> None:
    sheet = sealed_sheet()
    made = files.printed_pdf(sheet.pages, [None], CLEAN)
    text = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_bounded()
    assert made == files.printed_pdf(sheet.pages, [None], CLEAN)
    assert "".join(text.split()) == "".join(line.text for line in sheet.page.lines)


def test_every_term_of_an_agreement_is_labelled_by_what_it_covers() -> None:
    chance = random.Random(5)
    terms = [draw_term(chance) for _ in range(200)]
    assert {term.covers for term in terms} == {True, False}
    assert all((term.first <= date(2026, 7, 1) and term.last >= date(2028, 6, 30)) is term.covers for term in terms)
    cast = draw_cast(chance, "企业")
    for term, language in zip(terms, ("zh", "en", "both") * 5, strict=False):
        written = write_agreement(chance, cast, term, language)
        assert written.facts["effective_to"] == term.last


def test_invented_units_have_valid_codes_and_forged_names_differ_in_one_character() -> None:
    chance = random.Random(11)
    for kind in ("企业", "高校", "科研院所"):
        unit = draw_unit(chance, kind)
        assert uscc.is_valid(unit.uscc)
        for likeness in ("alike", "unlike"):
            forged = forge(chance, unit.name, likeness)
            assert len(forged) == len(unit.name)
            assert sum(one != other for one, other in zip(forged, unit.name, strict=True)) == 1


def test_a_worn_seal_leaves_less_ink() -> None:
    cut = seals.cut(random.Random(2), UNIT, "公章")
    fresh, worn = (seals.press(random.Random(2), cut, 6.0, amount).sum() for amount in (0.0, 0.8))
    assert worn < 0.7 * fresh


def test_days_are_written_as_papers_write_them() -> None:
    day = date(2026, 7, 1)
    assert chinese_day(day, "numerals") == "二〇二六年七月一日"
    assert chinese_day(day, "dash") == "2026-07-01"
    assert english_day(day, 1) == "July 1, 2026"
    assert english_day(date(2026, 6, 22), 2) == "22nd June 2026"
    assert years_later(day, 2) == date(2028, 6, 30)


def test_the_halves_share_no_seed() -> None:
    assert set(seeds("dev", 50)).isdisjoint(seeds("test", 50))


def test_the_grade_of_a_condition_says_whether_it_is_a_decent_scan() -> None:
    assert replace(CLEAN, dpi=200).grade == labels.CLEAN
    assert [each.grade for each in (CLEAN, WORN, PHONE)] == [labels.NOISY] * 3
