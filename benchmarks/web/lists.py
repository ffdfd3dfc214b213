"""The queue of fifty thousand dossiers, asked as officers ask it: paged, filtered, searched, sorted."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from tests.e2e.running import RunningPortal

from benchmarks.web.load import Browser, Waits, side_by_side
from benchmarks.web.results import Result

DOSSIERS, EACH, AT_ONCE, EACH_AT_ONCE = 50_000, 25, 4, 3
TARGETS_MS = {"PostgreSQL": 300, "SQLite": 500}
_SEED = """
import json, sys
from xingshen.cli.portal_commands import prepare_portal
prepare_portal()
from benchmarks.web.crowd import seed_crowd
print(json.dumps(seed_crowd(int(sys.argv[1]))))
"""
Asked = Callable[[Mapping[str, Any], random.Random], Mapping[str, object]]
QUESTIONS: Mapping[str, Asked] = {
    "all, first pages": lambda _seeded, rng: {"tab": "all", "page": rng.randint(1, 5)},
    "all, pages far behind": lambda _seeded, rng: {"tab": "all", "page": rng.randint(1500, 2000)},
    "waiting for assignment": lambda _seeded, rng: {"tab": "assign", "page": rng.randint(1, 100)},
    "by call and category": lambda seeded, rng: {
        "tab": "all", "call": seeded["call"], "category": rng.choice(("重点产业", "一带一路", "基地示范", "港澳台")),
    },
    "by stage and round": lambda _seeded, rng: {
        "tab": "all", "stage": rng.choice(("examining", "passed", "refused")), "round": rng.randint(0, 2),
    },
    "by department": lambda seeded, rng: {"tab": "all", "department": rng.choice(seeded["departments"])},
    "by reviewer": lambda seeded, rng: {"tab": "all", "reviewer": rng.choice(seeded["reviewers"])},
    "overdue": lambda _seeded, rng: {"tab": "all", "overdue": "on", "page": rng.randint(1, 100)},
    "most open points first": lambda _seeded, rng: {"tab": "all", "sort": "points", "page": rng.randint(1, 50)},
    "nearest deadline first": lambda _seeded, rng: {"tab": "all", "sort": "deadline", "page": rng.randint(1, 50)},
    "search, found": lambda seeded, rng: {"tab": "all", "q": rng.choice(seeded["found"])},
    "search, two words": lambda _seeded, rng: {"tab": "all", "q": f"水泥 {rng.choice('王李张刘陈')}"},
    "search, not found": lambda _seeded, rng: {"tab": "all", "q": f"没有的词{rng.randint(1, 99)}"},
    "search, filter and order": lambda seeded, rng: {
        "tab": "all", "q": "低碳", "department": rng.choice(seeded["departments"]), "open": "on", "sort": "points",
    },
}  # fmt: skip


def measure_lists(name: str, portal: RunningPortal, bare_ms: float) -> list[Result]:
    """One officer asks every question some times; then some officers at once, for information."""
    command = [sys.executable, "-c", _SEED, str(DOSSIERS)]
    done = subprocess.run(command, env=portal.environment, check=True, capture_output=True, timeout=1200)
    seeded = json.loads(done.stdout.splitlines()[-1])
    waits, target = Waits(), TARGETS_MS[name]
    _ask_everything(portal.port, seeded, waits, 1, EACH)
    lines = [_line(name, what, waits, bare_ms, target) for what in [*QUESTIONS, "a reviewer's own"]]
    crowded = Waits()
    side_by_side(AT_ONCE, lambda number: _ask_everything(portal.port, seeded, crowded, number + 2, EACH_AT_ONCE))
    every = sorted(wait for waited in crowded.seconds.values() for wait in waited)
    at_once = f"{1000 * every[len(every) // 2]:.0f} / {1000 * every[int(len(every) * 0.95)]:.0f} ms"
    wrong = sum(waits.wrong.values()) + sum(crowded.wrong.values())
    lines.append(Result(f"{name}: queue, {AT_ONCE} officers at once (p50 / p95)", at_once))
    lines.append(Result(f"{name}: queue, answers not as expected", str(wrong), "0", wrong == 0))
    return lines


def _ask_everything(port: int, seeded: Mapping[str, Any], waits: Waits, number: int, each: int) -> None:
    rng = random.Random(number)
    office, reviewer = Browser(port, seeded["office"], waits), Browser(port, seeded["reviewer"], waits)
    for what, asked in QUESTIONS.items():
        for _ in range(each):
            office.ask(what, "GET", f"/desk/?{urlencode(asked(seeded, rng))}")
    for _ in range(each):
        reviewer.ask("a reviewer's own", "GET", f"/desk/?{urlencode({'tab': rng.choice(('review', 'all'))})}")


def _line(name: str, what: str, waits: Waits, bare_ms: float, target: int) -> Result:
    middle, most = waits.at(what, 0.5), waits.at(what, 0.95)
    figure = f"{middle:.0f} / {most:.0f} ms; a bare view × {middle / bare_ms:.0f}"
    return Result(f"{name}: queue of {DOSSIERS}, {what} (p50 / p95)", figure, f"p95 ≤ {target} ms", most <= target)
