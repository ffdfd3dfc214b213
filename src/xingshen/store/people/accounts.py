"""Repository of what keeps accounts safe: locked logins, sessions, second factors, deactivation, login events.

The tables of axes and allauth are touched here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet, Sum
from django.utils import timezone

from xingshen.review.policy import NOBODY, Actor
from xingshen.store.models import Event, User
from xingshen.store.people import people
from xingshen.store.record import audit
from xingshen.store.record.audit import Origin, Subject

COOL_OFF = timedelta(hours=settings.AXES_COOLOFF_TIME)
_LOGIN_KINDS = ("login.succeeded", "login.failed", "login.locked", "login.unlocked", "logout")


@dataclass(frozen=True, slots=True)
class Lock:
    """A login that is refused for a while: address tried, from where, how often, until when."""

    email: str
    address: str
    failures: int
    until: datetime


def locks() -> list[Lock]:
    """The logins that are locked now, the latest first. One query."""
    rows = (
        AccessAttempt.objects.filter(attempt_time__gt=timezone.now() - COOL_OFF)
        .values("username", "ip_address")
        .annotate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
        .filter(failures__gte=settings.AXES_FAILURE_LIMIT)
        .order_by("-last")
    )
    return [
        Lock(row["username"] or "", row["ip_address"] or "", row["failures"], row["last"] + COOL_OFF) for row in rows
    ]


def unlock(email: str, address: str, by: Actor, reason: str, origin: Origin) -> bool:
    """Forget the failures of this login from this address; False where there were none."""
    with transaction.atomic():
        deleted, _ = AccessAttempt.objects.filter(username=email, ip_address=address or None).delete()
        if deleted:
            audit.append("login.unlocked", _login_subject(email), by, reason=reason, origin=origin)
    return bool(deleted)


def overview(text: str = "") -> QuerySet[User]:
    """People as ``people.search`` finds them, with ``has_factor``."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    factors = Authenticator.objects.filter(user_id=OuterRef("pk"), type__in=kinds)
    return people.search(text).annotate(has_factor=Exists(factors))


def sessions_of(user_id: int) -> list[UserSession]:
    """The sessions of a person that have not run out, the latest seen first."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    rows = UserSession.objects.filter(user_id=user_id, session_key__in=alive)
    return list(rows.order_by("-last_seen_at"))


def end_sessions(user: User, by: Actor, reason: str, origin: Origin) -> int:
    """Sign the person out everywhere; how many sessions that were."""
    with transaction.atomic():
        ended = _end_sessions(user.pk)
        audit.append("sessions.ended", people.subject_of(user), by, after={"n": ended}, reason=reason, origin=origin)
    return ended


def seen(session_key: str, address: str) -> None:
    """Note that a session is in use."""
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=timezone.now(), ip=address)


def reset_second_factor(user: User, by: Actor, reason: str, origin: Origin) -> bool:
    """Take all second factors and recovery codes away and end all sessions; False where there were none."""
    with transaction.atomic():
        deleted, _ = Authenticator.objects.filter(user_id=user.pk).delete()
        if deleted:
            _end_sessions(user.pk)
            audit.append("second_factor.reset", people.subject_of(user), by, reason=reason, origin=origin)
    return bool(deleted)


def switch(user: User, active: bool, by: Actor, reason: str, origin: Origin) -> None:
    """Deactivate (with all sessions ended) or reactivate an account."""
    with transaction.atomic():
        user.is_active = active
        user.save(update_fields=["is_active"])
        if not active:
            _end_sessions(user.pk)
        kind = "account.reactivated" if active else "account.deactivated"
        audit.append(kind, people.subject_of(user), by, reason=reason, origin=origin)


def note(kind: str, user: User, origin: Origin, by: Actor | None = None, reason: str = "") -> None:
    """An event about an account that changes no row of ours: a login, a mail that was sent."""
    actor = by or Actor(user_id=user.pk, name=user.name)
    with transaction.atomic():
        audit.append(kind, people.subject_of(user), actor, reason=reason, origin=origin)


def note_lock(email: str, origin: Origin) -> None:
    """A login was locked after too many failures."""
    with transaction.atomic():
        audit.append("login.locked", _login_subject(email), NOBODY, origin=origin)


def password_was_chosen(user: User, origin: Origin) -> None:
    """The person has a new password: nobody has to ask for another, and every other session is over by its digest."""
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(must_change_password=False)
        actor = Actor(user_id=user.pk, name=user.name)
        audit.append("password.changed", people.subject_of(user), actor, origin=origin)


def login_events(user_id: int | None = None) -> QuerySet[Event]:
    """Logins, failures, locks and sign-outs, the latest first; of one person or of all."""
    rows = Event.objects.filter(kind__in=_LOGIN_KINDS)
    if user_id is not None:
        rows = rows.filter(subject_type="account", subject_id=str(user_id))
    return rows.order_by("-seq")


def _end_sessions(user_id: int) -> int:
    keys = list(UserSession.objects.filter(user_id=user_id).values_list("session_key", flat=True))
    ended, _ = Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(user_id=user_id).delete()
    return ended


def _login_subject(email: str) -> Subject:
    user = people.find_by_email(email)
    return people.subject_of(user) if user else Subject("login", "", email)
