from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reports.builder import finding, from_form, result
from xingshen.reports.presentable import LONGEST_TEXT, neutralise, presentable, shorten

anything = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("合作协议.pdf", "合作协议.pdf"),
        ("\x1b[31m红\x1b[0m", "␛[31m红␛[0m"),
        ("a\u202efdp.exe", "a⟨U+202E⟩fdp.exe"),
        ("一\r\n二\t三", "一  二 三"),
        ("\x9b2J", "⟨U+009B⟩2J"),
        ("x\x7f\x00", "x␡␀"),
        ("\udcff.pdf", "\ufffd.pdf"),
        ("零\u200b宽", "零宽"),
    ],
)
def test_shows_steering_characters_as_visible_signs(raw: str, shown: str) -> None:
    assert neutralise(raw) == shown


@given(anything)
def test_neutralising_twice_changes_nothing_more(text: str) -> None:
    assert neutralise(neutralise(text)) == neutralise(text)


@given(anything)
def test_what_is_neutralised_can_be_printed_and_encoded(text: str) -> None:
    shown = neutralise(text)
    assert not any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 for c in shown)
    assert shown.encode("utf-8").decode("utf-8") == shown


@given(anything, st.integers(2, 50))
def test_shortened_text_never_exceeds_its_limit(text: str, longest: int) -> None:
    assert len(shorten(text, longest)) <= longest


def test_short_text_stays_as_it_is() -> None:
    assert shorten("六个字的文本", 6) == "六个字的文本"
    assert shorten("七个字的文本呀", 6) == "七个字的文…"


def test_dossier_texts_are_cut_and_guide_texts_are_not() -> None:
    long_clause = replace(finding("3.5").clauses[0], text="条" * 10_000)
    shown = presentable(result(finding("3.5", clauses=(long_clause,), evidence=(from_form("字" * 10_000),)))).findings[
        0
    ]
    assert len(shown.evidence[0].quote) == LONGEST_TEXT
    assert shown.clauses[0].text == "条" * 10_000


def test_presentable_is_idempotent() -> None:
    dirty = result(finding("3.5", message="\x1b]0;x\x07" + "长" * 5000))
    assert presentable(presentable(dirty)) == presentable(dirty)
