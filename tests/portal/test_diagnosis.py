"""What doctor finds on a machine that is as it should be, and on one with trouble."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from xingshen.portal.diagnosis import Grade, diagnose
from xingshen.store.models import Job

pytestmark = pytest.mark.django_db


def grades() -> dict[str, Grade]:
    """Point → how it stands."""
    return {point.name: point.grade for point in diagnose()}


def test_tests_run_on_a_sound_installation() -> None:
    wanted = ("数据文件夹", "数据库", "数据表", "后台任务", "审计记录")
    assert {name: grades()[name] for name in wanted} == dict.fromkeys(wanted, Grade.GOOD)


def test_a_job_that_failed_for_good_is_an_alarm_with_a_cure() -> None:
    Job.objects.create(kind="read_paper", subject="1", state=Job.State.DEAD)
    point = next(point for point in diagnose() if point.name == "后台任务")
    assert (point.grade, point.found) == (Grade.BAD, "1 项多次失败")
    assert point.cure == "用 xingshen jobs list 查看原因；排除后用 xingshen jobs revive --all 重新排队。"


def test_work_that_nobody_takes_is_told() -> None:
    job = Job.objects.create(kind="read_paper", subject="1", not_before=timezone.now() - timedelta(hours=2))
    Job.objects.filter(pk=job.pk).update(created_at=timezone.now() - timedelta(hours=2))
    assert grades()["后台任务"] is Grade.LOOK
