from decimal import Decimal

import pytest

from tests.language.running import CATEGORY, is_open, run, trace_of, unknown
from xingshen.kernel.knowledge import Listing
from xingshen.language.compiler import compile_expression
from xingshen.language.errors import ExpressionError
from xingshen.language.kleene import WAIVED
from xingshen.language.scope import Table, make_scope
from xingshen.language.types import MONEY, NUMBER, TEXT, Kind, Type, choice, list_of

DEGREES = Type(Kind.LIST, item=TEXT, waivable=True)
AGE = Type(Kind.NUMBER, waivable=True)
ASKED = {"学历": Listing(("博士", "硕士")), "年龄": 40, "额度": Decimal(50)}
SCOPE = make_scope(
    {"类别": CATEGORY, "级别": choice("省级", "市级"), "名": TEXT, "学历": TEXT, "年龄": NUMBER, "金额": MONEY},
    tables={
        "要求": Table(
            ("类别",),
            {"学历": DEGREES, "年龄": AGE, "额度": MONEY},
            {"企业": ASKED | {"学历": WAIVED, "年龄": WAIVED}, "高校": ASKED, "院所": ASKED | {"年龄": 45}},
        ),
        "两向": Table(
            ("类别",),
            {"省级": list_of(TEXT), "市级": DEGREES},
            {
                "企业": {"省级": Listing(("甲", "乙")), "市级": WAIVED},
                "高校": {"省级": Listing(("丙",)), "市级": Listing(("丁",))},
                "院所": {"省级": Listing(()), "市级": Listing(("丁",))},
            },
        ),
    },
    definitions={"学历合适": "学历 in 要求[类别].学历"},
)


def answer(source: str, **values: object) -> object:
    result = run(source, SCOPE, **values)
    return None if is_open(result) else result


def test_a_cell_of_a_row() -> None:
    assert answer("金额 <= 要求[类别].额度", 金额=Decimal(50), 类别="高校") is True
    assert answer("金额 <= 要求[类别].额度", 金额=Decimal(50)) is None
    assert answer('金额 <= 要求["高校"].额度', 金额=Decimal(51)) is False


@pytest.mark.parametrize(
    ("source", "firm", "school"),
    [
        ("学历 in 要求[类别].学历", True, False),
        ("学历 not in 要求[类别].学历", True, True),
        ("学历合适", True, False),
        ("年龄 <= 要求[类别].年龄", True, False),
        ("年龄 > 要求[类别].年龄", True, True),
        ("年龄 == 要求[类别].年龄", True, False),
        ("年龄 <= 要求[类别].年龄 + 1", True, False),
        ("年龄 <= min(要求[类别].年龄, 30)", False, False),
        ("有交集([\"本科\"], 要求[类别].学历)", True, False),
    ],
)
def test_a_cell_that_asks_nothing_holds_in_every_comparison(source: str, firm: bool, school: bool) -> None:
    people = {"学历": "本科", "年龄": 50}
    assert (answer(source, 类别="企业", **people), answer(source, 类别="高校", **people)) == (firm, school)


def test_a_cell_that_asks_nothing_needs_no_fact() -> None:
    assert answer("年龄 <= 要求[类别].年龄", 类别="企业") is True
    assert answer("年龄 <= 要求[类别].年龄", 类别="高校") is None


@pytest.mark.parametrize(
    "source",
    [
        "not (学历 in 要求[类别].学历)",
        "not 学历合适",
        "not (金额 > 1 and 年龄 < 要求[类别].年龄)",
        "not 有交集([\"本科\"], 要求[类别].学历)",
        'not (名 in 两向[类别][级别])',
        'not all(甲 == 名 or 学历合适 for 甲 in ["a"])',
    ],
)
def test_a_cell_that_may_ask_nothing_is_refused_under_not(source: str) -> None:
    with pytest.raises(ExpressionError, match="“不作要求”的单元格不能用于 not 之下"):
        compile_expression(source, SCOPE)


@pytest.mark.parametrize(
    ("level", "category", "expected"),
    [("省级", "企业", True), ("省级", "高校", False), ("省级", "院所", False), ("市级", "企业", True),
     ("市级", "高校", False), (unknown("级别"), "企业", None), ("市级", unknown("类别"), None)],
)  # fmt: skip
def test_a_two_way_table_with_lists_in_its_cells(level: object, category: object, expected: object) -> None:
    assert answer("名 in 两向[类别][级别]", 名="甲", 级别=level, 类别=category) is expected


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("名 in 两向[类别][类别]", "表中缺少“企业”一行（列）"),
        ("名 in 两向[级别][级别]", "表中缺少“省级”一行（列）"),
        ("名 in 两向[年龄][级别]", "查表的键应为选项或文本，得到的是数值"),
        ('金额 < 要求["高较"].额度', "表中缺少“高较”一行（列）"),
        ("金额 < 要求[类别].额", "记录没有“额”"),
        ("要求[类别][名] == 名", "两向表的各列类型不同，请用“表[行].列名”"),
        ("要求[类别].额度[名] == 名", "方括号只用于查表，如 类别表[类别].额度"),
        ("无表[类别].额度 > 1", "方括号只用于查表，如 类别表[类别].额度"),
        ('count(甲 for 甲 in 要求[类别].学历) > 1', "可能“不作要求”的单元格不能逐项检查，请用 in 或 包含于"),
        ("要求 == 名", "未知名称“要求”"),
    ],
)
def test_wrong_lookups_are_refused(source: str, message: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(source, SCOPE)
    assert caught.value.message == message


def test_a_key_that_the_table_lacks_is_unknown() -> None:
    result = run("金额 < 要求[名].额度", SCOPE, 名="医院", 金额=Decimal(1))
    assert result.missing[0].path == "要求[医院]（表中没有这一项）"


def test_the_trace_names_the_cell() -> None:
    assert set(trace_of("金额 <= 要求[类别].额度", SCOPE, 金额=1, 类别="高校")) == {"金额", "类别", "要求[高校].额度"}
    assert "两向[企业][省级]" in trace_of("名 in 两向[类别][级别]", SCOPE, 名="甲", 类别="企业", 级别="省级")
