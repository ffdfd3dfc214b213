"""Numbers with check digits, as printed and as scanners read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingshen.evidence.extract.numbers import SURE, WRONG_CHECK, find_patent_numbers, find_unit_codes
from xingshen.kernel.identifiers import patent_number, uscc

BODY = "202310123456"
CHECK = patent_number.check_digit(BODY)
WRITTEN = f"ZL 2023 1 0123456.{CHECK}"
CODE = uscc.complete("91130100MA0ABCDE")


def patents(text: str) -> list[tuple[str, float]]:
    return [(found.value, found.confidence) for found in find_patent_numbers(text)]


@pytest.mark.parametrize(
    "text",
    [
        f"专利号:ZL 2023 1 0123456.{CHECK}",
        f"专利号:ZL202310123456.{CHECK}",
        f"专利号 ZL 2O23 l O123456.{CHECK}",
        f"ZL 2023 1 0123456,{CHECK}",
        f"2L 2023 1 0123456 .{CHECK}",
    ],
)
def test_a_patent_number_is_sure_however_it_is_spelled(text: str) -> None:
    assert patents(text) == [(WRITTEN, SURE)]


def test_a_wrong_check_digit_leaves_a_candidate_where_the_mark_says_what_it_is() -> None:
    wrong = "1" if CHECK != "1" else "2"
    assert patents(f"ZL 2023 1 0123456.{wrong}") == [(f"ZL 2023 1 0123456.{wrong}", WRONG_CHECK)]
    assert patents(f"2023 1 0123456.{wrong}") == []


@pytest.mark.parametrize("text", ["电话 0311-87654321", "2023年12月31日", "GR202413000001", CODE])
def test_other_numbers_are_no_patents(text: str) -> None:
    assert [found for found in patents(text) if found[0].startswith("ZL")] == []


@given(st.sampled_from("1289"), st.integers(0, 9_999_999), st.integers(0, 11), st.integers(1, 9))
def test_any_one_wrong_digit_of_a_patent_number_is_noticed(kind: str, serial: int, at: int, more: int) -> None:
    body = f"2023{kind}{serial:07d}"
    wrong = body[:at] + str((int(body[at]) + more) % 10) + body[at + 1 :]
    assert not patent_number.is_valid(f"{wrong}.{patent_number.check_digit(body)}")


@pytest.mark.parametrize(("kind", "name"), [("1", "发明专利"), ("2", "实用新型"), ("3", "外观设计")])
def test_the_kind_stands_in_the_number(kind: str, name: str) -> None:
    body = f"2023{kind}0123456"
    assert patent_number.kind_of(f"ZL{body}.{patent_number.check_digit(body)}") == name


def codes(text: str) -> list[tuple[str, float]]:
    return [(found.value, found.confidence) for found in find_unit_codes(text)]


@pytest.mark.parametrize("text", [CODE, CODE.lower(), " ".join(CODE), CODE.replace("0", "O"), CODE.replace("1", "I")])
def test_a_unit_code_is_sure_however_it_is_spelled(text: str) -> None:
    assert codes(f"代码:{text}。") == [(CODE, SURE)]


def test_a_misread_code_is_a_candidate() -> None:
    misread = CODE[:10] + ("8" if CODE[10] != "8" else "6") + CODE[11:]
    assert codes(misread) == [(misread, WRONG_CHECK)]


@pytest.mark.parametrize("text", ["CertificateOfIncor", CODE + "1", CODE[:-1], "AB" + CODE])
def test_other_runs_are_no_codes(text: str) -> None:
    assert codes(text) == []
