"""公民身份号码; every number here is made up."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingshen.kernel.identifiers import resident_id

BODIES = st.builds(
    lambda area, day, serial: f"{area}{day:%Y%m%d}{serial:03d}",
    st.sampled_from(["130102", "133100", "810000", "820000", "830000", "110105"]),
    st.dates(min_value=date(1930, 1, 1), max_value=date(2025, 12, 31)),
    st.integers(min_value=1, max_value=999),
)


@given(BODIES)
def test_every_area_and_birth_date_completes_to_a_valid_number(body: str) -> None:
    number = resident_id.complete(body)
    assert resident_id.is_valid(number)
    assert resident_id.is_valid(number.lower())


@given(BODIES, st.integers(min_value=0, max_value=17), st.sampled_from("0123456789"))
def test_every_single_wrong_digit_is_detected(body: str, at: int, digit: str) -> None:
    number = resident_id.complete(body)
    wrong = number[:at] + digit + number[at + 1 :]
    assert resident_id.is_valid(wrong) == (wrong == number)


@given(BODIES)
def test_the_birth_date_is_read_from_the_number(body: str) -> None:
    assert f"{resident_id.birth_date(body):%Y%m%d}" == body[6:14]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("", "18位"),
        ("13010219900101", "此处为14位"),
        ("13010219900230001X", "出生日期"),
        ("13010299990101001X", "出生日期"),
        ("13010219900101A01X", "应为数字"),
        ("x" * 10**6, "18位"),
    ],
)
def test_the_problem_says_what_is_wrong_without_the_number(number: str, words: str) -> None:
    problem = str(resident_id.problem(number))
    assert words in problem
    assert number == "" or number not in problem


def test_what_cannot_begin_a_number_is_refused() -> None:
    with pytest.raises(ValueError, match="17位数字"):
        resident_id.complete("13010219900230001")
