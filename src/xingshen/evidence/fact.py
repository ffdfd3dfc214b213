"""What a paper says of one thing, with the place where it says it.

A fact is what was read, never whether that is right or authentic.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from xingshen.kernel.place import Evidence

FactValue = str | int | bool | Decimal | date | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One named fact of one paper.

    ``value`` None: looked for and not found. ``evidence`` is empty only where the value rests on the whole paper
    (nothing of the kind anywhere). ``confidence`` 0 to 1; below the resolver's threshold the value is a candidate only.
    ``alternatives``: other values that the same words lawfully mean; with any, the value is a candidate among them.
    """

    name: str
    value: FactValue | None
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 1.0
    alternatives: tuple[FactValue, ...] = ()


@dataclass(frozen=True, slots=True)
class FactRow:
    """One row of facts: usually a whole paper, or one occurrence of something in it (a secrecy mark)."""

    file: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KindSpec:
    """A kind of paper to recognise, given as data by the guide pack: words of its title, words of its body."""

    id: str
    title_words: tuple[str, ...]
    body_words: tuple[str, ...]
    reader: str
    """Name of the registered extractor: agreement, audit_report, certificate, licence, form_print."""


@dataclass(frozen=True, slots=True)
class KindGuess:
    """Which kind a paper seems to be: kind id (None: none of those given), how sure, and on what words."""

    kind: str | None
    confidence: float
    evidence: tuple[Evidence, ...] = ()
