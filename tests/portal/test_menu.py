"""What the menu offers, and which entry is current."""

from __future__ import annotations

import pytest

from xingshen.portal.menu import menu_for
from xingshen.review.policy import NOBODY, Actor, Role


def test_visitors_are_offered_nothing() -> None:
    assert menu_for(NOBODY, "/") == []


@pytest.mark.parametrize(
    ("path", "current"), [("/office/", ["申报总览"]), ("/office/calls/3/", ["指南与批次"]), ("/help/", [])]
)
def test_one_entry_at_most_is_current(path: str, current: list[str]) -> None:
    actor = Actor(user_id=1, roles=frozenset({Role.OFFICE}))
    assert [str(item.name) for item in menu_for(actor, path) if item.current] == current


def test_administrators_of_units_see_their_work_in_order() -> None:
    actor = Actor(user_id=1, roles=frozenset({Role.UNIT_ADMIN}), unit_id=1)
    assert [str(item.name) for item in menu_for(actor, "/")] == ["我的申报", "单位审核", "本单位"]
