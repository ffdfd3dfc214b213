from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reports.builder import AGREEMENT, TERM_BOX, faulty_result, finding, from_form, result
from tests.reports.pages import TypesetPages
from xingshen.findings.finding import CheckResult
from xingshen.kernel.outcome import Outcome
from xingshen.kernel.place import Box, Evidence
from xingshen.reports.html.images import PageImage
from xingshen.reports.html.proof import MOST_PAGES, Proof, Region, frame_of, gather_proof

WIDTH, HEIGHT = 595.0, 842.0
numbers = st.floats(allow_nan=True, allow_infinity=True)


class EveryPage:
    """The same small picture for whatever is asked, remembering what was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []

    def page_image(self, file: str, page: int) -> PageImage | None:
        self.asked.append((file, page))
        return TypesetPages().page_image(AGREEMENT, 1)


def proof_of(checked: CheckResult, images: EveryPage | TypesetPages) -> Proof:
    return gather_proof(checked, images, [f"f-{n}" for n in range(len(checked.findings))])


def read_at(file: str, page: int = 1, box: Box | None = None) -> Evidence:
    return Evidence(file, "引文", "text-layer", page=page, box=box)


@given(st.tuples(numbers, numbers, numbers, numbers))
def test_a_frame_lies_on_the_page_or_there_is_none(box: Box) -> None:
    frame = frame_of(box, WIDTH, HEIGHT)
    assert frame is None or (
        0 <= frame.left < frame.left + frame.width <= WIDTH + 1e-6
        and 0 <= frame.top < frame.top + frame.height <= HEIGHT + 1e-6
    )


@pytest.mark.parametrize("box", [None, (10, 10, 5, 20), (math.nan, 0, 1, 1), (700, 0, 800, 10), (5, 5, 5, 5)])
def test_a_box_that_cannot_be_framed_gives_no_frame(box: Box | None) -> None:
    assert frame_of(box, WIDTH, HEIGHT) is None


def test_a_crop_shows_the_region_with_its_surroundings_inside_the_page() -> None:
    crop = proof_of(faulty_result(), TypesetPages()).crop(read_at(AGREEMENT, 1, TERM_BOX))
    assert crop is not None
    assert crop.frame is not None
    assert crop.seen.left < crop.frame.left
    assert crop.seen.top < crop.frame.top
    assert crop.seen.left + crop.seen.width <= WIDTH + 1
    assert crop.seen.height < 100


def test_without_a_region_the_whole_page_is_shown_small() -> None:
    crop = proof_of(faulty_result(), TypesetPages()).crop(read_at(AGREEMENT))
    assert crop is not None
    assert (crop.frame, crop.seen.left, crop.seen.top) == (None, 0, 0)
    assert crop.pixels < 250


def test_the_form_has_no_page_and_an_unknown_page_no_picture() -> None:
    proof = proof_of(faulty_result(), TypesetPages())
    assert (proof.crop(from_form("1")), proof.crop(read_at("没有.pdf"))) == (None, None)


def test_a_page_lists_the_findings_that_rest_on_it_with_their_frames() -> None:
    page = proof_of(faulty_result(), TypesetPages()).page_of(read_at(AGREEMENT))
    assert page is not None
    assert [(use.label, len(use.frames)) for use in page.uses] == [("3.2.a", 1), ("3.3.d", 1)]
    assert page.uses[1].frames == (Region(TERM_BOX[0] - 3, TERM_BOX[1] - 3, *_size(TERM_BOX)),)


def test_pages_of_open_points_come_first_where_there_are_too_many() -> None:
    many = tuple(read_at(f"{n:03}.pdf") for n in range(MOST_PAGES + 5))
    images = EveryPage()
    proof = proof_of(
        result(finding("1.b", evidence=many), finding("3.5", Outcome.FAIL, evidence=(read_at("要.pdf"),))), images
    )
    assert images.asked[0] == ("要.pdf", 1)
    assert len(proof.pages) == MOST_PAGES


def test_files_are_asked_for_by_their_true_names_and_shown_by_safe_ones() -> None:
    images = EveryPage()
    proof = proof_of(result(finding("3.5", Outcome.FAIL, evidence=(read_at("a\u202eb.pdf"),))), images)
    assert images.asked == [("a\u202eb.pdf", 1)]
    assert list(proof.pages) == [("a⟨U+202E⟩b.pdf", 1)]


def test_two_files_that_would_look_alike_are_not_pictured() -> None:
    twins = (read_at("a\tb.pdf"), read_at("a\nb.pdf"))
    assert proof_of(result(finding("3.5", Outcome.FAIL, evidence=twins)), EveryPage()).pages == {}


def test_a_region_framed_by_two_findings_is_marked_once_with_both() -> None:
    evidence = (read_at(AGREEMENT, 1, TERM_BOX),)
    both = result(finding("3.3.d", Outcome.FAIL, evidence=evidence), finding("5.4.b", Outcome.FAIL, evidence=evidence))
    page = proof_of(both, TypesetPages()).page_of(evidence[0])
    assert page is not None
    assert list(page.marks.values()) == ["3.3.d 5.4.b"]


def _size(box: Box) -> tuple[float, float]:
    return pytest.approx(box[2] - box[0] + 6), pytest.approx(box[3] - box[1] + 6)  # type: ignore[return-value]
