"""People at their browsers, as threads with a kept-alive connection each; what they waited for is measured.

Bounded in requests and time; talks to this machine only.
"""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

TOKEN = "b" * 32
"""The same in cookie and header, as the check against forged requests wants it."""


@dataclass
class Waits:
    """Seconds waited, by what was asked for; and answers that were not as expected."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    wrong: dict[str, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, what: str, seconds: float, good: bool) -> None:
        with self.lock:
            self.seconds.setdefault(what, []).append(seconds)
            if not good:
                self.wrong[what] = self.wrong.get(what, 0) + 1

    def at(self, what: str, share: float) -> float:
        """Milliseconds within which ``share`` of the answers came."""
        ordered = sorted(self.seconds.get(what, [0.0]))
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def count(self, what: str) -> int:
        return len(self.seconds.get(what, []))


class Browser:
    """One person: a session, a connection, and a place to write down waits."""

    def __init__(self, port: int, session: str, waits: Waits) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}
        self._waits = waits

    def ask(
        self,
        what: str,
        method: str,
        path: str,
        body: str = "",
        headers: Mapping[str, str] = {},  # never changed
        expected: int = 200,
    ) -> bytes:
        """The answer's body; the wait counts under ``what``."""
        began = time.perf_counter()
        self._connection.request(method, path, body.encode(), {**self._headers, **headers})
        answer = self._connection.getresponse()
        content = answer.read()
        self._waits.add(what, time.perf_counter() - began, answer.status == expected)
        return content


def side_by_side(workers: int, work: Callable[[int], None]) -> float:
    """Run ``work`` for 0 … workers-1 at once; the seconds until the last one is done."""
    threads = [threading.Thread(target=work, args=(number,), daemon=True) for number in range(workers)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began


def pause(mean: float, rng: random.Random) -> None:
    """As long as a person types, on the average."""
    time.sleep(rng.uniform(0.5, 1.5) * mean)
