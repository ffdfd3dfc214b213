"""From which confidence a reading is more than a candidate, by what it rests on: data, with what it was measured by."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


def least_confidence(source: str) -> float:
    """The threshold for ``source`` (a row of ``thresholds.csv``). Unknown source: KeyError."""
    return _thresholds()[source]


@cache
def _thresholds() -> dict[str, float]:
    text = (files("xingshen.pipeline") / "thresholds.csv").read_text(encoding="utf-8")
    return {row["source"]: float(row["least_confidence"]) for row in csv.DictReader(text.splitlines())}
