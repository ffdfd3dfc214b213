"""Decisions of the procedure: rights, stages, windows to the second, what blocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from xingshen.review.filing import (
    Approve,
    Command,
    Correct,
    Obstacle,
    Recommend,
    Refusal,
    Return,
    Submit,
    Why,
    Withdraw,
    can_withdraw,
    decide,
)
from xingshen.review.filing_events import (
    ApprovedByUnit,
    Corrected,
    Item,
    Recommended,
    Replaced,
    Returned,
    Stage,
    Submitted,
    Target,
    Withdrawn,
)
from xingshen.review.filing_policy import Parties
from xingshen.review.policy import Actor, Role
from xingshen.review.windows import Window, Windows

_END = datetime(2026, 7, 13, 9, tzinfo=UTC)
_DAY = timedelta(days=1)
_NOW = _END - _DAY
_WINDOWS = Windows(
    Window(_END - 30 * _DAY, _END),
    Window(_END - 30 * _DAY, _END + _DAY),
    Window(_END - 30 * _DAY, _END + 2 * _DAY),
)
_OWNER = Actor(1, "冯知衡", frozenset({Role.APPLICANT}), unit_id=10)
_EDITOR = Actor(2, "邢亦舟", frozenset({Role.APPLICANT}), unit_id=10)
_STRANGER = Actor(3, "路人", frozenset({Role.APPLICANT}), unit_id=10)
_UNIT = Actor(4, "单位管理员", frozenset({Role.UNIT_ADMIN}), unit_id=10)
_OTHER_UNIT = Actor(5, "别的单位", frozenset({Role.UNIT_ADMIN}), unit_id=11)
_DEPARTMENT = Actor(6, "市科技局", frozenset({Role.DEPARTMENT}), department_id=20)
_OTHER_DEPARTMENT = Actor(7, "别的局", frozenset({Role.DEPARTMENT}), department_id=21)
_ITEM = Item(Target.PAPER, "05-协议.pdf", "补交译件", "3.3.e")


def _filing(stage: Stage, sequence: int = 1) -> Parties:
    return Parties(owner_id=1, unit_id=10, department_id=20, editor_ids=frozenset({2}), stage=stage, sequence=sequence)


def _why(filing: Parties, command: Command, actor: Actor, now: datetime = _NOW, windows: Windows = _WINDOWS) -> Why:
    answer = decide(filing, command, actor, windows, now)
    assert isinstance(answer, Refusal)
    return answer.why


@pytest.mark.parametrize("actor", [_OWNER, _EDITOR])
def test_owner_and_editors_hand_in(actor: Actor) -> None:
    assert decide(_filing(Stage.DRAFT, 0), Submit(), actor, _WINDOWS, _NOW) == (Submitted(1),)


@pytest.mark.parametrize("stage", [Stage.AT_UNIT, Stage.AT_DEPARTMENT, Stage.ACCEPTED])
def test_handing_in_again_replaces_the_last_submission(stage: Stage) -> None:
    assert decide(_filing(stage, 3), Submit(), _OWNER, _WINDOWS, _NOW) == (Replaced(4, 3),)


@pytest.mark.parametrize("stage", [Stage.RETURNED, Stage.WITHDRAWN])
def test_after_a_return_or_a_withdrawal_it_is_handed_in_anew(stage: Stage) -> None:
    assert decide(_filing(stage, 1), Submit(), _OWNER, _WINDOWS, _NOW) == (Submitted(2),)


def test_a_correction_is_handed_in_until_it_is_due_whatever_the_window_says() -> None:
    filing, due, closed = _filing(Stage.IN_CORRECTION, 2), _END + 9 * _DAY, Windows()
    just_before = due - timedelta(microseconds=1)
    assert decide(filing, Correct(due), _OWNER, closed, just_before) == (Corrected(3, 2),)
    late = decide(filing, Correct(due), _OWNER, closed, due)
    assert late == Refusal(Why.CLOSED, "补正的时间已经截止。已保存和已提交的内容都还在，不会丢失。")
    assert _why(filing, Correct(due), _UNIT) is Why.NOT_YOURS
    assert _why(filing, Correct(due, (Obstacle("缺少单位名称"),)), _OWNER) is Why.BLOCKED


@pytest.mark.parametrize("command", [Submit(), Approve(), Recommend(), Return("x")])
def test_what_is_to_be_corrected_is_neither_replaced_nor_judged_by_unit_and_department(command: Command) -> None:
    actor = {Submit: _OWNER, Recommend: _DEPARTMENT}.get(type(command), _UNIT)
    assert _why(_filing(Stage.IN_CORRECTION), command, actor) is Why.STAGE
    assert _why(_filing(Stage.ACCEPTED), Correct(_END), _OWNER) is Why.STAGE


def test_each_step_of_the_chain() -> None:
    at_unit, at_department = _filing(Stage.AT_UNIT), _filing(Stage.AT_DEPARTMENT)
    assert decide(at_unit, Approve(), _UNIT, _WINDOWS, _NOW) == (ApprovedByUnit(1),)
    assert decide(at_department, Recommend(), _DEPARTMENT, _WINDOWS, _NOW) == (Recommended(1),)
    back = Return("缺译件 ", (_ITEM,))
    assert decide(at_unit, back, _UNIT, _WINDOWS, _NOW) == (Returned(1, "缺译件", (_ITEM,)),)
    assert decide(at_department, back, _DEPARTMENT, _WINDOWS, _NOW) == (Returned(1, "缺译件", (_ITEM,)),)
    assert decide(at_unit, Withdraw("改题目"), _OWNER, _WINDOWS, _NOW) == (Withdrawn(1, "改题目"),)


@pytest.mark.parametrize(
    ("stage", "command", "actor"),
    [
        (Stage.DRAFT, Submit(), _STRANGER),
        (Stage.DRAFT, Submit(), _UNIT),
        (Stage.AT_UNIT, Withdraw(), _UNIT),
        (Stage.AT_UNIT, Approve(), _OWNER),
        (Stage.AT_UNIT, Approve(), _OTHER_UNIT),
        (Stage.AT_UNIT, Return("x"), _DEPARTMENT),
        (Stage.AT_DEPARTMENT, Return("x"), _UNIT),
        (Stage.AT_DEPARTMENT, Recommend(), _OTHER_DEPARTMENT),
        (Stage.AT_DEPARTMENT, Recommend(), _UNIT),
    ],
)
def test_others_do_not_act(stage: Stage, command: Command, actor: Actor) -> None:
    assert _why(_filing(stage), command, actor) is Why.NOT_YOURS


@pytest.mark.parametrize(
    ("stage", "command", "actor"),
    [
        (Stage.DRAFT, Withdraw(), _OWNER),
        (Stage.RETURNED, Withdraw(), _OWNER),
        (Stage.AT_DEPARTMENT, Approve(), _UNIT),
        (Stage.AT_UNIT, Recommend(), _DEPARTMENT),
        (Stage.ACCEPTED, Return("x"), _UNIT),
    ],
)
def test_steps_out_of_turn_are_refused(stage: Stage, command: Command, actor: Actor) -> None:
    assert _why(_filing(stage), command, actor) is Why.STAGE


@pytest.mark.parametrize(
    ("seconds", "expected"), [(-1, (Submitted(1),)), (0, Why.CLOSED), (1, Why.CLOSED)], ids=["before", "at", "after"]
)
def test_the_window_ends_to_the_second(seconds: int, expected: object) -> None:
    answer = decide(_filing(Stage.DRAFT, 0), Submit(), _OWNER, _WINDOWS, _END + timedelta(seconds=seconds))
    assert (answer.why if isinstance(answer, Refusal) else answer) == expected


def test_before_the_window_and_without_one_nothing_is_handed_in() -> None:
    draft = _filing(Stage.DRAFT, 0)
    assert _why(draft, Submit(), _OWNER, _END - 31 * _DAY) is Why.NOT_YET
    assert _why(draft, Submit(), _OWNER, windows=Windows()) is Why.NOT_YET


def test_an_extension_for_a_unit_moves_the_end_and_never_back() -> None:
    longer = Windows(Window(_END - _DAY, _END, extended_to=_END + _DAY))
    shorter = Windows(Window(_END - _DAY, _END, extended_to=_END - _DAY))
    draft = _filing(Stage.DRAFT, 0)
    assert decide(draft, Submit(), _OWNER, longer, _END + timedelta(hours=23)) == (Submitted(1),)
    assert _why(draft, Submit(), _OWNER, _END + _DAY, longer) is Why.CLOSED
    assert decide(draft, Submit(), _OWNER, shorter, _END - timedelta(seconds=1)) == (Submitted(1),)


def test_each_role_has_its_own_window() -> None:
    late = _END + timedelta(hours=1)
    assert can_withdraw(_filing(Stage.AT_UNIT), _OWNER, _WINDOWS, late) is False
    assert can_withdraw(_filing(Stage.AT_UNIT), _OWNER, _WINDOWS, _NOW) is True
    assert decide(_filing(Stage.AT_UNIT), Approve(), _UNIT, _WINDOWS, late) == (ApprovedByUnit(1),)
    assert _why(_filing(Stage.AT_UNIT), Approve(), _UNIT, late + _DAY) is Why.CLOSED
    assert decide(_filing(Stage.AT_DEPARTMENT), Recommend(), _DEPARTMENT, _WINDOWS, late + _DAY) == (Recommended(1),)


def test_what_blocks_is_told() -> None:
    obstacle = Obstacle("请声明申报材料不涉密", ("form.declaration.no_secret",), ("3.4.a",))
    answer = decide(_filing(Stage.DRAFT, 0), Submit((obstacle,)), _OWNER, _WINDOWS, _NOW)
    assert isinstance(answer, Refusal)
    assert (answer.why, answer.obstacles) == (Why.BLOCKED, (obstacle,))


def test_nothing_is_returned_without_a_word() -> None:
    assert _why(_filing(Stage.AT_UNIT), Return("  "), _UNIT) is Why.INCOMPLETE


def test_an_instant_without_a_time_zone_makes_no_window() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Window(datetime(2026, 7, 1), datetime(2026, 7, 2))
