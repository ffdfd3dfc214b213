"""Runs the portal on SQLite and on PostgreSQL under load and prints what people waited; 1 where a target is missed."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from tests.e2e.running import RunningPortal, answers, free_port

from benchmarks.web.lists import measure_lists
from benchmarks.web.load import TOKEN, Browser, Waits, pause, side_by_side
from benchmarks.web.results import Result

EDITORS, EDITING_SECONDS, TYPING = 50, 45, 3.0
SUBMITTERS, DRAFTS = 16, 1500
BARE_REQUESTS = 3000
PAGE_TARGET_MS, SUBMIT_TARGET = 300, 100
SEED = """
import json, sys
from xingshen.cli.portal_commands import prepare_portal
prepare_portal()
from benchmarks.web.seeding import seed
print(json.dumps(seed(int(sys.argv[1]), int(sys.argv[2]))))
"""
"""Django first, then what needs it; prints JSON."""
BENCH_SETTINGS = {"XS_REQUIRE_MFA": "false", "XS_LOG_LEVEL": "ERROR"}


def main() -> int:
    """SQLite always; PostgreSQL where XS_TEST_DATABASE_URL names one (scripts/with_postgres.sh)."""
    bare, bare_ms = measure_bare()
    results = [Result("Bare Django view, 16 at once; alone", f"{bare:.0f} requests/s; {bare_ms:.1f} ms")]
    for name, url in (("SQLite", ""), ("PostgreSQL", os.environ.get("XS_TEST_DATABASE_URL", ""))):
        if name == "SQLite" or url:
            results += measure_portal(name, url, bare, bare_ms)
    for line in results:
        print(f"{'✓' if line.reached else '✗'} {line.what:<62} {line.figure:<40} {line.target}")
    return 0 if all(line.reached for line in results) else 1


def measure_portal(name: str, url: str, bare: float, bare_ms: float) -> list[Result]:
    """Editing first, then handing in, then the lists of many, on a data folder of their own."""
    with tempfile.TemporaryDirectory(prefix="xingshen-bench-") as folder:
        portal = RunningPortal(Path(folder), extra={**BENCH_SETTINGS, "XS_DATABASE_URL": url})
        seeded = _seed(portal)
        portal.start(worker=False)
        try:
            people = [*_editing(name, portal.port, seeded, bare), *_handing_in(name, portal.port, seeded, bare)]
            return [*people, *measure_lists(name, portal, bare_ms)]
        finally:
            portal.stop()


def _seed(portal: RunningPortal) -> dict[str, list[str]]:
    command = [sys.executable, "-c", SEED, str(EDITORS), str(DRAFTS)]
    done = subprocess.run(command, env=portal.environment, check=True, capture_output=True, timeout=900)
    found: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return found


def _editing(name: str, port: int, seeded: dict[str, list[str]], bare: float) -> list[Result]:
    """Fifty people: open a section, then type into it; every save is followed by the self-check."""
    waits, ends = Waits(), time.monotonic() + EDITING_SECONDS

    def edit(number: int) -> None:
        rng = random.Random(number)
        browser = Browser(port, seeded["sessions"][number], waits)
        base = f"/apply/{seeded['edited'][number]}"
        version = 1
        time.sleep(rng.uniform(0, TYPING))
        while time.monotonic() < ends:
            section = rng.choice(("basics", "people", "content", "budget", "partners"))
            browser.ask("form page", "GET", f"{base}/form/{section}/")
            for _ in range(4):
                pause(TYPING, rng)
                change = {"path": "project.abstract", "value": f"摘要 {rng.random()}"}
                body = json.dumps({"base": version, "changes": [change]})
                told = browser.ask("save", "POST", f"{base}/save/", body, {"Content-Type": "application/json"})
                version = json.loads(told).get("version", version)
                browser.ask("self-check", "GET", f"{base}/check/?section={section}")

    seconds = side_by_side(EDITORS, edit)
    wrong = sum(waits.wrong.values())
    p95 = waits.at("form page", 0.95)
    lines = [
        Result(
            f"{name}: form page, {EDITORS} people editing (p50 / p95)",
            f"{waits.at('form page', 0.5):.0f} / {p95:.0f} ms",
            f"p95 ≤ {PAGE_TARGET_MS} ms",
            p95 <= PAGE_TARGET_MS,
        )
    ]
    for what in ("save", "self-check"):
        figure = f"{waits.at(what, 0.5):.0f} / {waits.at(what, 0.95):.0f} ms"
        lines.append(Result(f"{name}: {what} (p50 / p95)", figure))
    rate = sum(map(len, waits.seconds.values())) / seconds
    lines.append(
        Result(f"{name}: requests while editing", f"{rate:.0f}/s, a bare view takes {bare / rate:.1f} × as many")
    )
    lines.append(Result(f"{name}: answers not as expected", str(wrong), "0", wrong == 0))
    return lines


def _handing_in(name: str, port: int, seeded: dict[str, list[str]], bare: float) -> list[Result]:
    waits, drafts, lock = Waits(), list(seeded["ready"]), threading.Lock()

    def hand_in(_: int) -> None:
        browser = Browser(port, seeded["sessions"][0], waits)
        while True:
            with lock:
                if not drafts:
                    return
                draft = drafts.pop()
            body = urlencode({"key": uuid4().hex, "version": 1, "csrfmiddlewaretoken": TOKEN})
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            browser.ask("submit", "POST", f"/filing/{draft}/submit/", body, headers, expected=302)

    seconds = side_by_side(SUBMITTERS, hand_in)
    good = waits.count("submit") - waits.wrong.get("submit", 0)
    rate = good / seconds
    return [
        Result(
            f"{name}: durable submissions, {SUBMITTERS} at once",
            f"{rate:.0f}/s ({good} of {DRAFTS}); a bare view {bare / max(rate, 1):.1f} ×",
            f"≥ {SUBMIT_TARGET}/s",
            rate >= SUBMIT_TARGET and good == DRAFTS,
        ),
        Result(f"{name}: submission (p50 / p95)", f"{waits.at('submit', 0.5):.0f} / {waits.at('submit', 0.95):.0f} ms"),
    ]


def measure_bare() -> tuple[float, float]:
    """Requests a second of the bare view, served and asked as the portal is; milliseconds of one asked alone."""
    waits, alone = Waits(), Waits()
    with _bare() as port:
        each = BARE_REQUESTS // SUBMITTERS

        def ask(_: int) -> None:
            browser = Browser(port, "none", waits)
            for _ in range(each):
                browser.ask("bare", "GET", "/")

        rate = waits_per_second(waits, side_by_side(SUBMITTERS, ask))
        browser = Browser(port, "none", alone)
        for _ in range(each):
            browser.ask("bare", "GET", "/")
        return rate, alone.at("bare", 0.5)


def waits_per_second(waits: Waits, seconds: float) -> float:
    """All answers over the time that they took together."""
    return sum(map(len, waits.seconds.values())) / seconds


@contextmanager
def _bare() -> Iterator[int]:
    port = free_port()
    command = [
        sys.executable, "-m", "gunicorn", "benchmarks.web.bare:application",
        "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--workers", "2", "--threads", "4",
        "--log-level", "error", "--no-control-socket",
    ]  # fmt: skip
    server = subprocess.Popen(command)
    try:
        while not answers(f"http://127.0.0.1:{port}/"):
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    sys.exit(main())
