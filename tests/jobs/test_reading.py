"""What a worker makes of an uploaded paper."""

from __future__ import annotations

import pytest

from tests.jobs.papering import work_off
from tests.store.scenes.applying import actor_for, make_application, make_call, make_person, make_unit
from xingshen.store.applying import papers
from xingshen.store.applying.papers import Place
from xingshen.store.models import Application, Check, Job, Paper
from xingshen.store.record import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def application() -> Application:
    actor = actor_for(make_person(make_unit()))
    return make_application(make_call(), actor, form__category="一带一路")


def test_an_empty_file_is_kept_and_its_cure_is_told(application: Application) -> None:
    actor = actor_for(application.owner)
    paper = papers.add(files.put([b""]), "协议.pdf", Place(application.pk, "合作协议"), actor).paper
    work_off()
    paper.refresh_from_db()
    assert (paper.state, paper.pages) == ("failed", 0)
    assert paper.summary["problems"][0]["message"] == "文件为空（0字节）。"
    assert set(Job.objects.values_list("kind", "state")) == {("read_paper", "done"), ("check_application", "done")}
    assert Check.objects.get(application=application).version == application.version


def test_a_paper_that_was_removed_meanwhile_is_not_read(application: Application) -> None:
    actor = actor_for(application.owner)
    paper = papers.add(files.put([b"x"]), "a.pdf", Place(application.pk), actor).paper
    papers.remove(paper, actor)
    work_off()
    assert Paper.objects.get().state == "waiting"
    assert Job.objects.get().state == "done"
