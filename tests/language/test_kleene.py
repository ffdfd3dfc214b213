import pytest

from tests.language.running import unknown
from xingshen.kernel.knowledge import Missing, Unknown, Why
from xingshen.language.kleene import (
    MAX_MISSING,
    WAIVED,
    Range,
    and_,
    compare,
    incomplete,
    merge,
    not_,
    or_,
)

U = unknown("某")
WORDS = {True: "T", False: "F"}


def word(value: object) -> str:
    return "U" if isinstance(value, Unknown) else WORDS[value]


def table(operate) -> str:
    return " ".join("".join(word(operate((a, b))) for b in (True, U, False)) for a in (True, U, False))


def test_conjunction() -> None:
    assert table(and_) == "TUF UUF FFF"


def test_disjunction() -> None:
    assert table(or_) == "TTT TUU TUF"


def test_negation() -> None:
    assert [word(not_(value)) for value in (True, U, False)] == ["F", "U", "T"]


def test_nothing_at_all_is_true_for_and_false_for_or() -> None:
    assert (and_(()), or_(())) == (True, False)


def test_what_is_no_truth_value_is_unknown() -> None:
    assert word(and_(("是",))) == word(or_(("是",))) == "U"
    assert not_("是") == "是"


def test_unknown_has_no_truth_value() -> None:
    with pytest.raises(TypeError):
        bool(U)
    with pytest.raises(TypeError):
        bool(Range((), (), 1, 2))


def test_reasons_are_merged_once_and_in_order() -> None:
    a, b = unknown("甲"), unknown("乙", Why.CONFLICT)
    assert merge((b, 1, a, b)).missing == (Missing("乙", Why.CONFLICT), Missing("甲", Why.NOT_STATED))


def test_reasons_are_bounded() -> None:
    assert len(merge([unknown(str(at)) for at in range(99)]).missing) == MAX_MISSING


@pytest.mark.parametrize(
    ("symbol", "bound", "answers"),
    [
        ("<", 2, "F"), ("<", 3, "U"), ("<", 5, "U"), ("<", 6, "T"), ("<=", 1, "F"), ("<=", 2, "U"), ("<=", 5, "T"),
        (">", 1, "T"), (">", 2, "U"), (">", 5, "F"), (">=", 2, "T"), (">=", 3, "U"), (">=", 6, "F"), ("==", 1, "F"),
        ("==", 2, "U"), ("==", 6, "F"), ("!=", 1, "T"), ("!=", 5, "U"), ("!=", 6, "T"),
    ],
)  # fmt: skip
def test_bounds_of_a_count_decide_where_they_agree(symbol: str, bound: int, answers: str) -> None:
    between = Range(U.missing, (), 2, 5)
    assert word(compare(symbol, between, bound)) == answers
    flipped = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(symbol, symbol)
    assert word(compare(flipped, bound, between)) == answers


@pytest.mark.parametrize(
    ("symbol", "bound", "answer"),
    [(">=", 2, "T"), (">", 1, "T"), (">=", 3, "U"), ("<", 2, "F"), ("<=", 1, "F"), ("<", 99, "U"), ("==", 1, "F")],
)
def test_a_count_without_upper_bound(symbol: str, bound: int, answer: str) -> None:
    assert word(compare(symbol, Range(U.missing, (), 2, None), bound)) == answer


def test_two_uncertain_counts_are_not_compared() -> None:
    assert isinstance(compare("<", Range((), (), 0, 1), Range((), (), 5, 6)), Unknown)


def test_plain_values_are_compared_plainly() -> None:
    assert compare("<", 1, 2) is True


def test_words_for_lists_and_waived_cells() -> None:
    assert incomplete("名单").missing[0].path == "名单是否列全"
    assert str(WAIVED) == "不作要求"
