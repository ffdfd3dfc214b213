"""``jobs``: work that was given up is listed with why, and put in again."""

from __future__ import annotations

import io

import pytest
from django.utils import timezone
from rich.console import Console

from xingshen.cli import jobs_command
from xingshen.cli.sources import InputError
from xingshen.store.models import Job

pytestmark = pytest.mark.django_db


def given_up(subject: str, error: str = "") -> int:
    job = Job.objects.create(
        kind="read_paper", subject=subject, state=Job.State.DEAD, attempts=5, last_error=error,
        finished_at=timezone.now(),
    )  # fmt: skip
    return job.pk


def listed() -> tuple[int, str]:
    target = io.StringIO()
    return jobs_command.list_dead(Console(file=target, width=200)), target.getvalue()


def revived(*ids: int, every: bool = False) -> tuple[int, str]:
    target = io.StringIO()
    return jobs_command.revive(ids, every, Console(file=target, width=200)), target.getvalue()


def test_what_was_given_up_is_listed_with_the_last_line_of_its_error() -> None:
    key = given_up("paper 7", "Traceback (most recent call last):\n  …\nOSError: disk full\n")
    code, text = listed()
    lines = text.splitlines()
    assert (code, len(lines)) == (0, 3)
    assert lines[0].startswith(f"{key}　read_paper（paper 7）")
    assert lines[0].endswith("放弃，试了 5 次")
    assert lines[1].strip() == "OSError: disk full"


def test_where_nothing_was_given_up_that_is_said() -> None:
    assert listed() == (0, "没有被放弃的后台任务。\n")
    assert revived(every=True) == (0, "没有被放弃的后台任务。\n")


def test_what_is_named_is_put_in_again_and_the_rest_stays() -> None:
    first, second = given_up("paper 1"), given_up("paper 2")
    assert revived(first) == (0, "✓ 已重新排队 1 项，识读进程运行时会办理。\n")
    assert dict(Job.objects.values_list("pk", "state")) == {first: "ready", second: "dead"}


def test_all_are_put_in_again() -> None:
    given_up("paper 1"), given_up("paper 2")
    assert revived(every=True)[0] == 0
    assert set(Job.objects.values_list("state", "attempts")) == {("ready", 0)}


def test_what_was_not_given_up_is_told() -> None:
    key = given_up("paper 1")
    code, text = revived(key, key + 1)
    assert (code, text.splitlines()[0]) == (1, f"✕ 没有编号为 {key + 1} 的被放弃的任务。")
    assert Job.objects.get().state == "ready"


@pytest.mark.parametrize("every", [False, True])
def test_neither_or_both_cannot_be_used(every: bool) -> None:
    with pytest.raises(InputError):
        revived(*([1] if every else []), every=every)
