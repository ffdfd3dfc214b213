"""Repository of units: registration, its papers, what the recommending department decides.

Every change is one transaction with its event. Contact data never goes into events.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from xingshen.kernel.identifiers.spelling import bare_code
from xingshen.review.policy import Actor, Role
from xingshen.review.unit_policy import UnitFacts
from xingshen.store.messages import inbox
from xingshen.store.models import Department, Event, Membership, UnitPaper, User
from xingshen.store.models import Unit as Unit
from xingshen.store.record import audit, files
from xingshen.store.record.audit import Origin, Subject

STATES = Unit.State


class AlreadyRegisteredError(Exception):
    """Another registration bears the same code, or the address already belongs to an account."""


@dataclass(frozen=True, slots=True)
class UnitData:
    """What a unit says of itself."""

    name: str
    kind: str
    place: str
    address: str
    legal_representative: str
    registered_on: date | None
    contact: str
    phone: str
    department_id: int


@dataclass(frozen=True, slots=True)
class NewPaper:
    """A paper whose bytes are in the file store already."""

    name: str
    stored: files.Stored
    media_type: str


@dataclass(frozen=True, slots=True)
class NewAdministrator:
    """The person who registers the unit and becomes its first administrator."""

    email: str
    name: str
    password: str


def departments() -> QuerySet[Department]:
    """The recommending departments, in the order of their codes."""
    return Department.objects.all()


def is_registered(uscc: str) -> bool:
    """True where a registration bears this code, in whatever state."""
    return Unit.objects.filter(uscc=uscc).exists()


def register(
    uscc: str,
    data: UnitData,
    papers: Iterable[NewPaper],
    administrator: NewAdministrator,
    link_to: Callable[[int], str],
    origin: Origin,
) -> tuple[Unit, User]:
    """The unit, waiting for its department, and its first administrator. Raises AlreadyRegisteredError.

    ``link_to`` gives the address at which the department reads the registration with this id.
    """
    try:
        with transaction.atomic():
            unit = Unit.objects.create(uscc=uscc, **_columns(data))
            user = User.objects.create_user(administrator.email, administrator.password, name=administrator.name)
            Membership.objects.create(user=user, role=Role.UNIT_ADMIN, unit=unit)
            _add_papers(unit, papers)
            actor = Actor(user_id=user.pk, name=user.name)
            audit.append("unit.registered", subject_of(unit), actor, after={"state": unit.state}, origin=origin)
            _tell_department(unit, f"新的单位登记待审核：{unit.name}", link_to(unit.pk))
    except IntegrityError as error:
        raise AlreadyRegisteredError from error
    return unit, user


def correct(
    unit: Unit,
    data: UnitData,
    papers: Iterable[NewPaper],
    actor: Actor,
    link: str,
    origin: Origin,
) -> None:
    """Hand in again after a rejection; papers are added to those that are there. ``link``: where it is read."""
    before = _columns(_data_of(unit))
    after = _columns(data)
    changed = sorted(name for name, value in after.items() if before[name] != value)
    with transaction.atomic():
        for name, value in after.items():
            setattr(unit, name, value)
        unit.state, unit.reason, unit.decided_at, unit.decided_by = STATES.PENDING, "", None, None
        unit.save()
        added = _add_papers(unit, papers)
        audit.append(
            "unit.corrected",
            subject_of(unit),
            actor,
            before={"state": STATES.REJECTED},
            after={"state": STATES.PENDING, "fields": changed, "papers": added},
            origin=origin,
        )
        _tell_department(unit, f"修改后的单位登记待审核：{unit.name}", link)


def decide(unit: Unit, approve: bool, reason: str, actor: Actor, link: str, origin: Origin) -> bool:
    """Approve or send back with ``reason``; False where somebody else was faster. ``link``: where the unit reads it."""
    state = STATES.APPROVED if approve else STATES.REJECTED
    with transaction.atomic():
        moved = Unit.objects.filter(pk=unit.pk, state=STATES.PENDING).update(
            state=state, reason=reason, decided_at=timezone.now(), decided_by_id=actor.user_id
        )
        if not moved:
            return False
        kind = "unit.approved" if approve else "unit.rejected"
        before, after = {"state": STATES.PENDING}, {"state": state}
        audit.append(kind, subject_of(unit), actor, before=before, after=after, reason=reason, origin=origin)
        said = f"单位登记已通过：{unit.name}" if approve else f"单位登记被退回，请修改后再次提交：{unit.name}"
        inbox.send(administrators(unit.pk), said, body=reason, link=link, urgent=not approve)
    unit.refresh_from_db()
    return True


def queue(department_id: int, state: str = "", search: str = "") -> QuerySet[Unit]:
    """The registrations of a department, those that wait longest first, with ``paper_count``."""
    rows = Unit.objects.filter(department_id=department_id)
    if state:
        rows = rows.filter(state=state)
    if search:
        rows = rows.filter(Q(name__icontains=search) | Q(uscc__istartswith=search))
    return rows.annotate(paper_count=Count("papers")).order_by("created_at", "pk")


def counts_by_state(department_id: int) -> dict[str, int]:
    """How many registrations of a department are in each state."""
    rows = Unit.objects.filter(department_id=department_id).values_list("state").annotate(n=Count("pk")).order_by()
    return dict(rows)


def find(unit_id: int) -> Unit | None:
    """The unit with its department, or None."""
    return Unit.objects.select_related("department", "decided_by").filter(pk=unit_id).first()


def code_of(written: str) -> str | None:
    """The code of the unit that is registered under this code or this very name; None: there is none."""
    rows = Unit.objects.filter(Q(uscc=bare_code(written)) | Q(name=written))
    return rows.values_list("uscc", flat=True).first()


def name_of(code: str) -> str:
    """The name of the unit with this code; "" where there is none."""
    return Unit.objects.filter(uscc=code).values_list("name", flat=True).first() or ""


def registration_of(user_id: int) -> Unit | None:
    """The unit that this person administers, in whatever state; the newest where there are several."""
    rows = Unit.objects.filter(memberships__user_id=user_id, memberships__role=Role.UNIT_ADMIN)
    return rows.select_related("department").order_by("-created_at").first()


def papers_of(unit_id: int) -> QuerySet[UnitPaper]:
    """The papers of a registration with their sizes, oldest first."""
    return UnitPaper.objects.filter(unit_id=unit_id).select_related("blob").order_by("uploaded_at", "pk")


def find_paper(paper_id: int) -> UnitPaper | None:
    """One paper with its unit, or None."""
    return UnitPaper.objects.select_related("unit", "blob").filter(pk=paper_id).first()


def path_of_paper(paper: UnitPaper) -> Path:
    """Where its bytes lie."""
    return files.path_of(paper.blob_id)


def facts(unit: Unit) -> UnitFacts:
    """What the policy needs to know of a unit."""
    return UnitFacts(unit.pk, unit.department_id, unit.state, frozenset(administrators(unit.pk)))


def administrators(unit_id: int) -> list[int]:
    """Ids of the active administrators of a unit."""
    rows = Membership.objects.filter(unit_id=unit_id, role=Role.UNIT_ADMIN, user__is_active=True)
    return list(rows.values_list("user_id", flat=True))


def history(unit_id: int) -> list[Event]:
    """The events of a unit, oldest first."""
    return list(Event.objects.filter(subject_type="unit", subject_id=str(unit_id)).order_by("seq"))


def subject_of(unit: Unit) -> Subject:
    """The unit as an event names it."""
    return Subject("unit", str(unit.pk), unit.name)


def add_department(code: str, name: str, actor: Actor, origin: Origin) -> Department:
    """A new recommending department. Raises AlreadyRegisteredError where code or name is taken."""
    try:
        with transaction.atomic():
            department = Department.objects.create(code=code, name=name)
            subject = Subject("department", str(department.pk), department.name)
            audit.append("department.added", subject, actor, after={"code": code}, origin=origin)
            return department
    except IntegrityError as error:
        raise AlreadyRegisteredError from error


def _columns(data: UnitData) -> dict[str, object]:
    return {name: getattr(data, name) for name in UnitData.__dataclass_fields__}


def _data_of(unit: Unit) -> UnitData:
    return UnitData(**{name: getattr(unit, name) for name in UnitData.__dataclass_fields__})


def _add_papers(unit: Unit, papers: Iterable[NewPaper]) -> int:
    rows = [
        UnitPaper(unit=unit, blob=files.blob_of(paper.stored, paper.media_type), name=paper.name) for paper in papers
    ]
    return len(UnitPaper.objects.bulk_create(rows))


def _tell_department(unit: Unit, subject: str, link: str) -> None:
    people = Membership.objects.filter(role=Role.DEPARTMENT, department_id=unit.department_id, user__is_active=True)
    inbox.send(people.values_list("user_id", flat=True), subject, link=link)
