"""What answers look like: problems in two languages, tags, limits, pages, and what the operations tell."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.portal.api.scene import Program, Programs, token_of
from tests.portal.conftest import make_user
from xingshen.portal.api import calls_operations
from xingshen.review.policy import Role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.5", "需要有效的访问令牌。"),
        ("en-GB,en", "A valid access token is needed."),
        ("", "需要有效的访问令牌。"),
    ],
)
def test_problems_are_told_in_the_language_that_was_asked_for(language: str, title: str) -> None:
    answer = Client().get("/api/v1/token", headers={"Accept-Language": language})
    told = answer.json()
    assert (told["title"], told["status"], told["code"]) == (title, 401, "unauthorized")


def test_errors_of_parameters_name_the_parameter_in_both_languages() -> None:
    secret = token_of(make_user(Role.APPLICANT))
    chinese = Program(secret).get("/dossiers?limit=1000").json()
    english = Program(secret, "en").get("/dossiers?limit=1000").json()
    assert chinese["errors"] == [{"at": "query.limit", "message": "数值过大。"}]
    assert english["errors"] == [{"at": "query.limit", "message": "Input should be less than or equal to 100"}]


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("get", "/api/v1/", 404, "not_found"),
        ("get", "/api/v1/nothing/here", 404, "not_found"),
        ("post", "/api/v1/nothing", 404, "not_found"),
        ("delete", "/api/v1/calls", 405, "method_not_allowed"),
    ],
)
def test_addresses_that_lead_nowhere_are_problems_too(method: str, path: str, status: int, code: str) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = getattr(client, method)(path)
    assert (answer.status_code, answer.headers["Content-Type"], answer.json()["code"]) == (
        status, "application/problem+json", code,
    )  # fmt: skip


def test_a_fault_of_ours_is_told_without_saying_anything_of_it(monkeypatch: Any, caplog: Any) -> None:
    def fails(*_: Any) -> None:
        raise RuntimeError("130102198104126876")

    monkeypatch.setattr(calls_operations.posted_checks, "left_today", fails)
    answer = Program(token_of(make_user(Role.APPLICANT))).get("/token")
    assert (answer.status_code, answer.json()["code"]) == (500, "failed")
    assert ("130102198104126876" in answer.text, "130102198104126876" in caplog.text) == (False, False)


def test_a_tag_saves_what_is_known_already() -> None:
    program = Program(token_of(make_user(Role.APPLICANT)))
    first = program.get("/calls")
    again = program.get("/calls", If_None_Match=first.headers["ETag"])
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert set(first.headers["Vary"].split(", ")) >= {"Accept-Language", "Authorization"}


def test_a_token_that_asks_too_often_is_told_when_to_come_back(settings: Any) -> None:
    settings.XS = settings.XS.model_copy(update={"api_per_minute": 2})
    program = Program(token_of(make_user(Role.APPLICANT)))
    answers = [program.get("/calls") for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert [each.headers["RateLimit-Remaining"] for each in answers] == ["1", "0", "0"]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert answers[-1].json()["code"] == "too_many"


def test_another_token_of_the_same_address_still_may_until_the_address_asks_too_often(settings: Any) -> None:
    settings.XS = settings.XS.model_copy(update={"api_per_minute": 2})
    programs = [Program(token_of(make_user(Role.APPLICANT))) for _ in range(5)]
    statuses = [program.get("/calls").status_code for program in programs for _ in range(2)]
    assert statuses == [200] * 8 + [429] * 2


def test_guessing_tokens_is_slowed_down() -> None:
    statuses = [Program(f"xs_{number}").get("/token").status_code for number in range(32)]
    assert statuses == [401] * 30 + [429] * 2


def test_pages_of_dossiers_follow_each_other_without_gaps(programs: Programs) -> None:
    program = programs.program(Role.OFFICE)
    first = program.get("/dossiers?limit=1").json()
    second = program.get(f"/dossiers?limit=1&cursor={first['next']}").json()
    assert [each["id"] for each in first["items"] + second["items"]] == sorted([programs.own.pk, programs.other.pk])
    assert (first["next"], second["next"]) == (first["items"][0]["id"], 0)


@pytest.mark.parametrize(
    ("query", "found"),
    [("text=不存在的", 0), ("stage=accepted", 2), ("stage=draft", 0), ("call=intl-2026", 2), ("call=other", 0)],
)
def test_the_list_can_be_narrowed_down(query: str, found: int, programs: Programs) -> None:
    assert len(programs.program(Role.OFFICE).get(f"/dossiers?{query}").json()["items"]) == found


def test_the_list_asks_the_database_as_often_for_many(programs: Programs, django_assert_num_queries: Any) -> None:
    program = programs.program(Role.OFFICE)
    program.get("/token")
    for query in ("text=不存在的", ""):
        with django_assert_num_queries(7 if query else 8):
            program.get(f"/dossiers?{query}")


def test_only_reviewers_are_told_where_a_dossier_stands_before_the_office(programs: Programs) -> None:
    path = f"/dossiers/{programs.own.pk}"
    told = {role: programs.program(role).get(path).json() for role in (Role.APPLICANT, Role.REVIEWER)}
    assert (told[Role.APPLICANT]["examination"], told[Role.APPLICANT]["sides"]) == (None, ["applicant"])
    assert (told[Role.REVIEWER]["examination"]["stage"], told[Role.REVIEWER]["sides"]) == ("assigned", ["officer"])


def test_no_private_value_leaves_but_in_the_export(programs: Programs) -> None:
    program = programs.program(Role.UNIT_ADMIN)
    base = f"/dossiers/{programs.own.pk}"
    texts = [program.get(base + rest).text for rest in ("", "/submissions/1", "/submissions/1/findings", "/conclusion")]
    assert [text for text in texts if "130102198104126876" in text] == []
    assert program.get(f"{base}/submissions/1/package").getvalue()[:2] == b"PK"


def test_papers_are_the_bytes_that_were_handed_in(programs: Programs) -> None:
    program = programs.program(Role.REVIEWER)
    base = f"/dossiers/{programs.own.pk}/submissions/1"
    (paper,) = program.get(base).json()["papers"]
    answer = program.get(f"{base}/papers/1")
    assert (answer.getvalue(), paper["name"], paper["size"]) == (b"%PDF-1.7 agreement", "05-协议.pdf", 18)
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")


def test_clauses_are_quoted_word_by_word(programs: Programs) -> None:
    program = programs.program(Role.APPLICANT)
    clauses = program.get("/calls/intl-2026/clauses").json()["items"]
    english = Program(program.secret, "en").get("/calls/intl-2026/clauses").json()["items"]
    assert [each["text"] for each in clauses] == [each["text"] for each in english]
    assert (len(clauses) > 50, any(each["rules"] for each in clauses)) == (True, True)
    assert any(each["rendering"] for each in english)
