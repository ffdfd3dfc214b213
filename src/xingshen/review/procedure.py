"""What a call settles about its review: limits in number and time, the calendar, and what goes to the panel.

Read from the settings of a call (plain data); what is not settled there has a default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from xingshen.kernel.outcome import Reason
from xingshen.review.clocks import Calendar
from xingshen.review.points import PanelRule

FEWEST_ON_A_PANEL = 2
_DEFAULT_PANEL = PanelRule()


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """The limits of one call; days are working days."""

    examination_days: int = 20
    correction_rounds: int = 2
    correction_days: int = 5
    reexamination_days: int = 5
    panel_size: int = FEWEST_ON_A_PANEL
    panel: PanelRule = _DEFAULT_PANEL
    calendar: Calendar = field(default_factory=Calendar)

    def __post_init__(self) -> None:
        if self.panel_size < FEWEST_ON_A_PANEL:
            raise ValueError("a panel has two members or more")
        if min(self.examination_days, self.correction_days, self.reexamination_days) < 1 or self.correction_rounds < 0:
            raise ValueError("a limit in days is at least one, and rounds are not negative")


_NUMBERS = ("examination_days", "correction_rounds", "correction_days", "reexamination_days", "panel_size")


def procedure_from(settings: Mapping[str, object]) -> Procedure:
    """The procedure that ``settings`` (of a call, under ``review``) describe. Raises ValueError.

    Keys: the numbers of ``Procedure``; ``holidays`` and ``make_up_days`` (ISO dates); ``panel_reasons`` (of
    ``Reason``); ``panel_clauses``.
    """
    numbers = {name: _number(name, settings[name]) for name in _NUMBERS if name in settings}
    return Procedure(
        panel=PanelRule(
            reasons=frozenset(Reason(each) for each in _texts(settings, "panel_reasons", _DEFAULT_PANEL.reasons)),
            clauses=tuple(_texts(settings, "panel_clauses", _DEFAULT_PANEL.clauses)),
        ),
        calendar=Calendar(
            holidays=frozenset(date.fromisoformat(each) for each in _texts(settings, "holidays", ())),
            make_up_days=frozenset(date.fromisoformat(each) for each in _texts(settings, "make_up_days", ())),
        ),
        **numbers,
    )


def _number(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{name} is not a whole number: {value!r}")
    return value


def _texts(settings: Mapping[str, object], name: str, default: frozenset[Reason] | tuple[str, ...]) -> list[str]:
    value = settings.get(name, [str(each) for each in default])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError(f"{name} is not a list of texts: {value!r}")
    return value
