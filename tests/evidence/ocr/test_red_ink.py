"""Only the heights of a page at which there is red that may be print are looked at again for red print."""

from __future__ import annotations

import cv2
import numpy as np

from xingshen.evidence.ocr.red_ink import print_like, red_bands

DPI = 150.0


def test_red_is_looked_at_in_bands_with_what_is_around() -> None:
    mask = np.zeros((300, 1000), np.uint8)
    mask[50:60, 40:90] = 1
    mask[100:102, 10:60] = 1
    assert red_bands(mask, 30) == [(20, 132)]
    assert red_bands(mask, 10) == [(40, 70), (90, 112)]


def test_specks_are_no_red_print() -> None:
    mask = np.zeros((300, 1000), np.uint8)
    mask[250, 7] = 1
    assert red_bands(mask, 10) == []


def _letterhead() -> np.typing.NDArray[np.uint8]:
    mask = np.zeros((1754, 1240), np.uint8)
    return np.asarray(
        cv2.putText(mask, "SCIENCE DEPARTMENT", (150, 200), cv2.FONT_HERSHEY_SIMPLEX, 2.5, 1, 8), np.uint8
    )


def test_a_letterhead_may_be_print() -> None:
    assert np.array_equal(print_like(_letterhead(), DPI), _letterhead())


def test_seals_rules_and_frames_are_no_print() -> None:
    mask = _letterhead()
    cv2.circle(mask, (800, 1200), 120, 1, 6)
    cv2.rectangle(mask, (200, 1000), (320, 1120), 1, 5)
    cv2.line(mask, (150, 260), (1100, 260), 1, 4)
    cv2.rectangle(mask, (30, 30), (1210, 1720), 1, 8)
    assert np.array_equal(print_like(mask, DPI), _letterhead())
