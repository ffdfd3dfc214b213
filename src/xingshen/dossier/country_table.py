"""The countries and regions of ISO 3166-1 with their codes and the names in use: rows of ``countries.csv``.

Plain data, read once. Hong Kong, Macao and Taiwan are regions of China and shown as such. Knows nothing of how a text
is matched against a name.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """One country or region: its ISO codes, the names that are shown, and all names, Chinese and English."""

    iso2: str
    iso3: str
    shown: str
    english: str
    names: Sequence[str]


@cache
def countries() -> Sequence[Country]:
    """All countries and regions, by ISO-2 code."""
    text = (files("xingshen.dossier") / "countries.csv").read_text(encoding="utf-8")
    return tuple(_country(row) for row in csv.DictReader(text.splitlines()))


def _country(row: dict[str, str]) -> Country:
    names = [row["shown"], *row["chinese"].split("|"), *row["english"].split("|")]
    return Country(
        iso2=row["iso2"],
        iso3=row["iso3"],
        shown=row["shown"],
        english=row["english"].partition("|")[0],
        names=tuple(filter(None, names)),
    )
