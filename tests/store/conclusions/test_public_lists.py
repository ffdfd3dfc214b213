"""Public lists: what may stand on one, what an entry says, and publishing and withdrawing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.store.scenes.concluding import Concluding
from xingshen.review.examination import Refusal
from xingshen.review.examination_values import Ruling
from xingshen.store.conclusions import public_lists
from xingshen.store.conclusions.public_lists import ListData, Standing
from xingshen.store.examination import examinations
from xingshen.store.models import Application, Event, Examination, PublicList

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Concluding:
    return Concluding()


def row_of(country: str) -> dict[str, str]:
    return {"_id": "a1b2c3d4", "name": "Partner", "country": country}


def data(*, refused: bool = False, days: int = 5) -> ListData:
    now = timezone.now()
    return ListData("形式审查通过名单", "公示期间可以反映情况。", now, now + timedelta(days=days), refused)


def published(scene: Concluding, *, refused: bool = False) -> PublicList:
    """A list with everything that may stand on it."""
    row = public_lists.prepare(scene.call, data(refused=refused), scene.office)
    ids = [each.application_id for each in public_lists.candidates(scene.call.pk, refused=refused)]
    for application_id in ids:
        assert not isinstance(public_lists.publish_one(row, application_id, scene.office), Refusal)
    entries = [entry for each in ids if (entry := public_lists.published_entry(row, each))]
    public_lists.show(row, entries, scene.office)
    return public_lists.get(row.pk)


def test_a_list_of_the_passed_leaves_the_refused_out(scene: Concluding) -> None:
    other = scene.make_draft(project__title="另一个项目")
    scene.passed()
    scene.refused(other)
    (entry,) = published(scene).entries
    assert (entry["application"], entry["outcome"], entry["clauses"]) == (scene.draft.pk, "pass", [])
    assert set(entry) == {
        "application", "number", "title", "unit", "place", "countries", "category", "outcome", "clauses",
    }  # fmt: skip


def test_of_a_refusal_the_list_says_the_numbers_of_the_clauses(scene: Concluding) -> None:
    scene.refused()
    (entry,) = published(scene, refused=True).entries
    case = scene.case()
    assert case.machine is not None
    assert case.examination.refusal is not None
    finding = case.machine.findings[case.examination.refusal.grounds[0].basis.fingerprint]
    assert (entry["outcome"], entry["clauses"]) == ("fail", [clause.id for clause in finding.clauses])


@pytest.mark.parametrize(
    ("written", "shown"), [("台湾", "中国台湾"), ("Taiwan", "中国台湾"), ("香港", "中国香港"), ("德国", "德国")]
)
def test_countries_and_regions_have_their_usual_names(scene: Concluding, written: str, shown: str) -> None:
    Application.objects.filter(pk=scene.draft.pk).update(answers={**scene.draft.answers, "partner": [row_of(written)]})
    scene.passed()
    (entry,) = published(scene).entries
    assert entry["countries"] == [shown]


def test_publishing_is_an_event_of_each_dossier_and_of_the_list(scene: Concluding) -> None:
    scene.passed()
    row = published(scene)
    examination = Examination.objects.get(application=scene.draft)
    assert examination.published_until == row.closes_at
    told = Event.objects.get(kind="list.published").after
    assert isinstance(told, dict)
    assert told["numbers"] == [row.entries[0]["number"]]


def test_publishing_twice_is_once(scene: Concluding) -> None:
    scene.passed()
    row = public_lists.prepare(scene.call, data(), scene.office)
    for _ in range(2):
        public_lists.publish_one(row, scene.draft.pk, scene.office)
    kinds = [entry.event.kind for entry in examinations.history(scene.draft.pk)]
    assert kinds.count("examination.published") == 1


def test_what_stands_on_a_list_is_no_candidate_until_its_conclusion_changes(scene: Concluding) -> None:
    scene.refused()
    published(scene, refused=True)
    assert list(public_lists.candidates(scene.call.pk, refused=True)) == []
    scene.send()
    scene.ask_again()
    scene.rule(Ruling.OVERTURNED)
    assert [each.conclusion for each in public_lists.candidates(scene.call.pk, refused=False)] == ["pass"]


def test_a_withdrawn_list_frees_what_stood_on_it(scene: Concluding) -> None:
    scene.passed()
    row = published(scene)
    public_lists.withdraw(row, "名称有误。", scene.office)
    assert public_lists.standing(public_lists.get(row.pk)) is Standing.WITHDRAWN
    assert [each.application_id for each in public_lists.candidates(scene.call.pk, refused=False)] == [scene.draft.pk]
    with pytest.raises(ValueError, match="已经撤下"):
        public_lists.withdraw(row, "再次", scene.office)


def test_withdrawing_needs_a_reason(scene: Concluding) -> None:
    row = public_lists.prepare(scene.call, data(), scene.office)
    with pytest.raises(ValueError, match="原因"):
        public_lists.withdraw(row, " ", scene.office)


def test_a_published_list_is_not_changed(scene: Concluding) -> None:
    scene.passed()
    row = published(scene)
    with pytest.raises(ValueError, match="已经发布"):
        public_lists.change(row, data(refused=True), scene.office)


def test_a_list_stands_as_the_clock_says(scene: Concluding) -> None:
    scene.passed()
    prepared = public_lists.prepare(scene.call, data(), scene.office)
    row, hour = published(scene), timedelta(hours=1)
    assert [
        public_lists.standing(prepared),
        public_lists.standing(row, row.opens_at - hour),
        public_lists.standing(row, row.opens_at),
        public_lists.standing(row, row.closes_at),
    ] == [Standing.PREPARED, Standing.COMING, Standing.SHOWN, Standing.OVER]


def test_the_public_finds_published_lists_only(scene: Concluding) -> None:
    scene.passed()
    prepared = public_lists.prepare(scene.call, data(), scene.office)
    row = published(scene)
    assert list(public_lists.public_of_call(scene.call.pk)) == [row]
    with pytest.raises(public_lists.NOT_THERE):
        public_lists.public(prepared.slug)
