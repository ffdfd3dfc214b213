"""Handing in: one transaction, one number, one answer; what is in the package; what stops it and what does not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.store.scenes.filing import Scene
from xingshen.reports.receipt import canonical, digests_of
from xingshen.review.filing import Approve, Refusal, Return, Why, Withdraw
from xingshen.review.filing_events import Item, Stage, Target
from xingshen.store.calls import guides
from xingshen.store.calls.guides import GuideUnavailable
from xingshen.store.filing import filings, submissions
from xingshen.store.messages import inbox
from xingshen.store.models import Application, Call, Event, Extension, Job, Submission, Window
from xingshen.store.record import audit

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_handing_in_writes_submission_event_stage_jobs_and_messages_together(scene: Scene) -> None:
    scene.add_paper()
    submission = scene.hand_in()
    event = Event.objects.get(seq=submission.event_seq)
    assert (submission.number, submission.sequence, scene.stage()) == ("2026-2-0001", 1, "at_unit")
    assert (event.kind, event.hash, event.after["sha256"]) == (
        "filing.submitted",
        submission.event_hash,
        submission.sha256,
    )
    subject = f"submission {submission.pk}"
    assert sorted(Job.objects.filter(subject=subject).values_list("kind", flat=True)) == sorted(submissions.WORK)
    assert [inbox.unread_count(user.pk) for user in (scene.person, scene.administrator, scene.officer)] == [1, 1, 0]
    assert list(audit.verify_chain()) == []


def test_the_package_covers_everything_and_the_manifest_shows_no_value(scene: Scene) -> None:
    paper = scene.add_paper()
    submission = scene.hand_in()
    digests = digests_of(canonical(submission.package))
    assert (digests.sha256, digests.sm3) == (submission.sha256, submission.sm3)
    assert submission.package["answers"]["leader"] == {"name": "冯知衡", "id": "130102198104126876"}
    assert submission.package["papers"] == submission.manifest["papers"]
    assert submission.manifest["papers"][0]["sha256"] == paper.blob_id
    told = str(submission.manifest) + str(Event.objects.get(seq=submission.event_seq).after)
    assert "130102198104126876" not in told
    assert "柔性焊接" not in str(submission.manifest["fields"])


def test_the_same_key_gives_the_same_submission(scene: Scene) -> None:
    first = scene.hand_in(key="one")
    assert scene.hand_in(key="one").pk == first.pk
    assert Submission.objects.count() == 1


def test_the_same_key_gives_the_same_submission_when_the_guide_has_gone(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = scene.hand_in(key="one")

    def gone(*_: object) -> None:
        raise GuideUnavailable("指南包不在")

    monkeypatch.setattr(guides, "compiled", gone)
    assert scene.hand_in(key="one").pk == first.pk
    with pytest.raises(GuideUnavailable):
        scene.hand_in(key="two")


def test_a_key_of_another_application_is_refused(scene: Scene) -> None:
    scene.hand_in(key="one")
    answer = submissions.submit(scene.make_draft().pk, "one", scene.applicant)
    assert isinstance(answer, Refusal)
    assert answer.why is Why.NOT_YOURS


def test_numbers_have_no_gaps_and_stay_with_the_application(scene: Scene) -> None:
    drafts = [scene.draft, scene.make_draft(), scene.make_draft()]
    numbers = [scene.hand_in(draft).number for draft in drafts]
    again = scene.hand_in(drafts[1])
    assert numbers == ["2026-2-0001", "2026-2-0002", "2026-2-0003"]
    assert (again.number, again.sequence) == ("2026-2-0002", 2)
    assert Call.objects.get(pk=scene.call.pk).last_number == 3


def test_a_refused_submission_uses_up_no_number(scene: Scene) -> None:
    bare = scene.make_draft(form__declaration__no_secret="否")
    answer = submissions.submit(bare.pk, "bare", scene.applicant)
    assert isinstance(answer, Refusal)
    assert (answer.why, [each.fields for each in answer.obstacles]) == (
        Why.BLOCKED,
        [("form.declaration.no_secret",)],
    )
    assert scene.hand_in().number == "2026-2-0001"
    assert Event.objects.filter(kind="filing.submitted").count() == 1


@pytest.mark.parametrize(("seconds", "stage"), [(-1, "at_unit"), (0, "draft"), (1, "draft")])
def test_the_end_of_the_window_counts_to_the_second(scene: Scene, seconds: int, stage: str) -> None:
    end = Window.objects.get(call=scene.call, who="applicant").closes_at
    submissions.submit(scene.draft.pk, "late", scene.applicant, now=end + timedelta(seconds=seconds))
    assert scene.stage() == stage


def test_an_extension_counts_for_its_unit(scene: Scene) -> None:
    window = Window.objects.get(call=scene.call, who="applicant")
    later = window.closes_at + timedelta(hours=2)
    Extension.objects.create(window=window, unit=scene.unit, closes_at=later, reason="停电")
    answer = submissions.submit(scene.draft.pk, "late", scene.applicant, now=window.closes_at + timedelta(hours=1))
    assert isinstance(answer, Submission)


def test_others_do_not_hand_in(scene: Scene) -> None:
    answer = submissions.submit(scene.draft.pk, "admin", scene.admin)
    assert isinstance(answer, Refusal)
    assert (answer.why, scene.stage()) == (Why.NOT_YOURS, "draft")


def test_what_was_not_seen_is_not_handed_in(scene: Scene) -> None:
    seen = Application.objects.get(pk=scene.draft.pk).version
    scene.change(project__title="换了题目")
    answer = submissions.submit(scene.draft.pk, "old page", scene.applicant, seen_version=seen)
    assert isinstance(answer, Refusal)
    assert scene.stage() == "draft"


def test_a_change_between_preparing_and_storing_is_noticed(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare, changes = submissions.prepare, iter([True, False])

    def prepare_and_be_overtaken(application_id: int) -> submissions.Prepared:
        ready = prepare(application_id)
        if next(changes):
            scene.change(project__title="最后一刻的题目")
        return ready

    monkeypatch.setattr(submissions, "prepare", prepare_and_be_overtaken)
    assert submissions.title_of(scene.hand_in()) == "最后一刻的题目"


def test_the_last_submission_counts_and_goes_through_the_chain_anew(scene: Scene) -> None:
    scene.hand_in()
    scene.approve()
    scene.change(project__title="更好的题目")
    second = scene.hand_in()
    assert (second.sequence, scene.stage()) == (2, "at_unit")
    assert Event.objects.get(seq=second.event_seq).kind == "filing.replaced"
    assert [each.sequence for each in submissions.of(scene.draft.pk)] == [2, 1]
    current = submissions.at(scene.draft.pk)
    assert current is not None
    assert submissions.title_of(current) == "更好的题目"


def test_the_events_add_up_to_what_the_row_says(scene: Scene) -> None:
    item = Item(Target.FIELD, "budget.self_funding", "改为 150.00", "3.6.a")
    scene.hand_in()
    filings.act(scene.draft.pk, Return("预算有误", (item,)), scene.admin)
    returned = filings.progress(scene.draft.pk)
    given_back = filings.open_return(scene.draft.pk)
    scene.hand_in()
    scene.approve()
    scene.recommend()
    filings.act(scene.draft.pk, Withdraw("改题目"), scene.applicant)
    scene.hand_in()
    assert (returned.stage, returned.items) == (Stage.RETURNED, (item,))
    assert given_back is not None
    assert filings.open_return(scene.draft.pk) is None
    told = filings.progress(scene.draft.pk)
    assert (told.stage.value, told.sequence) == (scene.stage(), filings.last_sequence(scene.draft.pk)) == ("at_unit", 3)


def test_a_return_is_answered_by_the_next_submission(scene: Scene) -> None:
    scene.hand_in()
    before = timezone.now()
    filings.act(scene.draft.pk, Return("缺译件"), scene.admin)
    scene.hand_in()
    (row,) = filings.returns(scene.draft.pk)
    assert (row.by_name, row.by_role, row.submission.sequence) == ("郝景澄", "unit_admin", 1)
    assert row.answered_at is not None
    assert row.answered_at >= before


def test_several_are_approved_at_once_and_the_others_are_told_why(scene: Scene) -> None:
    other = scene.make_draft()
    scene.hand_in()
    done, refused = filings.act_on_many([scene.draft.pk, other.pk], Approve(), scene.admin)
    assert done == [scene.draft.pk]
    assert [answer.why for answer in refused.values()] == [Why.STAGE]
