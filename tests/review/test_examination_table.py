"""The table of an examination: every pair of stage and event is said here once more, by hand."""

from __future__ import annotations

from itertools import product

import pytest

from xingshen.review.examination_events import EVENT_TYPES, Event, Recused
from xingshen.review.examination_table import STAGE_WORDS, TRANSITIONS, Stage, require_whole_table

_EXPECTED: dict[str, dict[str, str]] = {
    "unopened": {"Accepted": "accepted"},
    "accepted": {
        "Assigned": "assigned", "Discontinued": "discontinued", "Checked": "accepted", "PointCarried": "accepted",
        "PointReopened": "accepted", "PointCommented": "accepted",
    },
    "assigned": {
        "Recused": "accepted", "Started": "examining", "Reassigned": "assigned", "Discontinued": "discontinued",
        "Checked": "assigned", "PointCarried": "assigned", "PointReopened": "assigned", "PointCommented": "assigned",
    },
    "examining": {
        "Recused": "accepted", "Reassigned": "examining", "Discontinued": "discontinued", "Checked": "examining",
        "PointCarried": "examining", "PointReopened": "examining", "PointConfirmed": "examining",
        "PointOverruled": "examining", "PointAsked": "examining", "PointUndone": "examining",
        "PointCommented": "examining", "CorrectionRequested": "in_correction", "PanelOpened": "at_panel",
        "RefusalProposed": "refusal_proposed", "Passed": "passed",
    },
    "in_correction": {
        "CorrectionHandedIn": "examining", "CorrectionLapsed": "examining", "Reassigned": "in_correction",
        "Discontinued": "discontinued", "PointCommented": "in_correction", "LetterIssued": "in_correction",
    },
    "at_panel": {
        "PanelConcluded": "examining", "PanelChanged": "at_panel", "OpinionGiven": "at_panel",
        "Reassigned": "at_panel", "Discontinued": "discontinued", "PointCommented": "at_panel",
    },
    "refusal_proposed": {
        "Countersigned": "refused", "NotCountersigned": "examining", "Discontinued": "discontinued",
        "PointCommented": "refusal_proposed",
    },
    "passed": {
        "LetterIssued": "passed", "Published": "passed", "BecameFinal": "final", "PointCommented": "passed",
    },
    "refused": {
        "LetterIssued": "refused", "Published": "refused", "BecameFinal": "final", "PointCommented": "refused",
        "ReexaminationRequested": "reexamination_requested",
    },
    "reexamination_requested": {
        "ReexaminationAssigned": "reexamining", "PointCommented": "reexamination_requested",
    },
    "reexamining": {
        "Recused": "reexamination_requested", "PointConfirmed": "reexamining", "PointOverruled": "reexamining",
        "PointAsked": "reexamining", "PointUndone": "reexamining", "PointCommented": "reexamining",
        "PanelOpened": "reexamination_panel", "ReexaminationDecided": "final",
    },
    "reexamination_panel": {
        "PanelConcluded": "reexamining", "PanelChanged": "reexamination_panel", "OpinionGiven": "reexamination_panel",
        "PointCommented": "reexamination_panel",
    },
    "final": {"LetterIssued": "final", "Published": "final", "PointCommented": "final"},
    "discontinued": {"Accepted": "accepted"},
}  # fmt: skip


@pytest.mark.parametrize(("stage", "kind"), list(product(Stage, EVENT_TYPES)))
def test_every_event_in_every_stage_leads_where_it_should_or_nowhere(stage: Stage, kind: type[Event]) -> None:
    led = TRANSITIONS.get((stage, kind))
    assert (led.value if led else None) == _EXPECTED[stage.value].get(kind.__name__)


def test_an_event_type_without_a_place_in_the_table_stops_the_import() -> None:
    partial = {pair: stage for pair, stage in TRANSITIONS.items() if pair[1] is not Recused}
    with pytest.raises(TypeError, match="Recused"):
        require_whole_table(partial)


@pytest.mark.parametrize("lost", [Stage.DISCONTINUED, Stage.FINAL])
def test_a_stage_that_cannot_be_reached_or_left_stops_the_import(lost: Stage) -> None:
    unreached = {pair: stage for pair, stage in TRANSITIONS.items() if stage is not lost}
    unleft = {pair: stage for pair, stage in TRANSITIONS.items() if pair[0] is not lost}
    for partial in (unreached, unleft):
        with pytest.raises(TypeError, match=lost.value):
            require_whole_table(partial)


def test_every_stage_has_a_word_and_every_event_a_kind_of_its_own() -> None:
    assert set(STAGE_WORDS) == set(Stage)
    assert len({kind.kind for kind in EVENT_TYPES}) == len(EVENT_TYPES)
