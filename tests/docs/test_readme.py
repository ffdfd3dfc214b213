"""What the README shows of the program is what the program prints."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.running import ROOT, Shell

pytestmark = pytest.mark.integration

EXAMPLES = [
    (name, command, shown)
    for name in ("README.md", "README.zh-CN.md")
    for command, shown in re.findall(
        r"```console\n\$ \.venv/bin/xingshen ([^\n]+)\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL
    )
]


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Shell:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    return Shell(monkeypatch, capsys, tmp_path)


@pytest.mark.parametrize(("name", "command", "shown"), EXAMPLES)
def test_the_printed_example_is_what_is_printed(shell: Shell, name: str, command: str, shown: str) -> None:
    printed = shell.run(*shlex.split(command), "--quiet").out
    at = 0
    for part in shown.split("…\n"):
        found = printed.find(part.strip("\n"), at)
        assert found >= 0, f"{name}: {part}"
        at = found + len(part.strip("\n"))
