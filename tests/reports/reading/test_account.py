"""How far reading came is told from pages and problems alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.reports.reading.papers import account, line, paper, scanned_page, unread_page
from xingshen.evidence.page import Paper
from xingshen.evidence.problems import problem
from xingshen.reports.reading.account import ReadState, least_confidence, mean_confidence
from xingshen.reports.reading.words import number_words, state_sentence

WHOLE, HALF, NOTHING = paper(scanned_page()), paper(scanned_page(), unread_page()), paper(unread_page(1))


@pytest.mark.parametrize(
    ("read", "state"),
    [
        (WHOLE, ReadState.READ),
        (HALF, ReadState.PARTLY),
        (NOTHING, ReadState.UNREAD),
        (paper(problems=("damaged",)), ReadState.UNREAD),
        (paper(scanned_page(), problems=("too_many_pages",)), ReadState.PARTLY),
        (paper(scanned_page(), problems=("active_content",)), ReadState.READ),
    ],
)
def test_state(read: Paper, state: ReadState) -> None:
    assert account(read).state is state


def test_a_page_that_was_seen_to_be_blank_is_not_missing() -> None:
    blank_back = replace(HALF, problems=(problem("blank", 2),))
    assert account(blank_back).state is ReadState.READ


def test_the_sentence_names_the_pages_that_are_missing() -> None:
    assert state_sentence(account(HALF)) == "共2页，第2页未能读取，其余已读取；请人工查看未读取的页。"


def test_the_sentence_counts_doubtful_lines() -> None:
    assert state_sentence(account(WHOLE)) == "共1页，全部已读取。其中1行把握较低，请对照页面。"


def test_confidence_is_that_of_characters_not_of_lines() -> None:
    lines = (line("一二三", 0, 0.9), line("四", 20, 0.5))
    assert (mean_confidence(lines), least_confidence(lines)) == (pytest.approx(0.8), 0.5)
    assert (mean_confidence(()), least_confidence(())) == (None, None)


def test_runs_of_page_numbers_are_joined() -> None:
    assert number_words((1, 2, 3, 5, 7, 8)) == "1–3、5、7–8"
