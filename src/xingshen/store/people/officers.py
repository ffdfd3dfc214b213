"""Officers as the review knows them: roles, declared ties, capacity and leave; and whom a dossier concerns.

Both sides name units and people by the keys made here: a unit by its code where it has a valid one and by its name, a
person by name. Two people of one name are taken for one: stepping back needlessly costs little.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from xingshen.kernel.identifiers.spelling import bare_code
from xingshen.kernel.names import normalise_name
from xingshen.review.assignment import Person
from xingshen.review.conflicts import Concerned, Ties
from xingshen.review.examination_policy import Officer
from xingshen.review.policy import Actor, Role
from xingshen.store.models import Membership, OfficerProfile, Tie, User
from xingshen.store.record import audit
from xingshen.store.record.audit import Origin, Subject

REVIEWING = (Role.REVIEWER, Role.PANEL, Role.OFFICE)
_UNIT_MARKS = frozenset({"uscc", "country"})
_PERSON_MARKS = frozenset({"unit", "birth"})
Kind = Tie.Kind


@dataclass(frozen=True, slots=True)
class Declaration:
    """What an officer declares: units and people as written, each with the kind of tie."""

    ties: tuple[tuple[str, str], ...]
    """(kind of ``Kind``, name or code as written)."""


# --- keys ------------------------------------------------------------------------------------------------------------


def unit_key(written: str) -> str:
    """The key of a unit by its code or its name."""
    code = bare_code(written)
    return code if len(code) == 18 and code.isascii() else normalise_name(written)


def person_key(written: str) -> str:
    """The key of a person by name."""
    return normalise_name(written)


def concerned_of(answers: Mapping[str, Any]) -> Concerned:
    """Whom a dossier with these answers concerns: applicant and partners, leader and team."""
    applicant, leader = _mapping(answers.get("applicant")), _mapping(answers.get("leader"))
    units = {applicant.get("name"), applicant.get("uscc"), leader.get("employer")}
    people = {leader.get("name")}
    for row in _rows(answers):
        if _UNIT_MARKS & row.keys():
            units |= {row.get("name"), row.get("name_original"), row.get("uscc")}
        elif _PERSON_MARKS & row.keys():
            people.add(row.get("name"))
            units.add(row.get("unit"))
    return Concerned(units=_keys(units, unit_key), people=_keys(people, person_key))


def people_named(answers: Mapping[str, Any]) -> list[str]:
    """The leader and the members of the team as they are written."""
    people = [_mapping(answers.get("leader")).get("name")]
    people += [row.get("name") for row in _rows(answers) if _PERSON_MARKS & row.keys() and not _UNIT_MARKS & row.keys()]
    return list(dict.fromkeys(each.strip() for each in people if isinstance(each, str) and each.strip()))


def _rows(answers: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The rows of lists at the top of the form: partners, team."""
    for value in answers.values():
        listed = value.get("items") if isinstance(value, Mapping) and "items" in value else value
        if isinstance(listed, list):
            yield from (row for row in listed if isinstance(row, Mapping))


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _keys(written: Iterable[object], key: Any) -> frozenset[str]:
    found = (key(each) for each in written if isinstance(each, str) and each.strip())
    return frozenset(each for each in found if each)


# --- officers --------------------------------------------------------------------------------------------------------


def all_of_them() -> QuerySet[User]:
    """Active people with a role in the review, with memberships, profile and ties."""
    roles = [role.value for role in REVIEWING]
    rows = User.objects.filter(is_active=True, memberships__role__in=roles).distinct()
    ties = Prefetch("officer_profile__ties", Tie.objects.order_by("kind", "key"))
    return rows.select_related("officer_profile").prefetch_related("memberships", ties).order_by("name", "pk")


def for_policy() -> dict[int, Officer]:
    """The officers as policies ask for them."""
    return {user.pk: Officer(roles_of(user), ties_of(user)) for user in all_of_them()}


def roles_of(user: User) -> frozenset[Role]:
    """The roles in the review that a person of :func:`all_of_them` holds."""
    wanted = {role.value for role in REVIEWING}
    return frozenset(Role(each.role) for each in user.memberships.all() if each.role in wanted)


def profile_of(user: User) -> OfficerProfile | None:
    """The profile of a person of :func:`all_of_them`; None: nothing was declared or set."""
    return getattr(user, "officer_profile", None)


def ties_of(user: User) -> Ties | None:
    """The declared ties; None where nothing was declared."""
    profile = profile_of(user)
    if profile is None or profile.declared_at is None:
        return None
    by_kind: dict[str, set[str]] = {kind.value: set() for kind in Kind}
    for tie in profile.ties.all():
        key = person_key(tie.key) if tie.kind == Kind.RELATED_PERSON else unit_key(tie.key)
        by_kind[tie.kind].add(key)
    return Ties(
        own_units=frozenset(by_kind[Kind.OWN_UNIT]),
        related_units=frozenset(by_kind[Kind.RELATED_UNIT]),
        related_people=frozenset(by_kind[Kind.RELATED_PERSON]),
    )


def people_for_assignment(today: date) -> list[Person]:
    """Reviewers who are there on ``today``, as assignment takes them."""
    found = []
    for user in all_of_them():
        profile = profile_of(user)
        if Role.REVIEWER not in roles_of(user) or (profile and is_away(profile, today)):
            continue
        capacity, skills = (profile.capacity, frozenset(profile.skills)) if profile else (None, frozenset())
        found.append(Person(id=user.pk, ties=ties_of(user), capacity=capacity, skills=skills))
    return found


def is_away(profile: OfficerProfile, today: date) -> bool:
    """Whether the officer is on leave on ``today``."""
    begun = profile.away_from is not None and profile.away_from <= today
    return begun and (profile.away_until is None or today <= profile.away_until)


def names(user_ids: Iterable[int | None]) -> dict[int, str]:
    """Names by id."""
    wanted = {each for each in user_ids if each is not None}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def holders(role: Role) -> QuerySet[Membership]:
    """Who holds a role now."""
    return Membership.objects.filter(role=role.value, user__is_active=True).select_related("user")


def declare(user_id: int, declaration: Declaration, actor: Actor, origin: Origin) -> None:
    """Store what the officer declares in the place of what was declared before. The event names kinds and numbers."""
    now = timezone.now()
    with transaction.atomic():
        profile, _ = OfficerProfile.objects.get_or_create(user_id=user_id)
        before = profile.ties.count()
        profile.ties.all().delete()
        written = dict.fromkeys((kind, key.strip()) for kind, key in declaration.ties if key.strip())
        Tie.objects.bulk_create([Tie(profile=profile, kind=kind, key=key) for kind, key in written])
        profile.declared_at = now
        profile.save(update_fields=["declared_at"])
        user = User.objects.only("name").get(pk=user_id)
        audit.append(
            "officer.declared", Subject("account", str(user_id), user.name), actor,
            before={"ties": before}, after={"ties": len(written)}, origin=origin, at=now,
        )  # fmt: skip
