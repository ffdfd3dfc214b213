"""The reading process: takes tasks on standard input, parses foreign files, answers on standard output.

Started by :mod:`xingshen.evidence.bounded` and never imported by it. Bounded in memory, processor and wall-clock time,
file size and, where the system allows, without a network. A frame is eight bytes of length (big-endian) and JSON.
"""

from __future__ import annotations

import base64
import contextlib
import ctypes
import json
import os
import resource
import signal
import struct
import sys
from pathlib import Path
from typing import Any, BinaryIO

from xingshen.evidence.codec import page_from_json, page_to_json, paper_to_json, problem_to_json
from xingshen.evidence.limits import Limits
from xingshen.evidence.page import Page
from xingshen.evidence.picture import picture_of
from xingshen.evidence.readers import read_bytes
from xingshen.evidence.sight import open_eyes
from xingshen.evidence.view import View, view_of

_NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000
_NEW_NETWORK = 0x40000000


def main() -> None:
    """Serve tasks until standard input ends; the first frame gives the limits."""
    source, sink = sys.stdin.buffer, _private_output()
    limits = Limits(**_receive(source))
    _confine(limits)
    desk = _Desk(limits)
    while (task := _receive(source)) is not None:
        _start_clocks(limits)
        answer = _answer(task, desk)
        signal.setitimer(signal.ITIMER_REAL, 0)
        _send(sink, {**answer, "resident": _resident_bytes()})


def _private_output() -> BinaryIO:
    """Standard output for frames only; whatever a library prints goes nowhere."""
    sink = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return sink


def _confine(limits: Limits) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_AS, limits.memory_bytes),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))
    _leave_network()


def _leave_network() -> None:
    """Into a network name space without interfaces, where the system lets us (Linux); elsewhere nothing happens."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).unshare(_NEW_NETWORK if os.geteuid() == 0 else _NEW_USER_AND_NETWORK)


def _start_clocks(limits: Limits) -> None:
    """The default action of both signals ends this process, also where the parent is gone."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime + limits.seconds) + 1
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
    signal.setitimer(signal.ITIMER_REAL, limits.seconds + 5)


class _Desk:
    """What the process holds between tasks: the bytes of the last file and the view of its last page."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._file: tuple[str, bytes] = ("", b"")
        self._view: tuple[str, int, View | None] = ("", 0, None)

    def read(self, task: dict[str, Any]) -> dict[str, Any]:
        """The paper as its own format gives it."""
        self._file, self._view = ("", b""), ("", 0, None)
        paper = read_bytes(self._bytes(task["path"]), task["file"], task["digest"], self._limits)
        return {"paper": paper_to_json(paper)}

    def render(self, task: dict[str, Any]) -> dict[str, Any]:
        """One page as PNG."""
        data = self._bytes(task["path"])
        picture = picture_of(data, int(task["page"]), float(task["dpi"]), self._limits, int(task["turned"]))
        return {"picture": None if picture is None else base64.b64encode(picture).decode("ascii")}

    def fingerprint(self, task: dict[str, Any]) -> dict[str, Any]:
        """The digest of a page's pixels; none where it cannot be shown."""
        view = self._view_of(task["path"], page_from_json(task["page"]))
        return {"pixels": "" if view is None else view.digest}

    def look(self, task: dict[str, Any]) -> dict[str, Any]:
        """One page, looked at."""
        page = page_from_json(task["page"])
        view = self._view_of(task["path"], page)
        if view is None:
            return {"problem": "missing"}
        looked, problems = open_eyes()(page, view)
        return {"page": page_to_json(looked), "problems": [problem_to_json(each) for each in problems]}

    def _view_of(self, path: str, page: Page) -> View | None:
        if self._view[:2] != (path, page.number):
            self._view = (path, page.number, view_of(self._bytes(path), page, self._limits))
        return self._view[2]

    def _bytes(self, path: str) -> bytes:
        if self._file[0] != path:
            self._file = (path, Path(path).read_bytes())
        return self._file[1]


def _answer(task: dict[str, Any], desk: _Desk) -> dict[str, Any]:
    tasks = {"read": desk.read, "render": desk.render, "fingerprint": desk.fingerprint, "look": desk.look}
    try:
        return tasks[task["do"]](task)
    except MemoryError:
        return {"problem": "too_large"}
    except FileNotFoundError:
        return {"problem": "missing"}
    except Exception:
        return {"problem": "damaged"}


def _resident_bytes() -> int:
    """Memory that this process holds now; 0 where the system does not tell."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    return 0


def _receive(source: BinaryIO) -> Any:
    head = source.read(8)
    if len(head) < 8:
        return None
    return json.loads(source.read(struct.unpack(">Q", head)[0]))


def _send(sink: BinaryIO, answer: dict[str, Any]) -> None:
    body = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    sink.write(struct.pack(">Q", len(body)) + body)
    sink.flush()


if __name__ == "__main__":
    main()
