"""A portal that really runs: web server and worker as processes of their own, on a data folder of their own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "xingshen.portal.settings",
    "XS_DATABASE_URL": "",
    "XS_DEMO": "true",
    "XS_REQUIRE_MFA": "false",
    "XS_LOG_LEVEL": "WARNING",
    "XS_SECRET_KEY": "for-tests-only-0123456789abcdefghijklmnopqrstuvwxyz",
}


@dataclass
class RunningPortal:
    """Start, kill and start again; ``mail`` is the folder into which mail is written."""

    data_dir: Path
    port: int = field(default_factory=lambda: free_port())
    extra: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def alive(self) -> bool:
        """True while the process runs that started all others."""
        return self.process is not None and self.process.poll() is None

    @property
    def mail(self) -> Path:
        return self.data_dir / "mail"

    @property
    def environment(self) -> dict[str, str]:
        own = {"XS_DATA_DIR": str(self.data_dir), "XS_BASE_URL": self.address, "XS_EMAIL_URL": f"file://{self.mail}"}
        return {**os.environ, **SETTINGS, **own, **self.extra}

    def build_demo(self, only: Sequence[str] = ()) -> None:
        """Fill the data folder with the demonstration, or with its examples of these names."""
        self.mail.mkdir(parents=True, exist_ok=True)
        script = (
            "from xingshen.cli.portal_commands import prepare_portal; prepare_portal()\n"
            "from xingshen.demo import build\n"
            f"build.build(lambda done, total: None, {tuple(only)!r} or tuple(build.ENDINGS))"
        )
        subprocess.run([sys.executable, "-c", script], env=self.environment, check=True, timeout=900)

    def ask(self, script: str) -> Any:
        """What ``script`` prints as JSON; it runs beside the portal, in a process of its own, with the models."""
        done = subprocess.run(
            [sys.executable, "-c", f"import django; django.setup()\n{script}"],
            env=self.environment,
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        if done.returncode:
            raise AssertionError(done.stderr)
        return json.loads(done.stdout) if done.stdout.strip() else None

    def start(self, *, worker: bool = True) -> RunningPortal:
        """Start, with or without a worker, and wait until it answers."""
        self.mail.mkdir(parents=True, exist_ok=True)
        command = [str(Path(sys.executable).with_name("xingshen")), "serve", "--port", str(self.port)]
        command += [] if worker else ["--no-worker"]
        self.process = subprocess.Popen(
            command, env=self.environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=None
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if answers(f"{self.address}/readyz"):
                return self
            time.sleep(0.1)
        self.kill()
        raise TimeoutError("the portal did not come up")

    def kill(self) -> None:
        """As a power cut would: every process at once, nothing is finished."""
        for pid in [*descendants(self._pid), self._pid]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self._gone()

    def stop(self) -> None:
        """In order."""
        if self.process is not None and self.alive:
            self.process.terminate()
            self._gone()

    @property
    def _pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def _gone(self) -> None:
        assert self.process is not None
        self.process.wait(timeout=40)


def descendants(pid: int) -> list[int]:
    """All processes below ``pid``, the deepest first."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    found = [int(child) for child in children]
    return [*(deeper for child in found for deeper in descendants(child)), *found]


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(url: str) -> bool:
    """True where the address answers with 200."""
    try:
        with urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
