"""A seal's name beside the expected one: what differs is marked, on both sides, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.reports.builder import faulty_result, finding
from xingshen.kernel.outcome import Outcome
from xingshen.kernel.place import Evidence
from xingshen.reports.html.images import NoPageImages
from xingshen.reports.html.likeness import Likeness, Piece, likeness_of
from xingshen.reports.html.page import render_html

EXPECTED = "河北星河测试研究院"


def seal(read: str, method: str = "seal") -> Evidence:
    return Evidence("02.pdf", read, method, 0.9, 1, (0, 0, 100, 100))


def marked(pieces: tuple[Piece, ...]) -> str:
    return "".join(f"[{piece.text}]" if piece.differs else piece.text for piece in pieces)


def both(likeness: Likeness | None) -> tuple[str, str] | None:
    return (marked(likeness.read), marked(likeness.expected)) if likeness else None


@pytest.mark.parametrize(
    ("read", "shown"),
    [
        (EXPECTED, (EXPECTED, EXPECTED)),
        ("河北星河测式研究院", ("河北星河测[式]研究院", "河北星河测[试]研究院")),
        ("河北星河测试研究", ("河北星河测试研究", "河北星河测试研究[院]")),
        ("完全不同的机构", ("完全不同的机构", EXPECTED)),
    ],
)
def test_differing_characters_are_marked(read: str, shown: tuple[str, str]) -> None:
    assert both(likeness_of(seal(read), EXPECTED)) == shown


@pytest.mark.parametrize("evidence", [seal(EXPECTED, "ocr"), seal("")])
def test_only_seals_that_were_read_are_compared(evidence: Evidence) -> None:
    assert likeness_of(evidence, EXPECTED) is None


def test_without_a_name_to_expect_there_is_nothing_to_compare() -> None:
    assert likeness_of(seal(EXPECTED), "") is None


def test_the_page_marks_them_beside_each_other() -> None:
    point = finding("3.5", Outcome.HUMAN, evidence=(seal("河北星河测式研究院"),))
    page = render_html(replace(faulty_result(), applicant=EXPECTED, findings=(point,)), NoPageImages())
    assert [part in page for part in ("河北星河测<mark>式</mark>研究院", "<mark>试</mark>", "印章识别")] == [True] * 3
