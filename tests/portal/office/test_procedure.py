"""The limits of a call's review: entered, refused at their fields, recorded, and what is under way counted anew."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from tests.portal.conftest import make_user, signed_in
from tests.store.scenes.applying import make_call
from tests.store.scenes.reviewing import Review
from xingshen.portal.office.procedure.days import UnreadableDayError, read_days, write_days
from xingshen.review.policy import Role
from xingshen.store.figures import examination_counts
from xingshen.store.models import Call, Event, Examination, Job
from xingshen.store.procedure import examination_log

pytestmark = pytest.mark.django_db
SENT = {
    "examination_days": "30", "correction_rounds": "1", "correction_days": "7", "reexamination_days": "10",
    "panel_size": "3", "panel_reasons": ["open_list"], "panel_clauses": "3.5 5.x", "reason": "按通知",
    "holidays": "2026-12-28 至 2026-12-30\n2027/1/1", "make_up_days": "2027年1月2日",
}  # fmt: skip


def send(call: Call, **changes: Any) -> Any:
    """The form as the office sends it."""
    client = signed_in(make_user(Role.OFFICE))
    return client.post(reverse("office:procedure", args=[call.pk]), {**SENT, **changes})


def test_what_is_settled_is_kept_recorded_and_used() -> None:
    call = make_call()
    assert send(call).status_code == 302
    call.refresh_from_db()
    procedure = examination_log.procedure_of(call)
    assert (procedure.examination_days, procedure.correction_rounds, procedure.panel_size) == (30, 1, 3)
    assert procedure.panel.clauses == ("3.5", "5.x")
    assert sorted(procedure.calendar.holidays)[-1] == date(2027, 1, 1)
    event = Event.objects.get(kind="call.review_changed")
    assert (event.reason, event.after["correction_days"]) == ("按通知", 7)
    assert Job.objects.get(kind="count_again").payload == {"call": call.pk}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"examination_days": "0"}, "examination_days"),
        ({"correction_rounds": "-1"}, "correction_rounds"),
        ({"correction_days": "many"}, "correction_days"),
        ({"panel_size": "1"}, "panel_size"),
        ({"panel_clauses": "99.9"}, "panel_clauses"),
        ({"holidays": "2026-13-01"}, "holidays"),
        ({"make_up_days": "星期六"}, "make_up_days"),
        ({"make_up_days": "2026-12-28"}, "make_up_days"),
        ({"reason": ""}, "reason"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_nothing_is_kept(changes: dict[str, str], field: str) -> None:
    call = make_call()
    assert list(send(call, **changes).context["form"].errors) == [field]
    call.refresh_from_db()
    assert call.settings == {}


def test_a_call_begins_with_the_published_holidays() -> None:
    call = make_call()
    page = signed_in(make_user(Role.OFFICE)).get(reverse("office:procedure", args=[call.pk])).content.decode()
    assert "2026-10-01 — 2026-10-07" in page
    assert not examination_log.procedure_of(call).calendar.is_working(date(2026, 10, 5))


def test_deadlines_of_what_is_under_way_follow_the_limits() -> None:
    review = Review()
    review.accept(checked=False)
    before = Examination.objects.get()
    send(review.call)
    assert examination_counts.count_again(review.call.pk) == 1
    after = Examination.objects.get()
    assert before.due_at is not None
    assert after.due_at is not None
    assert (after.due_at > before.due_at, after.changed_at, after.version) == (True, before.changed_at, before.version)


def test_the_limits_of_corrections_are_public() -> None:
    call = make_call()
    send(call)
    page = signed_in(make_user(Role.OFFICE)).get(reverse("public:call", args=[call.slug])).content.decode()
    assert "最多补正 1 次，每次 7 个工作日" in page


def test_days_are_read_as_people_paste_them() -> None:
    text = "2026年10月1日至2026年10月3日、2026/10/10，2026.10.10\n2026-1-2 to 2026-01-02"
    days = [date(2026, 1, 2), date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 3), date(2026, 10, 10)]
    assert read_days(text) == days
    assert write_days(days) == "2026-01-02\n2026-10-01 — 2026-10-03\n2026-10-10"
    assert read_days(write_days(days)) == days


@pytest.mark.parametrize("text", ["明天", "2026-02-30", "2026-10-07 至 2026-10-01", "2026-10"])
def test_what_is_no_day_is_named(text: str) -> None:
    with pytest.raises(UnreadableDayError):
        read_days(text)
