"""What the load needs, made in a data folder of its own: a call, people with sessions, an application to edit for each,
and drafts that are ready to be handed in. Loaded by a process of its own, once Django is, with the settings of the
server that it is for (:data:`benchmarks.web.__main__.SEED`).
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from xingshen.demo.cast import PASSWORD, Ending
from xingshen.demo.filings import build_application, build_call, examples_folder, read_example
from xingshen.demo.people import ORIGIN, UnitCast, build_departments, build_officers, build_unit
from xingshen.review.policy import Role
from xingshen.store.applying import applications
from xingshen.store.calls import calls
from xingshen.store.people import invitations, people

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def seed(editors: int, drafts: int) -> dict[str, Any]:
    """Sessions with the application that each edits, and sessions with drafts to hand in."""
    folder = examples_folder()
    assert folder is not None
    officers = build_officers()
    departments = build_departments(officers[Role.SYSTEM_ADMIN][0])
    call_id = build_call(officers[Role.OFFICE][0])
    example = read_example(folder, "clean-cat1-enterprise")
    unit = build_unit(example.form, "bench", departments)
    first = applications.get(build_application(call_id, example, unit, Ending.DRAFT))
    call, answers = calls.get(call_id), applications.answers_of(first)
    people_ids = [_join(unit, number) for number in range(editors)]
    edited = [applications.create(call, people.actor(each), answers).pk for each in people_ids]
    owner = people.actor(people_ids[0])
    ready = [applications.create(call, owner, answers).pk for _ in range(drafts)]
    sessions = [session_of(each) for each in people_ids]
    return {"sessions": sessions, "edited": edited, "ready": ready}


def _join(unit: UnitCast, number: int) -> int:
    email = f"editor-{number}@bench.example"
    invitation, _ = invitations.create(email, Role.APPLICANT, unit.administrator, unit_id=unit.unit_id, origin=ORIGIN)
    return invitations.accept_as_new(invitation, f"申报人{number}", PASSWORD, ORIGIN).pk


def session_of(user_id: int) -> str:
    """A session in which this person is signed in."""
    user = people.find(user_id)
    assert user is not None
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user_id), BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    assert session.session_key is not None
    return session.session_key
