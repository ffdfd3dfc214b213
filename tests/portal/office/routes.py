"""Objects of the routes of the office: calls, which belong to the programme and to no unit."""

from __future__ import annotations

from tests.portal.conftest import give_second_factor, make_user
from tests.portal.office import conclusion_routes
from tests.portal.office.across import routes as across
from tests.portal.route_objects import Objects
from tests.store.scenes.applying import make_call
from tests.store.scenes.reviewing import Review
from xingshen.review.policy import Role
from xingshen.store.examination import assignment_runs
from xingshen.store.models import User
from xingshen.store.people import people
from xingshen.store.record.audit import Origin


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


def _officer() -> Objects:
    reviewer = make_user(Role.REVIEWER)
    return Objects(make_user(Role.OFFICE), {"user_id": reviewer.pk}, {"user_id": make_user(Role.APPLICANT).pk})


def _waiting() -> Objects:
    review = Review()
    review.accept(checked=False)
    office = give_second_factor(User.objects.get(pk=review.office.user_id or 0))
    return Objects(office, {"application_id": review.draft.pk}, {"application_id": 999_999_999})


def _run() -> Objects:
    office = make_user(Role.OFFICE)
    actor = people.actor(office.pk)
    batch = assignment_runs.begin(make_call().pk, {}, actor, Origin())
    return Objects(office, {"batch_id": batch.pk}, {"batch_id": 999_999_999})


OBJECTS = {
    **across.OBJECTS,
    **conclusion_routes.OBJECTS,
    "office:assign_one": _waiting,
    "office:assignment_rules": _call,
    "office:assignment_run": _run,
    "office:officer": _officer,
    "office:procedure": _call,
    "office:overview_of": _call,
    "office:call": _call,
    "office:statistics_of": _topic,
    "office:statistics_export": _topic,
    "office:call_publish": _unpublished,
    "office:call_extend": _call,
}
OPEN: dict[str, dict[str, object]] = {}
