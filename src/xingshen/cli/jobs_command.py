"""``xingshen jobs``: work that was given up after several failures: what it was, why, and putting it in again."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from rich.console import Console

from xingshen.cli.sources import InputError
from xingshen.store.running import jobs

_LONGEST = 200


def list_dead(console: Console) -> int:
    """Print the work that was given up, newest first."""
    rows = list(jobs.dead())
    if not rows:
        console.print("没有被放弃的后台任务。", markup=False)
        return 0
    for job in rows:
        when = timezone.localtime(job.finished_at).strftime("%Y-%m-%d %H:%M") if job.finished_at else "—"
        _say(console, f"{job.pk}　{job.kind}（{job.subject}）　{when} 放弃，试了 {job.attempts} 次")
        if reason := _last_line(job.last_error):
            _say(console, f"    {reason}")
    _say(console, f"共 {len(rows)} 项。排除原因后用 xingshen jobs revive 编号 重新排队，或用 --all 全部重新排队。")
    return 0


def revive(ids: Sequence[int], every: bool, console: Console) -> int:
    """Put these (or all) back in; 1 where one of them was not among what was given up. Raises InputError."""
    if every == bool(ids):
        raise InputError("请写明任务编号，或用 --all 把被放弃的任务全部重新排队；编号见 xingshen jobs list。")
    wanted = list(jobs.dead().values_list("pk", flat=True)) if every else list(dict.fromkeys(ids))
    lost = [each for each in wanted if not jobs.revive(each)]
    for each in lost:
        _say(console, f"✕ 没有编号为 {each} 的被放弃的任务。")
    if not wanted:
        _say(console, "没有被放弃的后台任务。")
    elif len(wanted) > len(lost):
        _say(console, f"✓ 已重新排队 {len(wanted) - len(lost)} 项，识读进程运行时会办理。")
    return 1 if lost else 0


def _last_line(error: str) -> str:
    lines = [line.strip() for line in error.splitlines() if line.strip()]
    return lines[-1][:_LONGEST] if lines else ""


def _say(console: Console, sentence: str) -> None:
    console.print(sentence, markup=False, highlight=False, soft_wrap=True)
