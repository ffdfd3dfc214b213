"""Giving dossiers to reviewers: by office rules, balanced, with recusal and conflicts, the same every time.

What is already assigned stays where it is and counts once, so that running again changes nothing. Among the people who
may take a dossier the loads end up as even as the rules allow: every new dossier goes along the shortest chain of
moves (of dossiers placed in this run only) that ends at a person with the least load.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from xingshen.review.conflicts import Concerned, Ties, conflict
from xingshen.review.examination_state import Examination


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A reviewer. ``capacity``: how many dossiers at once (None: no limit). ``skills``: what is preferred in a tie."""

    id: int
    ties: Ties | None
    capacity: int | None = None
    skills: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A dossier that needs a reviewer. ``excluded``: people who may not have it, with the reason."""

    id: str
    category: str
    unit: str
    concerned: Concerned
    wanted_skills: frozenset[str] = frozenset()
    excluded: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRules:
    """Who takes which categories and units. What has no entry is open to everybody."""

    by_category: Mapping[str, frozenset[int]] = field(default_factory=dict)
    by_unit: Mapping[str, frozenset[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Considered:
    """Why one person was chosen or not."""

    person: int
    chosen: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Who gets what: new placements, what nobody can take, and the load of everybody afterwards."""

    placed: Mapping[str, int]
    unplaced: tuple[str, ...]
    loads: Mapping[int, int]


_NO_RULES = OfficeRules()


def bar(pending: Pending, person: Person, rules: OfficeRules = _NO_RULES) -> str:
    """Why this person may not have this dossier, whatever the loads; "" where nothing stands against it."""
    if person.id in pending.excluded:
        return pending.excluded[person.id]
    reason = conflict(person.ties, pending.concerned)
    if reason:
        return reason
    if person.id not in rules.by_category.get(pending.category, {person.id}):
        return f"不承担“{pending.category}”的审查。"
    if person.id not in rules.by_unit.get(pending.unit, {person.id}):
        return "该单位的材料由指定的其他人员审查。"
    return ""


def plan(
    pending: Iterable[Pending], people: Sequence[Person], held: Mapping[str, int], rules: OfficeRules = _NO_RULES
) -> Plan:
    """Place everything that is not held yet. ``held``: every dossier under review, with whoever has it."""
    board = _Board(people, held)
    unplaced = []
    for dossier in sorted(pending, key=lambda each: each.id):
        if dossier.id not in held and dossier.id not in board.placed:
            able = tuple(person.id for person in people if not bar(dossier, person, rules))
            if not board.place(dossier, able):
                unplaced.append(dossier.id)
    return Plan(board.placed, tuple(unplaced), board.loads)


def plan_without(
    away: int,
    pending: Iterable[Pending],
    people: Sequence[Person],
    held: Mapping[str, int],
    rules: OfficeRules = _NO_RULES,
) -> Plan:
    """New reviewers for what ``away`` holds of ``pending``; nobody else's dossiers move."""
    left = {dossier: person for dossier, person in held.items() if person != away}
    theirs = [each for each in pending if held.get(each.id) == away]
    return plan(theirs, [person for person in people if person.id != away], left, rules)


def explain(
    dossier: Pending, people: Iterable[Person], made: Plan, chosen: int | None, rules: OfficeRules = _NO_RULES
) -> tuple[Considered, ...]:
    """Why each person has or has not been given this dossier; loads are those after the plan."""
    return tuple(_explained(dossier, person, made, chosen, rules) for person in people)


def _explained(dossier: Pending, person: Person, made: Plan, chosen: int | None, rules: OfficeRules) -> Considered:
    load = made.loads.get(person.id, 0)
    reason = bar(dossier, person, rules)
    if reason:
        return Considered(person.id, False, reason)
    if person.id == chosen:
        known = "、".join(sorted(dossier.wanted_skills & person.skills))
        with_it = f"可以承担，分派后手上 {load} 份，熟悉{known}。" if known else f"可以承担，分派后手上 {load} 份。"
        return Considered(person.id, True, with_it)
    if person.capacity is not None and load >= person.capacity:
        return Considered(person.id, False, f"手上已有 {load} 份，达到上限 {person.capacity} 份。")
    return Considered(person.id, False, f"可以承担，手上已有 {load} 份；分给他人后各人更均衡。")


def excluded_from_review(examination: Examination) -> dict[int, str]:
    """Who may not have the dossier (again)."""
    return dict.fromkeys(sorted(examination.recused), "已回避这份材料。")


def excluded_from_reexamination(examination: Examination) -> dict[int, str]:
    """Who may not re-examine: everybody who took part."""
    part = dict.fromkeys(sorted(examination.took_part), "参与过原审查，不能承担复审。")
    return {**part, **excluded_from_review(examination)}


class _Board:
    """Loads and placements while a plan is made."""

    def __init__(self, people: Sequence[Person], held: Mapping[str, int]) -> None:
        self.people = {person.id: person for person in sorted(people, key=lambda each: each.id)}
        self.loads = dict.fromkeys(self.people, 0)
        for person in held.values():
            if person in self.loads:
                self.loads[person] += 1
        self.placed: dict[str, int] = {}
        self._movable: dict[int, dict[tuple[int, ...], list[str]]] = {person: {} for person in self.people}

    def place(self, dossier: Pending, able: tuple[int, ...]) -> bool:
        """Give the dossier to one of ``able``, moving others of this run where that evens out; False: nobody can."""
        chain = self._chain(dossier, able)
        if not chain:
            return False
        for giver, taker in reversed(list(pairwise(chain))):
            self._move(giver, taker)
        self._give(dossier.id, chain[0], able)
        return True

    def _chain(self, dossier: Pending, able: tuple[int, ...]) -> list[int]:
        """The people along whom dossiers move, from the one who gets this one to the one with the least load."""
        came: dict[int, int | None] = dict.fromkeys(able)
        queue = deque(able)
        while queue:
            giver = queue.popleft()
            for taker in self._takers(giver):
                if taker not in came:
                    came[taker] = giver
                    queue.append(taker)
        ends = [person for person in came if self._has_room(person)]
        if not ends:
            return []
        at: int | None = min(ends, key=lambda person: self._rank(person, dossier, came[person]))
        chain: list[int] = []
        while at is not None:
            chain.append(at)
            at = came[at]
        return chain[::-1]

    def _rank(self, person: int, dossier: Pending, giver: int | None) -> tuple[int, bool, int, int]:
        """Least load first; then without moving others, then wanted skills, then the lower number."""
        skills = len(dossier.wanted_skills & self.people[person].skills)
        return self.loads[person], giver is not None, -skills, person

    def _has_room(self, person: int) -> bool:
        capacity = self.people[person].capacity
        return capacity is None or self.loads[person] < capacity

    def _takers(self, giver: int) -> Iterable[int]:
        for able, dossiers in self._movable[giver].items():
            if dossiers:
                yield from able

    def _move(self, giver: int, taker: int) -> None:
        able = next(able for able, dossiers in self._movable[giver].items() if dossiers and taker in able)
        dossier = self._movable[giver][able].pop()
        self.loads[giver] -= 1
        self._give(dossier, taker, able)

    def _give(self, dossier: str, person: int, able: tuple[int, ...]) -> None:
        self.placed[dossier] = person
        self.loads[person] += 1
        self._movable[person].setdefault(able, []).append(dossier)
