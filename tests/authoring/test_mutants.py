"""Mutants of one expression."""

from xingshen.authoring.mutants import Change, mutate


def test_comparisons_are_weakened_and_flipped() -> None:
    assert list(mutate("甲 >= 乙")) == [
        Change("甲 >= 乙 的 >= 改为 >", "甲 > 乙", boundary=True),
        Change("甲 >= 乙 的 >= 改为 <", "甲 < 乙"),
    ]


def test_every_part_of_a_chain_is_changed() -> None:
    texts = [change.text for change in mutate("1 <= 甲 < 5")]
    assert texts == ["1 < 甲 < 5", "1 > 甲 < 5", "1 <= 甲 <= 5", "1 <= 甲 >= 5"]


def test_operands_not_and_stepping_are_dropped_and_quantifiers_exchanged() -> None:
    assert {change.text for change in mutate("甲 and not all(丙 for 丙 in 丁)")} == {
        "not all((丙 for 丙 in 丁))",
        "甲",
        "甲 and all((丙 for 丙 in 丁))",
        "甲 and (not any((丙 for 丙 in 丁)))",
    }
    assert [change.text for change in mutate("前一日(甲)")] == ["甲"]
