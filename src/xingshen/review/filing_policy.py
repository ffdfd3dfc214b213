"""Who may do what with a filing: its parties and stage against the actor. Windows are asked elsewhere (``filing``)."""

from __future__ import annotations

from dataclasses import dataclass

from xingshen.review.filing_events import Stage
from xingshen.review.policy import ALLOWED, Actor, Decision, Predicate, Role, refused

_REVIEWING = frozenset({Role.OFFICE, Role.REVIEWER, Role.PANEL})


@dataclass(frozen=True, slots=True)
class Parties:
    """Whose filing it is, and where it stands. ``sequence``: 0 as long as nothing was handed in."""

    owner_id: int
    unit_id: int
    department_id: int
    editor_ids: frozenset[int] = frozenset()
    reader_ids: frozenset[int] = frozenset()
    stage: Stage = Stage.DRAFT
    sequence: int = 0


def _edits(actor: Actor, parties: Parties) -> Decision:
    editing = actor.user_id is not None and actor.user_id in {parties.owner_id, *parties.editor_ids}
    return ALLOWED if editing else refused("只有填报人和可编辑的协作者能办理此项。")


def _reads(actor: Actor, parties: Parties) -> Decision:
    reading = actor.user_id is not None and actor.user_id in parties.reader_ids
    return ALLOWED if reading else refused("这份申报不属于您。")


def _administers(actor: Actor, parties: Parties) -> Decision:
    own = actor.has(Role.UNIT_ADMIN) and actor.unit_id == parties.unit_id
    return ALLOWED if own else refused("只有申报单位的管理员能办理此项。")


def _recommends(actor: Actor, parties: Parties) -> Decision:
    own = actor.has(Role.DEPARTMENT) and actor.department_id == parties.department_id
    return ALLOWED if own else refused("只有该单位的归口管理部门能办理此项。")


def _handed_in(_: Actor, parties: Parties) -> Decision:
    return ALLOWED if parties.sequence else refused("这份申报还没有提交过。")


def _accepted(actor: Actor, parties: Parties) -> Decision:
    seen = bool(actor.roles & _REVIEWING) and parties.stage in (Stage.ACCEPTED, Stage.IN_CORRECTION)
    return ALLOWED if seen else refused("这份申报不属于您，或者尚未受理。")


edits: Predicate[Parties] = Predicate(_edits)
reads: Predicate[Parties] = Predicate(_reads)
administers: Predicate[Parties] = Predicate(_administers)
recommends: Predicate[Parties] = Predicate(_recommends)
handed_in: Predicate[Parties] = Predicate(_handed_in)
accepted: Predicate[Parties] = Predicate(_accepted)

may_submit = edits
"""Submit, replace, withdraw."""
may_print: Predicate[Parties] = administers | edits
"""See the form with private values in the clear, as it is printed and signed."""
may_approve: Predicate[Parties] = administers & handed_in
may_recommend: Predicate[Parties] = recommends & handed_in
may_see_history: Predicate[Parties] = accepted | (recommends & handed_in) | administers | reads | edits
may_see_receipt: Predicate[Parties] = handed_in & may_see_history
