"""``verify`` without a server: exit codes and what is printed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from xingshen.cli.verify_command import run_verify
from xingshen.reports.bundle import About, Content, write_bundle


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A bundle of a dossier that was never handed in: complete in form, and empty."""
    path = tmp_path / "b.zip"
    about = About(number="", title="", call={}, guide={}, unit={}, sequence=0)
    with path.open("wb") as target:
        write_bundle(target, about, [Content("application.pdf", b"%PDF-1.7")], [])
    return path


def run(path: Path) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = run_verify(path, Console(file=out, width=200), Console(file=err, width=200))
    return code, out.getvalue(), err.getvalue()


def test_a_sound_bundle_ends_with_0_and_the_digest_of_its_manifest(bundle: Path) -> None:
    code, out, _ = run(bundle)
    assert code == 0
    assert "全卷自身完整，没有改动。目录的 SHA-256：" in out
    assert "✕" not in out


def test_a_flaw_ends_with_1_and_is_named(bundle: Path) -> None:
    content = bundle.read_bytes()
    bundle.write_bytes(content.replace(b"%PDF-1.7", b"%PDF-1.8"))
    code, out, _ = run(bundle)
    assert code == 1
    assert "✕ application.pdf：文件损坏，读不出来。" in out
    assert "全卷没有通过核验" in out


def test_what_is_no_bundle_ends_with_2(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(b"nothing")
    assert run(path) == (2, "", "x.zip 打不开，或不是 zip 文件。\n")


def test_a_file_that_is_not_there_ends_with_2(tmp_path: Path) -> None:
    assert run(tmp_path / "none.zip")[0] == 2
