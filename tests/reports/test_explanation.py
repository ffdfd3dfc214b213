from __future__ import annotations

from tests.reports.builder import faulty_result, finding
from tests.reports.console import printed
from xingshen.findings.finding import Finding, ReadValue
from xingshen.reports.explanation import render_explanation


def page(explained: Finding, *what_if: str) -> str:
    return printed(lambda console: render_explanation(explained, console, what_if))


def one(rule: str) -> Finding:
    return next(f for f in faulty_result().findings if f.rule == rule)


def test_leads_from_the_clause_to_what_would_make_it_pass() -> None:
    text = page(one("r3.3.d"), "协议终止日为 2028-06-30 或更晚时，这一条通过。")
    steps = ["条款原文", "读到的值", "协议终止日 = 2028-06-29", "依据", "结论", "✕ 不通过", "怎样才能通过", "或更晚时"]
    places = [text.index(step) for step in steps]
    assert places == sorted(places)


def test_shows_what_could_not_be_read_and_the_candidate() -> None:
    text = page(one("r4.2"))
    assert "? 公章单位名称：扫描件未能清楚读出" in text
    assert "扫描识别，把握0.62" in text
    assert "按候选值将通过，请确认。" in text


def test_says_so_where_nothing_was_read_and_leaves_out_what_is_not_there() -> None:
    text = page(finding("1.b"))
    assert "这一条没有读取任何值。" in text
    assert "怎样才能通过" not in text


def test_texts_from_outside_are_neutralised_and_shortened() -> None:
    text = page(finding("1.b", read=(ReadValue("国别", "\x1b[2J" + "长" * 10_000),)), "\x07")
    assert "国别 = ␛[2J长" in text
    assert "长…" in text
    assert "\x07" not in text
