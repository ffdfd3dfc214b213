from decimal import Decimal

import pytest

from tests.language.running import SCOPE, run
from xingshen.language.compiler import compile_expression
from xingshen.language.errors import ExpressionError


@pytest.mark.parametrize(
    ("source", "value"),
    [("0.1", Decimal("0.1")), ("1e3", 1000), ("1_000", 1000), ("007.50", Decimal("7.50")), ("  5", 5),
     ("-2.5", Decimal("-2.5")), ("1e15", 10**15), ("\n 33.1", Decimal("33.1"))],
)  # fmt: skip
def test_a_number_is_what_is_written(source: str, value: object) -> None:
    assert run(source) == value


def test_a_number_after_chinese_text_is_found() -> None:
    assert run('名 == "自筹资金" or 数 == 33.1', 名="甲", 数=Decimal("33.1")) is True


@pytest.mark.parametrize("source", ["1e999", "1e16", "9" * 400, "0x10", "0b1", "1e-99999999999999999999", "1and 2"])
def test_absurd_and_foreign_numbers_are_refused(source: str) -> None:
    with pytest.raises(ExpressionError):
        compile_expression(f"数 == {source}", SCOPE)


@pytest.mark.parametrize("source", ['["甲" "乙"]', '["甲", 1]', "[数]", '["甲", 名]', "[[1], [2, 名]]"])
def test_lists_hold_literals_of_one_kind(source: str) -> None:
    with pytest.raises(ExpressionError):
        compile_expression(f"名 in {source}", SCOPE)


def test_an_empty_list_holds_nothing() -> None:
    assert run("名 in []", 名="甲") is False
