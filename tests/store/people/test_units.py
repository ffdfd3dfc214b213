"""Registrations in the database."""

from __future__ import annotations

from datetime import date

import pytest

from tests.portal.conftest import make_department, make_unit, make_user
from xingshen.kernel.identifiers import uscc
from xingshen.review.policy import Actor, Role
from xingshen.store.models import Event, Membership, Message, Unit, User
from xingshen.store.people import units
from xingshen.store.record import files
from xingshen.store.record.audit import Origin

pytestmark = pytest.mark.django_db
CODE = uscc.complete("91130100MA0TX9RE")


def data(department_id: int, name: str = "某公司") -> units.UnitData:
    return units.UnitData(
        name, "企业", "河北", "路1号", "王一", date(2015, 3, 1), "李二", "0311-12345678", department_id
    )


def register(email: str = "a@example.cn") -> tuple[Unit, User]:
    paper = units.NewPaper("执照.pdf", files.put([b"%PDF-"]), "application/pdf")
    person = units.NewAdministrator(email, "赵三", "guan-li-yuan-1")
    return units.register(CODE, data(make_department().pk), [paper], person, lambda n: f"/u/{n}/", Origin())


def test_a_code_that_is_taken_leaves_nothing_behind() -> None:
    register()
    with pytest.raises(units.AlreadyRegisteredError):
        register("b@example.cn")
    assert (Unit.objects.count(), User.objects.count(), Membership.objects.count()) == (1, 1, 1)


def test_an_address_that_is_taken_leaves_nothing_behind() -> None:
    make_user()
    User.objects.update(email="a@example.cn")
    with pytest.raises(units.AlreadyRegisteredError):
        register()
    assert (Unit.objects.count(), Event.objects.count(), Message.objects.count()) == (0, 0, 0)


def test_no_event_holds_the_phone_number() -> None:
    unit, user = register()
    units.decide(unit, False, "不清楚", Actor(name="孙"), "/s/", Origin())
    corrected = data(unit.department_id, "某股份公司")
    units.correct(unit, corrected, [], Actor(user.pk, user.name), "/u/", Origin())
    text = str(list(Event.objects.values("before", "after", "reason", "subject_label")))
    assert ("0311" in text, Event.objects.count()) == (False, 3)


def test_the_second_of_two_decisions_is_told_that_it_came_too_late() -> None:
    unit, _ = register()
    answers = [units.decide(unit, approve, "", Actor(name="孙"), "/s/", Origin()) for approve in (True, False)]
    assert (answers, unit.state) == ([True, False], "approved")


def test_administrators_of_a_unit_count_only_while_they_are_active() -> None:
    unit = make_unit()
    first, second = (make_user(Role.UNIT_ADMIN, unit=unit) for _ in range(2))
    make_user(Role.APPLICANT, unit=unit)
    User.objects.filter(pk=second.pk).update(is_active=False)
    assert units.facts(unit).administrators == frozenset({first.pk})


def test_a_department_counts_its_own_registrations() -> None:
    department = make_department()
    for state in ("pending", "pending", "approved"):
        make_unit(department, state=state)
    make_unit()
    assert units.counts_by_state(department.pk) == {"pending": 2, "approved": 1}
