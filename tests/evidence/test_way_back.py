"""The way from the paper back to the page as filed, and how it turns with them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from xingshen.evidence.page import Line
from xingshen.evidence.unbending import Bend
from xingshen.evidence.way_back import WayBack, scaling

LINE = Line("日期", (10.0, 20.0, 30.0, 32.0), (10.0, 20.0, 30.0), 0.9)
ASIDE = WayBack(np.array([[0.8, 0.1, 30.0], [-0.05, 0.9, 40.0], [0.0002, 0.0001, 1.0]]))


def test_a_page_that_is_its_own_paper_stays_as_it_is() -> None:
    assert scaling(1.0).line(LINE) == LINE
    assert scaling(2.0).box((1.0, 2.0, 3.0, 4.0)) == (2.0, 4.0, 6.0, 8.0)
    assert scaling(2.0).turned(1, (10.0, 20.0), (20.0, 40.0)).box((1.0, 2.0, 3.0, 4.0)) == (2.0, 4.0, 6.0, 8.0)


def test_the_box_on_the_page_holds_all_corners_and_edges_rise() -> None:
    line = ASIDE.line(LINE)
    assert line.text == LINE.text
    assert line.box == (39.84, 56.05, 56.68, 67.95)
    assert list(line.edges) == sorted(line.edges)
    assert line.box[0] <= line.edges[0]
    assert line.edges[-1] <= line.box[2]


@given(st.integers(1, 3), st.floats(0, 400), st.floats(0, 500))
def test_turning_paper_and_page_together_changes_no_place(quarters: int, x: float, y: float) -> None:
    paper, page = (400.0, 500.0), (700.0, 900.0)
    plain = WayBack(np.diag([1.0, 1.0, 1.0]))
    back = plain.turned(quarters, paper, page).box((*_turned(x, y, quarters, paper),) * 2)
    assert np.allclose(back[:2], _turned(x, y, quarters, page), atol=0.02)


def _turned(x: float, y: float, quarters: int, size: tuple[float, float]) -> tuple[float, float]:
    wide, high = size
    return {1: (high - y, x), 2: (wide - x, high - y), 3: (y, wide - x)}[quarters]


def test_a_box_on_bent_paper_holds_the_whole_bow() -> None:
    bend = Bend(np.array([[0.0], [-6.0], [0.0], [0.0]]) * [1, 0, 0], (0.0, 0.0, 100.0, 100.0))
    sagging = WayBack(np.eye(3)).bent(bend)
    assert sagging.box((0.0, 50.0, 100.0, 60.0)) == (0.0, 44.0, 100.0, 60.0)
    assert sagging.line(Line("日", (0.0, 50.0, 50.0, 60.0), (0.0, 50.0))).edges == (0.0, 50.0)
