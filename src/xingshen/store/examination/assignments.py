"""Who is to review what: what waits for a reviewer, the plan by the office's rules, and giving as planned.

Looking changes nothing. What is given is asked of the procedure dossier by dossier; a long list is given by a job
(``assignment_runs``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone

from xingshen.review import assignment
from xingshen.review.assignment import Considered, OfficeRules, Pending, Person, Plan
from xingshen.review.conflicts import Concerned, conflict
from xingshen.review.examination import Command, Stage
from xingshen.review.examination_commands import Assign, AssignReexamination, Reassign
from xingshen.review.examination_events import Recused
from xingshen.review.policy import Role
from xingshen.store.examination import call_settings, examination_queue
from xingshen.store.examination.examination_lists import TO_ASSIGN
from xingshen.store.models import Call, Event, Examination, Submission
from xingshen.store.people import officer_profiles, officers
from xingshen.store.people.officer_profiles import key
from xingshen.store.procedure import examination_log

MOST = 1000
"""So many at once; what is left comes the next time."""
MOVABLE = (Stage.ASSIGNED.value, Stage.EXAMINING.value, Stage.IN_CORRECTION.value, Stage.AT_PANEL.value)
BY_HAND = "由项目办公室指定。"
_HAS_IT = "现在就由其办理。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A plan with what it was made from. ``before``: loads without what is planned."""

    rows: Sequence[Any]
    pending: Mapping[int, Pending]
    people: Sequence[Person]
    plan: Plan
    before: Mapping[int, int]
    rules: OfficeRules
    left_over: int

    def chosen(self, application_id: int) -> int | None:
        """Who is to have the dossier; None: nobody can."""
        return self.plan.placed.get(key(application_id))

    def able(self, application_id: int) -> tuple[int, ...]:
        """Who may have it, whatever the loads."""
        dossier = self.pending[application_id]
        return tuple(person.id for person in self.people if not assignment.bar(dossier, person, self.rules))

    def explain(self, application_id: int) -> tuple[Considered, ...]:
        """Why each person has it or not."""
        chosen, dossier = self.chosen(application_id), self.pending[application_id]
        return assignment.explain(dossier, self.people, self.plan, chosen, self.rules)

    def why(self, application_id: int) -> str:
        """Why who was chosen has it."""
        return next((each.reason for each in self.explain(application_id) if each.chosen), "")


# --- proposing -------------------------------------------------------------------------------------------------------


def waiting_by_call() -> dict[int, int]:
    """How many wait for a reviewer, by call."""
    rows = Examination.objects.filter(stage__in=TO_ASSIGN).order_by().values_list("call_id", flat=True)
    found: dict[int, int] = {}
    for call_id in rows:
        found[call_id] = found.get(call_id, 0) + 1
    return found


def waits(application_id: int) -> bool:
    """Whether the dossier waits for a reviewer."""
    return Examination.objects.filter(application_id=application_id, stage__in=TO_ASSIGN).exists()


def calls_of(applications: Iterable[int], *, away: int | None = None) -> set[int]:
    """The calls in which these dossiers, or those on the hands of ``away``, can be given or given again."""
    rows = Examination.objects.filter(stage__in=(*TO_ASSIGN, *MOVABLE)).order_by()
    rows = (
        rows.filter(application_id__in=set(applications))
        if away is None
        else rows.filter(reviewer_id=away, stage__in=MOVABLE)
    )
    return set(rows.values_list("call_id", flat=True).distinct())


def propose(call: Call, only: Iterable[int] = (), *, today: date | None = None) -> Proposal:
    """A plan for what waits in this call; ``only``: for these applications."""
    wanted, rows = set(only), Examination.objects.filter(call=call, stage__in=TO_ASSIGN)
    rows = rows.filter(application_id__in=wanted) if wanted else rows
    ids = list(rows.order_by("accepted_at", "pk").values_list("pk", flat=True)[: MOST + 1])
    shown = examination_queue.rows_of(ids[:MOST])
    left_over = rows.count() - MOST if len(ids) > MOST else 0
    return _planned(call, shown, officer_profiles.held(), today, left_over)


def propose_again(
    call: Call, only: Iterable[int] = (), *, away: int | None = None, today: date | None = None
) -> Proposal:
    """New reviewers for these dossiers, or for everything that ``away`` has on hand. Nobody else's dossiers move."""
    rows = Examination.objects.filter(call=call, stage__in=MOVABLE, reviewer__isnull=False)
    rows = rows.filter(application_id__in=set(only)) if away is None else rows.filter(reviewer_id=away)
    shown = examination_queue.rows_of(rows.order_by("accepted_at", "pk").values_list("pk", flat=True)[:MOST])
    held = officer_profiles.held()
    return _planned(call, shown, held, today, 0, away=away, again=True)


def _planned(
    call: Call, rows: Sequence[Any], held: dict[str, int], today: date | None, left_over: int, *,
    away: int | None = None, again: bool = False,
) -> Proposal:  # fmt: skip
    pending = pending_of(rows)
    if again:
        pending = {pk: _not_the_same(each, held.get(each.id)) for pk, each in pending.items()}
    people = officers.people_for_assignment(today or timezone.localdate())
    rules = call_settings.rules_of(call)
    if away is not None:
        made = assignment.plan_without(away, pending.values(), people, held, rules)
        people = [person for person in people if person.id != away]
    else:
        moving = {each.id for each in pending.values()}
        held = {dossier: person for dossier, person in held.items() if dossier not in moving}
        made = assignment.plan(pending.values(), people, held, rules)
    placed = list(made.placed.values())
    before = {person: load - placed.count(person) for person, load in made.loads.items()}
    return Proposal(
        rows=rows, pending=pending, people=people, plan=made, before=before, rules=rules, left_over=left_over
    )


def _not_the_same(dossier: Pending, person: int | None) -> Pending:
    return replace(dossier, excluded={**dossier.excluded, person: _HAS_IT}) if person is not None else dossier


def pending_of(rows: Sequence[Any]) -> dict[int, Pending]:
    """The dossiers as assignment takes them, by application."""
    ids = [row.application_id for row in rows]
    concerned, recused = _concerned(rows), _recused(ids)
    return {row.application_id: _pending(row, concerned, recused) for row in rows}


def _pending(row: Any, concerned: Mapping[int, Concerned], recused: Mapping[int, set[int]]) -> Pending:
    pk = row.application_id
    if row.stage == Stage.REEXAMINATION_REQUESTED:
        excluded = assignment.excluded_from_reexamination(examination_log.state_of(pk))
    else:
        excluded = dict.fromkeys(sorted(recused.get(pk, ())), "已回避这份材料。")
    return Pending(
        id=key(pk),
        category=row.category,
        unit=officers.unit_key(row.application.unit.uscc),
        concerned=concerned.get(pk, Concerned()),
        wanted_skills=frozenset({row.category} - {""}),
        excluded=excluded,
    )


def _concerned(rows: Sequence[Any]) -> dict[int, Concerned]:
    """Whom the dossiers concern by what was handed in and counts."""
    sequences = {row.application_id: row.sequence for row in rows}
    kept = Submission.objects.filter(application_id__in=sequences).order_by()
    found = {}
    for pk, sequence, package in kept.values_list("application_id", "sequence", "package").iterator(chunk_size=200):
        if sequences[pk] == sequence:
            found[pk] = officers.concerned_of(_answers(package))
    return found


def _answers(package: Any) -> Mapping[str, Any]:
    answers = package.get("answers") if isinstance(package, Mapping) else None
    return answers if isinstance(answers, Mapping) else {}


def _recused(ids: Sequence[int]) -> dict[int, set[int]]:
    """Who stepped back from which of these dossiers. One query."""
    wanted = [str(pk) for pk in ids]
    rows = Event.objects.filter(subject_type=examination_log.SUBJECT, subject_id__in=wanted, kind=Recused.kind)
    found: dict[int, set[int]] = {}
    for subject_id, actor_id in rows.values_list("subject_id", "actor_id"):
        if actor_id is not None:
            found.setdefault(int(subject_id), set()).add(actor_id)
    return found


def conflicts_of(person: int) -> list[tuple[Any, str]]:
    """The dossiers waiting or under way that the person has to keep away from, each with the reason."""
    ties = next((officers.ties_of(user) for user in officers.all_of_them() if user.pk == person), None)
    if ties is None:
        return []
    under_way = Examination.objects.filter(stage__in=(*TO_ASSIGN, *MOVABLE))
    rows = examination_queue.rows_of(under_way.order_by("accepted_at", "pk").values_list("pk", flat=True)[:MOST])
    concerned = _concerned(rows)
    reasons = ((row, conflict(ties, concerned.get(row.application_id, Concerned()))) for row in rows)
    return [(row, reason) for row, reason in reasons if reason]


# --- giving ----------------------------------------------------------------------------------------------------------


def command_for(row_stage: str, reviewer: int, why: str) -> Command:
    """What gives a dossier in this stage to ``reviewer``; ``why`` is the reason where it is given to somebody else."""
    if row_stage == Stage.REEXAMINATION_REQUESTED:
        return AssignReexamination(reviewer, why)
    return Assign(reviewer, why) if row_stage == Stage.ACCEPTED else Reassign(reviewer, why)


def reviewers() -> dict[int, str]:
    """Everybody who holds the role, by id."""
    return {each.user_id: each.user.name for each in officers.holders(Role.REVIEWER)}
