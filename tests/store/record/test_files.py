"""The file store: bytes under their digest, whole or not at all, never twice."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from xingshen.store.record import files

ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
ABC_SM3 = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_bytes_lie_under_their_digest_readable_by_the_owner_only() -> None:
    stored = files.put([b"a", b"", b"bc"])
    assert (stored.sha256, stored.sm3, stored.size) == (ABC, ABC_SM3, 3)
    assert stored.path == files.path_of(ABC)
    assert (stored.path.read_bytes(), stat.S_IMODE(stored.path.stat().st_mode)) == (b"abc", 0o600)


def test_the_same_bytes_are_stored_once(tmp_path: Path) -> None:
    source = tmp_path / "x"
    source.write_bytes(b"abc")
    assert files.put_path(source).path == files.put([b"abc"]).path
    assert source.read_bytes() == b"abc"


def test_what_breaks_off_leaves_nothing() -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise OSError("disk")

    before = set((files.root() / "incoming").glob("*"))
    with pytest.raises(OSError, match="disk"):
        files.put(broken())
    assert set((files.root() / "incoming").glob("*")) == before
