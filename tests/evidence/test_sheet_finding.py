"""Finding the sheet on a photograph: on several grounds, and never where a page fills its picture."""

from __future__ import annotations

import numpy as np
import pytest

from tests.evidence.photographed import Photograph, Picture, photograph, wood
from xingshen.evidence.sheet_finding import find_sheet

ASIDE = [(0.15, 0.12), (0.84, 0.18), (0.93, 0.9), (0.08, 0.86)]
ASKEW = [(0.3, 0.08), (0.94, 0.3), (0.68, 0.92), (0.05, 0.7)]


def written(width: int = 620, height: int = 877) -> Picture:
    """A sheet with rows of something dark."""
    sheet = np.full((height, width, 3), (250, 249, 246), np.uint8)
    for top in range(70, height - 60, 28):
        sheet[top : top + 10, 60 : width - 60 : 3] = 40
    return sheet


def farthest(photo: Photograph) -> float:
    """How far, in pixels, the corner that was found worst lies from where it is."""
    found = find_sheet(photo.picture)
    assert found is not None
    return min(float(np.abs(np.roll(found, turn, axis=0) - photo.corners).max()) for turn in range(4))


@pytest.mark.parametrize("corners", [ASIDE, ASKEW])
@pytest.mark.parametrize("ground", [None, wood(), np.full((1200, 900, 3), (205, 178, 140), np.uint8)])
def test_a_sheet_on_a_table_is_found_to_a_few_pixels(corners: list[tuple[float, float]], ground: Picture) -> None:
    assert farthest(photograph(written(), corners, ground=ground)) < 6


def test_a_sheet_in_light_from_one_side_is_found() -> None:
    assert farthest(photograph(written(), ASIDE, ground=wood(), light=0.5)) < 8


def framed() -> Picture:
    """A certificate with a broad dark frame printed on it and white around."""
    sheet = written()
    sheet[40:60, 40:-40] = sheet[-60:-40, 40:-40] = (160, 30, 30)
    sheet[40:-40, 40:60] = sheet[40:-40, -60:-40] = (160, 30, 30)
    return sheet


@pytest.mark.parametrize(
    "picture",
    [
        written(),
        framed(),
        (written() * np.linspace(1, 0.4, 620)[None, :, None]).astype(np.uint8),
        (written() * np.array((1, 0.85, 0.5))).astype(np.uint8),
        wood(),
        np.zeros((40, 30, 3), np.uint8),
    ],
    ids=["scan", "frame", "shadow", "lamp", "table", "tiny"],
)
def test_a_picture_without_a_sheet_on_it_has_no_corners(picture: Picture) -> None:
    assert find_sheet(picture) is None


def test_a_sheet_that_is_cut_off_has_no_corners() -> None:
    cut = photograph(written(), [(0.1, -0.1), (0.9, -0.05), (0.95, 0.9), (0.05, 0.88)])
    assert find_sheet(cut.picture) is None
