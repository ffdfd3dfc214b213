from datetime import date
from decimal import Decimal

import pytest

from tests.language.running import EMPTY, SCOPE, is_open, person, run, unknown
from xingshen.kernel.knowledge import Listing, Missing, Unknown, Why
from xingshen.language.compiler import compile_expression
from xingshen.language.errors import ExpressionError
from xingshen.language.functions import FUNCTIONS, birth_in
from xingshen.language.kleene import Maybe

LOST, UNREAD, WRONG = unknown("处", Why.NOT_FOUND), unknown("处", Why.UNREADABLE), unknown("处", Why.INVALID)
DOUBTS = [unknown("处", why) for why in (Why.NOT_STATED, Why.UNREADABLE, Why.LOW_CONFIDENCE, Why.CONFLICT)]


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("加年(日, 2)", day("2026-02-28")),
        ("加年(日, -4)", day("2020-02-29")),
        ("加月(日, 12)", day("2025-02-28")),
        ("加月(日, 1)", day("2024-03-29")),
        ("加日(日, 1)", day("2024-03-01")),
        ("加日(日, -29)", day("2024-01-31")),
        ("前一日(日)", day("2024-02-28")),
        ("后一日(日)", day("2024-03-01")),
        ("年(日)", 2024),
        ("天数(日, 另日)", 1),
        ("天数(另日, 日)", -1),
        ("月数(日, 加月(日, 7))", 7),
        ("加工作日(日, 1)", day("2024-03-01")),
        ("加工作日(日, 2)", day("2024-03-04")),
        ("加工作日(日, -3)", day("2024-02-26")),
        ("加工作日(日, 0)", day("2024-02-29")),
        ("加工作日(日, 1, 节假日)", day("2024-03-04")),
        ("加工作日(日, 1, 节假日, 上班日)", day("2024-03-02")),
        ("工作日数(日, 加日(日, 7))", 5),
        ("工作日数(日, 加日(日, 7), 节假日)", 4),
        ("工作日数(日, 加日(日, 7), 节假日, 上班日)", 5),
        ("工作日数(另日, 日)", 0),
        ("绝对值(0 - 数)", 5),
        ("取整(金额)", 99),
        ("字数(名)", 6),
        ("区划(名)", "新材料厂"),
        ('包含(名, "新材料")', True),
        ('包含(名, ["公司", "新材料"])', True),
        ('包含(名, "公司")', False),
        ('开头(名, ["华研"])', True),
        ('开头(名, "研")', False),
        ('命中数(名, ["华研", "材料", "公司", "材料"])', 2),
        ('命中数("AI芯片", ["ai"])', 1),
        ('同名(名, "华研新材料厂分厂")', None),
        ('同名(名, "华研新材")', None),
        ('同名(名, "燕北大学")', False),
        ('同名(名, "华 研新材料厂")', True),
        ('近名(名, "华研新材料厂分厂")', True),
        ('列名("燕北大学", 词表)', True),
        ('列名("海东大学", 词表)', False),
        ('列名("丙丁", 名单)', True),
        ('代码有效("91130100MA0TEXT040")', True),
        ('代码有效("91130100MA0TEXT041")', False),
        ("缺省(数, 0)", 5),
        ("缺省(另数, 0)", None),
        ("包含于(词表, 名单)", False),
        ('有交集(词表, ["燕北大学"])', True),
    ],
)
def test_known_arguments(source: str, expected: object) -> None:
    values = {"日": day("2024-02-29"), "另日": day("2024-03-01"), "数": 5, "金额": Decimal("99.7")}
    free: dict[str, object] = {"名": "华研新材料厂"}
    free |= {"节假日": Listing((day("2024-03-01"),)), "上班日": Listing((day("2024-03-02"),))}
    result = run(source, 词表=Listing(("燕北大学", "甲乙")), **values, **free)
    assert result == expected or (expected is None and is_open(result))


CALLS = {
    "加年": "加年(日, 数)", "加月": "加月(日, 数)", "加日": "加日(日, 数)", "加工作日": "加工作日(日, 数, 节假日)",
    "工作日数": "工作日数(日, 另日)", "前一日": "前一日(日)", "后一日": "后一日(日)", "年": "年(日)",
    "天数": "天数(日, 另日)", "月数": "月数(日, 另日)", "绝对值": "绝对值(数)", "取整": "取整(金额)",
    "已填": "已填(名)", "有效": "有效(名)", "读到": "读到(名)", "缺省": "缺省(名, 名)",
    "区划": "区划(名)", "字数": "字数(名)",
    "包含": "包含(名, 词表)", "开头": "开头(名, 词表)", "命中数": "命中数(名, 词表)", "同名": "同名(名, 名)",
    "近名": "近名(名, 名)", "列名": '列名(名, ["甲"])', "包含于": '包含于(数表, [1])', "有交集": "有交集(数表, [1])",
    "distinct": "count(distinct(数表)) > 1", "代码有效": "代码有效(名)", "证件有效": "证件有效(名)",
    "证件出生日": "年(证件出生日(名)) > 1900",
    "连续覆盖": "连续覆盖(协议, 日, 另日)",
}  # fmt: skip


def test_every_function_is_tried_with_unknowns() -> None:
    assert set(CALLS) == set(FUNCTIONS)


@pytest.mark.parametrize("source", CALLS.values(), ids=list(CALLS))
@pytest.mark.parametrize("doubt", DOUBTS, ids=lambda doubt: doubt.missing[0].why.value)
def test_an_unknown_argument_leaves_every_function_unknown(source: str, doubt: Unknown) -> None:
    names = ("名", "数", "金额", "日", "另日", "词表", "数表", "协议", "节假日")
    assert is_open(run(source, **dict.fromkeys(names, doubt)))


@pytest.mark.parametrize(
    ("name", "answers"),
    [("已填", "FUUUUT"), ("有效", "FFUUUT"), ("读到", "FUFUUT")],
)
def test_what_counts_as_definite_knowledge(name: str, answers: str) -> None:
    """Order: not filled, invalid, not found, unreadable, conflict, known."""
    values = (EMPTY, WRONG, LOST, UNREAD, unknown("处", Why.CONFLICT), "甲")
    results = [run(f"{name}(名)", 名=value) for value in values]
    assert "".join("U" if is_open(result) else "TF"[result is False] for result in results) == answers


def test_filled_lists() -> None:
    doubtful = Maybe(UNREAD.missing, (), "甲")
    lists = [Listing(("甲",)), Listing(), Listing((), complete=False), Listing((doubtful,)), Listing((doubtful, "乙"))]
    results = [run("已填(词表)", 词表=listing) for listing in lists]
    assert [None if is_open(result) else result for result in results] == [True, False, None, None, True]


def test_an_uncertain_count_is_there_all_the_same() -> None:
    people = Listing((person(1, 在职=UNREAD),))
    assert run("已填(count(甲 for 甲 in 人员 if 甲.在职))", 人员=people) is True


def test_composed_values_keep_the_law() -> None:
    """An impossible operand does not make a conjunction impossible while another may still decide it."""
    assert is_open(run("有效(是非 and 另是非)", 是非=WRONG, 另是非=UNREAD))
    assert run("有效(是非 and 另是非)", 是非=WRONG, 另是非=False) is True


def test_a_fallback_stands_in_for_an_empty_field_only() -> None:
    assert run("缺省(数, 7)", 数=EMPTY) == 7
    assert is_open(run("缺省(数, 7)", 数=LOST))


@pytest.mark.parametrize("source", ["加工作日(日, 1, 节假日)", '包含("甲乙", 词表)', '命中数("甲乙", 词表)'])
def test_lists_that_are_not_fully_known_leave_the_answer_open(source: str) -> None:
    short = Listing((), complete=False)
    assert is_open(run(source, 日=day("2024-02-29"), 节假日=short, 词表=short))
    assert is_open(run(source, 日=day("2024-02-29"), 节假日=Listing((UNREAD,)), 词表=Listing((UNREAD,))))


@pytest.mark.parametrize(
    "source",
    ["加年(日, 9000)", "加日(日, 99999999)", "加日(日, 1.5)", "加工作日(日, 999999)", "后一日(另日)",
     "工作日数(日, 另日)"],
)  # fmt: skip
def test_absurd_days_are_unknown_and_not_a_fault(source: str) -> None:
    result = run(source, 日=day("2024-02-29"), 另日=date.max)
    assert isinstance(result, Unknown)
    assert result.missing[0].why is Why.INVALID


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("加年(日)", "加年 需要2个参数，写了1个"),
        ("加年(日, 1, 2)", "加年 需要2个参数，写了3个"),
        ("加年(数, 1)", "加年 的第1个参数应为日期，得到的是数值"),
        ("缺省(数, 名)", "缺省 的两个值类型不同：数值与文本"),
        ("包含(名, 数)", "第2个参数应为文字或文字的列表，得到的是数值"),
        ("包含(名, 数表)", "第2个参数应为文字或文字的列表，得到的是列表[数值]"),
        ("包含于(词表, 数表)", "两个列表的项不能相互比较：列表[文本]与列表[数值]"),
        ("有交集(人员, 人员)", "两个列表的项不能相互比较：列表[记录]与列表[记录]"),
        ("distinct(人员)", "列表[记录]的项不能比较是否相同"),
        ("连续覆盖(人员, 日, 日)", "列表的每一项都要有日期“起始日”和“截止日”"),
        ("连续覆盖(词表, 日, 日)", "列表的每一项都要有日期“起始日”和“截止日”"),
        ("命中数(名, 名)", "命中数 的第2个参数应为列表[文本]，得到的是文本"),
        ('日期("2026-13-01")', "日期“2026-13-01”写法有误"),
        ('时刻("17:00+08:00")', "时刻“17:00+08:00”写法有误"),
        ("日期(名)", "日期 的参数应为加引号的文字"),
        ('日期("2026-01-01", "2026-01-02")', "日期“2026-01-01、2026-01-02”写法有误"),
    ],
)
def test_wrong_calls_are_refused(source: str, message: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(source, SCOPE, expected=None)
    assert caught.value.message == message


def test_the_reason_of_an_absurd_value_is_told() -> None:
    assert run("加日(日, 1.5)", 日=date.max).missing == (Missing("加日 的结果（应为整数）", Why.INVALID),)


def test_the_birth_date_in_a_resident_id() -> None:
    assert birth_in("130102198005060023") == date(1980, 5, 6)
    unknown = birth_in("A1234567")
    assert isinstance(unknown, Unknown)
    assert unknown.missing[0].why is Why.NOT_FOUND
