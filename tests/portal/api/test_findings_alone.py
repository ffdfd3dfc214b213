"""Findings through the API: the office gets what was compared with others, everybody else the check by itself."""

from __future__ import annotations

import pytest

from tests.portal.api.scene import Program, token_of
from tests.portal.conftest import give_second_factor
from tests.store.scenes.comparing import Batch
from xingshen.review.policy import Actor, Role
from xingshen.store.models import User

pytestmark = pytest.mark.django_db


def test_only_the_office_hears_of_other_dossiers() -> None:
    batch = Batch()
    batch.accept()
    other = batch.add(form__category="2", project__title="柔性焊接机器人的力位协同控制方法")
    batch.look()
    batch.assign()
    other.refresh_from_db()
    path = f"/dossiers/{batch.draft.pk}/submissions/1/findings"

    def hears(actor: Actor) -> bool:
        user = User.objects.get(pk=actor.user_id)
        if Role.APPLICANT not in actor.roles:
            give_second_factor(user)
        answer = Program(token_of(user)).get(path)
        assert answer.status_code == 200
        return other.number in answer.content.decode()

    asking = (batch.reviewer, batch.office, batch.applicant, batch.admin, batch.department)
    assert [hears(each) for each in asking] == [True, True, False, False, False]
