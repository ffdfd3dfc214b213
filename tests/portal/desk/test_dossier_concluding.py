"""Ways on from a dossier: confirming together, concluding, stepping back; what happened, what the form says."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.portal.desk.opening import client_of, on_the_desk, page_of
from tests.store.scenes.reviewing import Review, judged
from xingshen.kernel.outcome import Outcome
from xingshen.portal.desk.dossier_list import Batch, grouped, together
from xingshen.review.examination_table import Stage
from xingshen.review.points import FAILING, PanelRule, Point

pytestmark = pytest.mark.django_db


@pytest.fixture
def review() -> Review:
    return on_the_desk()


def part_with(review: Review, kind: Batch) -> tuple[int, list[Point]]:
    """The first part that has something to confirm together."""
    panel = review.case().procedure.panel
    found = ((number, together(points, kind, panel)) for number, points in grouped(review.case().points()))
    return next((number, points) for number, points in found if points)


def send(review: Review, name: str, data: dict[str, Any], *args: object) -> Any:
    return client_of(review.reviewer).post(reverse(f"desk:{name}", args=[review.draft.pk, *args]), data)


def ticked(points: list[Point]) -> list[str]:
    return [f"{point.finding.fingerprint}:{point.basis.digest}" for point in points]


@pytest.mark.parametrize("kind", list(Batch))
def test_points_of_a_part_are_confirmed_together_after_they_were_seen(review: Review, kind: Batch) -> None:
    number, points = part_with(review, kind)
    seen = client_of(review.reviewer).get(reverse("desk:batch", args=[review.draft.pk, number]), {"kind": kind.value})
    assert [point.finding.fingerprint for point, _finding in seen.context["offered"]] == [
        point.finding.fingerprint for point in points
    ]
    answer = send(review, "batch", {"kind": kind.value, "points": ticked(points)}, number)
    assert answer.status_code == 302
    judged = [review.case().examination.judgement(point.finding.fingerprint) for point in points]
    assert [each.settled if each else None for each in judged] == [point.proposal for point in points]


def test_only_what_was_ticked_is_confirmed(review: Review) -> None:
    number, points = part_with(review, Batch.PASSES)
    send(review, "batch", {"kind": "passes", "points": ticked(points[:1])}, number)
    judged = [review.case().examination.judgement(point.finding.fingerprint) for point in points]
    assert [each is not None for each in judged] == [True] + [False] * (len(points) - 1)


def test_what_fails_or_belongs_to_a_panel_is_never_confirmed_together(review: Review) -> None:
    points = review.case().points()
    offered = [each for kind in Batch for each in together(points, kind, PanelRule())]
    assert all(each.proposal not in FAILING and each.finding.outcome not in FAILING for each in offered)
    assert not any(PanelRule().concerns(each.finding) for each in offered)
    failing = [each for each in points if each.finding.outcome is Outcome.FAIL][:1]
    number = next(number for number, each in grouped(points) if failing[0] in each)
    send(review, "batch", {"kind": "questions", "points": ticked(failing)}, number)
    assert review.case().examination.judgement(failing[0].finding.fingerprint) is None


def test_a_batch_seen_before_the_facts_changed_confirms_nothing(review: Review) -> None:
    number, points = part_with(review, Batch.QUESTIONS)
    old = [f"{points[0].finding.fingerprint}:{'0' * 32}", *ticked(points[1:])]
    answer = send(review, "batch", {"kind": "questions", "points": old}, number)
    assert answer.status_code == 409
    assert review.case().examination.judgements == {}


def test_unknown_parts_and_kinds_are_not_found(review: Review) -> None:
    client = client_of(review.reviewer)
    assert client.get(reverse("desk:batch", args=[review.draft.pk, 99]), {"kind": "passes"}).status_code == 404
    assert client.get(reverse("desk:batch", args=[review.draft.pk, 1]), {"kind": "all"}).status_code == 404


def without_panel(review: Review) -> None:
    """Nothing of this call goes to a panel."""
    review.call.settings["review"] = {"panel_reasons": [], "panel_clauses": []}
    review.call.save()


def ways(answer: Any) -> dict[str, str]:
    """Why each way is closed ("": it is open)."""
    return {way.step: way.stopped for way in answer.context["conclusions"]}


def test_passing_is_closed_with_its_reason_and_leads_to_what_is_open(review: Review) -> None:
    points = review.case().points()
    waiting = [point for point in points if point.waits]
    answer = client_of(review.reviewer).get(reverse("desk:conclude", args=[review.draft.pk]))
    assert ways(answer) == {
        "pass": f"还有 {len(waiting)} 项没有判断完，不能作出通过的结论（5.0）。",
        "correction": "",
        "panel": "",
        "refuse": f"还有 {sum(p.finding.outcome in FAILING for p in waiting)} 项不通过没有经人认定；"
        "请逐项认定，以便一次告知全部原因。",
        "recuse": "",
    }
    assert answer.context["conclusions"][0].jump.endswith(waiting[0].finding.fingerprint)
    refused = send(review, "conclude", {"step": "pass"})
    assert (refused.status_code, review.case().examination.stage) == (409, Stage.ASSIGNED)


def test_what_is_all_settled_passes(review: Review) -> None:
    without_panel(review)
    review.settle()
    assert ways(page_of(review))["pass"] == ""
    answer = send(review, "conclude", {"step": "pass"})
    assert answer.url == reverse("desk:dossier", args=[review.draft.pk])
    assert review.case().examination.conclusion is Outcome.PASS
    done = page_of(review)
    assert (done.context["concluded"], done.context["clock"]) == ("pass", None)


def test_a_refusal_is_proposed_with_what_was_said(review: Review) -> None:
    failing = [point for point in review.waiting() if point.finding.outcome is Outcome.FAIL]
    review.act([judged(point, Outcome.FAIL) for point in failing], review.reviewer)
    send(review, "conclude", {"step": "refuse", "phrase": "所列要点不符合指南要求。", "reason": ""})
    refusal = review.case().examination.refusal
    assert refusal is not None
    assert (refusal.proposed_by, refusal.reason) == (review.reviewer.user_id, "所列要点不符合指南要求。")
    second = page_of(review, actor=review.second)
    assert [word for word, _url in second.context["ways"]] == ["去复核"]


def test_who_steps_back_says_why_and_sees_the_dossier_no_more(review: Review) -> None:
    refused = send(review, "conclude", {"step": "recuse"})
    assert (refused.status_code, refused.context["error"]) == (409, "请写明回避的原因。")
    answer = send(review, "conclude", {"step": "recuse", "reason": "本人与申报单位有任职关系。"})
    assert answer.url == reverse("desk:queue")
    assert page_of(review).status_code == 403


def test_an_unknown_way_is_not_found(review: Review) -> None:
    assert send(review, "conclude", {"step": "forget"}).status_code == 404


def test_the_history_has_everything_newest_first(review: Review) -> None:
    review.settle()
    answer = client_of(review.reviewer).get(reverse("desk:history", args=[review.draft.pk]))
    told = [each.what for each in answer.context["happened"]]
    assert told[-4:] == ["开始审查", "分派审查员", "自动审查完成", "受理，进入形式审查"]


def test_what_the_form_says_is_shown_with_private_values_starred(review: Review) -> None:
    text = client_of(review.reviewer).get(reverse("desk:form", args=[review.draft.pk])).content.decode()
    assert "柔性焊接机器人力位协同控制" in text
    assert "130102198104126876" not in text


def test_neighbours_of_the_queue_are_one_step_away(review: Review) -> None:
    other = review.make_draft(project__title="另一个项目")
    review.accept(other, checked=False)
    review.assign(other)
    context = page_of(review).context
    assert (context["previous_url"], context["next_url"], context["queue"].count) == (
        "", reverse("desk:dossier", args=[other.pk]), 2,
    )  # fmt: skip


def test_the_one_before_and_after_are_those_of_the_list_one_came_from(review: Review) -> None:
    other, third = (review.make_draft(project__title=title) for title in ("另一个项目", "水泥窑协同处置"))
    for draft in (other, third):
        review.accept(draft, checked=False)
        review.assign(draft)
    client = client_of(review.reviewer)
    client.get(reverse("desk:queue"), {"tab": "all", "sort": "newest", "q": ""})
    context = client.get(reverse("desk:dossier", args=[other.pk])).context
    assert [context["previous_url"], context["next_url"], context["queue_url"]] == [
        reverse("desk:dossier", args=[third.pk]),
        reverse("desk:dossier", args=[review.draft.pk]),
        f"{reverse('desk:queue')}?tab=all&sort=newest",
    ]
    client.get(reverse("desk:queue"), {"tab": "all", "q": "水泥"})
    context = client.get(reverse("desk:dossier", args=[third.pk])).context
    assert (context["previous_url"], context["next_url"]) == ("", "")


def test_the_keyboard_begins_at_the_first_way_that_is_possible(review: Review) -> None:
    answer = client_of(review.reviewer).get(reverse("desk:conclude", args=[review.draft.pk]))
    assert [(way.step, bool(way.stopped), way.first) for way in answer.context["conclusions"]][:2] == [
        ("pass", True, False),
        ("correction", False, True),
    ]
    text = answer.content.decode()
    assert text.count("data-autofocus") == 1
    assert f'href="{reverse("desk:correction", args=[review.draft.pk])}" data-autofocus' in text
