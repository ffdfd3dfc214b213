"""An interrupt while the program is still loading ends like any other: a word, 130, no traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.integration

START = "from xingshen.cli.start import main; print(flush=True); main()"


@pytest.mark.parametrize("seconds", [0.05, 0.3])
def test_an_interrupt_while_loading_ends_with_a_word(seconds: float) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", START, "guide", "check"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, "已停止" in err, "Traceback" in err) == (130, True, False)
