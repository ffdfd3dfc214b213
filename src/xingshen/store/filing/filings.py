"""Filings in their procedure: whose they are, which windows hold, what was done, and the steps of unit and department.

Handing in is in ``submissions``. Each step is one transaction: decided by ``review.filing`` under a lock on the
application, then event, stage, return and messages together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Max, Q, QuerySet
from django.utils import timezone

from xingshen.dossier.dossier import Dossier
from xingshen.kernel.outcome import Outcome
from xingshen.review.filing import Command, Obstacle, Refusal, decide
from xingshen.review.filing_events import (
    ApprovedByUnit,
    Corrected,
    CorrectionOver,
    Event,
    Item,
    Progress,
    Recommended,
    Replaced,
    Returned,
    SentForCorrection,
    Stage,
    Submitted,
    Target,
    Withdrawn,
    fold,
)
from xingshen.review.filing_policy import Parties
from xingshen.review.policy import Actor
from xingshen.review.windows import Window, Windows
from xingshen.rules.form_conditions import blocks
from xingshen.rules.judge import decide as judge
from xingshen.rules.judge import slot_values
from xingshen.store.applying import applications
from xingshen.store.calls import guides
from xingshen.store.models import Application, Call, Collaborator
from xingshen.store.models import Event as Record
from xingshen.store.models import Return as ReturnRow
from xingshen.store.models import Window as WindowRow
from xingshen.store.procedure import examination_flow, filing_log, filing_notices
from xingshen.store.record.audit import Origin

NO_ORIGIN = Origin()


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was taken: the event, and where the filing stands now."""

    event: Event
    stage: Stage


# --- what the procedure asks about -----------------------------------------------------------------------------------


def get(application_id: int) -> Application:
    """The application with call, windows, unit, department and people. Raises Application.DoesNotExist."""
    application = applications.get(application_id)
    if application.deleted_at is not None:
        raise Application.DoesNotExist
    return application


def parties(application: Application, sequence: int | None = None) -> Parties:
    """Whose filing it is and where it stands. One query for the last submission where ``sequence`` is not given."""
    people = list(application.collaborators.all())
    rights = Collaborator.Right
    return Parties(
        owner_id=application.owner_id,
        unit_id=application.unit_id,
        department_id=application.unit.department_id,
        editor_ids=frozenset(each.user_id for each in people if each.right == rights.EDIT),
        reader_ids=frozenset(each.user_id for each in people if each.right == rights.READ),
        stage=Stage(application.stage),
        sequence=last_sequence(application.pk) if sequence is None else sequence,
    )


def last_sequence(application_id: int) -> int:
    """The number of the submission that counts; 0: none."""
    found = Application.objects.filter(pk=application_id).aggregate(last=Max("submissions__sequence"))
    return found["last"] or 0


def windows_of(call: Call, unit_id: int) -> Windows:
    """The windows of ``call`` as they hold for the unit. No query where windows and extensions were prefetched."""
    found = {row.who: _window(row, unit_id) for row in call.windows.all()}
    who = WindowRow.Who
    return Windows(found.get(who.APPLICANT), found.get(who.UNIT), found.get(who.DEPARTMENT))


def _window(row: WindowRow, unit_id: int) -> Window:
    later = [each.closes_at for each in row.extensions.all() if each.unit_id == unit_id]
    return Window(row.opens_at, row.closes_at, max(later, default=None))


def obstacles(application: Application, dossier: Dossier) -> tuple[Obstacle, ...]:
    """What the guide's form says must be so before anything is handed in, by the answers alone: no paper is waited for.

    A rule that only papers can answer stops nobody here.
    """
    guide = guides.of_call(application.call)
    values = slot_values(guide.guide.scope, dossier.values)
    outcomes: dict[str, Outcome] = {}
    if any(spec.rule for spec, _ in guide.form.blocking):
        judged = zip(guide.rules, judge(guide, values), strict=True)
        outcomes = {compiled.rule.id: outcome for compiled, outcome in judged}
    return tuple(Obstacle(each.reason, each.fields, each.clauses) for each in blocks(guide.form, values, outcomes))


# --- steps -----------------------------------------------------------------------------------------------------------


def act(
    application_id: int, command: Command, actor: Actor, *, origin: Origin = NO_ORIGIN, now: datetime | None = None
) -> Done | Refusal:
    """Approve, recommend, return or withdraw. ``now``: when the server began to store it, else this moment."""
    began = now or timezone.now()
    with transaction.atomic():
        locked = Application.objects.select_for_update().values("pk", "stage").get(pk=application_id)
        application = get(application_id)
        filing = replace(parties(application), stage=Stage(locked["stage"]))
        answer = decide(filing, command, actor, windows_of(application.call, application.unit_id), began)
        if isinstance(answer, Refusal):
            return answer
        (event,) = answer
        return _store(application, filing, event, actor, origin, began)


def act_on_many(
    application_ids: Iterable[int], command: Command, actor: Actor, *, origin: Origin = NO_ORIGIN
) -> tuple[list[int], dict[int, Refusal]]:
    """The same step for several: ids done, and refusals by id; each is a transaction of its own."""
    done: list[int] = []
    refused: dict[int, Refusal] = {}
    for application_id in dict.fromkeys(application_ids):
        answer = act(application_id, command, actor, origin=origin)
        if isinstance(answer, Refusal):
            refused[application_id] = answer
        else:
            done.append(application_id)
    return done, refused


def _store(application: Application, filing: Parties, event: Event, actor: Actor, origin: Origin, at: datetime) -> Done:
    told: dict[str, Any] = {}
    reason = ""
    if isinstance(event, Returned):
        told["return"] = _store_return(application, filing, event, actor, at).pk
        reason = event.reason
    elif isinstance(event, Withdrawn):
        reason = event.reason
    filing_log.write(application, event, filing.stage, actor, origin, at, told=told, reason=reason)
    filing_notices.tell(application, event)
    if isinstance(event, Recommended):
        examination_flow.accept(application, event.sequence, actor, origin, at)
    elif isinstance(event, Withdrawn):
        examination_flow.discontinue(application.pk, event.reason or "申报人撤回。", actor, origin, at)
    return Done(event, Stage(application.stage))


def _store_return(application: Application, filing: Parties, event: Returned, actor: Actor, at: datetime) -> ReturnRow:
    at_department = filing.stage is Stage.AT_DEPARTMENT
    submission = application.submissions.filter(sequence=event.sequence).first()
    return ReturnRow.objects.create(
        application=application,
        submission=submission,
        by_id=actor.user_id,
        by_name=actor.name,
        by_role="department" if at_department else "unit_admin",
        at=at,
        reason=event.reason,
        items=[{**asdict(item), "target": item.target.value} for item in event.items],
    )


# --- what was done ---------------------------------------------------------------------------------------------------


def open_return(application_id: int) -> ReturnRow | None:
    """The return that still has to be answered, or None: what the applicant's form page shows on top."""
    return ReturnRow.objects.filter(application_id=application_id, answered_at=None).order_by("-at").first()


def items_of(row: ReturnRow) -> tuple[Item, ...]:
    """The items of a return."""
    return tuple(Item(Target(each["target"]), each["at"], each["text"], each["clause"]) for each in row.items)


def returns(application_id: int) -> QuerySet[ReturnRow]:
    """All returns, newest first."""
    return ReturnRow.objects.filter(application_id=application_id).select_related("submission")


def timeline(application_id: int) -> QuerySet[Record]:
    """Everything that was recorded of this application, newest first."""
    return Record.objects.filter(subject_type="application", subject_id=str(application_id))


def progress(application_id: int) -> Progress:
    """Where the filing stands by its events alone; a test holds that the row says the same."""
    rows = list(timeline(application_id).filter(kind__in=filing_log.KINDS).order_by("seq"))
    given_back = {row.pk: row for row in ReturnRow.objects.filter(application_id=application_id)}
    return fold(_event(row, given_back) for row in rows)


def _event(row: Record, given_back: Mapping[int, ReturnRow]) -> Event:
    told: Mapping[str, Any] = row.after or {}
    before: Mapping[str, Any] = row.before or {}
    sequence = int(told["sequence"])
    simple: Mapping[str, Callable[[], Event]] = {
        Submitted.kind: lambda: Submitted(sequence),
        Replaced.kind: lambda: Replaced(sequence, int(before["sequence"])),
        ApprovedByUnit.kind: lambda: ApprovedByUnit(sequence),
        Recommended.kind: lambda: Recommended(sequence),
        SentForCorrection.kind: lambda: SentForCorrection(sequence),
        Corrected.kind: lambda: Corrected(sequence, int(before["sequence"])),
        CorrectionOver.kind: lambda: CorrectionOver(sequence),
        Withdrawn.kind: lambda: Withdrawn(sequence, row.reason),
        Returned.kind: lambda: Returned(sequence, row.reason, items_of(given_back[told["return"]])),
    }
    return simple[row.kind]()


# --- queues ----------------------------------------------------------------------------------------------------------


def unit_queue(unit_id: int, *, stage: str = "", text: str = "", call_id: int | None = None) -> QuerySet[Application]:
    """What people of the unit handed in or are writing, drafts last."""
    return _queue(Q(unit_id=unit_id), stage, text, call_id)


def department_queue(
    department_id: int, *, stage: str = "", text: str = "", call_id: int | None = None
) -> QuerySet[Application]:
    """What units of the department handed in at least once; of what is still written the department sees nothing."""
    return _queue(Q(unit__department_id=department_id) & ~Q(number=""), stage, text, call_id)


def _queue(whose: Q, stage: str, text: str, call_id: int | None) -> QuerySet[Application]:
    rows = Application.objects.filter(whose, deleted_at=None)
    if stage:
        rows = rows.filter(stage=stage)
    if call_id is not None:
        rows = rows.filter(call_id=call_id)
    if text:
        wanted = Q(title__icontains=text) | Q(leader__icontains=text) | Q(number__icontains=text)
        rows = rows.filter(wanted | Q(unit__name__icontains=text))
    rows = rows.select_related("unit", "unit__department", "owner", "call")
    return rows.annotate(handed_in_at=Max("submissions__submitted_at")).order_by(
        F("handed_in_at").asc(nulls_last=True), "pk"
    )


def count_by_stage(rows: QuerySet[Application]) -> dict[str, int]:
    """How many stand in which stage."""
    return dict(rows.order_by().values_list("stage").annotate(number=Count("pk", distinct=True)))


def calls_of(rows: QuerySet[Application]) -> QuerySet[Call]:
    """The calls of these applications, with their windows."""
    wanted = rows.order_by().values("call_id")
    return Call.objects.filter(pk__in=wanted).prefetch_related("windows__extensions").order_by("-created_at")
