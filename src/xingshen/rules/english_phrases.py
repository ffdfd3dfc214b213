"""The sentences of the engine in English: what readers of form and papers, seals and the check say in Chinese.

Rows of ``english_phrases.csv``: sentences without full stop, those with slots in the order in which they are tried.
Sentences of a guide are not here; they stand in the guide's own translation.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache
from importlib.resources import files


@cache
def english_phrases() -> Sequence[tuple[str, str]]:
    """(Chinese, English) of every sentence."""
    text = (files("xingshen.rules") / "english_phrases.csv").read_text(encoding="utf-8")
    return tuple((row["chinese"], row["english"]) for row in csv.DictReader(text.splitlines()))
