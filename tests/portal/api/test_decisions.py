"""Deciding through the API: the same decisions as at the desk, once for each key, and never on what was not seen."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest

from tests.portal.api.scene import Program, Programs
from xingshen.review.examination_commands import GiveOpinion, OpenPanel
from xingshen.review.policy import Role
from xingshen.store.models import Event

pytestmark = pytest.mark.django_db


def waiting(program: Program, programs: Programs) -> list[dict[str, Any]]:
    """The points that one person may decide now."""
    points = program.get(f"/dossiers/{programs.own.pk}/points").json()["items"]
    return [each for each in points if each["waits"] and not each["for_panel"]]


def decide(program: Program, programs: Programs, key: str = "", **body: Any) -> Any:
    """Post a decision."""
    path = f"/dossiers/{programs.own.pk}/decisions"
    return program.post(path, json.dumps(body), Idempotency_Key=key or uuid4().hex)


def test_a_decision_settles_the_point_and_is_recorded_with_the_token(programs: Programs) -> None:
    program = programs.program(Role.REVIEWER)
    point = waiting(program, programs)[0]
    other = "fail" if point["proposal"] == "pass" else "pass"
    answer = decide(
        program, programs, point=point["point"], seen=point["seen"], decision="overrule", settled=other,
        reason="已核对原件页面。",
    )  # fmt: skip
    told = answer.json()
    event = Event.objects.filter(kind="point.overruled").get()
    assert (answer.status_code, told["point"]["settled"], told["stage"]) == (200, other, "examining")
    assert (event.actor_name, event.request_id) == ("沈细行", f"token {program.secret[:8]}")
    entries = program.get(f"/dossiers/{programs.own.pk}/decisions").json()["items"]
    assert [each["kind"] for each in entries][-2:] == ["examination.started", "point.overruled"]
    assert entries[-1]["reason"] == "已核对原件页面。"


def test_the_same_key_decides_once_and_is_answered_alike(programs: Programs) -> None:
    program = programs.program(Role.REVIEWER)
    point = waiting(program, programs)[0]
    body = {"point": point["point"], "seen": point["seen"], "decision": "ask", "reason": "请说明来源。"}
    first, again = (decide(program, programs, "my-own-key", **body) for _ in range(2))
    assert (first.status_code, again.status_code, first.json() == again.json()) == (200, 200, True)
    assert Event.objects.filter(kind="point.asked").count() == 1


def test_a_key_that_was_used_for_something_else_is_refused(programs: Programs) -> None:
    program = programs.program(Role.REVIEWER)
    point = waiting(program, programs)[0]
    body = {"point": point["point"], "seen": point["seen"], "decision": "ask", "reason": "请说明来源。"}
    decide(program, programs, "my-own-key", **body)
    answer = decide(program, programs, "my-own-key", **{**body, "reason": "另一个问题"})
    assert (answer.status_code, answer.json()["code"]) == (422, "key_reused")


def test_what_changed_since_it_was_seen_is_not_decided(programs: Programs) -> None:
    program = programs.program(Role.REVIEWER)
    point = waiting(program, programs)[0]
    body = {"point": point["point"], "seen": "0" * 32, "decision": "confirm", "reason": ""}
    answer = decide(program, programs, "stale-key", **body)
    assert (answer.status_code, answer.json()["code"]) == (409, "refused")
    assert "有变化" in answer.json()["detail"]
    again = decide(program, programs, "stale-key", **{**body, "seen": point["seen"], "decision": "ask", "reason": "问"})
    assert again.status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"point": "x", "seen": "y", "decision": "refuse"},
        {"point": "x", "seen": "y", "decision": "confirm", "extra": 1},
        {"point": "", "seen": "y", "decision": "confirm"},
    ],
)
def test_a_body_that_does_not_fit_is_told_field_by_field(body: dict[str, Any], programs: Programs) -> None:
    answer = decide(programs.program(Role.REVIEWER), programs, **body)
    assert (answer.status_code, answer.json()["code"], bool(answer.json()["errors"])) == (422, "invalid", True)


def test_text_that_is_no_json_is_malformed(programs: Programs) -> None:
    path = f"/dossiers/{programs.own.pk}/decisions"
    answer = programs.program(Role.REVIEWER).post(path, "{", Idempotency_Key="12345678")
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


def test_the_office_may_look_and_not_decide(programs: Programs) -> None:
    point = waiting(programs.program(Role.OFFICE), programs)[0]
    answer = decide(
        programs.program(Role.OFFICE), programs, point=point["point"], seen=point["seen"], decision="ask", reason="问"
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_separate_opinions_of_a_panel_are_told_nobody(programs: Programs) -> None:
    review = programs.review
    program = programs.program(Role.REVIEWER)
    marks = tuple(each["point"] for each in program.get(f"/dossiers/{programs.own.pk}/points").json()["items"])
    point = next(each for each in review.case().points() if each.finding.fingerprint in marks and each.waits)
    members = tuple(each.user_id or 0 for each in review.panel)
    review.act(OpenPanel((point.finding.fingerprint,), members, "请研判。"), review.reviewer)
    review.act(GiveOpinion(point.finding.fingerprint, point.proposal, "依我看符合。"), review.panel[0])
    kinds = {each["kind"] for each in program.get(f"/dossiers/{programs.own.pk}/decisions").json()["items"]}
    events = programs.program(Role.OFFICE).get("/events").json()["items"]
    assert ("panel.opened" in kinds, "panel.opinion_given" in kinds) == (True, False)
    assert [each for each in events if each["kind"] == "panel.opinion_given"] == []


def test_events_are_followed_by_number_without_gaps(programs: Programs) -> None:
    program = programs.program(Role.AUDIT_ADMIN)
    seen, after = [], 0
    while True:
        page = program.get(f"/events?after={after}&limit=7").json()
        seen += [each["seq"] for each in page["items"]]
        if not page["items"]:
            break
        after = page["next"]
    assert seen == list(range(1, Event.objects.count() + 1))


def test_the_office_is_told_of_dossiers_and_calls_and_of_no_account(programs: Programs) -> None:
    events = programs.program(Role.OFFICE).get("/events").json()["items"]
    types = {each["subject"]["type"] for each in events}
    assert types == {"application", "examination"}
    assert {each["address"] for each in events} == {""}
    assert [each for each in events if each["kind"] in ("application.created", "token.made")] == []


def test_only_one_kind_of_event_can_be_asked_for(programs: Programs) -> None:
    page = programs.program(Role.OFFICE).get("/events?kind=filing.submitted").json()
    assert [each["kind"] for each in page["items"]] == ["filing.submitted"] * 2
    assert page["next"] >= page["items"][-1]["seq"]
