"""Who may do what: every predicate against every kind of person, said once more by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.review.desk import (
    CONCERNED,
    CONFLICTED,
    FIRST,
    OFFICE,
    OFFICERS,
    OWNER,
    PANEL_A,
    PANEL_B,
    PANEL_C,
    PARTIES,
    SECOND,
    STRANGER,
    THIRD,
    UNIT,
    UNKNOWN,
)
from xingshen.kernel.outcome import Outcome
from xingshen.review.examination_policy import (
    ReviewFacts,
    may_assign,
    may_be_named,
    may_comment,
    may_countersign,
    may_hand_in_correction,
    may_issue,
    may_judge,
    may_opine,
    may_recuse,
    may_request_reexamination,
    may_see,
    may_see_as_applicant,
    takes_part,
)
from xingshen.review.examination_state import Examination, Panel, Refusal
from xingshen.review.examination_table import Stage
from xingshen.review.examination_values import Basis, Ground
from xingshen.review.policy import NOBODY, Actor, Predicate, Role

_BASIS = Basis("f", Outcome.FAIL, "d")
_EXAMINING = Examination(stage=Stage.EXAMINING, reviewer=2)
_AT_PANEL = Examination(stage=Stage.AT_PANEL, reviewer=2, panel=Panel((_BASIS,), (5, 6)))
_PROPOSED = Examination(
    stage=Stage.REFUSAL_PROPOSED,
    reviewer=3,
    refusal=Refusal(3, (Ground(_BASIS, (2,)),), ""),
    took_part=frozenset({2, 3}),
)
_REEXAMINING = Examination(
    stage=Stage.REEXAMINING, reviewer=2, reexaminer=4, took_part=frozenset({2, 3}), barred=frozenset({2, 3})
)
_PEOPLE = {
    "office": OFFICE, "first": FIRST, "second": SECOND, "third": THIRD, "panel_a": PANEL_A, "panel_b": PANEL_B,
    "panel_c": PANEL_C, "owner": OWNER, "unit": UNIT, "stranger": STRANGER, "conflicted": CONFLICTED,
    "unknown": UNKNOWN, "nobody": NOBODY,
}  # fmt: skip


def _facts(state: Examination) -> ReviewFacts:
    return ReviewFacts(state, PARTIES, CONCERNED, OFFICERS)


@pytest.mark.parametrize(
    ("right", "state", "allowed"),
    [
        (may_assign, _EXAMINING, "office conflicted"),
        (may_recuse, _EXAMINING, "first"),
        (may_judge, _EXAMINING, "first"),
        (may_judge, _REEXAMINING, "third"),
        (may_opine, _EXAMINING, ""),
        (may_opine, _AT_PANEL, "panel_a panel_b"),
        (may_countersign, _PROPOSED, "office third panel_a panel_b panel_c"),
        (may_see, _EXAMINING, "office first conflicted"),
        (may_see, _AT_PANEL, "office first panel_a panel_b conflicted"),
        (may_see, _PROPOSED, "office first second third panel_a panel_b panel_c conflicted"),
        (may_see, _REEXAMINING, "office third conflicted"),
        (may_comment, _EXAMINING, "office first"),
        (may_comment, _AT_PANEL, "office first panel_a panel_b"),
        (may_issue, _EXAMINING, "office conflicted"),
        (may_hand_in_correction, _EXAMINING, "owner"),
        (may_request_reexamination, _EXAMINING, "owner unit"),
        (may_see_as_applicant, _EXAMINING, "owner unit"),
    ],
)
def test_who_may_do_what(right: Predicate[ReviewFacts], state: Examination, allowed: str) -> None:
    found = [name for name, actor in _PEOPLE.items() if right(actor, _facts(state)).allowed]
    assert found == allowed.split()


@pytest.mark.parametrize("actor", list(_PEOPLE.values()))
def test_whoever_is_refused_is_told_why(actor: Actor) -> None:
    for right in (may_judge, may_opine, may_countersign, may_see, may_comment, may_issue, may_hand_in_correction):
        for state in (_EXAMINING, _AT_PANEL, _PROPOSED, _REEXAMINING):
            decision = right(actor, _facts(state))
            assert decision.allowed is not bool(decision.reason)


def test_a_role_alone_is_not_enough_and_an_assignment_alone_neither() -> None:
    without_role = replace(FIRST, roles=frozenset({Role.APPLICANT}))
    assert may_judge(without_role, _facts(_EXAMINING)).allowed is False
    assert may_judge(replace(SECOND, user_id=None), _facts(replace(_EXAMINING, reviewer=None))).allowed is False


def test_whoever_stepped_back_or_took_part_is_kept_out() -> None:
    recused = _facts(replace(_EXAMINING, recused=frozenset({3})))
    assert [takes_part(recused, person).allowed for person in (3, 4)] == [False, True]
    assert [takes_part(_facts(_REEXAMINING), person).allowed for person in (2, 3, 4)] == [False, False, True]
    assert takes_part(_facts(_EXAMINING), None).allowed is False


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.DEPARTMENT])
def test_administrators_and_departments_have_no_hand_in_it(role: Role) -> None:
    actor = Actor(2, "管理员", frozenset({role}))
    rights = (may_assign, may_judge, may_countersign, may_see, may_issue, may_comment)
    assert [right(actor, _facts(_PROPOSED)).allowed for right in rights] == [False] * len(rights)


def test_only_people_with_the_role_are_given_a_part() -> None:
    facts = _facts(_EXAMINING)
    assert [may_be_named(facts, person, Role.REVIEWER).allowed for person in (3, 5, 7, 98)] == [
        True,
        False,
        False,
        False,
    ]
    assert [may_be_named(facts, person, Role.PANEL).allowed for person in (3, 5, 11, 12)] == [False, True, False, False]
