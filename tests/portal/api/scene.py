"""Two dossiers before the office, of different units, departments and reviewers; and a token for everybody."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.utils import timezone

from tests.portal.conftest import give_second_factor, make_department, make_unit, make_user
from tests.store.scenes.applying import actor_for, make_application
from tests.store.scenes.filing import READY
from tests.store.scenes.reviewing import Review, run_checks
from xingshen.review.api_policy import Scope
from xingshen.review.examination_commands import Assign
from xingshen.review.filing import Approve, Recommend
from xingshen.review.policy import Role
from xingshen.store.api import api_tokens
from xingshen.store.examination import examinations
from xingshen.store.filing import filings, submissions
from xingshen.store.models import Application, Letter, Submission, User
from xingshen.store.record import files
from xingshen.store.record.audit import Origin

EVERY_SCOPE = [scope.value for scope in Scope]
NOWHERE = Origin()


def token_of(user: User, scopes: list[str] | None = None) -> str:
    """The secret of a new token; with all scopes, whatever the roles, where none are named."""
    given = EVERY_SCOPE if scopes is None else scopes
    return api_tokens.make(actor_for(user), "测试", given, None, NOWHERE).secret


@dataclass
class Program:
    """A program with a token."""

    secret: str
    language: str = "zh-CN"
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def get(self, path: str, **headers: str) -> Any:
        """GET under ``/api/v1``."""
        return self.client.get(f"/api/v1{path}", headers=self._headers(headers))

    def post(self, path: str, body: Any, content_type: str = "application/json", **headers: str) -> Any:
        """POST under ``/api/v1``."""
        return self.client.post(f"/api/v1{path}", body, content_type=content_type, headers=self._headers(headers))

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        own = {"Authorization": f"Bearer {self.secret}", "Accept-Language": self.language}
        return own | {name.replace("_", "-"): value for name, value in more.items()}


class Programs:
    """The scene: ``own`` and ``other`` are the dossiers, ``people`` hold one role each for ``own``."""

    def __init__(self) -> None:
        self.review = Review()
        self.review.add_paper()
        self.review.accept(checked=False)
        self.own, self.other = self.review.draft, self._other()
        run_checks()
        self.review.assign()
        self._assign_other()
        for draft in (self.own, self.other):
            self._letter(draft)
        ids = {
            Role.APPLICANT: self.review.person.pk, Role.UNIT_ADMIN: self.review.administrator.pk,
            Role.DEPARTMENT: self.review.officer.pk, Role.REVIEWER: self.review.reviewer.user_id,
            Role.PANEL: self.review.panel[0].user_id, Role.OFFICE: self.review.office.user_id,
        }  # fmt: skip
        self.people = {role: User.objects.get(pk=person) for role, person in ids.items()}
        for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN):
            self.people[role] = make_user(role)
        for role in (Role.DEPARTMENT, Role.REVIEWER, Role.PANEL, Role.OFFICE):
            give_second_factor(self.people[role])

    def program(self, role: Role, scopes: list[str] | None = None) -> Program:
        """A program of the person with this role."""
        return Program(token_of(self.people[role], scopes))

    def _other(self) -> Application:
        unit = make_unit(make_department())
        applicant, admin = make_user(Role.APPLICANT, unit=unit), make_user(Role.UNIT_ADMIN, unit=unit)
        department = make_user(Role.DEPARTMENT, department=unit.department)
        answers = {**READY, "applicant__name": unit.name, "applicant__uscc": unit.uscc}
        draft = make_application(self.review.call, actor_for(applicant), **answers)
        assert isinstance(submissions.submit(draft.pk, "other-key", actor_for(applicant)), Submission)
        filings.act(draft.pk, Approve(), actor_for(admin))
        filings.act(draft.pk, Recommend(), actor_for(department))
        return draft

    def _assign_other(self) -> None:
        assert self.review.second.user_id is not None
        done = examinations.act(self.other.pk, Assign(self.review.second.user_id), self.review.office)
        assert isinstance(done, examinations.Done), done

    def _letter(self, draft: Application) -> None:
        blob = files.blob_of(files.put([b"PK letter"]))
        Letter.objects.create(
            application=draft, letter="correction", number=f"冀科形审 {draft.pk}", docx=blob, pdf=blob,
            issued_at=timezone.now(), call=draft.call, year=2026, serial=draft.pk, record={}, code="", event_seq=1,
        )  # fmt: skip
