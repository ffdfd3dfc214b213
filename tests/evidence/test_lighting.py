"""Badly lit pages become white and even; well lit ones, coloured papers and pictures stay as they are."""

from __future__ import annotations

import numpy as np
import pytest

from tests.evidence.photographed import Picture
from xingshen.evidence.lighting import well_lit

WIDTH, HEIGHT = 620, 877


def page() -> Picture:
    sheet = np.full((HEIGHT, WIDTH, 3), (250, 249, 247), np.uint8)
    for top in range(80, HEIGHT - 80, 40):
        sheet[top : top + 14, 70 : WIDTH - 70 : 5] = 30
    sheet[600:680, 300:380] = (205, 40, 45)
    return sheet


def lit(colour: tuple[float, float, float], right: float) -> Picture:
    """The page in light of a colour (shares) that falls to a share ``right`` at its right edge."""
    fall = np.linspace(1, right, WIDTH)[None, :, None]
    return np.asarray(page() * fall * np.array(colour), np.uint8)


@pytest.mark.parametrize(
    "picture",
    [lit((0.4, 0.4, 0.4), 1.0), lit((1.0, 0.82, 0.48), 0.6), lit((1.0, 1.0, 1.0), 0.45)],
    ids=["dim", "lamp", "shadow"],
)
def test_paper_becomes_white_and_print_and_seal_stay(picture: Picture) -> None:
    better = well_lit(picture).astype(int)
    paper = better[60:70, 60:-60].reshape(-1, 3)
    assert paper.min() >= 215
    assert np.ptp(paper.mean(axis=0)) <= 8
    assert better[86, 70:-70:5].max() < 60
    red, green, blue = better[640, 340].tolist()
    assert red - max(green, blue) > 90


@pytest.mark.parametrize(
    "picture",
    [
        page(),
        lit((0.9, 0.9, 0.9), 0.9),
        np.asarray(np.full((HEIGHT, WIDTH, 3), (150, 20, 30)), np.uint8),
        np.vstack([page(), page() // 4]),
        np.zeros((20, 20, 3), np.uint8),
    ],
    ids=["white", "greyish", "red cover", "two grounds", "tiny"],
)
def test_other_pictures_come_back_as_they_are(picture: Picture) -> None:
    assert well_lit(picture) is picture
