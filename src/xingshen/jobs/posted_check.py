"""The job ``check_posted``: what ``xingshen check`` says of a dossier that a program posted.

Opening, reading and judging happen in a process of its own (``posted_worker``), whose end for whatever cause leaves
this one alone. Its answer is JSON and is kept until it expires.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from xingshen.jobs.work import Work
from xingshen.store.api import posted_checks
from xingshen.store.api.posted_checks import PostedCheck
from xingshen.store.applying.papers import dossier_limit

_MODULE = "xingshen.jobs.posted_worker"
_LONGEST_SECONDS = 1800.0
_LOOK_EVERY = 0.1
_KEPT_VARIABLES = ("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "LANG", "XS_GUIDES_DIR")
_NOT_DONE = "这份材料没有能够检查完：内容过大，或者不能在限定的时间内读完。"


def check_posted(work: Work) -> None:
    """Handler of ``check_posted``; payload: ``check`` (id). One that expired meanwhile needs nothing."""
    check = posted_checks.find(work.claim.payload["check"])
    if check is None or check.state != PostedCheck.State.WAITING:
        return
    answer = _outside(work, check)
    with work.finishing():
        if "result" in answer:
            posted_checks.keep(check, PostedCheck.State.DONE, result=answer["result"])
        elif "problems" in answer:
            posted_checks.keep(check, PostedCheck.State.REFUSED, problems=answer["problems"])
        else:
            posted_checks.keep(check, PostedCheck.State.FAILED, problems=[_NOT_DONE])


def _outside(work: Work, check: PostedCheck) -> dict[str, Any]:
    """The answer of the process; empty where it gave none. What it unpacked is gone afterwards."""
    with TemporaryDirectory(prefix="xingshen-posted-") as folder:
        task = {
            "zip": str(posted_checks.file_of(check.pk)), "guide": check.guide_folder, "language": check.language,
            "unpacked": dossier_limit(),
        }  # fmt: skip
        asked, answered = Path(folder) / "task.json", Path(folder) / "answer.json"
        asked.write_text(json.dumps(task), encoding="ascii")
        with asked.open("rb") as source, answered.open("wb") as sink:
            process = _start(source, sink, folder)
            try:
                ended = _wait(process, work)
            finally:
                process.kill()
                process.wait()
        return _read(answered) if ended == 0 else {}


def _start(source: Any, sink: Any, folder: str) -> subprocess.Popen[bytes]:
    environment = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    environment |= {"TMPDIR": folder, "XS_CACHE_DIR": folder, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", _MODULE],
        stdin=source, stdout=sink, stderr=subprocess.DEVNULL, env=environment, start_new_session=True,
    )  # fmt: skip


def _wait(process: subprocess.Popen[bytes], work: Work) -> int | None:
    """The exit code; None where it took too long. Raises Stopping or LeaseLost."""
    until = time.monotonic() + _LONGEST_SECONDS
    while time.monotonic() < until:
        work.go_on()
        code = process.poll()
        if code is not None:
            return code
        time.sleep(_LOOK_EVERY)
    return None


def _read(answered: Path) -> dict[str, Any]:
    try:
        answer = json.loads(answered.read_text(encoding="ascii"))
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
