"""Who may do what in an examination: reviewer, panel, countersigner, office, applicant. Stages are asked elsewhere.

Reviewers act on dossiers given to them and no others; whoever has a conflict of interest, or whose ties are not known,
acts on none; a refusal is signed by two, and a re-examination is made by somebody who took no part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xingshen.review.conflicts import Concerned, Ties, conflict
from xingshen.review.examination_state import Examination
from xingshen.review.examination_table import Stage
from xingshen.review.filing_policy import Parties, administers, edits
from xingshen.review.policy import ALLOWED, ROLE_WORDS, Actor, Decision, Predicate, Role, holds, refused

_REEXAMINED = frozenset({Stage.REEXAMINATION_REQUESTED, Stage.REEXAMINING, Stage.REEXAMINATION_PANEL})
_NOT_GIVEN = "这份材料没有分派给您，不能办理。"


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody of the office: the roles held, and ties to units and people (None: not known)."""

    roles: frozenset[Role]
    ties: Ties | None


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """What the predicates need to know: where the examination stands, whose dossier it is, and who the officers are.

    A person without an entry in ``officers`` is let in nowhere.
    """

    examination: Examination
    parties: Parties
    concerned: Concerned = field(default_factory=Concerned)
    officers: Mapping[int, Officer] = field(default_factory=dict)

    @property
    def judge(self) -> int | None:
        """Who decides point by point now: the reviewer, or in a re-examination the new one."""
        state = self.examination
        return state.reexaminer if state.stage in _REEXAMINED else state.reviewer


def _is_judge(actor: Actor, facts: ReviewFacts) -> Decision:
    return ALLOWED if actor.user_id is not None and actor.user_id == facts.judge else refused(_NOT_GIVEN)


def _may_take_part(actor: Actor, facts: ReviewFacts) -> Decision:
    return takes_part(facts, actor.user_id)


def takes_part(facts: ReviewFacts, person: int | None) -> Decision:
    """Whether ``person`` may have a part in this dossier: no conflict, not recused, new where that is asked."""
    if person is None:
        return refused("请先登录。")
    state = facts.examination
    if person in state.recused:
        return refused("本人已回避这份材料。")
    if state.stage in _REEXAMINED and person in state.barred:
        return refused("复审由未参与过原审查的人员办理。")
    known = facts.officers.get(person)
    reason = conflict(known.ties if known else None, facts.concerned)
    return refused(reason) if reason else ALLOWED


def may_be_named(facts: ReviewFacts, person: int, role: Role) -> Decision:
    """Whether ``person`` can be given a part in ``role``: a reviewer to be assigned, a member of a panel."""
    known = facts.officers.get(person)
    if known is None or role not in known.roles:
        return refused(f"所选人员没有“{ROLE_WORDS[role]}”的角色。")
    return takes_part(facts, person)


def _is_member(actor: Actor, facts: ReviewFacts) -> Decision:
    panel = facts.examination.panel
    sits = panel is not None and actor.user_id in panel.members
    return ALLOWED if sits else refused("您不是这次综合研判的成员。")


def _is_another(actor: Actor, facts: ReviewFacts) -> Decision:
    """Another than who proposed the refusal and than everybody who judged one of its grounds."""
    refusal = facts.examination.refusal
    if refusal is None:
        return ALLOWED
    if actor.user_id == refusal.proposed_by:
        return refused("不通过须由另一人复核，不能由提出人自己复核。")
    if actor.user_id in refusal.judges:
        return refused("您认定过其中的要点，不通过须由另一人复核。")
    return ALLOWED


def _countersigns_now(_: Actor, facts: ReviewFacts) -> Decision:
    return ALLOWED if facts.examination.stage is Stage.REFUSAL_PROPOSED else refused(_NOT_GIVEN)


def _took_part(actor: Actor, facts: ReviewFacts) -> Decision:
    return ALLOWED if actor.user_id in facts.examination.took_part else refused(_NOT_GIVEN)


def _edits(actor: Actor, facts: ReviewFacts) -> Decision:
    return edits(actor, facts.parties)


def _administers(actor: Actor, facts: ReviewFacts) -> Decision:
    return administers(actor, facts.parties)


_office: Predicate[ReviewFacts] = holds(Role.OFFICE)
_reviewer: Predicate[ReviewFacts] = holds(Role.REVIEWER)
_panellist: Predicate[ReviewFacts] = holds(Role.PANEL)
_officer: Predicate[ReviewFacts] = holds(Role.REVIEWER, Role.PANEL, Role.OFFICE)
_judge: Predicate[ReviewFacts] = Predicate(_is_judge)
_free: Predicate[ReviewFacts] = Predicate(_may_take_part)
_member: Predicate[ReviewFacts] = Predicate(_is_member)
_another: Predicate[ReviewFacts] = Predicate(_is_another)
_owner: Predicate[ReviewFacts] = Predicate(_edits)
_unit: Predicate[ReviewFacts] = Predicate(_administers)

may_assign: Predicate[ReviewFacts] = _office
"""Assign, reassign, assign a re-examination, change a panel."""
may_recuse: Predicate[ReviewFacts] = _reviewer & _judge
may_judge: Predicate[ReviewFacts] = _reviewer & _judge & _free
"""Decide points, request a correction, open a panel, propose a refusal, pass, decide a re-examination."""
may_opine: Predicate[ReviewFacts] = _panellist & _member & _free
"""Give an opinion, conclude a panel."""
may_countersign: Predicate[ReviewFacts] = _officer & _another & _free
may_see: Predicate[ReviewFacts] = _office | (
    _officer & _free & (_judge | _member | (Predicate(_countersigns_now) & _another) | Predicate(_took_part))
)
may_comment: Predicate[ReviewFacts] = _officer & _free & may_see
may_issue: Predicate[ReviewFacts] = _office
"""Letters, public list, closing of the dossier."""
may_hand_in_correction: Predicate[ReviewFacts] = _owner
may_request_reexamination: Predicate[ReviewFacts] = _unit | _owner
may_see_as_applicant: Predicate[ReviewFacts] = _unit | _owner
"""Returns with their items, letters, the conclusion; never opinions, remarks or who judged."""
