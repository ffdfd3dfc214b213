"""Repository of tokens for programs: made once and shown once, found by digest, revoked."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from xingshen.review.api_policy import TokenFacts
from xingshen.review.policy import Actor
from xingshen.store.models import ApiToken as ApiToken
from xingshen.store.record import audit
from xingshen.store.record.audit import Origin, Subject

NOT_THERE = ApiToken.DoesNotExist
BEGINS_WITH = "xs_"
MOST_LIVING = 20
"""Living tokens of one person."""
_HINT = 8
_TOUCH_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Made:
    """A new token; ``secret`` is not kept anywhere and can be shown only now."""

    token: ApiToken
    secret: str


def make(actor: Actor, name: str, scopes: Iterable[str], expires_at: datetime | None, origin: Origin) -> Made:
    """A token of the actor. Whether the actor may give these scopes was asked before."""
    secret = BEGINS_WITH + secrets.token_urlsafe(32)
    given = sorted(set(scopes))
    with transaction.atomic():
        token = ApiToken.objects.create(
            user_id=actor.user_id or 0, name=name, digest=_digest(secret), hint=secret[:_HINT], scopes=given,
            expires_at=expires_at,
        )  # fmt: skip
        after = {"scopes": given, "expires_at": expires_at.isoformat() if expires_at else None}
        audit.append("token.made", _subject(token), actor, after=after, origin=origin)
    return Made(token, secret)


def find(secret: str) -> ApiToken | None:
    """The living token with this secret, with its person; None where there is none."""
    if not secret.startswith(BEGINS_WITH):
        return None
    return _living().select_related("user").filter(digest=_digest(secret), user__is_active=True).first()


def touch(token: ApiToken) -> None:
    """Remember that it was used; to the minute, so that not every request writes."""
    now = timezone.now()
    if token.used_at is None or now - token.used_at > _TOUCH_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(used_at=now)


def facts(token: ApiToken) -> TokenFacts:
    """What the policy needs to know of a token."""
    return TokenFacts(token.user_id, frozenset(token.scopes))


def get(token_id: int) -> ApiToken:
    """One token with its person. Raises NOT_THERE."""
    return ApiToken.objects.select_related("user").get(pk=token_id)


def of_person(user_id: int) -> QuerySet[ApiToken]:
    """All tokens of a person, newest first."""
    return ApiToken.objects.filter(user_id=user_id)


def living_of(user_id: int) -> int:
    """How many tokens of a person can be used now."""
    return _living().filter(user_id=user_id).count()


def everybodys(text: str = "") -> QuerySet[ApiToken]:
    """All tokens with their people, newest first; ``text``: part of a name."""
    rows = ApiToken.objects.select_related("user")
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(user__name__icontains=text) | Q(user__email__icontains=text))
    return rows


def revoke(token: ApiToken, by: Actor, origin: Origin, reason: str = "") -> bool:
    """Make it useless from now on; False where it was revoked already."""
    with transaction.atomic():
        now = timezone.now()
        done = ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now)
        if done:
            audit.append("token.revoked", _subject(token), by, reason=reason, origin=origin, at=now)
    return bool(done)


def _living() -> QuerySet[ApiToken]:
    in_time = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
    return ApiToken.objects.filter(in_time, revoked_at=None)


def _subject(token: ApiToken) -> Subject:
    return Subject("token", str(token.pk), f"{token.name} {token.hint}…")


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
