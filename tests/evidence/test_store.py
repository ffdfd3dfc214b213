from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from xingshen.evidence.codec import paper_from_json, paper_to_json
from xingshen.evidence.page import Line, Page, Paper
from xingshen.evidence.problems import problem
from xingshen.evidence.store import PageStore

LINE = Line("甲方", (1.0, 2.0, 21.0, 12.0), (1.0, 11.0, 21.0), 0.6)
PAPER = Paper(
    "a.pdf",
    "sha256:00",
    "application/pdf",
    (Page(1, 595.0, 842.0, (LINE,), ((0.0, 0.0, 5.0, 5.0),)), Page(2, 595.0, 842.0, (), method="none")),
    (problem("no_text_layer", 2),),
)


def test_a_paper_survives_json() -> None:
    assert paper_from_json(paper_to_json(PAPER)) == PAPER


def test_a_kept_paper_comes_back_under_the_name_asked_for(tmp_path: Path) -> None:
    PageStore(tmp_path).put(PAPER, "1")
    assert PageStore(tmp_path).get("sha256:00", "x/b.pdf", "1") == replace(PAPER, file="x/b.pdf")


def test_other_bytes_versions_and_suffixes_are_other_entries(tmp_path: Path) -> None:
    store = PageStore(tmp_path)
    store.put(PAPER, "1")
    assert store.get("sha256:01", "a.pdf", "1") is None
    assert store.get("sha256:00", "a.pdf", "2") is None
    assert store.get("sha256:00", "a.docx", "1") is None


def test_a_broken_entry_is_none(tmp_path: Path) -> None:
    store = PageStore(tmp_path)
    store.put(PAPER, "1")
    entry = next(tmp_path.rglob("*.gz"))
    whole = entry.read_bytes()
    for broken in (b"", b"nonsense", whole[:-9], whole[:40]):
        entry.write_bytes(broken)
        assert store.get("sha256:00", "a.pdf", "1") is None


def test_an_entry_of_other_bytes_in_the_wrong_place_is_none(tmp_path: Path) -> None:
    store = PageStore(tmp_path)
    store.put(PAPER, "1")
    store.put(replace(PAPER, digest="sha256:01"), "1")
    first, second = sorted(tmp_path.rglob("*.gz"))
    first.write_bytes(second.read_bytes())
    kept = [store.get(digest, "a.pdf", "1") for digest in ("sha256:00", "sha256:01")]
    assert sum(paper is None for paper in kept) == 1


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    store = PageStore(tmp_path / "file")
    store.put(PAPER, "1")
    assert store.get("sha256:00", "a.pdf", "1") is None
