"""统一社会信用代码."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingshen.kernel.identifiers import uscc

PUBLISHED = [
    "12100000400002259P",
    "12100000400000624D",
    "914403001922038216",
    "9144030071526726XG",
    "91330100799655058B",
    "91110000802100433B",
    "91110108551385082Q",
    "91130000104759628H",
]
STARTS = st.builds(
    lambda prefix, region, body: f"{prefix}{region:06d}{body}",
    st.sampled_from(["91", "12", "52", "A1", "N2", "Y1"]),
    st.integers(min_value=100000, max_value=659999),
    st.text(alphabet=uscc.ALPHABET, min_size=8, max_size=8),
)


@pytest.mark.parametrize("code", PUBLISHED)
def test_published_codes_are_valid(code: str) -> None:
    assert uscc.problem(code) is None
    assert uscc.complete(code[:16]) == uscc.complete(code[:17]) == code


@given(STARTS)
def test_completed_codes_are_valid(start: str) -> None:
    assert uscc.is_valid(uscc.complete(start))


@given(STARTS, st.integers(min_value=0, max_value=17), st.sampled_from(uscc.ALPHABET))
def test_every_single_wrong_character_is_detected(start: str, at: int, char: str) -> None:
    code = uscc.complete(start)
    wrong = code[:at] + char + code[at + 1 :]
    assert uscc.is_valid(wrong) == (wrong == code)


def test_spelling_does_not_matter() -> None:
    assert uscc.is_valid(" ９１130000-104759628h ")
    assert uscc.normalise("9113 0000 104759628h") == "91130000104759628H"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "18位"),
        ("9113000010475962", "此处为16位"),
        ("91130000104759628O", "不使用字母"),
        ("911300AA104759628H", "第3至8位"),
        ("91130000104759628J", "第18位"),
        ("x" * 10**6, "18位"),
    ],
)
def test_the_problem_says_what_is_wrong(code: str, words: str) -> None:
    assert words in str(uscc.problem(code))


def test_a_wrong_inner_check_digit_is_told_apart() -> None:
    body = "91130100" + "12345678" + "0"
    assert uscc.inner_check_digit("12345678") != "0"
    assert "第17位" in str(uscc.problem(body + uscc.check_digit(body)))


def test_parts_of_a_code() -> None:
    assert (uscc.unit_class("91130000104759628H"), uscc.region("91130000104759628H")) == ("企业", "130000")
    assert (uscc.unit_class("ZZ"), uscc.region("91")) == (None, None)


@pytest.mark.parametrize("start", ["91130100", "9113010012345678" + "0", "91130100" + "I2345678"])
def test_what_cannot_begin_a_code_is_refused(start: str) -> None:
    with pytest.raises(ValueError, match=r"第17位应为|不能作为"):
        uscc.complete(start)
