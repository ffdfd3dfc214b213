from datetime import date
from decimal import Decimal

import pytest

from tests.language.running import EMPTY, SCOPE, is_open, run, trace_of, unknown
from xingshen.language.compiler import compile_expression
from xingshen.language.errors import ExpressionError
from xingshen.language.literals import Parameter

U = unknown("数")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("数 == 名", "数值与文本不能用“==”比较"),
        ("类别 < 类别", "选项与选项不能用“<”比较"),
        ('类别 == "企也"', "选项中没有“企也”"),
        ('类别 in ["企业", "高较"]', "选项中没有“高较”"),
        ('"企也" == 类别', "选项中没有“企也”"),
        ("类别 == 国", "选项与国别不能用“==”比较"),
        ("人员 == 人员", "列表[记录]与列表[记录]不能用“==”比较"),
        ("占比 > 50", "百分比按小数比较，50% 写作 0.5"),
        ("日 + 1 == 日", "日期与数值不能相加"),
        ("日 - 另日 == 1", "日期与日期不能相减"),
        ("金额 * 金额 > 1", "金额与金额不能相乘"),
        ("金额 + 占比 > 1", "金额与百分比不能相加"),
        ("not 数", "此处应为是/否的条件，得到的是数值"),
        ("数 and 是非", "此处应为是/否的条件，得到的是数值"),
        ("数", "此处应为有无，得到的是数值"),
        ("数 in 另数", "数值不能用 in 与数值比较"),
        ("名 in 数表", "文本不能用 in 与列表[数值]比较"),
        ("-名 == 名", "文本不能取负"),
        ("类别 in 类别", "选项不能用 in 与选项比较"),
    ],
)
def test_wrong_types_are_refused_at_load(source: str, message: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(source, SCOPE)
    assert caught.value.message == message


def test_adding_to_a_day_suggests_the_function() -> None:
    with pytest.raises(ExpressionError, match="加日"):
        compile_expression("日 + 1 == 日", SCOPE)
    with pytest.raises(ExpressionError, match="天数"):
        compile_expression("日 - 另日 == 1", SCOPE)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("数 + 2 * 3 == 10", True),
        ("(数 + 2) * 3 == 18", True),
        ("-数 == 0 - 4", True),
        ("数 - -1 == 5", True),
        ("1 < 数 < 4", False),
        ("1 < 数 <= 4", True),
        ("金额 >= 倍数 * 另额", True),
        ("金额 / 另额 == 3", True),
        ("占比 * 金额 == 19.86", True),
        ('类别 != "高校"', True),
        ('类别 in ["高校", "企业"]', True),
        ('类别 not in ["高校", "企业"]', False),
        ('名 in 名单', True),
        ("是非 == 是", True),
        ("是非 and not 假", True),
    ],
)
def test_known_values(source: str, expected: bool) -> None:
    values = {"数": 4, "金额": Decimal("99.3"), "另额": Decimal("33.1"), "占比": Decimal("0.2"), "类别": "企业"}
    assert run(source, 名="甲乙", 是非=True, **values) is expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("数 > 1 and 假", False),
        ("假 and 数 > 1", False),
        ("数 > 1 or 真", True),
        ("真 or 数 > 1", True),
        ("1 < 数 < 另数", None),
        ("9 < 数 < 另数 and 真", None),
        ("5 < 另数 < 数", False),
        ("数 == 数", None),
        ("数 in [1, 2]", None),
        ("数 not in [1]", None),
        ("数 * 0 == 0", None),
        ("另数 / 0 == 1", None),
    ],
)
def test_unknown_operands(source: str, expected: bool | None) -> None:
    result = run(source, 数=U, 另数=4)
    assert result is expected or (expected is None and is_open(result))


def test_dividing_by_zero_says_so() -> None:
    assert run("另数 / 数 > 1", 数=0, 另数=1).missing[0].path == "除数为零"


def test_not_filled_is_no_value() -> None:
    assert is_open(run("数 == 0", 数=EMPTY))


def test_ten_cents_and_twenty_are_thirty() -> None:
    assert run("0.1 + 0.2 == 0.3") is True


def test_explaining_reads_every_operand() -> None:
    read = trace_of("假 and 数 > 倍数 and 类别 == \"企业\"", 数=4, 类别="高校")
    assert read == {"数": 4, "倍数": Parameter("3:1"), "类别": "高校"}
    assert set(trace_of("真 or 数 > 1 or 另数 > 1", 数=4, 另数=5)) == {"数", "另数"}


def test_days_are_ordered() -> None:
    assert run('日 < 日期("2026-07-02")', 日=date(2026, 7, 1)) is True
    assert run('日期("2026-07-02") <= 日', 日=date(2026, 7, 1)) is False
