"""Applications: beginning, finding, sharing and removing them. What is written in them is saved by ``saving``.

Every step but the saving of answers is an event; each saved answer is a revision of the application instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Count, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from xingshen.dossier.form_spec import FormSchema
from xingshen.review.application_policy import ApplicationFacts
from xingshen.review.filing_events import Stage
from xingshen.review.policy import Actor, Role
from xingshen.store.applying import awaited
from xingshen.store.applying.answers import Address, Answers, read_address
from xingshen.store.applying.changes import recorded
from xingshen.store.calls import calls, guides
from xingshen.store.models import Application, Call, Collaborator, Membership, Revision, Unit, User
from xingshen.store.record import audit
from xingshen.store.record.audit import Origin, Subject

NO_ORIGIN = Origin()
TITLE, CATEGORY, LEADER = "project.title", "form.category", "leader.name"
"""The fields that the row repeats for lists and search."""


# --- finding ---------------------------------------------------------------------------------------------------------


def get(application_id: int) -> Application:
    """One application, deleted or not, with call, windows, unit and people. Raises Application.DoesNotExist."""
    return _with_parties(Application.objects.all()).get(pk=application_id)


def of_person(actor: Actor) -> QuerySet[Application]:
    """What a person owns or was invited to, and all of the unit for its administrators; newest change first."""
    return _with_parties(_seen_by(actor).filter(deleted_at=None))


def deleted_of(actor: Actor) -> QuerySet[Application]:
    """Removed drafts that this person may bring back."""
    return _with_parties(_seen_by(actor).exclude(deleted_at=None).order_by("-deleted_at"))


def _seen_by(actor: Actor) -> QuerySet[Application]:
    wanted = Q(owner_id=actor.user_id) | Q(collaborators__user_id=actor.user_id)
    if actor.has(Role.UNIT_ADMIN) and actor.unit_id is not None:
        wanted |= Q(unit_id=actor.unit_id)
    return Application.objects.filter(wanted).distinct()


def complete(found: Sequence[Application]) -> None:
    """Bring windows and people to applications that came without, for all with one query each."""
    prefetch_related_objects(found, "owner", *_beside())


def _with_parties(rows: QuerySet[Application]) -> QuerySet[Application]:
    joined = rows.select_related("call", "unit__department", "owner", "awaited_correction")
    return joined.prefetch_related(*_beside())


def _beside() -> tuple[str | Prefetch[Any], ...]:
    return "call__windows__extensions", Prefetch("collaborators", Collaborator.objects.select_related("user"))


def facts(application: Application) -> ApplicationFacts:
    """What the policy asks about. No query where it came from :func:`get` or :func:`of_person`."""
    people = list(application.collaborators.all())
    return ApplicationFacts(
        unit_id=application.unit_id,
        owner_id=application.owner_id,
        stage=application.stage,
        deleted=application.deleted_at is not None,
        editors=frozenset(each.user_id for each in people if each.right == Collaborator.Right.EDIT),
        readers=frozenset(each.user_id for each in people if each.right == Collaborator.Right.READ),
        window_open=_may_hand_in(application),
    )


def _may_hand_in(application: Application) -> bool:
    due = awaited.of(application)
    if application.stage == Stage.IN_CORRECTION:
        return due is not None and timezone.now() < due.due_at
    return calls.applicant_window(application.call, application.unit_id).is_open


def subject(application: Application) -> Subject:
    """How events speak of it."""
    return Subject("application", str(application.pk), str(application))


# --- answers ---------------------------------------------------------------------------------------------------------


def schema_of(application: Application) -> FormSchema:
    """The form of its call's guide. Raises guides.GuideUnavailable."""
    return guides.of_call(application.call).guide.form


def answers_of(application: Application) -> Answers:
    """Its answers, private ones decrypted, to be read by address."""
    return Answers(schema_of(application), application.answers, application.private)


def tree(application: Application) -> dict[str, Any]:
    """The tree of application.json with private values in their places; attachments are those of ``store.papers``."""
    return answers_of(application).plain()


def mirrors(answers: Answers) -> dict[str, str]:
    """The columns of the row that repeat answers."""
    category = answers.schema.by_id.get(CATEGORY)
    word = _text_at(answers, CATEGORY)
    known = category.knows(word) if category is not None else None
    return {
        "title": _text_at(answers, TITLE)[:200],
        "category": (known or word)[:40],
        "leader": _text_at(answers, LEADER)[:60],
    }


def _text_at(answers: Answers, field_id: str) -> str:
    spec = answers.schema.by_id.get(field_id)
    value = answers.get(Address(spec, field_id)) if spec is not None else None
    return " ".join(value.split()) if isinstance(value, str) else ""


# --- beginning, removing ---------------------------------------------------------------------------------------------


def create(
    call: Call, actor: Actor, answers: Answers | None = None, *, source: Application | None = None,
    origin: Origin = NO_ORIGIN,
) -> Application:  # fmt: skip
    """A new draft of the actor's unit in ``call``, with what the unit's registration already says, or ``answers``."""
    unit = Unit.objects.select_related("department").get(pk=actor.unit_id or 0)
    begun = answers or prefilled(guides.of_call(call).guide.form, unit)
    columns: dict[str, Any] = {"answers": begun.tree, "private": begun.private, "version": 1, **mirrors(begun)}
    with transaction.atomic():
        application = Application.objects.create(
            call=call, unit=unit, owner_id=actor.user_id or 0, copied_from=source, **columns
        )
        changes = [recorded(address, None, value) for address, value in begun.written()]
        Revision.objects.create(application=application, version=1, by_id=actor.user_id, changes=changes)
        after = {"call": call.slug, "copied_from": source.pk if source else None}
        audit.append("application.created", subject(application), actor, after=after, origin=origin)
    return application


def prefilled(schema: FormSchema, unit: Unit) -> Answers:
    """What the registration of the unit says, where the form asks for it."""
    known = {
        "applicant.name": unit.name,
        "applicant.uscc": unit.uscc,
        "applicant.type": unit.kind,
        "applicant.registered_place": unit.place,
        "applicant.registered_on": unit.registered_on.isoformat() if unit.registered_on else "",
        "applicant.address": unit.address,
        "applicant.legal_representative": unit.legal_representative,
        "applicant.recommending_department": unit.department.name,
    }
    begun = Answers(schema, None, None)
    for field_id, value in known.items():
        if value and field_id in schema.by_id:
            begun.put(read_address(field_id, schema), value)
    return begun


def delete(application: Application, actor: Actor, origin: Origin = NO_ORIGIN) -> None:
    """Put a draft aside; :func:`restore` brings it back."""
    _set_deleted(application, actor, "application.deleted", origin)


def restore(application: Application, actor: Actor, origin: Origin = NO_ORIGIN) -> None:
    """Bring a draft back that was put aside."""
    _set_deleted(application, actor, "application.restored", origin)


def _set_deleted(application: Application, actor: Actor, kind: str, origin: Origin) -> None:
    now = timezone.now()
    with transaction.atomic():
        application.deleted_at = now if kind == "application.deleted" else None
        application.save(update_fields=["deleted_at"])
        audit.append(kind, subject(application), actor, origin=origin)


# --- people ----------------------------------------------------------------------------------------------------------


def colleagues(application: Application) -> QuerySet[User]:
    """People of the unit who could be invited: with an account, and not yet at it."""
    at_it = [application.owner_id, *(each.user_id for each in application.collaborators.all())]
    members = Membership.objects.filter(unit_id=application.unit_id).values("user_id")
    return User.objects.filter(pk__in=members, is_active=True).exclude(pk__in=at_it)


def colleague(application: Application, user_id: int) -> User | None:
    """The person of the unit with this key who is not the owner; None: there is none."""
    members = Membership.objects.filter(unit_id=application.unit_id, user_id=user_id).exclude(
        user_id=application.owner_id
    )
    return User.objects.filter(pk__in=members.values("user_id"), is_active=True).first()


def invite(application: Application, user: User, right: str, actor: Actor, origin: Origin = NO_ORIGIN) -> None:
    """Let a person of the unit edit or read; asking again changes the right."""
    with transaction.atomic():
        Collaborator.objects.update_or_create(application=application, user=user, defaults={"right": right})
        after = {"user": user.pk, "right": right}
        audit.append("application.shared", subject(application), actor, after=after, origin=origin)


def uninvite(application: Application, user_id: int, actor: Actor, origin: Origin = NO_ORIGIN) -> None:
    """Take the right back."""
    with transaction.atomic():
        gone, _ = Collaborator.objects.filter(application=application, user_id=user_id).delete()
        if gone:
            before = {"user": user_id}
            audit.append("application.unshared", subject(application), actor, before=before, origin=origin)


def counts_by_call(call_ids: Iterable[int], unit_id: int | None) -> dict[int, int]:
    """How many applications the unit has in each call."""
    rows = Application.objects.filter(call_id__in=list(call_ids), unit_id=unit_id or 0, deleted_at=None)
    return dict(rows.values_list("call_id").annotate(Count("pk")).order_by())
