"""Objects of the routes of the office: calls, which belong to the programme and to no unit."""

from __future__ import annotations

from tests.portal.conftest import make_user
from tests.portal.route_objects import Objects
from tests.store.applying import make_call
from xingshen.review.policy import Role


def _call() -> Objects:
    return Objects(make_user(Role.OFFICE), {"call_id": make_call().pk}, {"call_id": 999_999_999})


def _topic() -> Objects:
    own = {"call_id": make_call().pk, "topic": "progress"}
    return Objects(make_user(Role.OFFICE), own, {**own, "call_id": 999_999_999})


def _unpublished() -> Objects:
    call = make_call()
    call.state = "draft"
    call.save()
    return Objects(make_user(Role.OFFICE), {"call_id": call.pk}, {"call_id": 999_999_999}, method="post")


OBJECTS = {
    "office:overview_of": _call,
    "office:call": _call,
    "office:statistics_of": _topic,
    "office:statistics_export": _topic,
    "office:call_publish": _unpublished,
    "office:call_extend": _call,
}
OPEN: dict[str, dict[str, object]] = {}
