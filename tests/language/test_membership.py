import pytest

from tests.language.running import is_open, run, unknown
from xingshen.kernel.knowledge import Listing
from xingshen.language.kleene import Maybe
from xingshen.language.membership import all_known, contains, distinct, in_order, overlap, subset

U = unknown()
MAYBE_B = Maybe(U.missing, (), "乙")


def word(value: object) -> str:
    return "U" if is_open(value) else {True: "T", False: "F"}[value]


@pytest.mark.parametrize(
    ("collection", "answers"),
    [
        (Listing(("甲",)), "TF"),
        (Listing(("甲",), complete=False), "TU"),
        (Listing(("甲", U)), "TU"),
        (Listing(("甲", MAYBE_B)), "TU"),
        (Listing((Maybe(U.missing, (), "丙"),)), "FF"),
        (Listing(), "FF"),
        (U, "UU"),
        (frozenset({"甲"}), "TF"),
    ],
)
def test_contains(collection: object, answers: str) -> None:
    assert "".join(word(contains(collection, item)) for item in ("甲", "乙")) == answers


def test_an_unknown_item_stands_in_no_empty_list() -> None:
    assert contains(Listing(), U) is False
    assert word(contains(Listing(("甲",)), U)) == "U"
    assert word(contains(frozenset({"甲"}), U)) == "U"


@pytest.mark.parametrize(
    ("left", "right", "within", "shared"),
    [
        (("甲",), ("甲", "乙"), "T", "T"),
        (("甲", "丙"), ("甲", "乙"), "F", "T"),
        (("丙",), ("甲",), "F", "F"),
        ((), ("甲",), "T", "F"),
        (("甲", U), ("甲",), "U", "T"),
        (("丙", U), ("甲",), "F", "U"),
        (("甲", MAYBE_B), ("甲", "乙"), "T", "T"),
        (("甲", MAYBE_B), ("甲",), "U", "T"),
        (("甲",), ("乙", U), "U", "U"),
    ],
)
def test_subset_and_overlap(left: tuple, right: tuple, within: str, shared: str) -> None:
    assert word(subset(Listing(left), Listing(right))) == within
    assert word(overlap(Listing(left), Listing(right))) == shared


def test_incomplete_lists() -> None:
    short = Listing(("甲",), complete=False)
    assert word(subset(short, Listing(("甲",)))) == "U"
    assert word(subset(short, Listing(("乙",)))) == "F"
    assert word(overlap(short, Listing(("甲",)))) == "T"
    assert word(overlap(short, Listing(("乙",)))) == "U"
    assert word(subset(Listing(("甲",)), short)) == "T"


def test_distinct_marks_what_may_be_a_repetition() -> None:
    assert distinct(Listing(("甲", "乙", "甲"))) == Listing(("甲", "乙"))
    assert distinct(Listing(("甲", U))) == Listing(("甲", Maybe(U.missing)))
    assert distinct(Listing(("乙", MAYBE_B))) == Listing(("乙",))
    assert distinct(U) == U


def test_count_of_distinct_has_bounds() -> None:
    assert run("count(distinct(词表)) <= 2", 词表=Listing(("甲", "乙", "甲"))) is True
    assert run("count(distinct(词表)) <= 2", 词表=Listing(("甲", U))) is True
    assert is_open(run("count(distinct(词表)) == 2", 词表=Listing(("甲", U))))


def test_what_is_fully_known() -> None:
    assert [all_known(value) for value in (1, Listing(("甲",)), Listing((U,)), Listing((), complete=False))] == [
        True, True, False, False,
    ]  # fmt: skip


def test_parameter_lists_have_one_order() -> None:
    assert in_order(frozenset({"乙", "甲", "丙"})) == sorted({"乙", "甲", "丙"})
