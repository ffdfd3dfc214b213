"""Repository of people: actors, roles, language, second factor."""

from __future__ import annotations

from xingshen.review.policy import Actor, Role
from xingshen.store.models import Membership, User


def actor(user_id: int) -> Actor:
    """The person as an actor; roles for units that are not approved do not count. One query."""
    user = User.objects.only("name").get(pk=user_id)
    rows = Membership.objects.filter(user_id=user_id).values_list("role", "unit_id", "department_id", "unit__state")
    valid = [row for row in rows if row[1] is None or row[3] == "approved"]
    return Actor(
        user_id=user_id,
        name=user.name,
        roles=frozenset(Role(role) for role, *_ in valid),
        unit_id=next((unit for _, unit, _, _ in valid if unit is not None), None),
        department_id=next((department for _, _, department, _ in valid if department is not None), None),
    )


def set_language(user_id: int, code: str) -> None:
    """Keep the language that the person chose."""
    User.objects.filter(pk=user_id).update(language=code)


def has_second_factor(user_id: int) -> bool:
    """True where TOTP or WebAuthn is set up."""
    from allauth.mfa.models import Authenticator  # noqa: PLC0415  # its models load after ours

    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user_id=user_id, type__in=kinds).exists())
