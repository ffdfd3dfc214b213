"""``xingshen serve``: the portal on one machine, web server and worker as two children of this process.

A worker that ends is started again; when the web server ends, everything ends. Knows only how
to start them.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

from xingshen.cli.sources import InputError

LOOPBACK = ("127.0.0.1", "::1", "localhost")
_START_SECONDS = 60
_RESTART_AFTER = 2.0
_PORTS_TRIED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """Where to listen and how: ``threads`` answer side by side in each of ``processes``."""

    host: str
    port: int
    processes: int = 2
    threads: int = 4
    worker: bool = True

    @property
    def address(self) -> str:
        """The address as a browser takes it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


@dataclass
class Portal:
    """The two children. Use as a context manager: leaving it stops both and waits for them."""

    serving: Serving
    web: subprocess.Popen[bytes] | None = None
    worker: subprocess.Popen[bytes] | None = None
    _stopping: bool = field(default=False)

    def __enter__(self) -> Portal:
        demand_free_port(self.serving.host, self.serving.port)
        self.web = _child(_web_command(self.serving))
        self._start_worker()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping = True
        for child in (self.web, self.worker):
            if child is not None and child.poll() is None:
                child.terminate()
        for child in (self.web, self.worker):
            if child is not None:
                _wait(child)

    def wait_until_ready(self) -> float:
        """Seconds until the first page could be had. Raises InputError where the web server does not come up."""
        began = time.monotonic()
        while time.monotonic() - began < _START_SECONDS:
            if self.web is not None and self.web.poll() is not None:
                break
            if _answers(f"{self.serving.address}/readyz"):
                return time.monotonic() - began
            time.sleep(0.1)
        raise InputError("网站没有启动成功，请看上面的输出；可运行 xingshen doctor 逐项检查。")

    def watch(self) -> int:
        """Keep both alive until a signal or the end of the web server; returns its exit code."""
        assert self.web is not None
        while self.web.poll() is None:
            if self.worker is not None and self.worker.poll() is not None and not self._stopping:
                time.sleep(_RESTART_AFTER)
                self._start_worker()
            time.sleep(0.3)
        return self.web.returncode

    def _start_worker(self) -> None:
        if self.serving.worker:
            self.worker = _child([sys.executable, "-m", "xingshen.jobs.worker"])


def run_serve(serving: Serving, tell: Callable[[Portal, float], None]) -> int:
    """Serve until stopped; ``tell`` is called when the first page can be had, with the seconds that it took."""
    signal.signal(signal.SIGTERM, _as_interrupt)
    try:
        with Portal(serving) as portal:
            tell(portal, portal.wait_until_ready())
            return portal.watch()
    except KeyboardInterrupt:
        return 0


def demand_free_port(host: str, port: int) -> None:
    """Raises InputError where something listens there already."""
    try:
        _bind(host, port)
    except OSError as error:
        raise InputError(f"不能使用 {host} 的端口 {port}（{error.strerror}）；可用 --port 换一个。") from None


def first_free_port(host: str, port: int) -> int:
    """``port``, or the first one after it that can be had; ``port`` itself where none of them can."""
    for candidate in range(port, min(port + _PORTS_TRIED, 65536)):
        try:
            _bind(host, candidate)
        except OSError:
            continue
        return candidate
    return port


def _bind(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))


def _web_command(serving: Serving) -> list[str]:
    host = f"[{serving.host}]" if ":" in serving.host else serving.host
    return [
        sys.executable, "-m", "gunicorn", "xingshen.portal.wsgi:application",
        "--bind", f"{host}:{serving.port}",
        "--worker-class", "gthread", "--workers", str(serving.processes), "--threads", str(serving.threads),
        "--timeout", "120", "--graceful-timeout", "20", "--keep-alive", "5",
        "--log-level", "warning", "--no-control-socket", "--preload",
    ]  # fmt: skip


def _child(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """A child that a Ctrl-C in the terminal does not reach: this process stops it in order."""
    return subprocess.Popen(command, env=os.environ.copy(), start_new_session=True)


def _wait(child: subprocess.Popen[bytes]) -> None:
    try:
        child.wait(timeout=25)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _as_interrupt(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt
