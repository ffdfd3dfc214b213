"""What a stopped run says of the pages it read, and what is said where scans cannot be looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from xingshen.cli.sources import kept_sentence, sight_sentence


def test_pages_are_kept_where_the_folder_can_be_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XS_CACHE_DIR", str(tmp_path / "new"))
    assert kept_sentence() == "已读页面已保存，下次继续。"


def test_pages_that_cannot_be_kept_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("in the way")
    monkeypatch.setenv("XS_CACHE_DIR", str(place))
    assert kept_sentence().startswith(f"已读页面未能保存（{place}：同名文件已存在），下次从头读。")


def test_an_installation_that_can_look_at_scans_says_nothing_of_it() -> None:
    assert sight_sentence() == ""
