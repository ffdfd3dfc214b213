from __future__ import annotations

import pytest

from xingshen.findings.finding import Note
from xingshen.kernel.place import Evidence
from xingshen.reports.wording import note_places


def at(file: str, page: int | None) -> Evidence:
    return Evidence(file, "", "ocr", page=page)


@pytest.mark.parametrize(
    ("message", "evidence", "places"),
    [
        ("甲.pdf 合订了几种材料", (at("甲.pdf", 1), at("甲.pdf", 4), at("甲.pdf", 4)), "见第 1、4 页"),
        ("两份材料相同", (at("甲.pdf", 1), at("乙.pdf", None)), "甲.pdf 见第 1 页；乙.pdf"),
        ("甲.pdf 未列入清单", (at("甲.pdf", None),), ""),
        ("没有出处", (), ""),
    ],
)
def test_a_note_names_each_file_once_with_its_pages(message: str, evidence: tuple[Evidence, ...], places: str) -> None:
    assert note_places(Note(message, evidence)) == places
