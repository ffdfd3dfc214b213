"""What every process has that opens foreign files: frames in and out, and bounds on what it may cost.

Bounded in memory, processor and wall-clock time, file size and, where the system allows, without a network. A frame is
eight bytes of length (big-endian) and JSON. Knows nothing of what the tasks are.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import signal
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from xingshen.evidence.limits import Limits

Answering: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]
_NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000
_NEW_NETWORK = 0x40000000


def serve(open_desk: Callable[[Limits], Answering]) -> None:
    """Answer tasks until standard input ends; the first frame gives the limits. Faults are answered as problems."""
    source, sink = sys.stdin.buffer, _private_output()
    limits = Limits(**_receive(source))
    _confine(limits)
    answering = open_desk(limits)
    while (task := _receive(source)) is not None:
        _start_clocks(limits)
        answer = _answer(task, answering)
        signal.setitimer(signal.ITIMER_REAL, 0)
        _send(sink, {**answer, "resident": _resident_bytes()})


def _answer(task: dict[str, Any], answering: Answering) -> dict[str, Any]:
    try:
        return answering(task)
    except MemoryError:
        return {"problem": "too_large"}
    except FileNotFoundError:
        return {"problem": "missing"}
    except Exception:
        return {"problem": "damaged"}


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
