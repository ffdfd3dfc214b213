"""Calls as people who apply meet them: which are open, until when for their unit, and what the server's clock says.

Reads only; calls are made and published by the office.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from xingshen.store.models import Call, Extension, Window


class Opening(StrEnum):
    """How a window stands at one instant."""

    NOT_SET = "not_set"
    NOT_YET = "not_yet"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class WindowFacts:
    """One window of one call for one unit, extension counted in. ``reason`` is that of the extension."""

    state: Opening
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    extended: bool = False
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """True where one may act now."""
        return self.state is Opening.OPEN


def get(call_id: int) -> Call:
    """The call with its windows. Raises Call.DoesNotExist."""
    return published().get(pk=call_id)


def published() -> QuerySet[Call]:
    """All published calls, newest first, windows and extensions with them (three queries)."""
    windows = Prefetch("windows", Window.objects.prefetch_related("extensions"))
    return Call.objects.filter(state=Call.State.PUBLISHED).prefetch_related(windows)


def open_calls(unit_id: int | None, now: datetime | None = None) -> list[tuple[Call, WindowFacts]]:
    """The published calls whose applicant window is open or to come for this unit, the nearest end first."""
    found = [(call, window_of(call, Window.Who.APPLICANT, unit_id, now)) for call in published()]
    wanted = [pair for pair in found if pair[1].state in (Opening.OPEN, Opening.NOT_YET)]
    return sorted(wanted, key=lambda pair: (not pair[1].is_open, pair[1].closes_at, pair[0].pk))


def window_of(call: Call, who: str, unit_id: int | None, now: datetime | None = None) -> WindowFacts:
    """The window of a role for a unit at ``now`` (the server's clock where not given).

    Reads ``call.windows.all()``: no query where the call came from :func:`published`.
    """
    window = next((each for each in call.windows.all() if each.who == who), None)
    if window is None:
        return WindowFacts(Opening.NOT_SET)
    extension = _longest(window, unit_id)
    closes_at = extension.closes_at if extension else window.closes_at
    return WindowFacts(
        _state(window.opens_at, closes_at, now or timezone.now()),
        window.opens_at,
        closes_at,
        extension is not None,
        extension.reason if extension else "",
    )


def applicant_window(call: Call, unit_id: int | None, now: datetime | None = None) -> WindowFacts:
    """From when to when this unit may hand in."""
    return window_of(call, Window.Who.APPLICANT, unit_id, now)


def _state(opens_at: datetime, closes_at: datetime, now: datetime) -> Opening:
    if now < opens_at:
        return Opening.NOT_YET
    return Opening.OPEN if now < closes_at else Opening.CLOSED


def _longest(window: Window, unit_id: int | None) -> Extension | None:
    """The extension of this unit that ends last, where it ends later than the window itself."""
    own = [each for each in window.extensions.all() if each.unit_id == unit_id and each.closes_at > window.closes_at]
    return max(own, key=lambda each: each.closes_at, default=None)
