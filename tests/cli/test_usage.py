"""Help and output fit the terminal they are shown on."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.running import PROGRAM, Shell

pytestmark = pytest.mark.integration


def test_the_columns_of_help_stand_under_each_other(shell: Shell) -> None:
    options = shell.run("read", "--help").out.partition("选项：\n")[2].splitlines()
    starts = {cell_len(line[: line.rindex("  ") + 2]) for line in options if "[" not in line}
    assert len(starts) == 1


def test_a_range_is_told_in_words(shell: Shell) -> None:
    assert "[默认：2；1 至 16]" in shell.run("read", "--help").out


def test_a_terminal_without_the_signs_ends_no_run(tmp_path: Path) -> None:
    empty = tmp_path / "空.pdf"
    empty.write_bytes(b"")
    told = {**os.environ, "PYTHONIOENCODING": "gbk", "XS_CACHE_DIR": str(tmp_path / "cache")}
    ran = subprocess.run([PROGRAM, "guide", "check"], env=told, capture_output=True, check=False)
    read = subprocess.run([PROGRAM, "read", "-q", empty], env=told, capture_output=True, check=False)
    assert (ran.returncode, read.returncode, "未能读取" in read.stdout.decode("gbk")) == (0, 3, True)
