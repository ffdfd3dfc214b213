"""What dossiers of a call have in common: found, kept up to date, set aside, and told to the checks."""

from __future__ import annotations

from typing import Any

import pytest

from tests.store.scenes.comparing import TEXT, Batch
from xingshen.evidence.page import Line, Page, Paper
from xingshen.evidence.readers import READER_VERSION
from xingshen.evidence.sight import describe_sight
from xingshen.kernel.outcome import Outcome
from xingshen.pipeline.copies import bare
from xingshen.review.examination import Refusal
from xingshen.review.filing import Withdraw
from xingshen.store.across import likenesses, traces
from xingshen.store.across.likenesses import Wanted
from xingshen.store.applying import self_check
from xingshen.store.figures import overview
from xingshen.store.filing import filings, submissions
from xingshen.store.models import Event, Likeness, Trace
from xingshen.store.record import audit
from xingshen.store.results import filing_checks

pytestmark = pytest.mark.django_db
OTHER = {"project__title": "海洋牧场生态监测浮标网络研制", "leader__name": "水明月", "leader__id": "130102198203154521"}
ALIKE = {"leader__name": "水明月", "leader__id": "130102198203154521"}


def test_a_unit_with_two_categories_is_found_and_goes_to_the_panel() -> None:
    batch = Batch()
    batch.accept()
    assert batch.point_on("3.5", batch.draft).finding.outcome is Outcome.PASS
    other = batch.add(form__category="2", **OTHER)
    assert batch.look() == 2
    assert batch.found() == [("unit", batch.draft.pk, other.pk)]
    for draft in (batch.draft, other):
        point = batch.point_on("3.5", draft)
        assert (point.finding.outcome, point.for_panel) == (Outcome.HUMAN, True)


def test_one_leader_is_found_by_the_number_which_is_kept_nowhere() -> None:
    batch = Batch()
    batch.accept()
    other = batch.add(project__title=OTHER["project__title"])
    batch.look()
    assert batch.found() == [("leader", batch.draft.pk, other.pk)]
    kept = str(list(Trace.objects.values()))
    assert "130102198104126876" not in kept


def test_the_same_paper_is_found_and_what_a_unit_may_use_again_is_not() -> None:
    batch = Batch()
    one = batch.add_with_paper(b"%PDF-1.7 the same agreement", **OTHER)
    other = batch.add_with_paper(
        b"%PDF-1.7 the same agreement", name="协议.pdf", project__title="河岸湿地植物群落恢复对比"
    )
    batch.look()
    (row,) = Likeness.objects.filter(kind="paper_same")
    assert (row.first_id, row.second_id) == (one.pk, other.pk)
    assert row.detail["files"] == {str(one.pk): "05-协议.pdf", str(other.pk): "协议.pdf"}
    report = Batch.add_with_paper
    for title in ("工业互联网安全态势感知平台", "低空物流无人机协同调度方法"):
        report(batch, b"%PDF-1.7 audit", name="审计.pdf", kind="审计报告", project__title=title)
    batch.look()
    assert Likeness.objects.filter(kind="paper_same").count() == 1


def test_near_texts_and_near_titles_are_found_with_how_alike_they_are() -> None:
    batch = Batch()
    one = batch.add(form__content=TEXT, **OTHER)
    other = batch.add(form__content=TEXT.replace("第3项", "第三项"), project__title="柔性焊接机器人的力位协同控制方法")
    batch.look()
    row = Likeness.objects.get(kind="text_near", first=one, second=other)
    assert row.detail["content"] > 0.9
    assert row.score == row.detail["content"]


def test_near_papers_are_found_by_what_was_read() -> None:
    batch = Batch()
    one, other = batch.add(**OTHER), batch.add(project__title="河岸湿地植物群落恢复对比研究")
    for draft, digest, text in ((one, "a", TEXT), (other, "b", TEXT.replace("第3项", "第三项"))):
        _read(draft.pk, f"sha256:{digest * 64}", text)
    batch.look()
    row = Likeness.objects.get(kind="paper_near")
    assert (row.first_id, row.second_id, row.score > 0.9) == (one.pk, other.pk, True)


def _read(application_id: int, digest: str, text: str) -> None:
    """A paper of a trace whose text was read, without a file."""
    trace = Trace.objects.get(application_id=application_id)
    trace.papers = [["协议.pdf", digest, "合作协议"]]
    trace.keys = {**trace.keys, digest: traces._joined(bare(text))}
    trace.save()
    line = Line(text, (0.0, 0.0, 100.0, 10.0), tuple(float(at) for at in range(len(text) + 1)))
    paper = Paper("协议.pdf", digest, "application/pdf", (Page(1, 595.0, 842.0, (line,)),), ())
    self_check.page_store().put(paper, f"{READER_VERSION}\n{describe_sight()}")


def test_a_dossier_that_is_withdrawn_has_nothing_in_common_with_anybody() -> None:
    batch = Batch()
    batch.accept()
    other = batch.add(form__category="2", **OTHER)
    batch.look()
    answer = filings.act(other.pk, Withdraw("改报"), batch.applicant)
    assert not isinstance(answer, Refusal)
    assert batch.look() == 1
    assert batch.found() == []
    assert batch.point_on("3.5", batch.draft).finding.outcome is Outcome.PASS


def test_what_was_set_aside_stays_with_its_reason_and_the_events_tell_both() -> None:
    batch = Batch()
    batch.accept()
    other = batch.add(form__category="2", **OTHER)
    batch.look()
    row = Likeness.objects.get()
    assert likenesses.set_aside(row.pk, "经批准的例外。", batch.office)
    assert not likenesses.set_aside(row.pk, "再来一次", batch.office)
    assert batch.look() == 0
    filings.act(other.pk, Withdraw("改报"), batch.applicant)
    batch.look()
    kept = likenesses.get(row.pk)
    assert (kept.set_aside_reason, kept.set_aside_by_id) == ("经批准的例外。", batch.office.user_id)
    assert likenesses.take_up(row.pk, "情况有变", batch.office)
    told = Event.objects.filter(subject_type="likeness").order_by("seq").values_list("kind", "reason")
    assert list(told) == [("likeness.set_aside", "经批准的例外。"), ("likeness.taken_up", "情况有变")]
    assert list(audit.verify_chain()) == []


def test_unit_and_department_see_nothing_of_other_dossiers_in_the_result() -> None:
    batch = Batch()
    batch.accept()
    batch.add(form__category="2", **OTHER)
    batch.look()
    submission = submissions.at(batch.draft.pk)
    assert submission is not None
    result = filing_checks.result_of(submission)
    assert result is not None
    (finding,) = [each for each in result.findings if each.title == "同一申报单位只申报一类"]
    assert finding.outcome is Outcome.PASS


def test_decisions_whose_facts_are_the_same_stay_when_another_dossier_comes() -> None:
    batch = Batch()
    batch.accept()
    batch.assign()
    batch.settle()
    before = {mark for mark, made in batch.case().examination.judgements.items() if made[-1].stale is None}
    batch.add(form__category="2", **OTHER)
    batch.look()
    state = batch.case().examination
    after = {mark for mark, made in state.judgements.items() if made[-1].stale is None}
    assert len(before) > 10
    assert before - after == set()


def test_a_look_that_finds_nothing_new_checks_nothing_again() -> None:
    batch = Batch()
    batch.accept()
    batch.add(form__category="2", **OTHER)
    batch.look()
    assert (likenesses.enqueue_due(), batch.look()) == (0, 0)
    assert len(batch.found()) == 1


def test_a_list_is_filtered_by_kind_state_and_text() -> None:
    batch = Batch()
    batch.accept()
    batch.add(form__category="2", **OTHER)
    batch.add(project__title="海洋牧场生态监测浮标网络研发", leader__name="云中鹤", leader__id="110105199003072413")
    batch.look()
    call = batch.call.pk
    every = likenesses.in_call(call, Wanted())
    assert likenesses.counts(call) == {"unit": 2, "text_near": 1}
    assert [row.kind for row in likenesses.in_call(call, Wanted(kind="text_near"))] == ["text_near"]
    assert likenesses.in_call(call, Wanted(text="云中鹤")).count() == 2
    likenesses.set_aside(every[0].pk, "已核对。", batch.office)
    assert [likenesses.in_call(call, Wanted(state=state)).count() for state in ("open", "aside", "all")] == [2, 1, 3]


def test_one_dossiers_own_are_listed_with_the_other_by_its_side(django_assert_num_queries: Any) -> None:
    batch = Batch()
    batch.accept()
    other = batch.add(form__category="2", **OTHER)
    batch.look()
    with django_assert_num_queries(1):
        (row,) = likenesses.of(other.pk)
    assert likenesses.in_words(row, other.pk).startswith(f"同一单位申报多个类别：{overview.calls()[0].number_prefix}")
