"""The page of a dossier: points in the guide's order, filters, steps with their reasons, undo, remarks, history."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.portal.desk.opening import client_of, on_the_desk, page_of, post, shown_point
from tests.store.scenes.comparing import Batch
from tests.store.scenes.reviewing import Review, judged, make_officer, run_checks
from xingshen.kernel.outcome import Outcome
from xingshen.review.examination_commands import GiveOpinion, OpenPanel, RequestCorrection
from xingshen.review.examination_state import Word
from xingshen.review.points import Point
from xingshen.review.policy import Role
from xingshen.store.applying import saving
from xingshen.store.applying.changes import Change
from xingshen.store.examination import corrections, examinations
from xingshen.store.examination.corrections import Given
from xingshen.store.models import Application

pytestmark = pytest.mark.django_db


@pytest.fixture
def review() -> Review:
    return on_the_desk()


def lines(answer: Any) -> list[Any]:
    """The points of the page in their order."""
    return [line for part in answer.context["parts"] for line in part.lines]


def open_points(review: Review) -> list[Point]:
    """What one person can decide, in order."""
    return [point for point in review.waiting() if not point.question]


def failing(review: Review) -> Point:
    """A point on which the machine says that it fails."""
    return next(point for point in review.case().points() if point.waits and point.finding.outcome is Outcome.FAIL)


def question(review: Review) -> Point:
    """A question that the guide puts for every dossier."""
    return next(point for point in open_points(review) if point.finding.standing)


def test_the_first_open_point_is_shown_with_its_clause_and_the_steps(review: Review) -> None:
    answer = page_of(review)
    first = open_points(review)[0]
    current = next(line for line in lines(answer) if line.current)
    assert (answer.status_code, current.mark) == (200, first.finding.fingerprint)
    assert [line.mark for line in lines(answer)] == [
        point.finding.fingerprint for point in review.case().points() if point.waits
    ]
    text = answer.content.decode()
    assert first.finding.clauses[0].text in text
    assert 'id="do-overrule"' in text


@pytest.mark.parametrize(("show", "wanted"), [("all", None), ("failing", Outcome.FAIL)])
def test_filters_show_everything_or_what_fails(review: Review, show: str, wanted: Outcome | None) -> None:
    answer = page_of(review, show=show)
    points = review.case().points()
    kept = [point for point in points if wanted is None or (point.waits and point.finding.outcome is wanted)]
    current = answer.context["point"].mark
    expected = [each.finding.fingerprint for each in points if each in kept or each.finding.fingerprint == current]
    assert [line.mark for line in lines(answer)] == expected


def test_a_page_costs_as_many_queries_with_one_decision_as_with_three(
    review: Review, django_assert_num_queries: Any
) -> None:
    client = client_of(review.reviewer)
    url = reverse("desk:dossier", args=[review.draft.pk])
    for _ in range(2):
        review.act(judged(question(review), Outcome.PASS), review.reviewer)
        client.get(url)
        with django_assert_num_queries(22):
            client.get(url)


def test_one_step_confirms_and_the_next_open_point_comes_by_itself(review: Review) -> None:
    point = question(review)
    coming = open_points(review)[open_points(review).index(point) + 1]
    answer = post(review, point, step="confirm")
    judgement = review.case().examination.judgement(point.finding.fingerprint)
    assert judgement is not None
    assert (judgement.word, judgement.settled, judgement.by) == (
        Word.CONFIRMED, Outcome.PASS, (review.reviewer.user_id,),
    )  # fmt: skip
    assert (answer.status_code, shown_point(answer)) == (302, coming.finding.fingerprint)


def test_the_last_open_point_is_followed_by_the_first_that_was_passed_over(review: Review) -> None:
    first, last = open_points(review)[0], open_points(review)[-1]
    answer = post(review, last, step="confirm", reason="已核对。")
    assert shown_point(answer) == first.finding.fingerprint


def test_overruling_needs_a_reason_and_keeps_what_was_typed(review: Review) -> None:
    point = question(review)
    refused = post(review, point, step="overrule", settled="fail")
    assert refused.status_code == 409
    assert refused.context["error"] == "不认可自动审查的结果时，请写明理由和依据。"
    assert refused.context["typed"]["step"] == "overrule"
    assert review.case().examination.judgement(point.finding.fingerprint) is None


def test_a_phrase_stands_before_what_was_typed(review: Review) -> None:
    point = question(review)
    said = {"phrase": "所附材料不是要求的材料，实际为：", "reason": "备忘录。"}
    post(review, point, step="overrule", settled="fail", **said)
    judgement = review.case().examination.judgement(point.finding.fingerprint)
    assert judgement is not None
    assert (judgement.settled, judgement.reason) == (Outcome.FAIL, "所附材料不是要求的材料，实际为：备忘录。")


def test_a_stale_page_decides_nothing_and_says_so(review: Review) -> None:
    point = question(review)
    refused = post(review, point, step="confirm", seen="0" * 32)
    assert (refused.status_code, refused.context["error"]) == (
        409, "页面打开之后，这一要点所依据的事实有变化；请看过新的结果再认定。",
    )  # fmt: skip


def test_asking_leaves_the_point_open_and_goes_on(review: Review) -> None:
    point = question(review)
    post(review, point, step="ask", reason="请说明合作单位的关系。")
    now = next(each for each in review.case().points() if each.finding.fingerprint == point.finding.fingerprint)
    assert (now.waits, now.question) == (True, "请说明合作单位的关系。")
    assert next(line.asked for line in lines(page_of(review)) if line.mark == point.finding.fingerprint)


def test_one_takes_back_ones_own_last_decision_only(review: Review) -> None:
    first, second = open_points(review)[:2]
    for point in (first, second):
        post(review, point, step="confirm", reason="已核对。")
    assert page_of(review).context["undo"] == second.finding.fingerprint
    post(review, second, step="undo")
    page = page_of(review, point=second.finding.fingerprint)
    assert review.case().examination.judgement(second.finding.fingerprint) is None
    assert (page.context["undo"], page.context["undo_title"]) == (first.finding.fingerprint, first.finding.title)
    assert page_of(review, actor=review.office).context["undo"] == ""


def test_a_point_tells_everything_that_happened_to_it(review: Review) -> None:
    point = question(review)
    post(review, point, step="confirm")
    post(review, point, step="undo")
    post(review, point, step="comment", reason="请再看第二页。")
    told = page_of(review, point=point.finding.fingerprint).context["history"]
    assert [(each.what, each.settled, each.said, each.undone) for each in told] == [
        ("认可自动审查的结果", "pass", "", True),
        ("撤销认定", "", "", False),
        ("内部说明", "", "请再看第二页。", False),
    ]


def test_remarks_on_the_whole_dossier_are_seen_by_the_office(review: Review) -> None:
    client_of(review.reviewer).post(reverse("desk:remark", args=[review.draft.pk]), {"reason": "单位来过电话。"})
    assert [each.text for each in page_of(review, actor=review.office).context["remarks"]] == ["单位来过电话。"]


def test_an_empty_remark_is_refused_in_words(review: Review) -> None:
    answer = client_of(review.reviewer).post(reverse("desk:remark", args=[review.draft.pk]), {"reason": " "})
    assert (answer.status_code, answer.context["error"]) == (409, "请写下要说明的内容。")


def test_who_does_not_judge_sees_all_and_is_told_why_nothing_can_be_decided(review: Review) -> None:
    answer = page_of(review, actor=review.office)
    text = answer.content.decode()
    assert answer.context["point"].stopped == "此操作由形式审查员办理。"
    assert 'id="do-confirm"' not in text
    assert answer.context["conclusions"] == []
    refused = post(review, question(review), actor=review.office, step="confirm")
    assert refused.status_code == 409


def test_a_dossier_of_somebody_else_is_not_shown(review: Review) -> None:
    stranger = make_officer(Role.REVIEWER, "另一人")
    assert page_of(review, actor=stranger).status_code == 403
    assert post(review, question(review), actor=stranger, step="confirm").status_code == 403


def test_unknown_points_and_steps_are_not_found(review: Review) -> None:
    client = client_of(review.reviewer)
    assert client.post(reverse("desk:decide", args=[review.draft.pk, "0" * 16]), {"step": "confirm"}).status_code == 404
    assert post(review, question(review), step="burn").status_code == 404


def test_opinions_of_a_panel_that_sits_are_told_to_nobody_else() -> None:
    review = on_the_desk()
    point = question(review)
    members = tuple(each.user_id for each in review.panel if each.user_id)
    review.act(OpenPanel((point.finding.fingerprint,), members, "特殊情况：须研判。"), review.reviewer)
    panel = client_of(review.panel[0])
    review.act(GiveOpinion(point.finding.fingerprint, Outcome.PASS, "属于例外。"), review.panel[0])
    own = panel.get(reverse("desk:dossier", args=[review.draft.pk]), {"point": point.finding.fingerprint})
    other = page_of(review, point=point.finding.fingerprint)
    assert [each.said for each in own.context["history"]][-1] == "属于例外。"
    assert "属于例外。" not in other.content.decode()


def test_a_dossier_that_is_not_checked_yet_says_so() -> None:
    review = Review()
    review.accept(checked=False)
    review.assign()
    answer = page_of(review)
    assert (answer.status_code, answer.context["unchecked"], answer.context["point"]) == (200, True, None)


def test_the_part_alone_is_answered_to_the_script(review: Review) -> None:
    answer = client_of(review.reviewer).get(reverse("desk:dossier", args=[review.draft.pk]), headers={"X-Desk": "part"})
    assert answer.content.decode().lstrip().startswith('<div id="desk"')


def test_after_a_correction_answers_changes_and_states_stand_at_the_points() -> None:
    review = on_the_desk()
    mark = mark_of(review, FUNDING)
    items = corrections.items_for(examinations.get(review.draft.pk), [point_at(review, mark)])
    review.act(RequestCorrection(tuple(items.values())), review.reviewer)
    waiting = page_of(review, point=mark)
    assert waiting.context["clock"].words.startswith("补正期间停止计时")
    save(review, "budget.self_funding", "160")
    corrections.hand_in(review.draft.pk, "c1", Given({mark: "自筹已经改正。"}), review.applicant)
    run_checks()
    page = page_of(review, point=mark)
    assert page.context["point"].answered == "自筹已经改正。"
    assert page.context["follow"][0] == ("仍未解决", 1, "waiting")
    assert page.context["evidence"].change is not None
    assert "申报单位答复" in page.content.decode()


FUNDING = "R-3.6.a"


def mark_of(review: Review, rule: str) -> str:
    return next(p.finding.fingerprint for p in review.case().points() if p.finding.rule == rule)


def point_at(review: Review, mark: str) -> Point:
    return next(p for p in review.case().points() if p.finding.fingerprint == mark)


def save(review: Review, path: str, value: str) -> None:
    row = Application.objects.get(pk=review.draft.pk)
    saving.save_changes(row.pk, review.applicant, row.version, [Change(path, value)])


def test_a_reason_that_others_could_slip_into_comes_with_a_warning() -> None:
    batch = Batch()
    own = batch.add_with_paper(b"%PDF-1.7 one agreement", project__title="河岸湿地植物群落恢复对比")
    batch.add_with_paper(b"%PDF-1.7 one agreement", name="05-隔壁单位的协议.pdf")
    batch.look()
    batch.assign(own)
    warned = {}
    for clause, title in (("5.x", "重复"), ("1.b", "")):
        mark = batch.point_on(clause, own, title).finding.fingerprint
        page = client_of(batch.reviewer).get(reverse("desk:dossier", args=[own.pk]), {"point": mark})
        warned[clause] = "请不要写出其他申报的单位" in page.content.decode()
    assert warned == {"5.x": True, "1.b": False}


def test_the_parts_of_the_guide_have_their_headings_in_the_language_of_the_page(review: Review) -> None:
    headings = {}
    for language in ("zh-hans", "en"):
        client = client_of(review.reviewer)
        client.cookies["xs_language"] = language
        page = client.get(reverse("desk:dossier", args=[review.draft.pk]))
        headings[language] = next(part.title for part in page.context["parts"] if part.title.startswith(("三", "III")))
    assert headings == {"zh-hans": "三、申报要求", "en": "III. Requirements"}
