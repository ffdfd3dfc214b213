"""What dossiers of a call have in common: lists, one of them, setting it aside with a reason, and words for it.

They are found by ``likeness_search``; the job ``look_across`` keeps them up to date.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from xingshen.review.examination_table import Stage
from xingshen.review.likeness_policy import PairFacts
from xingshen.review.policy import Actor
from xingshen.store.examination import examinations
from xingshen.store.models import Call, Examination, Job, Likeness, Trace
from xingshen.store.record import audit
from xingshen.store.record.audit import Origin, Subject
from xingshen.store.running import jobs

LOOK_ACROSS = "look_across"
"""The kind of job that compares the dossiers of a call."""
Kind = Likeness.Kind
Row = Likeness
NOT_THERE = Likeness.DoesNotExist
NO_ORIGIN = Origin()
_LONGEST = 2000
_BY_KIND = Case(*(When(kind=kind, then=Value(place)) for place, kind in enumerate(Kind.values)))
"""In the order in which the kinds are named: units first (3.5)."""
_GONE = (Stage.UNOPENED.value, Stage.DISCONTINUED.value)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is asked for; ``state``: open, aside or all."""

    kind: str = ""
    state: str = "open"
    text: str = ""


# --- lists -----------------------------------------------------------------------------------------------------------


def in_call(call_id: int, wanted: Wanted) -> QuerySet[Likeness]:
    """Those of a call as asked for, the most alike first."""
    rows = _of_state(_all().filter(call_id=call_id), wanted.state)
    if wanted.kind in Kind.values:
        rows = rows.filter(kind=wanted.kind)
    if wanted.text:
        rows = rows.filter(_says(wanted.text, "first") | _says(wanted.text, "second"))
    return rows.order_by(_BY_KIND, "-score", "pk")


def _says(text: str, side: str) -> Q:
    names = (f"{side}__number", f"{side}__title", f"{side}__unit__name", f"{side}__leader")
    found = Q()
    for name in names:
        found |= Q(**{f"{name}__icontains": text})
    return found


def counts(call_id: int, state: str = "open") -> dict[str, int]:
    """How many of each kind. One query."""
    rows = _of_state(Likeness.objects.filter(call_id=call_id), state).order_by()
    return dict(rows.values_list("kind").annotate(number=Count("pk")))


def of(application_id: int) -> QuerySet[Likeness]:
    """Those of one dossier, what was set aside last."""
    rows = _all().filter(Q(first_id=application_id) | Q(second_id=application_id))
    return rows.order_by(F("set_aside_at").asc(nulls_first=True), _BY_KIND, "-score", "pk")


def calls() -> QuerySet[Call]:
    """The calls that have dossiers before the office, newest first."""
    return Call.objects.filter(Exists(Examination.objects.filter(call=OuterRef("pk")))).order_by("-created_at", "-pk")


def get(likeness_id: int) -> Likeness:
    """One. Raises NOT_THERE."""
    return _all().get(pk=likeness_id)


def about(application_id: int, likeness_id: int) -> Likeness | None:
    """One of this dossier; None: it has no such."""
    return of(application_id).filter(pk=likeness_id).first()


def pair_of(row: Likeness) -> PairFacts:
    """The two dossiers as the policy asks for them."""
    first, second = (examinations.case_of(examinations.get(each)).facts for each in (row.first_id, row.second_id))
    return PairFacts(first, second)


def in_words(row: Likeness, application_id: int) -> str:
    """What it is, for a reason that somebody goes on writing: kind and the other dossier."""
    other = row.second if row.first_id == application_id else row.first
    return f"{row.get_kind_display()}：{other.number}《{other.title}》。"


def _all() -> QuerySet[Likeness]:
    return Likeness.objects.select_related("call", "first__unit", "second__unit", "set_aside_by")


def _of_state(rows: QuerySet[Likeness], state: str) -> QuerySet[Likeness]:
    if state == "aside":
        return rows.exclude(set_aside_at=None)
    return rows if state == "all" else rows.filter(set_aside_at=None)


# --- deciding --------------------------------------------------------------------------------------------------------


def set_aside(likeness_id: int, reason: str, actor: Actor, origin: Origin = NO_ORIGIN) -> bool:
    """It is in order, because of ``reason``; False where somebody was first. Raises NOT_THERE."""
    with transaction.atomic():
        row = _locked(likeness_id)
        if row.set_aside_at is not None:
            return False
        row.set_aside_at, row.set_aside_by_id, row.set_aside_reason = timezone.now(), actor.user_id, reason[:_LONGEST]
        row.save(update_fields=["set_aside_at", "set_aside_by", "set_aside_reason"])
        _append("likeness.set_aside", row, actor, reason, origin)
    return True


def take_up(likeness_id: int, reason: str, actor: Actor, origin: Origin = NO_ORIGIN) -> bool:
    """It is looked at again; False where it was not set aside. Raises NOT_THERE."""
    with transaction.atomic():
        row = _locked(likeness_id)
        if row.set_aside_at is None:
            return False
        row.set_aside_at = row.set_aside_by_id = None
        row.set_aside_reason = ""
        row.save(update_fields=["set_aside_at", "set_aside_by", "set_aside_reason"])
        _append("likeness.taken_up", row, actor, reason, origin)
    return True


def _locked(likeness_id: int) -> Likeness:
    return Likeness.objects.select_for_update(of=("self",)).select_related("first", "second").get(pk=likeness_id)


def _append(kind: str, row: Likeness, actor: Actor, reason: str, origin: Origin) -> None:
    label = f"{row.first.number} · {row.second.number}"
    after = {"kind": row.kind, "first": row.first_id, "second": row.second_id, "what": row.what, "score": row.score}
    audit.append(kind, Subject("likeness", str(row.pk), label), actor, after=after, reason=reason, origin=origin)


# --- the job ---------------------------------------------------------------------------------------------------------


def enqueue_due() -> int:
    """Put a look into the ledger for every call in which something waits to be compared or is over; how many."""
    with transaction.atomic():
        due = [call_id for call_id in _due() if not _under_way(call_id)]
        for call_id in due:
            mark = f"{timezone.now().timestamp():.6f}"
            jobs.enqueue(LOOK_ACROSS, f"call {call_id}", input_digest=mark, payload={"call": call_id})
    return len(due)


def _due() -> set[int]:
    waiting = Trace.objects.filter(looked_at=None, application__examination__sequence=F("submission__sequence"))
    waiting = waiting.exclude(application__examination__stage__in=_GONE)
    over = Q(first__examination__stage__in=_GONE) | Q(second__examination__stage__in=_GONE)
    gone = Likeness.objects.filter(over, set_aside_at=None)
    return {*waiting.values_list("call_id", flat=True), *gone.values_list("call_id", flat=True).order_by()}


def _under_way(call_id: int) -> bool:
    states = (Job.State.READY, Job.State.RUNNING)
    return Job.objects.filter(kind=LOOK_ACROSS, subject=f"call {call_id}", state__in=states).exists()
