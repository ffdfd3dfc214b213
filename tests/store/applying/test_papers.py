"""Papers of an application: order, kinds, names, restoring; every change an event; progress by who holds the job."""

from __future__ import annotations

import pytest
from django.db import transaction

from tests.store.scenes.applying import actor_for, make_application, make_call, make_person, make_unit
from xingshen.review.policy import Actor
from xingshen.store.applying import papers
from xingshen.store.applying.papers import READ, Place
from xingshen.store.models import Application, Event, Job, Paper
from xingshen.store.record import audit, files
from xingshen.store.running import jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor() -> Actor:
    return actor_for(make_person(make_unit()))


@pytest.fixture
def application(actor: Actor) -> Application:
    return make_application(make_call(), actor)


def add(application: Application, actor: Actor, name: str, body: bytes = b"") -> Paper:
    return papers.add(files.put([body or name.encode()]), name, Place(application.pk), actor).paper


def names(application: Application) -> list[str]:
    return [paper.name for paper in papers.present(application.pk)]


def test_papers_move_up_and_down_and_stay_at_the_ends(application: Application, actor: Actor) -> None:
    first, second, third = (add(application, actor, name) for name in ("1.pdf", "2.pdf", "3.pdf"))
    papers.move(third, True, actor)
    assert names(application) == ["1.pdf", "3.pdf", "2.pdf"]
    papers.move(first, True, actor)
    papers.move(second, False, actor)
    assert names(application) == ["1.pdf", "3.pdf", "2.pdf"]


def test_another_kind_is_an_event_and_sorts_the_paper_out_anew(application: Application, actor: Actor) -> None:
    paper = add(application, actor, "a.pdf")
    papers.set_kind(paper, "合作协议", actor)
    papers.set_kind(paper, "其他", actor)
    papers.set_kind(paper, "合作协议", actor)
    event = Event.objects.order_by("-seq").first()
    assert event is not None
    assert (event.kind, event.before, event.after) == ("paper.kind_changed", {"kind": "其他"}, {"kind": "合作协议"})
    assert Job.objects.filter(kind=READ).count() == 4
    assert list(audit.verify_chain()) == []


def test_a_renamed_paper_keeps_its_suffix_and_its_translation_follows(application: Application, actor: Actor) -> None:
    original, translation = add(application, actor, "Agreement.pdf"), add(application, actor, "译件.docx")
    papers.set_translation_of(translation, "Agreement.pdf", actor)
    papers.rename(original, "合作协议（英文）", actor)
    translation.refresh_from_db()
    assert (names(application)[0], translation.translation_of) == ("合作协议（英文）.pdf", "合作协议（英文）.pdf")


def test_a_restored_paper_whose_name_was_taken_gets_another(application: Application, actor: Actor) -> None:
    old = add(application, actor, "a.pdf", b"old")
    papers.remove(old, actor)
    add(application, actor, "a.pdf", b"new")
    assert papers.restore(old, actor) == "a (2).pdf"


def test_the_engine_gets_the_papers_as_they_are_held(application: Application, actor: Actor) -> None:
    paper = add(application, actor, "a.pdf", b"abc")
    papers.set_kind(paper, "合作协议", actor)
    held = papers.held(papers.present(application.pk))[0]
    assert (held.file, held.kind, held.digest, held.size, held.path.read_bytes()) == (
        "a.pdf", "合作协议", f"sha256:{paper.blob_id}", 3, b"abc",
    )  # fmt: skip


def test_progress_is_written_only_by_who_holds_the_job(application: Application, actor: Actor) -> None:
    paper = add(application, actor, "a.pdf")
    stale = jobs.claim([READ])
    assert stale is not None
    assert papers.tell_progress(paper.pk, stale, 2, 9)
    jobs.give_back(stale)
    assert not papers.tell_progress(paper.pk, stale, 5, 9)
    paper.refresh_from_db()
    assert (paper.state, paper.pages_done, paper.pages) == ("reading", 2, 9)


def test_what_is_recognised_never_overrules_what_was_chosen(application: Application, actor: Actor) -> None:
    open_one, chosen = add(application, actor, "a.pdf"), add(application, actor, "b.pdf")
    papers.set_kind(chosen, "其他", actor)
    with transaction.atomic():
        papers.tell_kind(open_one, "审计报告")
        papers.tell_kind(chosen, "审计报告")
    assert [paper.kind for paper in papers.present(application.pk)] == ["审计报告", "其他"]


def test_offers_are_settled_and_opened_again(application: Application, actor: Actor) -> None:
    paper = add(application, actor, "a.pdf")
    papers.settle(paper, {"applicant.name": "甲"})
    papers.settle(paper, {"applicant.uscc": "9113"})
    papers.unsettle(paper, ["applicant.name"])
    assert Paper.objects.get().settled == {"applicant.uscc": "9113"}


def test_reading_that_was_given_up_is_told_on_the_paper(application: Application, actor: Actor) -> None:
    paper = add(application, actor, "a.pdf")
    papers.tell_given_up(paper.pk)
    paper.refresh_from_db()
    assert (paper.state, paper.summary["problems"][0]["code"]) == ("failed", "given_up")
