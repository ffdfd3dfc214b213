"""One written value of one field."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xingshen.dossier.dossier import Severity
from xingshen.dossier.form_schema import FieldSpec, FieldType, OptionSpec
from xingshen.dossier.refusal import Refused
from xingshen.dossier.scalars import read_scalar, says_nothing
from xingshen.dossier.source_text import NumberText
from xingshen.kernel.knowledge import Why

IMPOSSIBLE, DOUBTFUL = Severity.IMPOSSIBLE, Severity.DOUBTFUL


def field(kind: FieldType, name: str = "某项", unit: str | None = None) -> FieldSpec:
    return FieldSpec(id="x", name=name, type=kind, line=1, unit=unit)


def choice(*words: str) -> FieldSpec:
    return FieldSpec(id="x", name="某项", type=FieldType.OPTION, line=1, options=tuple(map(OptionSpec, words)))


def read(raw: str | bool, spec: FieldSpec) -> object:
    return read_scalar(raw, spec, spec.type)


def refusal(raw: str | bool, spec: FieldSpec) -> Refused:
    with pytest.raises(Refused) as caught:
        read(raw, spec)
    return caught.value


@pytest.mark.parametrize(
    "text",
    [
        "2026-07-01",
        "2026/7/1",
        "2026.7.1",
        "2026年7月1日",
        "２０２６年７月１日",
        "二〇二六年七月一日",
        "2026 年 7 月 1 日",
        "20260701",
        "2026-07-01T08:00:00+08:00",
        "2026-07-01 00:00",
        "2026年7月1号",
    ],
)
def test_days_in_every_usual_spelling(text: str) -> None:
    assert read(text, field(FieldType.DATE)) == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("2026-02-30", IMPOSSIBLE),
        ("2026-13-01", IMPOSSIBLE),
        ("9999年12月31日", IMPOSSIBLE),
        ("9999年", IMPOSSIBLE),
        ("1899-12-31", IMPOSSIBLE),
        ("12026-07-01", IMPOSSIBLE),
        ("abc", IMPOSSIBLE),
        ("2026-13", IMPOSSIBLE),
        ("2026年0月", IMPOSSIBLE),
        ("26-7-1", DOUBTFUL),
        ("07/01/2026", DOUBTFUL),
        ("长期", DOUBTFUL),
        ("至项目验收之日", DOUBTFUL),
    ],
)
def test_what_is_no_day_is_told_from_what_is_not_precise(text: str, severity: Severity) -> None:
    assert refusal(text, field(FieldType.DATE)).severity is severity


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-07", date(2026, 7, 1), date(2026, 7, 31)),
        ("2028年2月", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_month_or_a_year_lies_between_its_first_and_last_day(text: str, first: date, last: date) -> None:
    refused = refusal(text, field(FieldType.DATE))
    assert (refused.severity, refused.why, refused.candidates) == (None, Why.IMPRECISE, (first, last))


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_every_day_reads_back(day: date) -> None:
    spec = field(FieldType.DATE)
    assert read(day.isoformat(), spec) == read(f"{day.year}年{day.month}月{day.day}日", spec) == day


def test_times_of_day() -> None:
    assert read("17:00", field(FieldType.TIME)) == read("17时", field(FieldType.TIME)) == time(17)
    assert read("９:30", field(FieldType.TIME)) == time(9, 30)
    assert refusal("25:00", field(FieldType.TIME)).severity is IMPOSSIBLE
    assert refusal("下午", field(FieldType.TIME)).severity is DOUBTFUL


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3),
        ("３", 3),
        ("1,234", 1234),
        ("3.0", 3),
        ("三", 3),
        ("十二篇", 12),
        ("5 篇", 5),
        ("2026年度", 2026),
        ("20人", 20),
    ],
)
def test_whole_numbers_with_their_counting_words(text: str, number: int) -> None:
    value = read(text, field(FieldType.INTEGER, unit="篇"))
    assert (value, type(value)) == (number, int)


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("-1", IMPOSSIBLE),
        ("3.5", IMPOSSIBLE),
        ("1e999", IMPOSSIBLE),
        ("9" * 5000, IMPOSSIBLE),
        ("NaN", IMPOSSIBLE),
        ("很多", IMPOSSIBLE),
        ("约20", DOUBTFUL),
        ("20-30", DOUBTFUL),
        ("待定", DOUBTFUL),
    ],
)
def test_what_is_no_count(text: str, severity: Severity) -> None:
    assert refusal(text, field(FieldType.INTEGER)).severity is severity


def test_amounts_are_ten_thousands_of_yuan() -> None:
    spec = field(FieldType.MONEY, unit="万元")
    assert read(NumberText("149.99"), spec) == Decimal("149.99")
    assert read("１，４９９，９００元", spec) == Decimal("149.99")
    assert str(read("1e2", spec)) == "100"


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("-5", IMPOSSIBLE),
        ("1e999", IMPOSSIBLE),
        ("100000000", IMPOSSIBLE),
        ("NaN", IMPOSSIBLE),
        ("abc", IMPOSSIBLE),
        ("100万美元", DOUBTFUL),
        ("约100", DOUBTFUL),
    ],
)
def test_what_is_no_amount(text: str, severity: Severity) -> None:
    assert refusal(text, field(FieldType.MONEY)).severity is severity


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("51%", "0.51"),
        ("51％", "0.51"),
        ("0.51", "0.51"),
        ("51", "0.51"),
        ("100", "1"),
        ("1.0", "1"),
        ("0", "0"),
        ("1%", "0.01"),
    ],
)
def test_percentages_are_fractions(text: str, share: str) -> None:
    assert read(text, field(FieldType.PERCENT)) == Decimal(share)


def test_a_bare_one_may_be_one_percent_or_all() -> None:
    refused = refusal("1", field(FieldType.PERCENT))
    assert (refused.severity, refused.why) == (None, Why.LOW_CONFIDENCE)
    assert refused.candidates == (Decimal("0.01"), Decimal(1))


@pytest.mark.parametrize("text", ["120%", "-3%", "101"])
def test_shares_outside_the_whole_are_impossible(text: str) -> None:
    assert refusal(text, field(FieldType.PERCENT)).severity is IMPOSSIBLE


@pytest.mark.parametrize("raw", [True, "是", "有", "yes", "TRUE", "1", "√", "在职", "属于"])
def test_words_for_yes(raw: str | bool) -> None:
    assert read(raw, field(FieldType.FLAG, "负责人在职")) is True


@pytest.mark.parametrize("raw", [False, "否", "无", "no", "false", "0", "不在职", "非在职", "不涉及"])
def test_words_for_no(raw: str | bool) -> None:
    assert read(raw, field(FieldType.FLAG, "负责人在职")) is False


def test_a_denial_in_the_name_of_a_field_is_no_answer() -> None:
    assert refusal("涉密声明", field(FieldType.FLAG, "非涉密声明")).severity is DOUBTFUL
    assert refusal("也许", field(FieldType.FLAG)).severity is DOUBTFUL


def test_options_are_read_as_their_canonical_word() -> None:
    options = (OptionSpec("重点产业", ("1", "类别1")), OptionSpec("港澳台", ("4",)))
    spec = FieldSpec(id="x", name="类别", type=FieldType.OPTION, line=1, options=options)
    for text in ("重点产业", "1", "类别一", " 重点 产业 ", "“重点产业”", "类别1：重点产业", "1．重点产业"):
        assert read(text, spec) == "重点产业"
    assert refusal("1、港澳台", spec).severity is DOUBTFUL
    assert refusal("5", spec).severity is IMPOSSIBLE
    near = refusal("重点产业类", spec)
    assert (near.severity, near.candidates) == (DOUBTFUL, ("重点产业",))


def test_open_lists_keep_words_that_they_do_not_know() -> None:
    spec = FieldSpec(id="x", name="领域", type=FieldType.OPTION, line=1, options=(OptionSpec("其他"),), open=True)
    assert read(" 低空经济 ", spec) == "低空经济"


def test_countries_are_codes() -> None:
    spec = field(FieldType.COUNTRY)
    assert read("中国香港", spec) == "HK"
    assert refusal("亚特兰蒂斯", spec).severity is DOUBTFUL
    assert "国际组织" in refusal("联合国", spec).message


def test_a_word_for_nothing_fills_no_field_but_free_text() -> None:
    assert says_nothing("无", field(FieldType.MONEY), FieldType.MONEY)
    assert says_nothing("/", field(FieldType.FLAG), FieldType.FLAG)
    assert not says_nothing("无", field(FieldType.FLAG), FieldType.FLAG)
    assert not says_nothing("无", field(FieldType.TEXT), FieldType.TEXT)
    assert not says_nothing("无", choice("高新技术企业", "无"), FieldType.OPTION)
    assert says_nothing("无", choice("企业"), FieldType.OPTION)


@settings(deadline=None)  # the first country loads the whole table
@given(st.sampled_from(list(FieldType)).filter(lambda kind: kind is not FieldType.LIST), st.text(max_size=40))
def test_any_text_is_read_or_refused(kind: FieldType, text: str) -> None:
    spec = field(kind)
    try:
        value = read(text, spec)
    except Refused as refused:
        value = refused.message
    assert value is not None
