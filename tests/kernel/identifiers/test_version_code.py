"""Version codes: written, read back in spite of a reader's habits, and refused with one wrong character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xingshen.kernel.identifiers.version_code import ALPHABET, complete, find, of_number, parse

codes = st.integers(0, 2**60 - 1).map(of_number)
places = st.integers(0, 12)


def characters(code: str) -> str:
    return code[4:].replace("-", "")


@given(codes)
def test_a_code_is_read_as_it_was_written(code: str) -> None:
    assert (parse(code), find(f"版本码：{code}（第3页）")[0][2], len(code)) == (code, code, 20)


@given(codes, places, st.sampled_from(ALPHABET))
def test_any_one_wrong_character_is_noticed(code: str, place: int, other: str) -> None:
    right = characters(code)
    wrong = right[:place] + other + right[place + 1 :]
    assert parse(f"XS1-{wrong}") == (code if wrong == right else None)


@given(codes, places, places)
def test_any_two_exchanged_characters_are_noticed(code: str, one: int, other: int) -> None:
    right = characters(code)
    exchanged = list(right)
    exchanged[one], exchanged[other] = right[other], right[one]
    assert parse("XS1" + "".join(exchanged)) == (code if exchanged == list(right) else None)


def test_what_a_reader_confuses_is_folded() -> None:
    code = complete("0011VABCDEFG")
    written = code.replace("0", "O").replace("1", "l").replace("V", "u").replace("-", " – ")
    assert (parse(written), code[:18]) == (code, "XS1-0011-VABC-DEFG")


def test_different_numbers_have_different_codes_and_the_rest_of_a_number_is_left_out() -> None:
    assert (of_number(1) == of_number(2), of_number(2**60 + 5) == of_number(5)) == (False, True)


def test_what_is_no_code_is_none() -> None:
    texts = ["", "XS1-", "XS1-0000-0000-0000", "XS2-0000-0000-0000-0", "XS1-0000-0000-0000-00", "AXS1-0000-0000-0000-0"]
    assert ([parse(text) for text in texts], find("XS1" * 200)) == ([None] * 6, ())
