"""A unit with people, a call with an open window, and applications in it, for tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from xingshen.review.policy import Actor, Role
from xingshen.store.applying import applications
from xingshen.store.applying.answers import Answers, read_address
from xingshen.store.calls import guides
from xingshen.store.models import Application, Call, Department, Membership, Unit, User, Window
from xingshen.store.people import people

GUIDE = "hebei-intl-2026"


def make_unit(name: str = "石家庄砺行机器人科技有限公司", uscc: str = "91130100MA01106879") -> Unit:
    """An approved unit under its department."""
    department, _ = Department.objects.get_or_create(code="1301", defaults={"name": "石家庄市科学技术局"})
    return Unit.objects.create(
        uscc=uscc, name=name, kind="企业", place="河北省石家庄市", department=department, state=Unit.State.APPROVED
    )


def make_person(unit: Unit, email: str = "feng@example.cn", name: str = "冯知衡", role: Role = Role.APPLICANT) -> User:
    """A person with one role for the unit."""
    user = User.objects.create_user(email=email, password="correct-horse-9", name=name)
    Membership.objects.create(user=user, role=role.value, unit=unit)
    return user


def actor_for(user: User) -> Actor:
    """The person as an actor."""
    return people.actor(user.pk)


def make_call(slug: str = "intl-2026", *, opens: int = -10, closes: int = 10, guide: str = GUIDE) -> Call:
    """A published call whose applicant window opens and closes so many days from now."""
    pin, now = guides.pin(guide), timezone.now()
    call = Call.objects.create(
        slug=slug, title="2026年度国际科技合作专项", number_prefix="2026-2", guide_id=pin.id, guide_version=pin.version,
        guide_digest=pin.digest, state=Call.State.PUBLISHED, published_at=now,
    )  # fmt: skip
    ends = {Window.Who.APPLICANT: closes, Window.Who.UNIT: closes + 5, Window.Who.DEPARTMENT: closes + 10}
    for who, end in ends.items():
        Window.objects.create(
            call=call, who=who, opens_at=now + timedelta(days=opens), closes_at=now + timedelta(days=end)
        )
    return call


def make_application(call: Call, actor: Actor, **answers: Any) -> Application:
    """A draft; ``answers``: address → value, ``__`` for the dot."""
    schema = guides.of_call(call).guide.form
    begun = Answers(schema, None, None)
    for path, value in answers.items():
        begun.put(read_address(path.replace("__", "."), schema), value)
    return applications.get(applications.create(call, actor, begun).pk)
