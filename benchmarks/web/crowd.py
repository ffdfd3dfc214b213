"""Fifty thousand dossiers before the office, written into the tables: what a list has to page, filter and search.

Rows look like those that the procedure leaves behind, with answers of usual length; their events are not made. Loaded
by a process of its own, once Django is.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from benchmarks.web.seeding import session_of
from xingshen.demo.cast import DOMAIN
from xingshen.kernel.identifiers.uscc import complete
from xingshen.review.policy import Role
from xingshen.store.models import Application, Call, Department, Examination, Membership, PanelSeat, Unit, User
from xingshen.store.people import people

UNITS, REVIEWERS, PART = 3000, 24, 2000
_STAGES = {
    "accepted": 6, "assigned": 8, "examining": 22, "in_correction": 10, "at_panel": 2, "refusal_proposed": 2,
    "passed": 30, "refused": 14, "reexamination_requested": 1, "reexamining": 1, "final": 4,
}  # fmt: skip
_CATEGORIES = ("重点产业", "一带一路", "基地示范", "港澳台")
_PLACES = ("石家庄", "唐山", "秦皇岛", "邯郸", "邢台", "保定", "张家口", "承德", "沧州", "廊坊", "衡水", "雄安")
_TRADES = ("水泥", "钢铁", "焊接", "膜材料", "风电", "制药", "轨道", "种业", "光伏", "玻璃", "氢能", "传感器")
_WORKS = ("低碳", "智能", "高强", "精密", "绿色", "柔性", "深海", "低温", "多源", "自主")
_SURNAMES, _GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "知行远山明察细微从容慎独景澄以宁信生海晏河清"
_ABSTRACT = "本项目围绕关键部件的国产化替代开展国际联合研究，合作方提供试验平台与数据，" * 12


def seed_crowd(number: int) -> dict[str, Any]:
    """So many examinations in one call; sessions of the office and of a reviewer, and words that are found."""
    rng = random.Random(7)
    call = Call.objects.order_by("pk").first()
    owner = User.objects.get(email=f"office@{DOMAIN}")
    assert call is not None
    units = _units(rng)
    reviewers = _reviewers()
    for at in range(0, number, PART):
        _part(range(at, min(at + PART, number)), call, owner, units, reviewers, rng)
    _seats(rng)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {
        "office": session_of(owner.pk),
        "reviewer": session_of(reviewers[0]),
        "call": call.pk,
        "departments": list(Department.objects.values_list("pk", flat=True)),
        "reviewers": list(reviewers),
        "found": [*_TRADES, *(f"{place}市" for place in _PLACES[:4]), "王知行", "2026CROWD-0123"],
    }


def _units(rng: random.Random) -> list[Unit]:
    departments = list(Department.objects.all())
    made = [
        Unit(
            uscc=complete(f"91130{at % 10}00MC{at:06}"), kind="企业", place="河北省", state=Unit.State.APPROVED,
            name=f"{rng.choice(_PLACES)}市{rng.choice(_TRADES)}科技有限公司{at}", department=rng.choice(departments),
        )
        for at in range(UNITS)
    ]  # fmt: skip
    return Unit.objects.bulk_create(made, batch_size=500)


def _reviewers() -> list[int]:
    found = []
    for at in range(REVIEWERS):
        user = User.objects.create_user(f"crowd-{at}@bench.example", name=f"审查员{at}")
        Membership.objects.create(user=user, role=Role.REVIEWER.value)
        found.append(people.actor(user.pk).user_id or 0)
    return found


def _part(
    numbers: Sequence[int], call: Call, owner: User, units: Sequence[Unit], reviewers: Sequence[int], rng: random.Random
) -> None:
    now = timezone.now()
    applications = [_application(at, call, owner, rng.choice(units), rng) for at in numbers]
    Application.objects.bulk_create(applications, batch_size=500)
    Examination.objects.bulk_create(_examinations(applications, reviewers, now, rng), batch_size=500)


def _application(at: int, call: Call, owner: User, unit: Unit, rng: random.Random) -> Application:
    leader = rng.choice(_SURNAMES) + rng.choice(_GIVEN) + rng.choice(_GIVEN)
    title = f"{rng.choice(_WORKS)}{rng.choice(_TRADES)}关键技术联合研究与示范{at}"
    answers = {"project": {"title": title, "abstract": _ABSTRACT}, "leader": {"name": leader}}
    return Application(
        call=call, unit=unit, owner=owner, stage="accepted", number=f"2026CROWD-{at:05}", answers=answers, version=1,
        title=title, category=rng.choice(_CATEGORIES), leader=leader,
    )  # fmt: skip


def _examinations(
    applications: Sequence[Application], reviewers: Sequence[int], now: datetime, rng: random.Random
) -> Iterator[Examination]:
    for application in applications:
        stage = rng.choices(list(_STAGES), list(_STAGES.values()))[0]
        accepted = now - timedelta(minutes=rng.randrange(60 * 24 * 60))
        running = stage in ("accepted", "assigned", "examining", "at_panel", "refusal_proposed")
        words = (application.number, application.title, application.unit.name, application.leader)
        yield Examination(
            application=application, call=application.call, stage=stage, version=4, sequence=1, checked=True,
            reviewer_id=None if stage == "accepted" else rng.choice(reviewers),
            reexaminer_id=rng.choice(reviewers) if stage == "reexamining" else None,
            round=rng.choice((0, 0, 0, 1, 2)), failing=rng.choice((0, 0, 1, 2, 4)), waiting=rng.choice((0, 0, 2, 5, 9)),
            category=application.category, department_id=application.unit.department_id,
            search="\n".join(words).lower(), accepted_at=accepted,
            due_at=accepted + timedelta(days=28) if running else None,
        )  # fmt: skip


def _seats(rng: random.Random) -> None:
    panel = list(User.objects.filter(memberships__role=Role.PANEL.value).values_list("pk", flat=True))
    rows = Examination.objects.filter(stage="at_panel").values_list("pk", flat=True)
    seats = [PanelSeat(examination_id=pk, user_id=user, opinions_left=1) for pk in rows for user in panel[:2]]
    rng.shuffle(seats)
    PanelSeat.objects.bulk_create(seats, batch_size=500)
