"""Repository of invitations: made, sent again, withdrawn, accepted once; of a token only its digest is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from xingshen.review.account_policy import apart
from xingshen.review.policy import Actor, Role
from xingshen.store.models import Invitation as Invitation
from xingshen.store.models import Membership, User
from xingshen.store.people import people
from xingshen.store.record import audit
from xingshen.store.record.audit import Origin, Subject

VALID_FOR = timedelta(days=14)


class CannotAcceptError(Exception):
    """The invitation cannot be accepted; the text is a Chinese sentence for the person."""


def create(
    email: str,
    role: Role,
    by: Actor,
    *,
    name: str = "",
    unit_id: int | None = None,
    department_id: int | None = None,
    origin: Origin,
) -> tuple[Invitation, str]:
    """The invitation and its token, which is never seen again. Older open ones to the same end are withdrawn."""
    token = secrets.token_urlsafe(32)
    now = timezone.now()
    address = email.strip().lower()
    with transaction.atomic():
        same = Q(email=address, role=role, unit_id=unit_id, department_id=department_id)
        Invitation.objects.filter(_is_open() & same).update(withdrawn_at=now)
        invitation = Invitation.objects.create(
            token_digest=digest_of(token),
            email=address,
            name=name,
            role=role,
            unit_id=unit_id,
            department_id=department_id,
            invited_by_id=by.user_id,
            expires_at=now + VALID_FOR,
        )
        after = {"role": role.value, "unit": unit_id, "department": department_id}
        audit.append("invitation.sent", subject_of(invitation), by, after=after, origin=origin)
    return invitation, token


def renew(invitation: Invitation, by: Actor, origin: Origin) -> str:
    """A new token and 14 days more for an invitation that was not accepted; the old link no longer works."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        invitation.token_digest = digest_of(token)
        invitation.expires_at = timezone.now() + VALID_FOR
        invitation.withdrawn_at = None
        invitation.save(update_fields=["token_digest", "expires_at", "withdrawn_at"])
        audit.append("invitation.resent", subject_of(invitation), by, origin=origin)
    return token


def withdraw(invitation: Invitation, by: Actor, origin: Origin) -> None:
    """The link no longer works."""
    with transaction.atomic():
        invitation.withdrawn_at = timezone.now()
        invitation.save(update_fields=["withdrawn_at"])
        audit.append("invitation.withdrawn", subject_of(invitation), by, origin=origin)


def find(invitation_id: int) -> Invitation | None:
    """The invitation with unit and department, or None."""
    return _with_targets().filter(pk=invitation_id).first()


def by_token(token: str) -> Invitation | None:
    """The open invitation of this token; None where it is unknown, used, withdrawn or too old."""
    return _with_targets().filter(_is_open(), token_digest=digest_of(token)).first()


def of_unit(unit_id: int) -> QuerySet[Invitation]:
    """The invitations of a unit that were not accepted and not withdrawn, newest first."""
    return _with_targets().filter(unit_id=unit_id, accepted_at=None, withdrawn_at=None)


def of_the_programme() -> QuerySet[Invitation]:
    """The invitations of departments, officers and administrators that were not accepted and not withdrawn."""
    return _with_targets().filter(unit=None, accepted_at=None, withdrawn_at=None)


def accept_as_new(invitation: Invitation, name: str, password: str, origin: Origin) -> User:
    """Make the account and give it the role. Raises CannotAcceptError, also where the same link was used meanwhile."""
    try:
        with transaction.atomic():
            _use_up(invitation)
            user = User.objects.create_user(invitation.email, password, name=name)
            _join(user, invitation, origin)
            return user
    except IntegrityError as error:
        raise CannotAcceptError("这个邮箱已有账号。请先登录，再打开邀请链接。") from error


def accept_as(user: User, invitation: Invitation, origin: Origin) -> None:
    """Give the role to an account that exists. Raises CannotAcceptError."""
    with transaction.atomic():
        if user.email != invitation.email:
            raise CannotAcceptError("这份邀请发给了另一个邮箱。请用收到邀请的邮箱登录。")
        _use_up(invitation)
        roles = frozenset(Role(value) for value in user.memberships.values_list("role", flat=True))
        decision = apart(roles, Role(invitation.role))
        if not decision:
            raise CannotAcceptError(decision.reason)
        if invitation.unit_id is not None and user.memberships.filter(unit_id=invitation.unit_id).exists():
            raise CannotAcceptError("您已经是该单位的成员，不需要再接受邀请。")
        if _belongs_elsewhere(user, invitation):
            raise CannotAcceptError("您的账号属于另一个单位或部门。请由原来的一方先办理，或用另一个邮箱接受邀请。")
        _join(user, invitation, origin)


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def subject_of(invitation: Invitation) -> Subject:
    """The invitation as an event names it."""
    return Subject("invitation", str(invitation.pk), f"{invitation.email} {invitation.get_role_display()}")


def _use_up(invitation: Invitation) -> None:
    used = Invitation.objects.filter(_is_open(), pk=invitation.pk, token_digest=invitation.token_digest).update(
        accepted_at=timezone.now()
    )
    if not used:
        raise CannotAcceptError("这个邀请链接已经用过、被撤回或已过期。请联系邀请您的人重新发送。")


def _join(user: User, invitation: Invitation, origin: Origin) -> None:
    role = Role(invitation.role)
    Membership.objects.get_or_create(
        user=user,
        role=role,
        unit=invitation.unit,
        department=invitation.department,
        defaults={"granted_by_id": invitation.invited_by_id},
    )
    actor = Actor(user_id=user.pk, name=user.name)
    after = {"invitation": invitation.pk, "role": role.value, "unit": invitation.unit_id}
    audit.append("invitation.accepted", people.subject_of(user), actor, after=after, origin=origin)


def _belongs_elsewhere(user: User, invitation: Invitation) -> bool:
    rows = user.memberships.all()
    if invitation.unit_id is not None:
        return rows.exclude(unit=None).exclude(unit_id=invitation.unit_id).exists()
    if invitation.department_id is not None:
        return rows.exclude(department=None).exclude(department_id=invitation.department_id).exists()
    return False


def _is_open() -> Q:
    return Q(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())


def _with_targets() -> QuerySet[Invitation]:
    return Invitation.objects.select_related("unit", "department", "invited_by")
