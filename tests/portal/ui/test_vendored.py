"""The browser files are the ones that were pinned."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from scripts import vendor


@pytest.mark.parametrize("folder", vendor.FILES, ids=lambda folder: folder.name)
def test_copies_are_what_was_pinned(folder: Path) -> None:
    assert vendor.verify(folder) == []
    assert set(json.loads((folder / vendor.MANIFEST).read_text(encoding="utf-8"))) == set(vendor.FILES[folder])


def test_a_changed_copy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = {"htmx.org": {"version": "2.0.11", "licence": "0BSD", "files": {"a.js": "0" * 64, "b.js": "0" * 64}}}
    (tmp_path / vendor.MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    (tmp_path / "a.js").write_text("changed", encoding="utf-8")
    (tmp_path / "c.js").write_text("foreign", encoding="utf-8")
    monkeypatch.setattr(vendor, "ROOT", tmp_path.parent)
    told = "\n".join(vendor.verify(tmp_path))
    assert all(name in told for name in ("a.js", "b.js", "c.js"))


def test_the_lock_names_no_place_to_download_from() -> None:
    assert "resolved" not in (vendor.PINS / "package-lock.json").read_text(encoding="utf-8")
