"""Runs the real command line, in this process or as a user's shell would."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from xingshen.cli.main import main

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "dossiers"
PROGRAM = Path(sys.executable).with_name("xingshen")


def _listen_to_interrupts() -> None:
    """As in a shell that somebody sits at: whoever runs the tests in the background has interrupts switched off."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run left behind."""

    code: int
    out: str
    err: str


class Shell:
    """Types commands; ``run`` in this process, ``start`` and ``run_apart`` in one of their own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], cache: Path) -> None:
        self._monkeypatch, self._capsys, self._cache = monkeypatch, capsys, cache
        monkeypatch.setenv("XS_CACHE_DIR", str(cache))

    def run(self, *words: object) -> Ran:
        """Run ``xingshen words…`` here."""
        self._monkeypatch.setattr(sys, "argv", ["xingshen", *map(str, words)])
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        said = self._capsys.readouterr()
        return Ran(int(ended.value.code or 0), said.out, said.err)

    def start(self, words: Sequence[object], **variables: str) -> subprocess.Popen[str]:
        """Start ``xingshen words…`` as a process group of its own."""
        return subprocess.Popen(
            [str(PROGRAM), *map(str, words)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "XS_CACHE_DIR": str(self._cache), "COLUMNS": "80", **variables},
            start_new_session=True,
            preexec_fn=_listen_to_interrupts,
        )

    def run_apart(self, *words: object, **variables: str) -> Ran:
        """Run ``xingshen words…`` in a process of its own."""
        process = self.start(words, **variables)
        out, err = process.communicate(timeout=120)
        return Ran(process.returncode, out, err)
