"""Cells that a spreadsheet would run."""

from __future__ import annotations

import pytest

from xingshen.reports.spreadsheet import harmless


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1"])
def test_what_begins_like_a_formula_is_made_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "沧州海晏管道装备有限公司", "3:1", " =1"])
def test_other_text_stays(text: str) -> None:
    assert harmless(text) == text
