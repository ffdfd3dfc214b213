"""What each dossier is expected to give, clause by clause, written by reading the guide and its rulings.

Independent of the engine. Standing questions (clauses of level H, the 申报须知 without its official text) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from examples.generate.cast import Profile

_ALWAYS = [
    "0.t",
    "1.b",
    "1.d",
    "3.1.b",
    "3.1.c",
    "3.2.a",
    "3.2.b",
    "3.2.c",
    "3.2.d",
    "3.3.b",
    "3.3.d",
    "3.4.a",
    "3.6.c",
    "4.0",
    "4.1",
    "4.2",
    "4.3",
    "4.4",
    "4.5",
    "4.6",
    "5.2.a",
    "5.2.b",
    "5.3",
    "5.4.a",
    "5.4.b",
]
_CATEGORY = {
    "1": ["1.c", "2.1.t", "2.1.s1", "2.1.s2", "2.1.s3", "2.1.n1a", "2.1.n1b", "2.1.n2", "2.1.n3a", "2.1.n3b"],
    "2": ["2.2.t", "2.2.s1", "2.2.s2", "2.2.s3", "2.2.n2", "2.2.n3a", "2.2.n3b", "2.2.n3c"],
    "3": ["2.3.t", "2.3.s1", "2.3.s2", "2.3.s3", "2.3.n1", "2.3.n2", "2.3.n3a", "2.3.n3b"],
    "4": ["2.4.t", "2.4.s1", "2.4.s2", "2.4.s3", "2.4.s4", "2.4.n1", "2.4.n2", "2.4.n3a", "2.4.n3b"],
}
_CONTENT = re.compile(r"1\.[bcd]$|2\.\d\.(s|n1|n2)")
"""Clauses that 5.6 sums up: 1.b–1.d, 2.x.s*, 2.x.n1*, 2.x.n2 (the table before part 0 of the clause table)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """``open`` holds every clause with fail or a particular needs-human; ``together`` names dossiers to check along.

    ``unsure`` names clauses on which the guide and the rulings can be read two ways; a test leaves them alone.
    """

    verdict: str
    open: Mapping[str, str] = field(default_factory=dict)
    unsure: tuple[str, ...] = ()
    together: tuple[str, ...] = ()


def as_record(expected: Expected, profile: Profile, category: str, meaning: str, *, foreign: bool) -> dict[str, Any]:
    """The content of ``expected.json``; ``foreign`` says whether a paper in a foreign language is attached."""
    clauses = dict(expected.open)
    if expected.verdict == "clear":
        clauses = clean_clauses(profile, category)
        if foreign:
            clauses["3.3.e"] = "pass"
    record: dict[str, Any] = {
        "meaning": meaning,
        "verdict": expected.verdict,
        "clauses": dict(sorted(clauses.items())),
        "derived": derived(expected.open),
        "open": sorted(expected.open),
    }
    if expected.unsure:
        record["unsure"] = list(expected.unsure)
    if expected.together:
        record["together"] = list(expected.together)
    return record


def clean_clauses(profile: Profile, category: str) -> dict[str, str]:
    """The outcome of every machine-checkable clause of a dossier without faults."""
    passing = dict.fromkeys([*_ALWAYS, *_CATEGORY[category]], "pass")
    enterprise, co = profile.unit.kind == "企业", profile.co is not None
    return passing | {
        **({"1.c": "not_applicable"} if category != "1" else {}),
        **_subtype_clauses(profile, category),
        **dict.fromkeys(("3.6.a", "5.5.a"), _applies(enterprise)),
        **dict.fromkeys(("3.6.b", "5.5.b"), _applies(co and not enterprise)),
        "5.7": _applies(enterprise),
    }


def derived(opened: Mapping[str, str]) -> dict[str, str]:
    """The clauses that only sum up others: 5.0 all, 5.1.e part three, 5.6 the content."""
    part_three = [outcome for clause, outcome in opened.items() if clause.startswith("3.")]
    content = [outcome for clause, outcome in opened.items() if _CONTENT.match(clause)]
    return {"5.0": _worst(opened.values()), "5.1.e": _worst(part_three), "5.6": _worst(content)}


def _subtype_clauses(profile: Profile, category: str) -> dict[str, str]:
    if category != "2":
        return {}
    transfer = "技术转移转化类" in profile.topic.subtype
    return {"2.2.n1a": _applies(transfer), **dict.fromkeys(("2.2.n1c", "2.2.n1d"), _applies(not transfer))}


def _applies(condition: bool) -> str:
    return "pass" if condition else "not_applicable"


def _worst(outcomes: Iterable[str]) -> str:
    present = set(outcomes)
    return next((outcome for outcome in ("fail", "human") if outcome in present), "pass")
