"""LEI, ROR and ORCID; the valid samples are the public examples of their registries."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingshen.kernel.identifiers import lei, orcid, ror

LEI_BODY = st.text(alphabet="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=18, max_size=18)
ROR_BODY = st.text(alphabet=ror.ALPHABET, min_size=6, max_size=6)
ORCID_BODY = st.text(alphabet="0123456789", min_size=15, max_size=15)


@pytest.mark.parametrize(
    ("module", "code"),
    [
        (lei, "5493001KJTIIGC8Y1R12"),
        (lei, "213800wsgiizcxf1p572"),
        (ror, "https://ror.org/05dxps055"),
        (ror, "03cve4549"),
        (orcid, "0000-0002-1825-0097"),
        (orcid, "https://orcid.org/0000-0002-1694-233X"),
        (orcid, "000000021694233x"),
    ],
)
def test_published_codes_are_valid(module: ModuleType, code: str) -> None:
    assert module.problem(code) is None


@pytest.mark.parametrize(
    ("module", "code", "words"),
    [
        (lei, "5493001KJTIIGC8Y1R13", "末两位"),
        (lei, "5493001", "20位"),
        (ror, "03cve4540", "末两位"),
        (ror, "13cve4549", "9位"),
        (ror, "x" * 10**6, "9位"),
        (orcid, "0000-0002-1825-0098", "末位"),
        (orcid, "0000-0002", "16位"),
    ],
)
def test_the_problem_says_what_is_wrong(module: ModuleType, code: str, words: str) -> None:
    assert words in str(module.problem(code))


@given(LEI_BODY, ROR_BODY, ORCID_BODY)
def test_completed_codes_are_valid(entity: str, organisation: str, person: str) -> None:
    assert lei.is_valid(lei.complete(entity))
    assert ror.is_valid(ror.complete(organisation))
    assert orcid.is_valid(orcid.complete(person))


@given(LEI_BODY, st.integers(0, 19), st.sampled_from("0123456789"))
def test_an_lei_detects_a_wrong_digit_in_place_of_a_digit(body: str, at: int, digit: str) -> None:
    code = lei.complete(body)
    wrong = code[:at] + digit + code[at + 1 :]
    assert not code[at].isdigit() or lei.is_valid(wrong) == (wrong == code)


@given(ROR_BODY, st.integers(1, 6), st.sampled_from(ror.ALPHABET))
def test_a_ror_detects_every_wrong_character(body: str, at: int, char: str) -> None:
    code = ror.complete(body)
    wrong = code[:at] + char + code[at + 1 :]
    assert ror.is_valid(wrong) == (wrong == code)


@given(ORCID_BODY, st.integers(0, 14), st.sampled_from("0123456789"))
def test_an_orcid_detects_every_wrong_digit(body: str, at: int, digit: str) -> None:
    code = orcid.complete(body).replace("-", "")
    wrong = code[:at] + digit + code[at + 1 :]
    assert orcid.is_valid(wrong) == (wrong == code)


def test_what_cannot_begin_a_code_is_refused() -> None:
    with pytest.raises(ValueError, match="18位"):
        lei.complete("x")
    with pytest.raises(ValueError, match="6位"):
        ror.complete("ilou00")
    with pytest.raises(ValueError, match="15位"):
        orcid.complete("1")
