"""``verify-receipt`` without a server: what holds, what does not, what is no receipt."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from tests.reports.receipts import make_package, make_receipt, write_export
from xingshen.cli.sources import InputError
from xingshen.cli.verify_receipt_command import run_verify_receipt


def _run(receipt: Path, export: Path | None = None) -> tuple[int, str]:
    target = io.StringIO()
    code = run_verify_receipt(receipt, export, Console(file=target, width=200))
    return code, target.getvalue()


def test_a_sound_receipt_with_its_export(tmp_path: Path) -> None:
    package = make_package()
    path = tmp_path / "receipt.json"
    path.write_text(json.dumps(make_receipt(package), ensure_ascii=False, indent=2), encoding="utf-8")
    code, text = _run(path, write_export(package, tmp_path / "all.zip"))
    assert code == 0
    assert text.splitlines()[0] == "回执 2026-2-0148　第 1 次提交　2026-07-13T16:59:59+08:00"
    assert text.count("✓") == 8


def test_a_changed_receipt_ends_with_one(tmp_path: Path) -> None:
    receipt = make_receipt(make_package())
    receipt["number"] = "2026-2-0001"
    path = tmp_path / "receipt.json"
    path.write_text(json.dumps(receipt), encoding="utf-8")
    code, text = _run(path)
    assert code == 1
    assert "✕ 编号和摘要与事件一致：回执上的 number 与事件所记不同，回执被改动过。" in text


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{}"])
def test_what_is_no_receipt_cannot_be_verified(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "receipt.json"
    path.write_bytes(content)
    with pytest.raises(InputError):
        _run(path)


def test_a_file_that_is_not_there_cannot_be_verified(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        _run(tmp_path / "receipt.json")
