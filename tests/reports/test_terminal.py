from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len

from tests.reports.builder import clear_result, empty_result, faulty_result, finding, from_form, human_result, result
from tests.reports.console import printed, printed_in_colour
from xingshen.findings.finding import CheckResult
from xingshen.kernel.outcome import Outcome, Verdict
from xingshen.reports.terminal import render_summary_table, render_terminal


def page(checked: CheckResult, width: int = 80) -> str:
    return printed(lambda console: render_terminal(checked, console), width=width)


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("checked", [empty_result(), clear_result(), human_result(), faulty_result()])
def test_no_line_is_wider_than_the_terminal(checked: CheckResult, width: int) -> None:
    assert max(cell_len(line) for line in page(checked, width).splitlines()) <= width


def test_begins_with_the_verdict_and_a_plain_sentence() -> None:
    assert [line.strip() for line in page(faulty_result()).splitlines()[:2]] == [
        "✕ 不通过",
        "有 2 处不符合指南，改正后才能通过形式审查。另有 3 处须由人核对。",
    ]


def test_what_to_mend_comes_before_what_needs_a_person_and_the_rest() -> None:
    text = page(faulty_result())
    headings = ["先改这些（2）", "需要人核对（3）", "优先支持（", "提示（", "常设问题（13）", "合计", "所用版本"]
    places = [text.index(f"\n{heading}") for heading in headings]
    assert places == sorted(places)


def test_a_fault_shows_its_clause_its_evidence_and_its_cure() -> None:
    text = page(faulty_result())
    assert "✕ 不通过  3.6.a 5.5.a  企业牵头：自筹资金不少于申请额的 3 倍" in text
    assert "指南 “企业牵头承担项目自筹资金按财政资金支持额度3:1配套”" in text
    assert "▪ 申报书：“自筹资金：299.99 万元”" in text
    assert "→ 把自筹资金改为 300.00 万元或以上，并同步修改预算合计和自筹承诺。" in text


def test_a_point_for_a_person_says_why_and_what_the_candidate_would_give() -> None:
    text = page(human_result())
    assert "（读取把握不足）" in text
    assert "→ 按候选值将通过，请确认。" in text


def test_empty_sections_are_left_out() -> None:
    text = page(empty_result())
    assert [word for word in ("先改这些", "需要人核对", "优先支持", "提示", "常设问题（") if word in text] == []
    assert "没有发现不符合指南之处。" in text


def test_a_pass_says_that_all_questions_are_answered() -> None:
    assert "须由人回答的问题已全部答复" in page(replace(empty_result(), verdict=Verdict.PASS))


def test_steering_characters_never_reach_the_terminal() -> None:
    hostile = result(
        finding("3.5", Outcome.FAIL, message="[red]x[/red]\x1b[2J", evidence=(from_form("\u202e" + "长" * 10_000),)),
        title="\x1b]0;owned\x07",
    )
    text = page(hostile)
    assert [sign for sign in ("\x1b", "\x07", "\u202e") if sign in text] == []
    assert "[red]x[/red]␛[2J" in text
    assert "长…”" in text
    assert len(text) < 2000


def test_many_pieces_of_evidence_are_counted_not_listed() -> None:
    crowded = finding("3.5", Outcome.FAIL, evidence=tuple(from_form(f"第{n}处") for n in range(9)))
    assert "另有 5 处依据" in page(result(crowded))


def test_colour_is_used_where_the_terminal_has_it() -> None:
    assert "\x1b[1;31m" in printed_in_colour(lambda console: render_terminal(faulty_result(), console))


def test_the_table_has_one_row_per_dossier_and_the_report_paths_below() -> None:
    checks = [faulty_result(), replace(clear_result(), dossier_id="[bold]2[/bold]")]
    lines = printed(lambda c: render_summary_table(checks, c, reports=["out/" + "很" * 60 + ".html"])).splitlines()
    assert [cell.strip() for cell in lines[2].split("│")] == [
        "2026-1-0148",
        "类别1 重点产业技…",
        "✕ 不通过",
        "2",
        "3",
        "13",
    ]
    assert lines[3].startswith("[bold]2[/bold]")
    assert lines[-1] == "out/" + "很" * 60 + ".html"
