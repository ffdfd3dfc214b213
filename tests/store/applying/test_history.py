"""Saves told briefly: one sitting of one person as one, with first and last values; nothing is lost beneath."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.store.applying.test_applications import Scene
from xingshen.review.policy import Actor
from xingshen.store.applying import history, saving
from xingshen.store.applying.history import Stretch
from xingshen.store.models import Revision

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def save(scene: Scene, actor: Actor, *changes: tuple[str, Any], later: int = 0) -> None:
    """Store these changes, and let ``later`` more minutes than now be their time."""
    version = scene.save(actor, scene.now().version, *changes).version
    row = Revision.objects.get(application=scene.draft, version=version)
    Revision.objects.filter(pk=row.pk).update(at=row.at + timedelta(minutes=later))


def told(scene: Scene) -> list[list[tuple[str, Any, Any]]]:
    """The newest stretches, each as (path, was, now), without the beginning of the application."""
    application = scene.now()
    found = history.revisions_of(application, history.stretches(application)[:-1])
    return [[(each["path"], each.get("was"), each.get("now")) for each in history.told_as_one(rows)] for rows in found]


def test_saves_of_one_sitting_are_one_with_first_and_last_values_and_all_revisions_stay(scene: Scene) -> None:
    for title in ("柔性", "柔性焊接", "柔性焊接单元"):
        save(scene, scene.feng, ("project.title", title))
    assert told(scene) == [[("project.title", "柔性焊接机器人", "柔性焊接单元")]]
    assert Revision.objects.filter(application=scene.draft).count() == 4


def test_another_person_and_a_later_hour_begin_anew(scene: Scene) -> None:
    save(scene, scene.feng, ("project.title", "甲"))
    save(scene, scene.xing, ("project.title", "乙"))
    save(scene, scene.xing, ("project.title", "丙"), later=11)
    assert history.stretches(scene.now()) == [Stretch(4, 4), Stretch(3, 3), Stretch(2, 2), Stretch(1, 1)]


def test_what_came_to_nothing_is_not_told_and_private_values_only_that_they_changed(scene: Scene) -> None:
    save(scene, scene.feng, ("project.title", "甲"), ("leader.id", "130102198104126876"))
    save(scene, scene.feng, ("project.title", "柔性焊接机器人"), ("team[a1]", {"name": "甲"}))
    save(scene, scene.feng, ("team[a1].name", "乙"))
    save(scene, scene.feng, ("team[a1]", None))
    assert told(scene) == [[("leader.id", None, None)]]


def test_a_sitting_is_taken_back_as_one(scene: Scene) -> None:
    save(scene, scene.feng, ("project.title", "甲"), ("team[a1]", {"name": "甲"}))
    save(scene, scene.feng, ("project.title", "乙"), ("team[a1].name", "乙"))
    saving.undo(scene.draft.pk, scene.feng, 3, first=2)
    assert scene.tree() == {"project": {"title": "柔性焊接机器人"}}
