"""The panels that sat on one dossier: who sat, what each thought, what was concluded. Read from the events; decides
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from xingshen.review.examination_events import Event, PanelConcluded, PanelOpened
from xingshen.review.examination_fold import after
from xingshen.review.examination_state import Examination, Opinion, Panel
from xingshen.review.examination_values import PanelRuling


@dataclass(frozen=True, slots=True)
class Sitting:
    """One panel that has concluded: why it was asked, by whom and when, its opinions, and what it concluded."""

    reason: str
    asked_by: int | None
    asked_at: datetime
    members: tuple[int, ...]
    opinions: tuple[Opinion, ...]
    rulings: tuple[PanelRuling, ...]
    concluded_by: int | None
    concluded_at: datetime

    def opinions_on(self, fingerprint: str) -> tuple[Opinion, ...]:
        """What the members thought of one point."""
        return tuple(each for each in self.opinions if each.fingerprint == fingerprint)


def sittings(history: Iterable[Event]) -> tuple[Sitting, ...]:
    """The panels that have concluded, oldest first."""
    state, opened, found = Examination(), None, []
    for event in history:
        if isinstance(event, PanelOpened):
            opened = event
        if isinstance(event, PanelConcluded) and opened is not None and state.panel is not None:
            found.append(_sitting(opened, state.panel, event))
        state = after(state, event)
    return tuple(found)


def _sitting(opened: PanelOpened, panel: Panel, concluded: PanelConcluded) -> Sitting:
    return Sitting(
        reason=opened.reason,
        asked_by=opened.by,
        asked_at=opened.at,
        members=panel.members,
        opinions=panel.opinions,
        rulings=concluded.rulings,
        concluded_by=concluded.by,
        concluded_at=concluded.at,
    )
