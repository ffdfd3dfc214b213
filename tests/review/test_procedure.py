"""The limits of a call, read from its settings; phrases for reasons."""

from __future__ import annotations

from datetime import date

import pytest

from xingshen.kernel.outcome import Reason
from xingshen.review.phrases import OCCASION_WORDS, PHRASES, Occasion, require_phrases
from xingshen.review.points import PanelRule
from xingshen.review.procedure import Procedure, procedure_from


def test_settings_that_say_nothing_give_the_defaults() -> None:
    assert procedure_from({}) == Procedure()
    assert procedure_from({"blocking": ["3.4.a"]}) == Procedure()


def test_settings_are_read() -> None:
    found = procedure_from(
        {
            "correction_rounds": 1,
            "correction_days": 7,
            "examination_days": 15,
            "reexamination_days": 3,
            "panel_size": 3,
            "holidays": ["2026-10-01"],
            "make_up_days": ["2026-10-10"],
            "panel_reasons": ["in_principle"],
            "panel_clauses": ["5.x"],
        }
    )
    assert (found.correction_rounds, found.correction_days, found.examination_days) == (1, 7, 15)
    assert (found.reexamination_days, found.panel_size) == (3, 3)
    assert found.calendar.holidays == {date(2026, 10, 1)}
    assert found.calendar.make_up_days == {date(2026, 10, 10)}
    assert found.panel == PanelRule(reasons=frozenset({Reason.IN_PRINCIPLE}), clauses=("5.x",))


@pytest.mark.parametrize(
    "settings",
    [
        {"panel_size": 1},
        {"correction_days": 0},
        {"correction_rounds": -1},
        {"examination_days": "20"},
        {"correction_rounds": True},
        {"holidays": "2026-10-01"},
        {"holidays": ["1 October"]},
        {"panel_reasons": ["whim"]},
    ],
)
def test_settings_that_make_no_sense_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        procedure_from(settings)


def test_every_occasion_has_phrases_and_a_word() -> None:
    for occasion in Occasion:
        assert len(set(PHRASES[occasion])) == len(PHRASES[occasion])
    with pytest.raises(TypeError, match="uphold"):
        require_phrases({**PHRASES, Occasion.UPHOLD: ()}, OCCASION_WORDS)
