from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.language.running import EMPTY, SCOPE, frame_of, person, unknown
from xingshen.kernel.knowledge import Listing, Missing, Unknown, Why
from xingshen.language.errors import ExpressionError
from xingshen.language.frame import Record
from xingshen.language.kleene import Maybe, Range
from xingshen.language.literals import Parameter
from xingshen.language.types import BOOL, COUNTRY, DATE, MONEY, NUMBER, PERCENT, TEXT, TIME, Type, list_of
from xingshen.rules.wording import compile_template, describe_missing, row_titles, write_value
from xingshen.rules.words import CHINESE

SCANNED, CONFLICT = Missing("日", Why.SCANNED), Missing("协议[1].截止日", Why.CONFLICT)
NAMES = {"HK": "中国香港", "DE": "德国"}
WORDS = replace(CHINESE, country=lambda code: NAMES[code])


@pytest.mark.parametrize(
    ("value", "of", "text"),
    [
        (150, MONEY, "150"),
        (Decimal("149.990"), MONEY, "149.99"),
        (Decimal("100"), NUMBER, "100"),
        (Decimal("1E+2"), NUMBER, "100"),
        (Decimal("-0"), NUMBER, "0"),
        (Decimal("0.2"), PERCENT, "20%"),
        (1, PERCENT, "100%"),
        (Fraction(1, 3), NUMBER, "0.3333"),
        (Fraction(1, 3), PERCENT, "33.3333%"),
        (date(2026, 7, 1), DATE, "2026-07-01"),
        (time(17, 0), TIME, "17:00:00"),
        (True, BOOL, "是"),
        (False, BOOL, "否"),
        ("材料", TEXT, "材料"),
        ("HK", COUNTRY, "中国香港"),
        (Listing(("HK", "DE", "HK")), list_of(COUNTRY), "中国香港、德国"),
        (Listing(()), list_of(TEXT), "无"),
        (Listing((person(1), person(2))), list_of(Type(TEXT.kind)), "2项"),
        (Parameter("3:1"), NUMBER, "3:1"),
        (EMPTY, TEXT, "未填"),
        (unknown(), TEXT, "未知"),
        (Unknown((SCANNED,), (date(2028, 6, 29),)), DATE, "2028-06-29（仅由扫描件识别）"),
        (Unknown((CONFLICT,), (1, 2)), NUMBER, "1或2（各处写法不一致）"),
        (Unknown((Missing("数", Why.NOT_FOUND),), (1,)), NUMBER, "未读到"),
        (Listing((Maybe((SCANNED,), (), "甲"),)), list_of(TEXT), "甲（待核对）"),
        (Listing((Listing(("甲",)), Listing())), list_of(list_of(TEXT)), "甲"),
        (Listing(("甲", unknown())), list_of(TEXT), "甲、未知"),
        (Listing((2026, Unknown((SCANNED,), (2026,)), 2025)), list_of(NUMBER), "2026、2025"),
        (Listing((2025, Unknown((SCANNED,), (2026,)))), list_of(NUMBER), "2025、2026（仅由扫描件识别）"),
        (Listing(("甲", Maybe((SCANNED,), (), Unknown((SCANNED,), ("甲",))))), list_of(TEXT), "甲"),
        (Range((Missing("人员", Why.NOT_STATED),), (), 2, 5), NUMBER, "至少2"),
    ],
)
def test_values_as_a_reader_would_write_them(value: object, of: Type, text: str) -> None:
    assert write_value(value, of, WORDS) == text


def test_a_sentence_with_values_parameters_and_what_is_missing() -> None:
    template = compile_template("自筹{金额}万元，不足{倍数}；合作方在{国}；未确认：{缺}。", SCOPE)
    frame = frame_of(SCOPE, {"金额": Decimal("149.99"), "国": "HK"})
    missing = (Missing("人员[1].年龄", Why.NOT_FOUND),)
    sentence = template.fill(frame, missing, WORDS)
    assert sentence == "自筹149.99万元，不足3:1；合作方在中国香港；未确认：人员第1项的年龄（材料中未找到）。"


def test_expressions_in_a_sentence() -> None:
    text = "在职{count(甲 for 甲 in 人员 if 甲.在职)}人：{[甲.姓名 for 甲 in 人员 if 甲.在职]}"
    template = compile_template(text, SCOPE)
    frame = frame_of(SCOPE, {"人员": Listing((person(1), person(2, 在职=False)))})
    assert template.fill(frame, (), CHINESE) == "在职1人：人1"


def test_a_placeholder_that_does_not_resolve_is_refused() -> None:
    with pytest.raises(ExpressionError, match="金颔"):
        compile_template("自筹{金颔}万元", SCOPE)


def test_at_most_six_missing_facts_are_told() -> None:
    missing = tuple(Missing(f"第{at}项", Why.UNREADABLE) for at in range(9))
    told = "第0项、第1项、第2项、第3项、第4项、第5项（材料无法读取），以及另外 3 项"
    assert describe_missing(missing) == told


def test_what_is_missing_is_told_by_the_paper_and_with_what_sources_say() -> None:
    days = (date(2028, 6, 29), date(2028, 6, 30))
    titles = row_titles([Unknown((), (Listing((Record({}, "协议[1]", "05-合作协议.pdf"),)),))])
    said = describe_missing((CONFLICT,), titles, {CONFLICT.path: Unknown((CONFLICT,), days)})
    assert said == "05-合作协议.pdf 的截止日（各处写法不一致：2028-06-29、2028-06-30）"


def test_a_sentence_speaks_of_the_candidate_that_was_tried() -> None:
    frame = frame_of(SCOPE, {"人员": Listing((Record({"姓名": unknown()}, "人员[1]"),))})
    frame.overrides = {"人员[1].姓名": "王明"}
    assert compile_template("{[甲.姓名 for 甲 in 人员]}", SCOPE).fill(frame, (), CHINESE) == "王明"


def test_missing_facts_of_one_paper_are_told_together() -> None:
    missing = tuple(
        Missing(path, why)
        for path, why in (
            ("协议[1].起始日", Why.UNREADABLE),
            ("协议[1].截止日", Why.UNREADABLE),
            ("协议[2].截止日", Why.UNREADABLE),
            ("金额", Why.NOT_STATED),
        )
    )
    told = "甲.pdf 的起始日、截止日，乙.pdf 的截止日（材料无法读取）；金额（尚不知道）"
    assert describe_missing(missing, {"协议[1]": "甲.pdf", "协议[2]": "乙.pdf"}) == told
