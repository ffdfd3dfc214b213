"""Numbers of people are hidden in running text; codes of units and amounts are not."""

from __future__ import annotations

import pytest

from xingshen.reports.private import mask_numbers


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("身份证号：130102199003071234。", "身份证号：130*************34。"),
        ("13010219900307123x", "130*************3x"),
        ("电话13800001234", "电话138******34"),
        ("电话138-0000-1234", "电话138********34"),
        ("代码91130900MA0695865L", "代码91130900MA0695865L"),
        ("金额1380000123400元", "金额1380000123400元"),
        ("2026-06-20", "2026-06-20"),
    ],
)
def test_only_numbers_of_people_are_starred(text: str, shown: str) -> None:
    assert mask_numbers(text) == shown


def test_a_code_of_a_unit_that_looks_like_a_number_of_a_person_stays() -> None:
    assert mask_numbers("12130000401234567A") == "12130000401234567A"
