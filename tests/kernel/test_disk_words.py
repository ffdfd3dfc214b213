from __future__ import annotations

import errno
from pathlib import Path

import pytest

from xingshen.kernel.disk_words import disk_words


def test_a_missing_path_is_told_in_chinese(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as raised:
        (tmp_path / "无" / "x").read_bytes()
    assert disk_words(raised.value) == "路径不存在"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘已满"),
        (OSError(9999, "odd"), "系统错误 9999"),
        (OSError("no number"), "系统错误 不明"),
    ],
)
def test_reasons(error: OSError, words: str) -> None:
    assert disk_words(error) == words
