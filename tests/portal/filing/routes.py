"""Objects of the routes of filings: own ones that open, foreign ones that do not."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from tests.portal.route_objects import Objects
from tests.store.scenes.applying import make_unit
from tests.store.scenes.concluding import Concluding
from tests.store.scenes.filing import Scene
from xingshen.kernel.identifiers import uscc
from xingshen.review.policy import Role
from xingshen.store.messages import inbox
from xingshen.store.models import Department, Membership, Message, User
from xingshen.store.people import people

_numbers = itertools.count(1)


def stranger_scene(scene: Scene) -> Any:
    """An application of another unit under another department in the same call, handed in and approved."""
    number = next(_numbers)
    department = Department.objects.create(code=f"F{number:03}", name=f"别的局{number}")
    unit = make_unit(f"别的单位{number}", uscc.complete(f"91130100MB{number:06}"))
    unit.department = department
    unit.save()
    user = User.objects.create_user(f"other{number}@example.cn", "correct-horse-9", name="别的人")
    admin = User.objects.create_user(f"oadmin{number}@example.cn", "correct-horse-9", name="别的管理员")
    Membership.objects.create(user=user, role=Role.APPLICANT.value, unit=unit)
    Membership.objects.create(user=admin, role=Role.UNIT_ADMIN.value, unit=unit)
    mine, scene.unit, scene.applicant = (scene.unit, scene.applicant), unit, people.actor(user.pk)
    draft = scene.make_draft()
    scene.hand_in(draft)
    scene.approve(draft, people.actor(admin.pk))
    scene.unit, scene.applicant = mine
    return draft


def _of_applicant(**more: Any) -> Callable[[], Objects]:
    def make() -> Objects:
        scene = Scene()
        scene.hand_in()
        other = stranger_scene(scene)
        own, foreign = {"application_id": scene.draft.pk}, {"application_id": other.pk}
        return Objects(scene.person, {**own, **more}, {**foreign, **more})

    return make


def _of_unit() -> Objects:
    scene = Scene()
    scene.hand_in()
    other = stranger_scene(scene)
    return Objects(scene.administrator, {"application_id": scene.draft.pk}, {"application_id": other.pk})


def _of_department() -> Objects:
    scene = Scene()
    scene.hand_in()
    scene.approve()
    other = stranger_scene(scene)
    return Objects(_with_second_factor(scene.officer), {"application_id": scene.draft.pk}, {"application_id": other.pk})


def _of_inbox() -> Objects:
    scene = Scene()
    inbox.send([scene.person.pk], "给您的")
    inbox.send([scene.administrator.pk], "给别人的")
    own, other = (Message.objects.get(user=user) for user in (scene.person, scene.administrator))
    return Objects(scene.person, {"message_id": own.pk}, {"message_id": other.pk}, method="post")


def _of_letter() -> Objects:
    scene = Concluding()
    scene.passed()
    letter = scene.send()
    other = stranger_scene(scene)
    file = {"letter_id": letter.pk, "suffix": "pdf"}
    return Objects(scene.person, {"application_id": scene.draft.pk, **file}, {"application_id": other.pk, **file})


def _with_second_factor(user: User) -> User:
    from allauth.mfa.models import Authenticator  # noqa: PLC0415  # loads after the app registry

    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return user


OBJECTS: dict[str, Callable[[], Objects]] = {
    "filing:timeline": _of_applicant(),
    "filing:submit": _of_applicant(),
    "filing:withdraw": _of_applicant(),
    "filing:outcome": _of_applicant(),
    "filing:letter": _of_letter,
    "filing:receipt": _of_applicant(),
    "filing:receipt_at": _of_applicant(sequence=1),
    "filing:receipt_json": _of_applicant(sequence=1),
    "filing:receipt_pdf": _of_applicant(sequence=1),
    "filing:package": _of_applicant(sequence=1),
    "filing:print": _of_applicant(which="sealed"),
    "filing:print_at": _of_applicant(which="sealed", sequence=1),
    "filing:unit_review": _of_unit,
    "filing:department_review": _of_department,
    "filing:message": _of_inbox,
}
