"""Marks stay on their words however the reader turns the page."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from xingshen.portal.ui.viewing import Addresses, Mark, box_of, page_view

PAPER = SimpleNamespace(
    name="a.pdf",
    summary={"pages": [{"width": 600.0, "height": 800.0, "turned": 0}, {"width": 1, "height": 1, "turned": 90}]},
)
ADDRESSES = Addresses(lambda page: f"/p/{page}/", lambda page, size: f"/i/{page}/?size={size}", "/file/", "/back/")


@pytest.mark.parametrize(
    ("turn", "mark", "size"),
    [
        (0, Mark(98, 48, 204, 24), (600.0, 800.0)),
        (90, Mark(728, 98, 24, 204), (800.0, 600.0)),
        (180, Mark(298, 728, 204, 24), (600.0, 800.0)),
        (270, Mark(48, 298, 24, 204), (800.0, 600.0)),
    ],
)
def test_a_mark_turns_with_its_page(turn: int, mark: Mark, size: tuple[float, float]) -> None:
    view = page_view(PAPER, 1, ADDRESSES, ["100,50,300,70"], turn)
    assert view is not None
    assert (view.marks, (view.width, view.height)) == ((mark,), size)


def test_turning_keeps_the_marked_place_in_the_address() -> None:
    view = page_view(PAPER, 1, ADDRESSES, ["1,2,3,4"], 270)
    assert view is not None
    assert (view.turn_right, view.turn_left, view.image) == (
        "/p/1/?box=1%2C2%2C3%2C4", "/p/1/?turn=180&box=1%2C2%2C3%2C4", "/i/1/?size=page&turn=270",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["", "1,2,3", "3,2,1,4", "a,b,c,d", "1,2,inf,4", "1,2,3,4,5"])
def test_what_is_no_box_is_none(text: str) -> None:
    assert box_of(text) is None


def test_a_page_that_is_not_there_has_no_view() -> None:
    assert page_view(PAPER, 3, ADDRESSES) is None
