"""Corrections: what an item says and opens, what may be changed, how each item stands afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.review.desk import (
    AGREEMENT,
    FAULTY,
    GOOD,
    MONEY,
    OWNER,
    QUESTION,
    SEAL,
    SUM,
    TERM,
    Desk,
    assigned,
    check,
    passing,
)
from xingshen.findings.finding import CheckResult
from xingshen.review.clocks import CHINA, Calendar
from xingshen.review.correction import (
    ITEM_WORDS,
    FollowUp,
    ItemState,
    evidence_note,
    follow_up,
    item_of,
    listable,
    may_change_field,
    may_change_paper,
    narrowed,
    opened_by,
    reminder_is_due,
)
from xingshen.review.examination_commands import Ask, HandInCorrection, RequestCorrection
from xingshen.review.examination_values import CorrectionItem, Opened

_TOUCHES = {each.fingerprint: Opened(("budget",)) for each in (MONEY, TERM, SEAL, GOOD)}


def test_an_item_says_clause_evidence_cure_question_and_what_it_opens() -> None:
    desk = assigned()
    desk.do(Ask(TERM.fingerprint, desk.seen(TERM), "有无延期协议"))
    assert item_of(desk.point(TERM), {TERM.fingerprint: Opened(("agreement.end",), ("合作协议",))}) == CorrectionItem(
        fingerprint=TERM.fingerprint,
        clauses=("3.3.d",),
        evidence=f"不符合。（见{AGREEMENT} 第3页）",
        cure="请补充相应内容。",
        question="有无延期协议",
        opens=Opened(("agreement.end",), ("合作协议",)),
    )


def test_at_most_three_places_are_named_each_once() -> None:
    places = tuple(replace(TERM.evidence[0], page=page) for page in (1, 1, 2, 3, 4))
    note = evidence_note(replace(TERM, evidence=places))
    assert note == f"不符合。（见{AGREEMENT} 第1页；{AGREEMENT} 第2页；{AGREEMENT} 第3页）"
    assert evidence_note(MONEY) == "不符合。"


def test_only_what_fails_or_is_open_is_listed_and_standing_questions_only_once_asked() -> None:
    desk = assigned()
    assert [each.finding for each in listable(desk.case.points())] == [MONEY, TERM, SEAL]
    desk.overrule(MONEY)
    desk.overrule(GOOD)
    desk.do(Ask(QUESTION.fingerprint, desk.seen(QUESTION), "请说明"))
    assert [each.finding for each in listable(desk.case.points())] == [TERM, SEAL, GOOD, QUESTION]
    assert SUM not in [each.finding for each in listable(desk.case.points())]


def test_items_open_each_thing_once() -> None:
    items = [
        CorrectionItem(fingerprint=mark, clauses=(), evidence="", cure="", opens=opens)
        for mark, opens in (("a", Opened(("x", "y"), ("p",))), ("b", Opened(("y", "z"), ("p", "q"))))
    ]
    assert opened_by(items) == Opened(("x", "y", "z"), ("p", "q"))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("budget.self_funding", True),
        ("partners", True),
        ("partners[2].name", True),
        ("partners.count", True),
        ("partners_domestic", False),
        ("budget", False),
        ("budget.total", False),
    ],
)
def test_a_field_is_open_if_it_or_what_holds_it_was_opened(path: str, expected: bool) -> None:
    assert may_change_field(Opened(("budget.self_funding", "partners")), path) is expected


def test_a_row_and_a_cell_are_opened_by_the_id_of_the_row() -> None:
    opened = Opened(("team[a1]", "partners[b2].country"))
    paths = ("team[a1].name", "team[a2].name", "team[]", "partners[b2].country", "partners[b2].name", "partners[b2]")
    assert [may_change_field(opened, path) for path in paths] == [True, False, False, True, False, False]


def test_papers_are_open_by_kind_and_those_of_no_kind_only_if_that_was_opened() -> None:
    opened = Opened((), ("合作协议",))
    assert [may_change_paper(opened, kind) for kind in ("合作协议", "审计报告", "")] == [True, False, False]
    assert may_change_paper(Opened((), ("",)), "") is True


def test_an_item_can_be_made_to_open_less_but_never_more() -> None:
    item = CorrectionItem(
        fingerprint="a", clauses=(), evidence="", cure="", opens=Opened(("x", "y"), ("合作协议", "审计报告"))
    )
    assert narrowed(item, Opened(("y", "z"), ("审计报告", "承诺书"))).opens == Opened(("y",), ("审计报告",))


def test_one_is_reminded_when_the_last_working_day_but_one_has_come_and_never_on_the_day_of_the_request() -> None:
    calendar, monday = Calendar(), datetime(2026, 11, 30, 10, tzinfo=CHINA)
    due = calendar.days_after(monday, 5)
    friday = due - timedelta(days=4)
    instants = (friday - timedelta(seconds=1), friday, due - timedelta(seconds=1))
    assert [reminder_is_due(calendar, monday, due, each) for each in instants] == [False, True, True]
    short = calendar.days_after(monday, 1)
    assert reminder_is_due(calendar, monday, short, monday) is False
    assert reminder_is_due(calendar, monday, short, calendar.next_midnight(monday)) is True


# --- afterwards ------------------------------------------------------------------------------------------------------


def _corrected(later: CheckResult) -> tuple[Desk, dict[str, ItemState]]:
    desk = assigned()
    desk.confirm(MONEY, TERM)
    desk.overrule(GOOD, "与实际不符")
    asked = (MONEY, TERM, GOOD)
    items = [item_of(desk.point(each), _TOUCHES) for each in asked]
    desk.do(RequestCorrection(tuple(replace(each, cure="请改正") for each in items)))
    desk.do(HandInCorrection(2), OWNER)
    desk.check_again(later)
    return desk, _by_clause(desk, later)


def _by_clause(desk: Desk, later: CheckResult) -> dict[str, ItemState]:
    titles = {each.fingerprint: each.clauses[0].id for each in later.findings}
    points = desk.case.points()
    found = follow_up(desk.state.corrections[-1], points, (FAULTY, later))
    return {titles[each.fingerprint]: each.state for each in found}


def test_each_item_is_solved_or_still_open_and_what_came_is_new() -> None:
    _, states = _corrected(check(passing(MONEY), TERM, passing(SEAL), GOOD, replace(QUESTION, standing=False)))
    assert states == {
        "3.6.a": ItemState.SOLVED,
        "3.3.d": ItemState.STILL_OPEN,
        "5.3": ItemState.STILL_OPEN,
        "3.1.a": ItemState.NEW,
    }


def test_a_fault_that_people_saw_is_open_until_people_look_again() -> None:
    later = check(passing(MONEY), passing(TERM), passing(GOOD))
    desk, states = _corrected(later)
    assert states["5.3"] is ItemState.STILL_OPEN
    changed = passing(GOOD)
    desk.confirm(changed)
    assert _by_clause(desk, later)["5.3"] is ItemState.SOLVED


def test_a_point_that_is_gone_is_solved() -> None:
    desk, _ = _corrected(check(TERM, GOOD, MONEY))
    found = follow_up(desk.state.corrections[-1], (), (FAULTY, check(GOOD)))
    assert {each.state for each in found} == {ItemState.SOLVED}


def test_what_was_solved_before_and_is_open_again_has_reappeared_and_sums_are_left_out() -> None:
    desk, _ = _corrected(FAULTY)
    history = (FAULTY, check(MONEY, TERM, GOOD), FAULTY)
    found = follow_up(desk.state.corrections[-1], desk.case.points(), history)
    assert [each for each in found if each.item is None] == [FollowUp(SEAL.fingerprint, ItemState.REAPPEARED)]


def test_every_state_of_an_item_has_a_word() -> None:
    assert set(ITEM_WORDS) == set(ItemState)
