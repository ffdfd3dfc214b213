import pytest

from xingshen.language.types import (
    BOOL,
    COUNTRY,
    DATE,
    MONEY,
    NUMBER,
    PERCENT,
    TEXT,
    TIME,
    Kind,
    Type,
    choice,
    comparable,
    list_of,
    orderable,
    product_type,
    quotient_type,
    sum_type,
)

OPTION = choice("甲", "乙")
ROW = Type(Kind.RECORD, fields=(("名", TEXT),))
EVERY = {
    "文": TEXT, "数": NUMBER, "额": MONEY, "比": PERCENT, "日": DATE, "时": TIME, "是": BOOL, "选": OPTION,
    "国": COUNTRY, "列": list_of(TEXT), "行": ROW,
}  # fmt: skip


def pairs(test) -> set[str]:
    return {a + b for a, left in EVERY.items() for b, right in EVERY.items() if test(left, right)}


def test_what_can_be_equal() -> None:
    assert pairs(comparable) == {
        "文文", "文选", "选文", "选选", "文国", "国文", "国国", "数数", "数额", "额数", "额额", "数比", "比数", "比比",
        "日日", "时时", "是是",
    }  # fmt: skip


def test_what_can_be_ordered() -> None:
    assert pairs(orderable) == {"数数", "数额", "额数", "额额", "数比", "比数", "比比", "日日", "时时"}


def test_rows_lists_and_option_against_country_are_never_compared() -> None:
    assert not comparable(OPTION, COUNTRY)
    assert not comparable(COUNTRY, OPTION)
    assert not comparable(ROW, ROW)


@pytest.mark.parametrize(
    ("left", "right", "plus", "times", "over"),
    [
        (NUMBER, NUMBER, NUMBER, NUMBER, NUMBER),
        (MONEY, MONEY, MONEY, None, NUMBER),
        (MONEY, NUMBER, MONEY, MONEY, MONEY),
        (NUMBER, MONEY, MONEY, MONEY, None),
        (MONEY, PERCENT, None, MONEY, MONEY),
        (PERCENT, MONEY, None, MONEY, None),
        (PERCENT, PERCENT, PERCENT, PERCENT, PERCENT),
        (NUMBER, PERCENT, PERCENT, NUMBER, NUMBER),
        (DATE, NUMBER, None, None, None),
        (DATE, DATE, None, None, None),
        (TEXT, TEXT, None, None, None),
        (BOOL, NUMBER, None, None, None),
    ],
)
def test_results_of_arithmetic(left: Type, right: Type, plus: Type, times: Type, over: Type) -> None:
    assert (sum_type(left, right), product_type(left, right), quotient_type(left, right)) == (plus, times, over)


def test_a_type_is_named_as_in_the_form() -> None:
    assert [str(MONEY), str(list_of(DATE)), str(ROW)] == ["金额", "列表[日期]", "记录"]


def test_fields_of_a_row() -> None:
    assert ROW.field("名") == TEXT
    assert ROW.field("无") is None
