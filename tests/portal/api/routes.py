"""Objects of the pages of tokens and webhooks. Operations are tried with tokens, see ``test_rights``."""

from __future__ import annotations

from tests.portal.conftest import make_user
from tests.portal.route_objects import Objects
from xingshen.review.policy import Role
from xingshen.store.api import api_tokens, webhooks
from xingshen.store.models import User
from xingshen.store.people import people
from xingshen.store.record.audit import Origin

_NOWHERE = Origin()


def _token_of(user: User) -> int:
    return api_tokens.make(people.actor(user.pk), "测试", ["check"], None, _NOWHERE).token.pk


def _webhook_of(user: User) -> int:
    return webhooks.make(people.actor(user.pk), "https://example.cn/", [], _NOWHERE).webhook.pk


def _token() -> Objects:
    person = make_user(Role.APPLICANT)
    return Objects(
        person, {"token_id": _token_of(person)}, {"token_id": _token_of(make_user(Role.APPLICANT))}, method="post"
    )


def _webhook() -> Objects:
    person = make_user(Role.APPLICANT)
    return Objects(person, {"webhook_id": _webhook_of(person)}, {"webhook_id": _webhook_of(make_user(Role.APPLICANT))})


OBJECTS = {"api:token_revoke": _token, "api:webhook": _webhook}
_DOSSIER: dict[str, object] = {"dossier": 999_999_999}
_SUBMISSION = {**_DOSSIER, "sequence": 1}
OPEN: dict[str, dict[str, object]] = {
    "api:show_call": {"slug": "x"},
    "api:list_clauses": {"slug": "x"},
    "api:show_dossier": _DOSSIER,
    "api:show_submission": _SUBMISSION,
    "api:download_paper": {**_SUBMISSION, "position": 1},
    "api:download_package": _SUBMISSION,
    "api:show_findings": _SUBMISSION,
    "api:list_points": _DOSSIER,
    "api:list_decisions": _DOSSIER,
    "api:decide_point": _DOSSIER,
    "api:show_conclusion": _DOSSIER,
    "api:download_letter": {**_DOSSIER, "letter": 1, "form": "pdf"},
    "api:show_check": {"check": "00000000-0000-4000-8000-000000000000"},
    "api:download_bundle": _DOSSIER,
    "api:begin_export": {"slug": "x"},
    "api:show_export": {"export": 1},
    "api:download_export": {"export": 1},
    "api:unknown": {"rest": "nothing/here"},
}
"""Operations, which sessions do not open."""
