"""The table of transitions: every pair of stage and event is said here once more, by hand."""

from __future__ import annotations

from itertools import product

import pytest

from xingshen.review.filing_events import (
    EVENT_TYPES,
    STAGE_WORDS,
    TRANSITIONS,
    ApprovedByUnit,
    Corrected,
    CorrectionOver,
    Event,
    Item,
    NoTransition,
    Progress,
    Recommended,
    Replaced,
    Returned,
    SentForCorrection,
    Stage,
    Submitted,
    Target,
    Withdrawn,
    after,
    fold,
    require_whole_table,
)

_ITEM = Item(Target.FIELD, "budget.self_funding", "改为 150.00", "3.6.a")
_EVENTS: dict[type[Event], Event] = {
    Submitted: Submitted(2),
    Replaced: Replaced(2, 1),
    ApprovedByUnit: ApprovedByUnit(2),
    Recommended: Recommended(2),
    SentForCorrection: SentForCorrection(2),
    Corrected: Corrected(2, 1),
    CorrectionOver: CorrectionOver(2),
    Returned: Returned(2, "预算有误", (_ITEM,)),
    Withdrawn: Withdrawn(2),
}
_EXPECTED = {
    "draft": {Submitted: "at_unit"},
    "at_unit": {Replaced: "at_unit", ApprovedByUnit: "at_department", Returned: "returned", Withdrawn: "withdrawn"},
    "at_department": {Replaced: "at_unit", Recommended: "accepted", Returned: "returned", Withdrawn: "withdrawn"},
    "accepted": {Replaced: "at_unit", Withdrawn: "withdrawn", SentForCorrection: "in_correction"},
    "in_correction": {Corrected: "accepted", CorrectionOver: "accepted", Withdrawn: "withdrawn"},
    "returned": {Submitted: "at_unit"},
    "withdrawn": {Submitted: "at_unit"},
}


@pytest.mark.parametrize(("stage", "kind"), list(product(Stage, EVENT_TYPES)))
def test_every_event_in_every_stage_leads_where_it_should_or_nowhere(stage: Stage, kind: type[Event]) -> None:
    expected = _EXPECTED[stage.value].get(kind)
    progress, event = Progress(stage, 1), _EVENTS[kind]
    if expected is None:
        with pytest.raises(NoTransition):
            after(progress, event)
    else:
        items = (_ITEM,) if kind is Returned else ()
        assert after(progress, event) == Progress(Stage(expected), 2, items)


def test_a_history_adds_up_to_the_last_stage() -> None:
    history = [
        Submitted(1),
        ApprovedByUnit(1),
        Returned(1, "缺译件", (_ITEM,)),
        Submitted(2),
        Replaced(3, 2),
        ApprovedByUnit(3),
        Recommended(3),
    ]
    assert fold(history[:3]) == Progress(Stage.RETURNED, 1, (_ITEM,))
    assert fold(history) == Progress(Stage.ACCEPTED, 3)
    assert fold([]) == Progress(Stage.DRAFT, 0)


def test_a_correction_leads_back_to_the_examination_with_a_newer_submission_or_with_the_same() -> None:
    sent = [Submitted(1), ApprovedByUnit(1), Recommended(1), SentForCorrection(1)]
    assert fold(sent) == Progress(Stage.IN_CORRECTION, 1)
    assert fold([*sent, Corrected(2, 1)]) == Progress(Stage.ACCEPTED, 2)
    assert fold([*sent, CorrectionOver(1)]) == Progress(Stage.ACCEPTED, 1)


def test_an_event_type_without_a_place_in_the_table_stops_the_import() -> None:
    partial = {pair: stage for pair, stage in TRANSITIONS.items() if pair[1] is not Recommended}
    with pytest.raises(TypeError, match="Recommended"):
        require_whole_table(partial)


def test_a_stage_that_nothing_leads_to_or_from_stops_the_import() -> None:
    partial = {pair: stage for pair, stage in TRANSITIONS.items() if Stage.WITHDRAWN not in (pair[0], stage)}
    with pytest.raises(TypeError, match="withdrawn"):
        require_whole_table({**partial, (Stage.DRAFT, Withdrawn): Stage.DRAFT})


def test_every_stage_has_a_word_and_every_event_a_kind_of_its_own() -> None:
    assert set(STAGE_WORDS) == set(Stage)
    assert len({kind.kind for kind in EVENT_TYPES}) == len(EVENT_TYPES)
