"""Which clause of a guide is answered by what: rules, questions, preferences, other packs, or background."""

from __future__ import annotations

from dataclasses import dataclass

from xingshen.guide.pack import Guide


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One clause: id, level, what answers it, and how many cases that has."""

    clause: str
    level: str
    answers: tuple[str, ...]
    cases: int

    @property
    def covered(self) -> bool:
        """Whether anything answers the clause."""
        return bool(self.answers)


def coverage(guide: Guide) -> list[CoverageRow]:
    """A row for every clause of the guide's own pack, in the order of the guide."""
    return [_row(guide, clause.id, clause.level) for clause in guide.pack.clauses.values()]


def _row(guide: Guide, clause: str, level: str) -> CoverageRow:
    rules = [rule for rule in guide.rules() if clause in rule.clauses]
    priorities = [item for pack in guide.packs for item in pack.priorities.values() if clause in item.clauses]
    questions = [item for pack in guide.packs for item in pack.questions.values() if clause in item.clauses]
    ids = (*(rule.id for rule in rules), *(item.id for item in priorities), *(item.id for item in questions))
    plain = ("背景",) if clause in guide.pack.background else ()
    cases = (*(rule.cases for rule in rules), *(item.cases for item in priorities), *(item.cases for item in questions))
    return CoverageRow(clause, level, (*ids, *plain), sum(len(some) for some in cases))
