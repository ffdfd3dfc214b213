"""What a reading of a seal says about whose it may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingshen.evidence.page import SealReading
from xingshen.evidence.seals.comparing import Difference, compare_seal, plain

NAME = "石家庄云岭生物科技有限公司"
ALL_VIEWS = "ink,soft,dark"
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
NAMES = st.text(HAN, min_size=5, max_size=24)


def read(text: str, confidence: float = 0.99, view: str = ALL_VIEWS) -> SealReading:
    return SealReading(text, confidence, view)


def test_the_exact_name_is_a_match() -> None:
    found = compare_seal([read(NAME)], [NAME])
    assert (found.verdict, found.score, found.read, found.expected) == ("match", 100.0, NAME, NAME)
    assert found.differences == ()


@pytest.mark.parametrize(
    ("seal", "name"),
    [
        ("云岭（河北）科技有限公司", "云岭(河北)科技有限公司"),
        ("雲嶺生物科技有限公司", "云岭生物科技有限公司"),
        ("云岭生物科技有限公司1301020034567", "云岭生物科技有限公司"),
        ("云岭生物科技有限公司合同专用章", "云岭生物科技有限公司"),
        ("★云岭生物 科技有限公司", "云岭生物科技有限公司"),
    ],
)
def test_conventions_of_spelling_are_no_differences(seal: str, name: str) -> None:
    assert compare_seal([read(seal)], [name]).verdict == "match"


def test_any_of_the_names_may_match() -> None:
    found = compare_seal([read("云岭科技")], [NAME, "云岭科技"])
    assert (found.verdict, found.expected) == ("match", "云岭科技")


def test_one_changed_character_in_a_long_name_is_for_a_person_and_shown() -> None:
    long_name = "石家庄经济技术开发区云岭生物科技股份有限公司分公司"
    forged = long_name.replace("岭", "领")
    found = compare_seal([read(forged)], [long_name])
    assert (found.verdict, found.score > 95) == ("look", True)
    assert found.differences == (Difference(11, 12, 11, 12),)


def test_a_second_view_with_another_character_speaks_against_a_lone_match() -> None:
    readings = [read(NAME, 0.98, "ink"), read(NAME.replace("岭", "领"), 0.97, "soft")]
    assert compare_seal(readings, [NAME]).verdict == "look"


def test_two_views_outweigh_a_third_that_is_alone() -> None:
    readings = [read(NAME, 0.98, "ink,soft"), read(NAME.replace("岭", "领"), 0.9, "dark")]
    assert compare_seal(readings, [NAME]).verdict == "match"


def test_characters_read_one_by_one_undo_what_a_familiar_word_suggested() -> None:
    readings = [read("云岭科学研究院", 0.98), read("云岭科学研究阮", 0.97, "apart")]
    assert compare_seal(readings, ["云岭科学研究院"]).verdict == "look"


def test_a_name_cut_in_the_wrong_places_does_not_speak_against_a_match() -> None:
    readings = [read("云岭科学研究院", 0.98), read("岭云科学究研院", 0.97, "apart")]
    assert compare_seal(readings, ["云岭科学研究院"]).verdict == "match"


def test_one_view_alone_may_have_guessed_and_is_for_a_person() -> None:
    assert compare_seal([read(NAME, 0.99, "dark")], [NAME]).verdict == "look"


def test_a_name_lost_at_its_ends_is_for_a_person() -> None:
    assert compare_seal([read("云岭生物科技有限")], [NAME]).verdict == "look"


@pytest.mark.parametrize(
    ("seal", "name"),
    [
        ("河北云岭大学附属医院", "河北云岭大学"),
        ("河北云岭大学", "河北云岭大学附属医院"),
        ("云岭科技有限公司石家庄分公司", "云岭科技有限公司"),
        ("石家庄第一建筑有限公司", "石家庄第二建筑有限公司"),
    ],
)
def test_neighbouring_units_never_match(seal: str, name: str) -> None:
    assert compare_seal([read(seal)], [name]).verdict != "match"


def test_another_unit_read_by_two_views_is_a_mismatch() -> None:
    assert compare_seal([read("保定青禾智能装备股份有限公司")], [NAME]).verdict == "mismatch"


def test_views_that_read_different_things_are_no_mismatch() -> None:
    readings = [read("可人民医院", 0.99, "ink"), read("刘业人民医院", 0.9, "soft"), read("以入民阶完", 0.9, "dark")]
    assert compare_seal(readings, ["河北云岭中医院"]).verdict == "look"


def test_square_seals_read_along_and_down_do_not_speak_against_themselves() -> None:
    readings = [read("张明印文", 0.999), read("印张文明", 0.997)]
    assert compare_seal(readings, ["印张文明"]).verdict == "match"


def test_nothing_read_or_nothing_to_compare_with_is_for_a_person() -> None:
    assert compare_seal([], [NAME]).verdict == "look"
    assert compare_seal([read(NAME)], []).verdict == "look"


@given(NAMES, st.floats(0.3, 1.0), st.integers(0, 23), HAN)
def test_a_substituted_character_is_never_a_match(name: str, confidence: float, at: int, char: str) -> None:
    at %= len(name)
    forged = name[:at] + char + name[at + 1 :]
    if plain(forged) != plain(name):
        assert compare_seal([read(forged, confidence)], [name]).verdict != "match"


@given(NAMES, st.integers(0, 23))
def test_a_dropped_character_is_never_a_match(name: str, at: int) -> None:
    at %= len(name)
    forged = name[:at] + name[at + 1 :]
    if plain(forged) != plain(name):
        assert compare_seal([read(forged)], [name]).verdict != "match"


@given(NAMES, NAMES)
def test_differences_lie_within_the_texts_in_order(seal: str, name: str) -> None:
    found = compare_seal([read(seal)], [name])
    ends = [(each.read_start, each.read_end, each.start, each.end) for each in found.differences]
    assert ends == sorted(ends)
    assert all(a <= b <= len(found.read) and c <= d <= len(found.expected) for a, b, c, d in ends)


@given(NAMES, st.floats(0.0, 1.0))
def test_a_name_surely_read_by_all_views_matches_itself(name: str, more: float) -> None:
    assert compare_seal([read(name, 0.9 + more / 10)], [name]).verdict == "match"
