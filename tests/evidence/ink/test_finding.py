"""Pen ink on pictures of pages: seen where somebody wrote, not seen where nobody did."""

from __future__ import annotations

import numpy as np
import pytest
from ink_pages import BLUE, DPI, K, Sheet, askew, scanned

from xingshen.evidence.ink import find_ink
from xingshen.evidence.page import Line
from xingshen.kernel.place import Box

SIGNATURE = (170.0, 190.0, 270.0, 225.0)
SCANS = [(0.0, 3.0, 85), (1.5, 8.0, 55), (-1.0, 12.0, 40)]


def form() -> Sheet:
    sheet = Sheet()
    for row in range(6):
        sheet.type(40, 30 + 18 * row, "The applicant declares that all the papers are complete")
    sheet.type(40, 205, "Signature of the leader:")
    return sheet


def covered(found: tuple[Box, ...], box: Box) -> float:
    """The share of ``box`` that the found boxes cover (they do not overlap each other)."""
    across = [
        max(min(f[2], box[2]) - max(f[0], box[0]), 0) * max(min(f[3], box[3]) - max(f[1], box[1]), 0) for f in found
    ]
    return sum(across) / ((box[2] - box[0]) * (box[3] - box[1]))


@pytest.mark.parametrize(("skew", "grain", "quality"), SCANS)
def test_signature_is_seen_on_a_scan(skew: float, grain: float, quality: int) -> None:
    sheet = form()
    sheet.scrawl(SIGNATURE)
    picture = scanned(sheet.picture(), skew, grain, quality)
    found = find_ink(picture, DPI, askew(sheet.words, skew, picture))
    assert (len(found), covered(found, SIGNATURE) > 0.6) == (1, True)


@pytest.mark.parametrize(("skew", "grain", "quality"), SCANS)
def test_unsigned_form_has_no_ink(skew: float, grain: float, quality: int) -> None:
    sheet = form()
    sheet.rule(170, 222, 300, 222)
    sheet.seal((240, 140, 340, 240))
    picture = scanned(sheet.picture(), skew, grain, quality)
    assert find_ink(picture, DPI, askew(sheet.words, skew, picture)) == ()


def test_signature_through_a_red_seal_and_on_a_rule_is_seen() -> None:
    sheet = form()
    sheet.rule(165, 222, 300, 222)
    sheet.seal((230, 150, 330, 250))
    sheet.scrawl(SIGNATURE)
    assert covered(find_ink(scanned(sheet.picture()), DPI, sheet.words), SIGNATURE) > 0.6


def test_print_that_was_not_read_tables_holes_and_shadows_are_no_ink() -> None:
    sheet = form()
    for y in (235, 255, 275):
        sheet.rule(40, y, 380, y)
    for x in (40, 120, 260, 380):
        sheet.rule(x, 235, x, 275)
    sheet.pen.ellipse((15 * K, 80 * K, 31 * K, 96 * K), outline=(60, 60, 60), width=2)
    sheet.pen.ellipse((15 * K, 180 * K, 31 * K, 196 * K), fill=(40, 40, 40))
    sheet.pen.line((20 * K, 20 * K, 36 * K, 24 * K), fill=(70, 70, 70), width=4)
    picture = sheet.picture()
    picture[:, -60:] = (picture[:, -60:] * np.linspace(1, 0.3, 60)[None, :, None]).astype(np.uint8)
    picture[int(120 * K) :, int(330 * K) :] = picture[int(120 * K) :, int(330 * K) :] // 10 * 7
    assert find_ink(scanned(picture), DPI, sheet.words) == ()


def test_photo_is_no_ink() -> None:
    sheet = form()
    picture = sheet.picture()
    blotches = np.random.default_rng(5).uniform(0, 255, (18, 24, 1)).repeat(10, axis=0).repeat(10, axis=1)
    picture[int(180 * K) : int(180 * K) + 180, int(260 * K) : int(260 * K) + 240] = blotches.astype(np.uint8)
    assert find_ink(scanned(picture), DPI, sheet.words) == ()


def read_as_name(sheet: Sheet, confidence: float) -> list[Line]:
    """The words of the sheet, with the last label and the signature after it read as one line."""
    label = sheet.words[-1]
    name = " Li Siqi"
    step = (SIGNATURE[2] - label.box[2]) / len(name)
    edges = (*label.edges, *(label.box[2] + step * (at + 1) for at in range(len(name))))
    box = (label.box[0], min(SIGNATURE[1], label.box[1]), SIGNATURE[2], max(SIGNATURE[3], label.box[3]))
    return [*sheet.words[:-1], Line(label.text + name, box, edges, confidence)]


def test_handwriting_that_was_read_together_with_its_label_is_seen() -> None:
    sheet = form()
    sheet.scrawl(SIGNATURE, colour=BLUE)
    assert covered(find_ink(scanned(sheet.picture()), DPI, read_as_name(sheet, 0.9)), SIGNATURE) > 0.6


def test_handwriting_inside_the_box_of_a_label_that_was_read_alone_is_seen() -> None:
    sheet = form()
    sheet.scrawl(SIGNATURE)
    label = sheet.words[-1]
    step = (SIGNATURE[2] - label.box[0]) / len(label.text)
    edges = tuple(label.box[0] + step * at for at in range(len(label.text) + 1))
    wide = Line(label.text, (label.box[0], SIGNATURE[1], SIGNATURE[2], SIGNATURE[3]), edges, 0.98)
    assert covered(find_ink(scanned(sheet.picture()), DPI, [*sheet.words[:-1], wide]), SIGNATURE) > 0.6


def test_handwriting_that_was_read_badly_as_a_line_of_its_own_is_seen() -> None:
    sheet = form()
    sheet.scrawl(SIGNATURE)
    name = Line("nW/", SIGNATURE, (170.0, 203.0, 236.0, 270.0), 0.55)
    assert covered(find_ink(scanned(sheet.picture()), DPI, [*sheet.words, name]), SIGNATURE) > 0.6


def test_typed_name_after_the_label_is_no_ink() -> None:
    sheet = Sheet()
    for row in range(4):
        sheet.type(40, 30 + 18 * row, "The applicant declares that all the papers are complete")
    sheet.type(40, 205, "Signature of the leader: Li Siqi", 12)
    assert find_ink(scanned(sheet.picture()), DPI, sheet.words) == ()


@pytest.mark.parametrize("shape", [(1, 1, 3), (3, 900, 3), (60, 40, 3)])
def test_blank_scraps_have_no_ink(shape: tuple[int, int, int]) -> None:
    assert find_ink(np.full(shape, 250, np.uint8), DPI, []) == ()


def test_places_are_points_at_any_scale() -> None:
    sheet = form()
    sheet.scrawl(SIGNATURE)
    picture = np.asarray(sheet.image.resize((sheet.image.width * 2, sheet.image.height * 2)))
    found = find_ink(picture, DPI * 2, sheet.words)
    assert (len(found), covered(found, SIGNATURE) > 0.6) == (1, True)
