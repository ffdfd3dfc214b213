"""Own and foreign objects of the routes of accounts and of allauth (see ``tests/portal/route_objects.py``)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.utils import timezone

from tests.portal.conftest import make_unit, make_user
from tests.portal.route_objects import Objects
from xingshen.review.policy import Role
from xingshen.store.models import Invitation, Unit, UnitPaper
from xingshen.store.record import files


def _registrations() -> Objects:
    own, foreign = make_unit(state="pending"), make_unit(state="pending")
    officer = make_user(Role.DEPARTMENT, department=own.department)
    return Objects(officer, {"unit_id": own.pk}, {"unit_id": foreign.pk})


def _paper(unit: Unit) -> UnitPaper:
    blob = files.blob_of(files.put([b"%PDF-1.7"]), "application/pdf")
    return UnitPaper.objects.create(unit=unit, blob=blob, name="营业执照.pdf")


def _papers() -> Objects:
    own, foreign = _paper(make_unit()), _paper(make_unit())
    return Objects(make_user(Role.UNIT_ADMIN, unit=own.unit), {"paper_id": own.pk}, {"paper_id": foreign.pk})


def _members() -> Objects:
    unit = make_unit()
    own, foreign = make_user(Role.APPLICANT, unit=unit), make_user(Role.APPLICANT)
    return Objects(make_user(Role.UNIT_ADMIN, unit=unit), {"user_id": own.pk}, {"user_id": foreign.pk})


def _invitation(unit: Unit | None) -> Invitation:
    n = Invitation.objects.count()
    return Invitation.objects.create(
        token_digest=f"{n:064}",
        email=f"invited{n}@example.cn",
        role=Role.APPLICANT if unit else Role.OFFICE,
        unit=unit,
        expires_at=timezone.now() + timedelta(days=1),
    )


def _unit_invitations() -> Objects:
    unit = make_unit()
    own, foreign = _invitation(unit), _invitation(make_unit())
    person = make_user(Role.UNIT_ADMIN, unit=unit)
    return _posted(Objects(person, {"invitation_id": own.pk}, {"invitation_id": foreign.pk}), action="withdraw")


def _programme_invitations() -> Objects:
    own, foreign = _invitation(None), _invitation(make_unit())
    person = make_user(Role.SYSTEM_ADMIN)
    return _posted(Objects(person, {"invitation_id": own.pk}, {"invitation_id": foreign.pk}), action="withdraw")


def _roles() -> Objects:
    own = make_user(Role.OFFICE).memberships.get()
    foreign = make_user(Role.APPLICANT).memberships.get()
    return Objects(make_user(Role.SYSTEM_ADMIN), {"membership_id": own.pk}, {"membership_id": foreign.pk})


def _people(role: Role) -> Callable[[], Objects]:
    """The administrators of accounts may open every account; what is not one is not found."""
    return lambda: Objects(make_user(role), {"user_id": make_user().pk}, {"user_id": 0})


def _keys() -> Objects:
    person, other = make_user(), make_user()
    own, foreign = (
        Authenticator.objects.create(user=each, type=Authenticator.Type.WEBAUTHN, data={"name": "密钥"})
        for each in (person, other)
    )
    return Objects(person, {"pk": own.pk}, {"pk": foreign.pk})


def _posted(given: Objects, **data: str) -> Objects:
    return Objects(given.person, given.own, given.foreign, "post", data)


OBJECTS: dict[str, Callable[[], Objects]] = {
    "accounts:registration_review": _registrations,
    "accounts:unit_paper": _papers,
    "accounts:member": _members,
    "accounts:unit_invitation": _unit_invitations,
    "accounts:programme_invitation": _programme_invitations,
    "accounts:withdraw_role": _roles,
    "accounts:person": _people(Role.SYSTEM_ADMIN),
    "accounts:secure_person": _people(Role.SECURITY_ADMIN),
    "mfa_edit_webauthn": _keys,
    "mfa_remove_webauthn": _keys,
}
OPEN: dict[str, dict[str, str]] = {
    "accounts:accept": {"token": "unknown"},
    "accounts:closed_confirm_key": {"key": "x"},
    "account_confirm_email": {"key": "x"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "x"},
}
