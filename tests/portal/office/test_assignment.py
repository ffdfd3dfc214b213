"""Assignment: the plan and why, adjusting it, all in one go, giving again, and the rules of the office."""

from __future__ import annotations

from threading import Event as Stop
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.portal.desk.test_queue import client_of
from tests.store.scenes.applying import make_unit
from tests.store.scenes.reviewing import Review, make_officer
from xingshen.jobs.assigning import give_dossiers
from xingshen.jobs.work import Work
from xingshen.kernel.identifiers import uscc
from xingshen.review.examination_commands import Recuse
from xingshen.review.policy import Role
from xingshen.store.examination import assignment_runs
from xingshen.store.models import Batch, Call, Event, Examination, Message
from xingshen.store.people import officers
from xingshen.store.people.officers import Declaration, Kind
from xingshen.store.record.audit import Origin
from xingshen.store.running import jobs

pytestmark = pytest.mark.django_db
PLAN, AGAIN = "office:assignment", "office:reassignment"


def accepted(number: int) -> Review:
    """So many dossiers that wait for a reviewer."""
    review = Review()
    review.accept(checked=False)
    for at in range(1, number):
        review.accept(review.make_draft(project__title=f"项目{at}"), checked=False)
    return review


def given(review: Review) -> list[str]:
    """The reviewers of all dossiers in order."""
    return list(Examination.objects.order_by("pk").values_list("reviewer__name", flat=True))


def page_of(review: Review, **asked: Any) -> Any:
    """The plan as the office sees it."""
    return client_of(review.office).get(reverse(PLAN), asked)


def test_the_plan_is_even_and_says_why() -> None:
    review = accepted(4)
    answer = page_of(review)
    assert sorted((load.name, load.before, load.more) for load in answer.context["loads"]) == [
        ("明察之", 0, 2), ("沈细行", 0, 2),
    ]  # fmt: skip
    reasons = [reason.reason for offer in answer.context["offers"] for _name, reason in offer.reasons if reason.chosen]
    assert len(reasons) == 4
    assert reasons[0].startswith("可以承担，分派后手上 2 份")


def test_looking_gives_nothing_and_giving_gives_all() -> None:
    review = accepted(2)
    page_of(review)
    assert given(review) == [None, None]
    client = client_of(review.office)
    answer = client.post(reverse(PLAN), {"give": "all"}, follow=True)
    assert sorted(given(review)) == ["明察之", "沈细行"]
    assert "已分派 2 份" in answer.content.decode()
    assert "没有等待分派的材料" in client.get(reverse(PLAN)).content.decode()


def test_what_is_changed_by_hand_is_given_so_and_what_is_left_out_waits() -> None:
    review = accepted(2)
    first, second = Examination.objects.order_by("pk").values_list("application_id", flat=True)
    sent = {"give": "all", f"to-{first}": review.second.user_id, f"to-{second}": ""}
    client_of(review.office).post(reverse(PLAN), sent)
    assert given(review) == ["明察之", None]
    assert Event.objects.get(kind="examination.assigned").after["why"] == "由项目办公室指定。"


def test_only_what_was_chosen_is_planned() -> None:
    review = accepted(3)
    chosen = Examination.objects.order_by("pk").values_list("application_id", flat=True)[1]
    answer = page_of(review, id=[chosen])
    assert [offer.row.application_id for offer in answer.context["offers"]] == [chosen]


def test_somebody_with_a_tie_to_the_unit_gets_nothing_of_it() -> None:
    review = accepted(2)
    assert review.reviewer.user_id is not None
    tie = Declaration(((Kind.OWN_UNIT, review.unit.uscc),))
    officers.declare(review.reviewer.user_id, tie, review.reviewer, Origin())
    client_of(review.office).post(reverse(PLAN), {"give": "all"})
    assert given(review) == ["明察之", "明察之"]


def test_a_tie_that_is_passed_by_is_refused_with_its_reason_and_the_dossier_waits() -> None:
    review = accepted(1)
    assert review.reviewer.user_id is not None
    officers.declare(
        review.reviewer.user_id, Declaration(((Kind.OWN_UNIT, review.unit.uscc),)), review.reviewer,
        Origin(),
    )  # fmt: skip
    sent = {"give": "all", f"to-{review.draft.pk}": review.reviewer.user_id}
    answer = client_of(review.office).post(reverse(PLAN), sent, follow=True)
    assert "须回避" in answer.content.decode()
    assert given(review) == [None]


def test_many_are_given_by_a_job_that_can_be_begun_again() -> None:
    review = accepted(2)
    assert review.reviewer.user_id is not None
    wishes = {review.draft.pk: (review.reviewer.user_id, "按规则")}
    batch = assignment_runs.begin(review.call.pk, wishes, review.office, Origin())
    Batch.objects.filter(pk=batch.pk).update(done=0, state="running", finished_at=None)
    with_job = Work(_claim(batch.pk), Stop())
    give_dossiers(with_job)
    batch.refresh_from_db()
    assert (batch.done, batch.state, batch.problems) == (1, "done", [])
    assert Event.objects.filter(kind="examination.assigned").count() == 1


def _claim(batch_id: int) -> jobs.Claim:
    jobs.enqueue(assignment_runs.GIVE, f"batch {batch_id}", payload={"batch": batch_id})
    claim = jobs.claim([assignment_runs.GIVE])
    assert claim is not None
    return claim


def test_everything_of_a_person_on_leave_goes_to_others_with_the_reason() -> None:
    review = accepted(2)
    client = client_of(review.office)
    client.post(reverse(PLAN), {"give": "all"})
    address = f"{reverse(AGAIN)}?from={review.reviewer.user_id}"
    assert "还没有改派" in client.post(address, {"give": "all", "reason": " "}).content.decode()
    client.post(address, {"give": "all", "reason": "休假"})
    assert given(review) == ["明察之", "明察之"]
    assert Event.objects.get(kind="examination.reassigned").reason == "休假"


def test_whoever_stepped_back_is_not_proposed_again_and_the_message_leads_to_the_plan() -> None:
    review = accepted(1)
    review.assign()
    review.act(Recuse("曾是其学生"), review.reviewer)
    link = Message.objects.get(user_id=review.office.user_id, subject__startswith="审查员回避").link
    answer = client_of(review.office).get(link, follow=True)
    offer = answer.context["offers"][0]
    assert (offer.chosen, [name for _pk, name in offer.choices]) == (review.second.user_id, ["明察之"])


def test_chosen_dossiers_go_to_somebody_else() -> None:
    review = accepted(1)
    review.assign()
    client_of(review.office).post(reverse(AGAIN), {"id": [review.draft.pk], "give": "all", "reason": "调整"})
    assert given(review) == ["明察之"]


def test_a_rule_by_category_and_one_by_unit_are_kept_to() -> None:
    review = accepted(2)
    client = client_of(review.office)
    address = reverse("office:assignment_rules", args=[review.call.pk])
    fields = [field.label for field in client.get(address).context["form"] if field.name.startswith("category_")]
    sent = {f"category_{fields.index('重点产业')}": [review.second.user_id], "reason": "分工"}
    client.post(address, sent)
    assert Event.objects.get(kind="call.assignment_changed").reason == "分工"
    client.post(reverse(PLAN), {"give": "all"})
    assert given(review) == ["明察之", "明察之"]
    client.post(address, {"units": f"{review.unit.name}：沈细行"})
    assert Call.objects.get().settings["assignment"] == {
        "by_category": {}, "by_unit": {review.unit.uscc: [review.reviewer.user_id]},
    }  # fmt: skip


def test_a_unit_that_is_not_registered_and_a_stranger_are_refused_at_their_field() -> None:
    review = accepted(1)
    address = reverse("office:assignment_rules", args=[review.call.pk])
    sent = {"units": f"没有的单位：沈细行\n{review.unit.name}：谁也不是"}
    form = client_of(review.office).post(address, sent).context["form"]
    assert (list(form.errors), len(form.errors["units"])) == (["units"], 2)


@pytest.mark.parametrize("number", [1, 3])
def test_the_plan_asks_the_database_equally_often_for_one_and_for_three(
    number: int, django_assert_num_queries: Any
) -> None:
    review = accepted(number)
    client = client_of(review.office)
    client.get(reverse(PLAN))
    with django_assert_num_queries(22):
        assert len(client.get(reverse(PLAN)).context["offers"]) == number


def test_nobody_but_the_office_assigns() -> None:
    review = accepted(1)
    client: Client = client_of(review.reviewer)
    assert [client.get(reverse(name)).status_code for name in (PLAN, AGAIN, "office:officers")] == [403, 403, 403]


def test_officers_are_listed_with_load_and_number_of_ties_and_settings_are_recorded() -> None:
    review = accepted(1)
    review.assign()
    assert review.reviewer.user_id is not None
    officers.declare(
        review.reviewer.user_id, Declaration(((Kind.RELATED_PERSON, "某人甲"),)), review.reviewer,
        Origin(),
    )  # fmt: skip
    client = client_of(review.office)
    text = client.get(reverse("office:officers")).content.decode()
    assert ("登记了 1 项" in text, "某人甲" in text) == (True, False)
    address = reverse("office:officer", args=[review.reviewer.user_id])
    late = {"capacity": "3", "away_from": "2026-12-05", "away_until": "2026-12-01"}
    assert list(client.post(address, late).context["form"].errors) == ["away_until"]
    client.post(address, {**late, "away_until": "2026-12-09", "skills": ["港澳台"]})
    changed = Event.objects.get(kind="officer.changed")
    assert changed.after == {
        "capacity": 3, "skills": ["港澳台"], "away_from": "2026-12-05", "away_until": "2026-12-09",
    }  # fmt: skip


def test_the_office_sees_which_dossiers_somebody_has_to_keep_away_from() -> None:
    review = accepted(1)
    other = make_unit("别的单位", uscc.complete("91130100MB000001"))
    officer = make_officer(Role.REVIEWER, "何慎独")
    assert officer.user_id is not None
    ties = Declaration(((Kind.OWN_UNIT, other.name), (Kind.RELATED_UNIT, review.unit.name)))
    officers.declare(officer.user_id, ties, officer, Origin())
    text = client_of(review.office).get(reverse("office:officer", args=[officer.user_id])).content.decode()
    assert "须回避 1 份" in text
