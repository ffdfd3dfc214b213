"""A correction from the request to what came of it: what it opens, the working copy, handing in, the re-check."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.store.scenes.reviewing import Review, run_checks, with_a_paper
from xingshen.review.examination_commands import Ask, RequestCorrection
from xingshen.review.filing import Refusal, Submit, Why, Withdraw
from xingshen.review.filing_events import Stage
from xingshen.store.applying import applications, papers, saving
from xingshen.store.applying.changes import Change
from xingshen.store.applying.paper_names import PaperRefused
from xingshen.store.applying.papers import Place
from xingshen.store.examination import correction_opening, correction_progress, corrections, examinations
from xingshen.store.examination.correction_opening import Opening
from xingshen.store.examination.corrections import Given
from xingshen.store.filing import filings, submissions
from xingshen.store.models import Application, AwaitedCorrection, Message, Paper, Revision, Submission
from xingshen.store.procedure import examination_flow
from xingshen.store.record import audit, files

pytestmark = pytest.mark.django_db
FUNDING = "R-3.6.a"


@pytest.fixture
def review() -> Review:
    return with_a_paper()


def point_of(review: Review, rule: str) -> Any:
    return next(point for point in review.case().points() if point.finding.rule == rule)


def ask_for(review: Review, *rules: str) -> None:
    """Return it for correction with the points of these rules."""
    wanted = [point_of(review, rule) for rule in rules]
    items = corrections.items_for(examinations.get(review.draft.pk), wanted)
    review.act(RequestCorrection(tuple(items.values())), review.reviewer)


def save(review: Review, **values: Any) -> saving.Saved:
    now = Application.objects.get(pk=review.draft.pk)
    changes = [Change(path.replace("__", "."), value) for path, value in values.items()]
    return saving.save_changes(now.pk, review.applicant, now.version, changes)


def hand_in(review: Review, replies: dict[str, str] | None = None, key: str = "c1", **more: Any) -> Any:
    return corrections.hand_in(review.draft.pk, key, Given(replies or {}), review.applicant, **more)


def due_of(review: Review) -> datetime:
    return AwaitedCorrection.objects.get(application=review.draft).due_at


def test_a_request_puts_the_filing_into_correction_and_tells_applicant_and_unit_where_to_go(review: Review) -> None:
    ask_for(review, FUNDING)
    assert review.stage() == "in_correction"
    assert filings.progress(review.draft.pk).stage is Stage.IN_CORRECTION
    told = Message.objects.filter(subject__startswith="请补正").order_by("user_id")
    assert [each.user_id for each in told] == sorted([review.person.pk, review.administrator.pk])
    assert {each.link for each in told} == {f"/apply/{review.draft.pk}/correction/"}
    record = filings.timeline(review.draft.pk).first()
    assert record is not None
    assert (record.kind, record.actor_name) == ("filing.sent_for_correction", "形式审查")
    assert list(audit.verify_chain()) == []


def test_only_the_opened_fields_are_stored_and_the_others_refused_with_a_sentence(review: Review) -> None:
    ask_for(review, FUNDING)
    saved = save(review, budget__self_funding="150", leader__name="别人")
    assert saved.stored == ("budget.self_funding",)
    assert list(saved.refused) == ["leader.name"]
    assert saved.refused["leader.name"].startswith("补正期间只能修改补正通知开放的栏目；“")
    assert Application.objects.get(pk=review.draft.pk).leader == "冯知衡"


def test_only_papers_of_the_opened_kinds_are_added_changed_and_removed(review: Review) -> None:
    row = AwaitedCorrection(application=review.draft, round=1, requested_at=timezone.now(), due_at=timezone.now())
    row.papers = ["审计报告"]
    row.save()
    agreement = Paper.objects.get()
    stored = files.put([b"%PDF-1.7 audit"])
    assert papers.add(stored, "审计.pdf", Place(review.draft.pk, "审计报告"), review.applicant).is_new
    steps = (
        lambda: papers.remove(agreement, review.applicant),
        lambda: papers.rename(agreement, "新名.pdf", review.applicant),
        lambda: papers.set_kind(agreement, "审计报告", review.applicant),
        lambda: papers.add(stored, "x.pdf", Place(review.draft.pk, "合作协议"), review.applicant),
        lambda: papers.add(stored, "y.pdf", Place(review.draft.pk, "审计报告", agreement.pk), review.applicant),
        lambda: papers.add(stored, "z.pdf", Place(review.draft.pk), review.applicant),
    )
    for step in steps:
        with pytest.raises(PaperRefused, match="没有开放，文件没有变"):
            step()
    assert set(papers.present(review.draft.pk).values_list("name", flat=True)) == {"05-协议.pdf", "审计.pdf"}


def test_what_was_saved_after_handing_in_is_set_back_when_the_correction_begins(review: Review) -> None:
    before = applications.tree(applications.get(review.draft.pk))
    save(review, project__title="另一个题目", leader__id="130102198104126868")
    later = papers.add(files.put([b"%PDF-1.7 later"]), "后来.pdf", Place(review.draft.pk, "合作协议"), review.applicant)
    papers.remove(Paper.objects.get(name="05-协议.pdf"), review.applicant)
    ask_for(review, FUNDING)
    now = applications.get(review.draft.pk)
    assert applications.tree(now) == before
    assert now.title == "柔性焊接机器人力位协同控制"
    assert list(papers.present(now.pk).values_list("name", flat=True)) == ["05-协议.pdf"]
    assert Paper.objects.get(pk=later.paper.pk).removed_at is not None
    assert Revision.objects.filter(application=now).order_by("-version")[0].by is None
    kinds = list(filings.timeline(now.pk).values_list("kind", flat=True)[:2])
    assert kinds == ["filing.sent_for_correction", "application.set_back"]


def test_the_correction_is_one_new_submission_that_goes_straight_on_with_the_examination(review: Review) -> None:
    ask_for(review, FUNDING)
    save(review, budget__self_funding="150")
    mark = point_of(review, FUNDING).finding.fingerprint
    submission = hand_in(review, {mark: " 已改为150万元。"})
    assert isinstance(submission, Submission)
    assert (submission.sequence, review.stage(), corrections.round_of(submission)) == (2, "accepted", 1)
    found = examinations.get(review.draft.pk)
    assert (found.stage, found.sequence, found.checked) == ("examining", 2, False)
    assert AwaitedCorrection.objects.count() == 0
    last = review.case().examination.corrections[-1]
    assert last.replies is not None
    assert [(each.fingerprint, each.text) for each in last.replies] == [(mark, "已改为150万元。")]
    run_checks()
    assert examinations.get(review.draft.pk).checked is True
    assert filings.progress(review.draft.pk).sequence == 2
    assert Message.objects.filter(subject__startswith="申报人已提交补正", user=review.administrator).count() == 1


def test_the_same_key_gives_the_same_submission_once(review: Review) -> None:
    ask_for(review, FUNDING)
    save(review, budget__self_funding="150")
    first, again = hand_in(review), hand_in(review)
    assert first == again
    assert Submission.objects.count() == 2


def test_a_correction_without_any_change_or_reply_is_not_taken(review: Review) -> None:
    ask_for(review, FUNDING)
    answer = hand_in(review)
    assert answer == Refusal(Why.INCOMPLETE, "还没有任何改动或答复，没有提交。请按所列事项修改，或写下答复。")
    assert (Submission.objects.count(), review.stage()) == (1, "in_correction")


def test_a_correction_counts_until_it_is_due_and_not_after(review: Review) -> None:
    ask_for(review, FUNDING)
    save(review, budget__self_funding="150")
    due = due_of(review)
    late = hand_in(review, now=due)
    assert isinstance(late, Refusal)
    assert late.why is Why.CLOSED
    assert Submission.objects.count() == 1
    assert isinstance(hand_in(review, now=due - timedelta(seconds=1)), Submission)


def test_while_a_correction_is_awaited_nothing_is_replaced_but_the_whole_may_be_withdrawn(review: Review) -> None:
    ask_for(review, FUNDING)
    answer = submissions.submit(review.draft.pk, "another", review.applicant)
    assert isinstance(answer, Refusal)
    assert answer.reason == "这份申报的状态是“待补正”，现在不能办理此项。"
    assert isinstance(filings.act(review.draft.pk, Submit(), review.applicant), Refusal)
    filings.act(review.draft.pk, Withdraw(), review.applicant)
    assert (review.stage(), AwaitedCorrection.objects.count()) == ("withdrawn", 0)


def test_when_the_time_is_over_the_filing_is_accepted_as_before_and_everybody_told(review: Review) -> None:
    ask_for(review, FUNDING)
    save(review, budget__self_funding="150")
    assert examination_flow.lapse_due(due_of(review)) == 1
    assert (review.stage(), AwaitedCorrection.objects.count()) == ("accepted", 0)
    assert filings.progress(review.draft.pk).sequence == 1
    assert Message.objects.filter(subject__startswith="补正期限已过").count() == 3


def test_the_end_is_reminded_of_once_on_the_working_day_before(review: Review) -> None:
    ask_for(review, FUNDING)
    due = due_of(review)
    calendar = review.case().procedure.calendar
    early = next(at for days in range(1, 9) if calendar.working_time(at := due - timedelta(days=days), due).days > 2)
    assert corrections.remind_due(early) == 0
    assert [corrections.remind_due(due - timedelta(hours=30)) for _ in range(2)] == [1, 0]
    assert Message.objects.filter(subject__startswith="补正即将截止").count() == 2


def test_decisions_stay_where_the_fact_is_the_same_and_are_reopened_where_it_changed(review: Review) -> None:
    review.settle()
    ask_rule = "H-3.1.d"
    review.act(Ask(point_of(review, ask_rule).finding.fingerprint, point_of(review, ask_rule).basis.digest, "请补充。"),
               review.reviewer)  # fmt: skip
    ask_for(review, ask_rule)
    assert review.case().examination.waiting_for is not None
    assert save(review, form__track_record="近三年牵头国际合作项目四项，均已验收。").refused == {}
    hand_in(review)
    run_checks()
    states = {point.finding.rule: point.state.value for point in review.case().points()}
    carried = {rule for rule, state in states.items() if state == "carried"}
    reopened = {rule for rule, state in states.items() if state == "reopened"}
    assert ask_rule in reopened
    assert {"H-3.3.a", "H-3.3.c", "H-3.4.b", "H-3.4.c"} <= carried
    same_point, required = {"H-3.1.a", "H-3.1.d", "H-3.1.e"}, "R-5.2.a-必填"
    on_the_whole_dossier = {"H-5.x", "N10", "N11", "N12", "N13"}
    assert reopened <= {*same_point, required, *on_the_whole_dossier}


def test_progress_knows_what_was_changed_and_forgets_what_was_put_back(review: Review) -> None:
    ask_for(review, FUNDING)
    row = AwaitedCorrection.objects.get()
    submission = submissions.at(review.draft.pk)
    assert submission is not None

    def changed() -> frozenset[str]:
        now = applications.get(review.draft.pk)
        return correction_progress.changes_of(now, row, submission).fields

    assert changed() == frozenset()
    save(review, budget__self_funding="150")
    assert "budget.self_funding" in changed()
    save(review, budget__self_funding="")
    assert "budget.self_funding" not in changed()


def test_every_finding_opens_addresses_that_can_be_written_and_kinds_of_the_form(review: Review) -> None:
    check = examinations.get(review.draft.pk).result
    assert check is not None
    opens = correction_opening.openings(check)
    schema = applications.schema_of(review.draft)
    tops = {path.partition("[")[0] for each in opens.values() for path in each.most.fields}
    assert tops <= {spec.id for spec in schema.fields} - {"attachments"}
    assert {kind for each in opens.values() for kind in each.most.papers} <= {kind.name for kind in schema.kinds}
    missing = opens[point_of(review, "R-3.3.b-有").finding.fingerprint]
    assert isinstance(missing, Opening)
    assert "合作协议" in missing.usual.papers
