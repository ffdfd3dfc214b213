"""Repository of people: actors, roles, members of units, language and profile, second factor."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet

from xingshen.review.account_policy import AccountFacts
from xingshen.review.policy import ADMINISTRATORS, Actor, Role
from xingshen.review.unit_policy import INVITED_BY_UNITS, MemberFacts
from xingshen.store.messages import inbox
from xingshen.store.models import Department, Event, Unit
from xingshen.store.models import Membership as Membership
from xingshen.store.models import User as User
from xingshen.store.people import units
from xingshen.store.record import audit
from xingshen.store.record.audit import Origin, Subject


def actor(user_id: int) -> Actor:
    """The person with this key as an actor. Raises User.DoesNotExist."""
    return as_actor(User.objects.only("name").get(pk=user_id))


def as_actor(user: User) -> Actor:
    """The person as an actor; roles for units that are not approved do not count. One query."""
    rows = Membership.objects.filter(user_id=user.pk).values_list("role", "unit_id", "department_id", "unit__state")
    valid = [row for row in rows if row[1] is None or row[3] == "approved"]
    return Actor(
        user_id=user.pk,
        name=user.name,
        roles=frozenset(Role(role) for role, *_ in valid),
        unit_id=next((unit for _, unit, _, _ in valid if unit is not None), None),
        department_id=next((department for _, _, department, _ in valid if department is not None), None),
    )


def find(user_id: int) -> User | None:
    """The person with all memberships, or None."""
    return _with_memberships(User.objects.filter(pk=user_id)).first()


def find_by_email(email: str) -> User | None:
    """The person with this address, or None."""
    return User.objects.filter(email=email.strip().lower()).first()


def unsaved(email: str, name: str) -> User:
    """An account that is not in the database, for rules that compare a password with the person."""
    return User(email=email, name=name)


def subject_of(user: User) -> Subject:
    """The person as an event names them."""
    return Subject("account", str(user.pk), user.name)


def search(text: str = "", role: str = "") -> QuerySet[User]:
    """People with their memberships, by name; ``text`` is part of name, address, unit or department."""
    rows = User.objects.all()
    if role:
        rows = rows.filter(memberships__role=role)
    if text:
        rows = rows.filter(
            Q(name__icontains=text)
            | Q(email__icontains=text)
            | Q(memberships__unit__name__icontains=text)
            | Q(memberships__department__name__icontains=text)
        )
    return _with_memberships(rows.distinct())


def members_of(unit_id: int) -> QuerySet[Membership]:
    """The memberships of a unit with their people, administrators first."""
    rows = Membership.objects.filter(unit_id=unit_id).select_related("user")
    return rows.order_by("-role", "user__name", "pk")


def find_member(unit_id: int, user_id: int) -> Membership | None:
    """The membership of a person in a unit, or None."""
    rows = Membership.objects.select_related("user", "unit").filter(unit_id=unit_id, user_id=user_id)
    return rows.order_by("-role").first()


def member_facts(member: Membership) -> MemberFacts:
    """What the policy needs to know of a member."""
    assert isinstance(member.unit, Unit)
    elsewhere = Membership.objects.filter(user_id=member.user_id).exclude(unit=member.unit)
    facts = units.facts(member.unit)
    return MemberFacts(
        unit=facts,
        user_id=member.user_id,
        is_active=member.user.is_active,
        role=Role(member.role),
        has_other_roles=elsewhere.exists(),
        active_administrators=len(facts.administrators),
    )


def account_facts(user: User, role: Role | None = None) -> AccountFacts:
    """What the policy needs to know of an account; ``holders`` speaks of ``role``, else of its administrator's role."""
    roles = frozenset(Role(value) for value in user.memberships.values_list("role", flat=True))
    asked = role or next(iter(roles & ADMINISTRATORS), None)
    holders = Membership.objects.filter(role=asked, user__is_active=True).values("user_id").distinct().count()
    return AccountFacts(user.pk, roles, user.is_active, holders if asked else 1)


def change_member_role(member: Membership, role: Role, by: Actor, origin: Origin) -> None:
    """From one of the unit's two roles to the other."""
    assert role in INVITED_BY_UNITS
    before = {"role": member.role}
    with transaction.atomic():
        Membership.objects.filter(unit=member.unit, user_id=member.user_id).exclude(pk=member.pk).delete()
        member.role = role
        member.save(update_fields=["role"])
        after = {"role": member.role, "unit": member.unit_id}
        audit.append("member.role_changed", subject_of(member.user), by, before=before, after=after, origin=origin)


def grant(
    user: User,
    role: Role,
    by: Actor,
    *,
    department: Department | None = None,
    origin: Origin,
) -> bool:
    """Give a role; False where the person holds it already."""
    with transaction.atomic():
        _, made = Membership.objects.get_or_create(
            user=user, role=role, unit=None, department=department, defaults={"granted_by_id": by.user_id}
        )
        if made:
            after = {"role": role.value, "department": department.pk if department else None}
            audit.append("role.granted", subject_of(user), by, after=after, origin=origin)
    return made


def find_membership(membership_id: int) -> Membership | None:
    """One membership with its person, or None."""
    return Membership.objects.select_related("user", "department", "unit").filter(pk=membership_id).first()


def withdraw(membership: Membership, by: Actor, reason: str, origin: Origin) -> None:
    """Take a role away."""
    before = {"role": membership.role, "department": membership.department_id}
    with transaction.atomic():
        membership.delete()
        audit.append("role.withdrawn", subject_of(membership.user), by, before=before, reason=reason, origin=origin)


def set_language(user_id: int, code: str) -> None:
    """Keep the language that the person chose."""
    User.objects.filter(pk=user_id).update(language=code)


def change_profile(user: User, values: dict[str, Any], by: Actor, origin: Origin) -> None:
    """Name, phone, language, digest; the event names the fields that changed, not what is in them."""
    changed = sorted(name for name, value in values.items() if getattr(user, name) != value)
    if not changed:
        return
    with transaction.atomic():
        for name in changed:
            setattr(user, name, values[name])
        user.save(update_fields=changed)
        audit.append("profile.changed", subject_of(user), by, after={"fields": changed}, origin=origin)


def personal_data(user: User) -> dict[str, Any]:
    """What is held about a person: account, roles, inbox, and what they did, as plain data."""
    return {
        "account": {
            "email": user.email,
            "name": user.name,
            "phone": user.phone,
            "language": user.language,
            "mail_digest": user.mail_digest,
            "since": user.date_joined.isoformat(),
        },
        "roles": [
            {"role": each.role, "for": str(each.unit or each.department or ""), "since": each.granted_at.isoformat()}
            for each in user.memberships.all()
        ],
        "messages": [
            {"at": each.created_at.isoformat(), "subject": each.subject, "body": each.body}
            for each in inbox.messages_of(user.pk)
        ],
        "events": [
            {"at": at.isoformat(), "kind": kind, "subject": label}
            for at, kind, label in Event.objects.filter(actor_id=user.pk).values_list("at", "kind", "subject_label")
        ],
    }


def has_second_factor(user_id: int) -> bool:
    """True where TOTP or WebAuthn is set up."""
    from allauth.mfa.models import Authenticator  # noqa: PLC0415  # its models load after ours

    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user_id=user_id, type__in=kinds).exists())


def _with_memberships(rows: QuerySet[User]) -> QuerySet[User]:
    memberships = Membership.objects.select_related("unit", "department").order_by("role", "pk")
    return rows.prefetch_related(Prefetch("memberships", queryset=memberships))
