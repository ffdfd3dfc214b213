"""The national holidays of China and the days worked in exchange, as published: what a call begins with.

Kept as data beside this module (``national_days.csv``); each year's list appears in the autumn before.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

HOLIDAY, MAKE_UP = "holiday", "make_up"


@cache
def national_days() -> tuple[tuple[date, ...], tuple[date, ...]]:
    """All known holidays, and all known days worked in exchange, each in order."""
    text = (files("xingshen.review") / "national_days.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    return _days(rows, HOLIDAY), _days(rows, MAKE_UP)


@cache
def national_settings() -> dict[str, list[str]]:
    """The same as ``procedure.procedure_from`` reads it."""
    holidays, make_up_days = national_days()
    return {
        "holidays": [day.isoformat() for day in holidays],
        "make_up_days": [day.isoformat() for day in make_up_days],
    }


def known_years() -> tuple[int, ...]:
    """The years of which the list is known."""
    return tuple(sorted({day.year for day in national_days()[0]}))


def _days(rows: Iterable[dict[str, str]], kind: str) -> tuple[date, ...]:
    found: set[date] = set()
    for row in rows:
        first, last = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
        if row["kind"] == kind:
            found |= {first + timedelta(days=at) for at in range((last - first).days + 1)}
    return tuple(sorted(found))
