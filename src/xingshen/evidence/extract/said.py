"""From what a paper says in several places to one fact: agreeing statements support it, contradicting ones weaken it.

It must not know what the statements are about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from xingshen.evidence.extract.flow import Flow
from xingshen.evidence.fact import Fact, FactValue

CONTRADICTED = 0.5
INCOMPLETE = 0.5
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Said:
    """One statement at ``text[start:end]`` of a flow: the value it gives and how sure the reading is."""

    value: FactValue | None
    start: int
    end: int
    confidence: float = 1.0
    alternatives: tuple[FactValue, ...] = ()
    """Other values that the same words lawfully mean."""


def settle(flow: Flow, name: str, statements: Iterable[Said]) -> Fact:
    """The fact that the statements give together: their common value, or the first at low confidence."""
    said = list(statements)
    if not said:
        return Fact(name, None)
    agree = all(one.value == said[0].value for one in said)
    confidence = max(one.confidence for one in said) if agree else min(CONTRADICTED, said[0].confidence)
    fact = _fact(flow, name, said[0].value, said, confidence)
    return replace(fact, alternatives=said[0].alternatives) if all(one.alternatives for one in said) else fact


def strongest(flow: Flow, name: str, statements: Iterable[Said]) -> Fact:
    """As :func:`settle`, but weaker statements do not contradict stronger ones."""
    said = list(statements)
    best = max((one.confidence for one in said), default=0.0)
    return settle(flow, name, [one for one in said if one.confidence == best])


def joined(flow: Flow, name: str, value: FactValue | None, statements: Sequence[Said]) -> Fact:
    """A fact whose value was made from several statements together (parties, a computed end)."""
    confidence = min((one.confidence for one in statements), default=1.0)
    return _fact(flow, name, value, statements, confidence)


def presence(flow: Flow, name: str, statements: Sequence[Said]) -> Fact:
    """True with its places where something was said; False where the whole paper was read and says nothing of it.

    Where a part of the paper could not be read, the False is doubtful; where nothing could, the value is None.
    """
    if statements:
        return settle(flow, name, statements)
    if not flow.text:
        return Fact(name, None)
    return Fact(name, False, (), 1.0 if flow.complete else INCOMPLETE)


def _fact(flow: Flow, name: str, value: FactValue | None, said: Sequence[Said], confidence: float) -> Fact:
    evidence = tuple(place for one in said[:_SHOWN] for place in flow.evidence(one.start, one.end))
    read = min((place.confidence for place in evidence), default=1.0)
    return Fact(name, value, evidence, min(confidence, read))
