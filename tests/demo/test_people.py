"""The people of the demonstration."""

from __future__ import annotations

import pytest
from django.utils import timezone

from xingshen.demo.people import build_officers
from xingshen.review.policy import Role
from xingshen.store.people import officers

pytestmark = pytest.mark.django_db


def test_officers_of_the_demonstration_can_be_given_dossiers() -> None:
    built = build_officers()
    waiting = officers.people_for_assignment(timezone.localdate())
    assert {each.user_id for each in built[Role.REVIEWER]} == {person.id for person in waiting}
    assert [person.ties is None for person in waiting] == [False, False]
