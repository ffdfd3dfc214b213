"""The events of examinations in the chain, what they add up to, and the row that repeats it for lists.

Whoever writes here has decided already (``examinations``, ``examination_flow``) and holds the row's lock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from xingshen.findings.finding import CheckResult
from xingshen.reports.json_report import from_kept
from xingshen.review.clocks import examination_clock
from xingshen.review.examination import Event, Examination, after, fold
from xingshen.review.examination_events import EVENT_TYPES
from xingshen.review.examination_record import from_record, to_record
from xingshen.review.examination_table import AT_THE_PANEL, BEFORE_CONCLUSION
from xingshen.review.national_days import national_settings
from xingshen.review.points import MachineResult, list_points, read_machine, tally
from xingshen.review.policy import Actor
from xingshen.review.procedure import Procedure, procedure_from
from xingshen.store.models import Application, Call, Check, PanelSeat
from xingshen.store.models import Event as Record
from xingshen.store.models import Examination as Row
from xingshen.store.people import officers
from xingshen.store.procedure import examination_touches
from xingshen.store.record import audit
from xingshen.store.record.audit import Origin, Subject

KINDS = frozenset(each.kind for each in EVENT_TYPES)
SUBJECT = "examination"
MACHINE = Actor(name="自动审查")
"""Who did what no person did."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as it stands in the chain: place, who and from where, and the typed event."""

    seq: int
    by_name: str
    address: str
    event: Event


def subject(application: Application) -> Subject:
    """How events speak of the examination of an application."""
    label = f"{application.number} {application.title}".strip()
    return Subject(SUBJECT, str(application.pk), label)


def entries(application_id: int) -> list[Entry]:
    """Everything that happened to the examination, oldest first. One query."""
    rows = Record.objects.filter(subject_type=SUBJECT, subject_id=str(application_id), kind__in=KINDS).order_by("seq")
    return [Entry(row.seq, row.actor_name, row.address, from_record(row.after or {})) for row in rows]


def state_of(application_id: int) -> Examination:
    """Where the examination stands by its events."""
    return fold(entry.event for entry in entries(application_id))


def procedure_of(call: Call) -> Procedure:
    """What the call settles about its review, with the national holidays where it settles no others.

    What was settled wrongly is caught where it is entered.
    """
    settings: Mapping[str, object] = call.settings.get("review") or {}
    return procedure_from({**national_settings(), **settings})


# --- the machine's side ----------------------------------------------------------------------------------------------


def machine_of(check: Check | None) -> MachineResult | None:
    """A kept check as the review takes it; None: there is none."""
    return None if check is None else read_machine(result_of(check), facts_under(check))


def result_of(check: Check) -> CheckResult:
    """The result that was kept."""
    return from_kept(check.result)


def facts_under(check: Check) -> dict[str, str]:
    """By fingerprint, the digest of what stands under the finding, where that is known."""
    touched = examination_touches.from_json(check.touches)
    return {mark: each.facts for mark, each in touched.items() if each.facts}


# --- writing ---------------------------------------------------------------------------------------------------------


def write(row: Row, state: Examination, events: Iterable[Event], actor: Actor, origin: Origin) -> Examination:
    """Append ``events`` and bring the row up to date, inside the caller's transaction; where it stands then."""
    written, told, now = list(events), subject(row.application), state
    for event in written:
        before = {"stage": now.stage.value}
        now = after(now, event)
        audit.append(
            event.kind, told, actor if event.by is not None else MACHINE, before=before, after=to_record(event),
            reason=getattr(event, "reason", ""), origin=origin, at=event.at,
        )  # fmt: skip
    if written:
        mirror(row, now, len(written), written[-1].at)
    return now


def mirror(row: Row, state: Examination, more: int, at: datetime) -> None:
    """Make the row say what the events add up to."""
    application, procedure = row.application, procedure_of(row.call)
    row.stage, row.version, row.sequence = state.stage.value, row.version + more, state.sequence
    row.round = len(state.corrections)
    row.reviewer_id, row.reexaminer_id = state.reviewer, state.reexaminer
    row.accepted_at, row.due_at = state.accepted_at, _due(state, procedure, at)
    row.conclusion = state.conclusion.value if state.conclusion else ""
    row.concluded_at, row.answer_until = state.concluded_at, state.answer_until
    row.published_until, row.changed_at = state.published_until, at
    row.category, row.department_id = application.category, application.unit.department_id
    row.search = _search(application)
    _count(row, state, procedure)
    row.save()
    _seat(row, state)


def _due(state: Examination, procedure: Procedure, at: datetime) -> datetime | None:
    """When the clock ends; None while it stands or where nothing is due any more."""
    clock = examination_clock(state, procedure.calendar, procedure.examination_days)
    if clock is None or clock.stopped() or state.stage not in BEFORE_CONCLUSION:
        return None
    return clock.ends(at)


def _count(row: Row, state: Examination, procedure: Procedure) -> None:
    machine = machine_of(row.result)
    row.checked = machine is not None and machine.digest == state.check
    if machine is None or not row.checked:
        row.failing = row.waiting = row.asked = row.for_panel = 0
        return
    numbers = tally(list_points(machine, state, procedure.panel))
    row.failing, row.waiting = numbers.failing, numbers.waiting
    row.asked, row.for_panel = numbers.asked, numbers.for_panel


def _search(application: Application) -> str:
    people = officers.people_named(application.answers)
    words = dict.fromkeys((application.number, application.title, application.unit.name, application.leader, *people))
    return "\n".join(word for word in words if word).lower()[:600]


def _seat(row: Row, state: Examination) -> None:
    """The seats of the panel that sits now."""
    sitting = state.panel if state.stage in AT_THE_PANEL else None
    if sitting is None:
        PanelSeat.objects.filter(examination=row).delete()
        return
    missing = [member for member, _ in sitting.missing()]
    PanelSeat.objects.filter(examination=row).exclude(user_id__in=sitting.members).delete()
    for member in sitting.members:
        left = {"opinions_left": missing.count(member)}
        PanelSeat.objects.update_or_create(examination=row, user_id=member, defaults=left)
