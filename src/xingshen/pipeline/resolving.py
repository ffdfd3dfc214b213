"""From what a paper says and what the form declares to one value (ruling R10): the one place that weighs sources.

The paper governs. Clearly read, its value decides and a differing declaration is noted; doubtfully read, it is only a
candidate unless the form says the same; unread, the declaration is the candidate. What was read from a picture alone,
however clearly, may not count against anybody (ruling R11): it stays a candidate of its own kind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from xingshen.evidence.fact import Fact
from xingshen.kernel.knowledge import Listing, Missing, Unknown, Why
from xingshen.kernel.names import Likeness, compare_names
from xingshen.kernel.place import Evidence
from xingshen.language.types import Kind, Type
from xingshen.pipeline.thresholds import least_confidence

OCR = "ocr"
"""The method of evidence that was read from a picture."""


class Source(Enum):
    """What a reading rests on."""

    ELECTRONIC = "electronic"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Resolved:
    """The value, its pointers, and whether the form's declaration differs from the paper."""

    value: object
    evidence: tuple[Evidence, ...] = ()
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Declared:
    """What the form says of the same thing, and where."""

    value: object
    evidence: Evidence


def source_of(evidence: Iterable[Evidence], paper: Source) -> Source:
    """What a reading with these pointers rests on; without any it rests on the whole ``paper``."""
    methods = {place.method for place in evidence}
    if not methods:
        return paper
    return Source.PICTURE if OCR in methods else Source.ELECTRONIC


def is_sure(fact: Fact, source: Source) -> bool:
    """Whether the reading is more than a candidate."""
    return fact.confidence >= least_confidence(source.value)


def resolve(
    fact: Fact | None, declared: Declared | None, of: Type, path: str, *, unread: Why, paper: Source = Source.ELECTRONIC
) -> Resolved:
    """One value out of a paper's fact and the form's declaration.

    ``unread`` is why a fact that is not there is missing: NOT_FOUND where the whole paper was read. ``paper`` is what
    the reading of the whole paper rests on.
    """
    said = declared if declared is not None and not isinstance(declared.value, Unknown) else None
    if fact is None or fact.value is None:
        candidates = (said.value,) if said else ()
        return Resolved(Unknown((Missing(path, unread),), candidates), (said.evidence,) if said else ())
    source = source_of(fact.evidence, paper)
    if fact.alternatives and is_sure(fact, source):
        return _among(fact, said, of, path, source)
    value = typed(fact.value, of)
    agrees = said is not None and same(value, said.value)
    evidence = (*fact.evidence, *((said.evidence,) if said else ()))
    if agrees or (source is Source.ELECTRONIC and is_sure(fact, source)):
        return Resolved(value, evidence, conflict=said is not None and not agrees and not isinstance(value, Listing))
    others = (said.value,) if said else ()
    if is_sure(fact, source):
        conflict = said is not None and not isinstance(value, Listing)
        why = Why.CONFLICT if conflict else Why.SCANNED
        candidates = (value, *others) if conflict else (value,)
        return Resolved(Unknown((Missing(path, why),), candidates), evidence, conflict=conflict)
    return Resolved(Unknown((Missing(path, Why.LOW_CONFIDENCE),), (value, *fact.alternatives, *others)), evidence)


def _among(fact: Fact, said: Declared | None, of: Type, path: str, source: Source) -> Resolved:
    """A reading with several lawful meanings: the form says which is meant, else each of them is a candidate."""
    meanings = tuple(typed(value, of) for value in (fact.value, *fact.alternatives))
    evidence = (*fact.evidence, *((said.evidence,) if said else ()))
    meant = next((value for value in meanings if said is not None and same(value, said.value)), None)
    if meant is not None:
        return Resolved(meant, evidence)
    whys = (Why.IMPRECISE, Why.SCANNED) if source is Source.PICTURE else (Why.IMPRECISE,)
    return Resolved(Unknown(tuple(Missing(path, why) for why in whys), meanings), evidence)


def typed(value: object, of: Type) -> object:
    """A fact's value as the rule language holds it."""
    if of.kind is Kind.LIST:
        return Listing(value if isinstance(value, tuple) else (value,))
    return value


def same(left: object, right: object) -> bool:
    """Whether two values say the same; names are compared as names."""
    if isinstance(left, str) and isinstance(right, str):
        return compare_names(left, right) is not Likeness.DIFFERENT or _in_other_scripts(left, right)
    if isinstance(left, int | Decimal) and isinstance(right, int | Decimal):
        return Decimal(left) == Decimal(right)
    return left == right


def _in_other_scripts(left: str, right: str) -> bool:
    """Whether one of two names is Chinese and the other is not: they cannot be compared."""
    return _has_han(left) is not _has_han(right)


def _has_han(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)
