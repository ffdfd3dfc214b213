from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from xingshen.reports.wrapping import clip, wrap

mixed = st.text(st.sampled_from("中文，。（）“”3.6万元 abcDEF-/:;"), max_size=60)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("协议有效期", 10, ["协议有效期"]),
        ("协议有效期覆盖", 10, ["协议有效期", "覆盖"]),
        ("协议有效期，覆盖", 10, ["协议有效", "期，覆盖"]),
        ("自筹 299.99 万元", 10, ["自筹", "299.99 万", "元"]),
        ("不少于（300.00）", 10, ["不少于", "（300.00）"]),
    ],
)
def test_breaks_between_characters_but_not_inside_numbers(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


@given(mixed, st.integers(4, 40))
def test_no_line_is_wider_than_asked(text: str, width: int) -> None:
    assert max(cell_len(line) for line in wrap(text, width)) <= width


@given(mixed, st.integers(4, 40))
def test_nothing_but_blanks_is_lost(text: str, width: int) -> None:
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


@given(mixed, st.integers(2, 40))
def test_clipped_text_fits(text: str, width: int) -> None:
    assert cell_len(clip(text, width)) <= width


def test_clip_leaves_what_fits() -> None:
    assert (clip("河北", 4), clip("河北省", 5)) == ("河北", "河北…")
