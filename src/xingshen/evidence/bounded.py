"""The parent's side of the reading process: start it, give it one task at a time, replace it when it fails or grows.

Nothing that the child does comes back as an exception: a crash, a hang or an unreadable answer is a problem code.
Knows nothing of file formats.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import struct
import subprocess
import sys
import time
from dataclasses import asdict
from typing import Any

from xingshen.evidence.limits import DEFAULT_LIMITS, MEBIBYTE, Limits

READING = "xingshen.evidence.worker"
LARGEST_ANSWER = 512 * MEBIBYTE
GRACE_SECONDS = 2.0
START_SECONDS = 30.0
_KEPT_VARIABLES = ("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "SYSTEMROOT", "LANG")
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""Reading processes share the cores; threads inside one of them would only wait for each other."""


class BoundedWorker:
    """One reading process, started when first needed and reused for many files. Not for two threads at once.

    ``module`` is what it runs: one that serves tasks through ``confined``.
    """

    def __init__(self, limits: Limits = DEFAULT_LIMITS, module: str = READING) -> None:
        self._limits, self._module = limits, module
        self._process: subprocess.Popen[bytes] | None = None
        self._fresh = True
        self._retired = False

    def perform(self, task: dict[str, Any]) -> dict[str, Any]:
        """The child's answer to ``task``; ``{"problem": code}`` where it gave none (damaged or timeout)."""
        try:
            process = self._running()
            _write(process, task)
            answer = _read(process, self._patience())
        except TimeoutError:
            self.stop()
            return {"problem": "timeout"}
        except (OSError, ValueError):
            return {"problem": self._cause_of_death()}
        self._fresh = False
        if int(answer.get("resident", 0)) > self._limits.worker_resident_bytes:
            self.stop()
        return answer

    def retire(self) -> None:
        """Kill the process, for good; safe while another thread waits for an answer, which then gets a problem."""
        self._retired = True
        process = self._process
        if process is not None:
            process.kill()

    def stop(self) -> None:
        """End the process at once; the next task starts another."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                if stream is not None:
                    stream.close()
        process.wait()

    def _patience(self) -> float:
        """Seconds to wait: the child's own clock strikes first; a new process also has to start."""
        return self._limits.seconds + GRACE_SECONDS + (START_SECONDS if self._fresh else 0.0)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._retired:
            raise OSError("this reading process is retired")
        if self._process is None or self._process.poll() is not None:
            self.stop()
            self._process = _start(self._module)
            self._fresh = True
            _write(self._process, asdict(self._limits))
        return self._process

    def _cause_of_death(self) -> str:
        """timeout where the child was ended by its clocks, damaged for any other end; the process is gone after."""
        process = self._process
        status = None
        if process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                status = process.wait(timeout=GRACE_SECONDS)
        self.stop()
        return "timeout" if status in _CLOCK_SIGNALS else "damaged"


_CLOCK_SIGNALS = frozenset({-14, -24})
"""Exit states of a process ended by SIGALRM or SIGXCPU."""


def _start(module: str) -> subprocess.Popen[bytes]:
    environment = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ} | _ONE_THREAD
    return subprocess.Popen(
        [sys.executable, "-P", "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
        bufsize=0,
    )


def _write(process: subprocess.Popen[bytes], message: dict[str, Any]) -> None:
    body = json.dumps(message).encode("ascii")
    if process.stdin is None:
        raise OSError("no pipe to the reading process")
    process.stdin.write(struct.pack(">Q", len(body)) + body)


def _read(process: subprocess.Popen[bytes], seconds: float) -> dict[str, Any]:
    deadline = time.monotonic() + seconds
    length = struct.unpack(">Q", _read_exactly(process, 8, deadline))[0]
    if length > LARGEST_ANSWER:
        raise ValueError("answer too long")
    answer = json.loads(_read_exactly(process, length, deadline))
    if not isinstance(answer, dict):
        raise ValueError("not an answer")
    return answer


def _read_exactly(process: subprocess.Popen[bytes], count: int, deadline: float) -> bytes:
    if process.stdout is None:
        raise OSError("no pipe from the reading process")
    descriptor = process.stdout.fileno()
    received = bytearray()
    while len(received) < count:
        ready, _, _ = select.select([descriptor], [], [], max(deadline - time.monotonic(), 0))
        if not ready:
            raise TimeoutError
        piece = os.read(descriptor, min(count - len(received), MEBIBYTE))
        if not piece:
            raise OSError("the reading process ended")
        received += piece
    return bytes(received)
