"""Events as JSON values and back: nothing is lost, nothing foreign is taken in."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xingshen.kernel.outcome import Outcome
from xingshen.review.examination_events import EVENT_TYPES, Event, PointConfirmed, PointReopened
from xingshen.review.examination_record import BadRecord, from_record, to_record
from xingshen.review.examination_values import Basis

_AT = datetime(2026, 7, 20, 1, 2, 3, 4, tzinfo=UTC)
_instants = st.datetimes(timezones=st.just(UTC))
st.register_type_strategy(datetime, _instants)
_events = st.sampled_from(EVENT_TYPES).flatmap(st.from_type)


@settings(deadline=None)
@given(_events)
def test_every_event_comes_back_as_it_was(event: Event) -> None:
    assert from_record(json.loads(json.dumps(to_record(event)))) == event


def test_a_record_is_plain_and_names_its_kind() -> None:
    basis = Basis("f", Outcome.FAIL, "d")
    record = to_record(PointReopened(at=_AT, before=basis, now=None))
    assert record == {
        "kind": "point.reopened",
        "at": "2026-07-20T01:02:03.000004+00:00",
        "by": None,
        "before": {"fingerprint": "f", "outcome": "fail", "digest": "d"},
        "now": None,
    }


_GOOD = {
    "kind": "point.confirmed",
    "at": "2026-07-20T01:02:03+00:00",
    "by": 2,
    "basis": {"fingerprint": "f", "outcome": "fail", "digest": "d"},
    "settled": "fail",
    "reason": "",
}


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "point.danced"},
        {"kind": None},
        {"settled": "perhaps"},
        {"at": "yesterday"},
        {"at": "2026-07-20T01:02:03"},
        {"by": "2"},
        {"by": True},
        {"surplus": 1},
        {"basis": {"fingerprint": "f"}},
        {"basis": "f"},
        {"reason": None},
    ],
)
def test_what_no_event_was_written_as_is_refused(changes: dict[str, object]) -> None:
    assert isinstance(from_record(_GOOD), PointConfirmed)
    with pytest.raises(BadRecord):
        from_record({**_GOOD, **changes})
