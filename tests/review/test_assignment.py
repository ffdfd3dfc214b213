"""Giving dossiers to reviewers: rules, conflicts, balance, and that running again changes nothing."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.review.desk import FIRST, MONEY, OFFICE, TERM, assigned
from xingshen.review.assignment import (
    Considered,
    OfficeRules,
    Pending,
    Person,
    bar,
    excluded_from_reexamination,
    excluded_from_review,
    explain,
    plan,
    plan_without,
)
from xingshen.review.conflicts import Concerned, Ties, conflict
from xingshen.review.examination_commands import Assign, Recuse

_FREE = Ties()
_ANNA, _BO, _CAI = (Person(id=number, ties=_FREE) for number in (1, 2, 3))
_PEOPLE = (_ANNA, _BO, _CAI)


def _pending(number: int, unit: str = "u:1", **changes: object) -> Pending:
    plain = Pending(id=f"D{number:03}", category="类别1", unit=unit, concerned=Concerned(units=frozenset({unit})))
    return replace(plain, **changes)  # type: ignore[arg-type]


def _dossiers(number: int) -> list[Pending]:
    return [_pending(each) for each in range(number)]


# --- conflicts -------------------------------------------------------------------------------------------------------


def test_own_units_related_units_and_related_people_are_conflicts_and_unknown_ties_too() -> None:
    concerned = Concerned(units=frozenset({"u:1", "u:2"}), people=frozenset({"p:9"}))
    assert conflict(Ties(own_units=frozenset({"u:3"})), concerned) == ""
    reasons = [
        conflict(None, concerned),
        conflict(Ties(own_units=frozenset({"u:1"})), concerned),
        conflict(Ties(related_units=frozenset({"u:2"})), concerned),
        conflict(Ties(related_people=frozenset({"p:9"})), concerned),
    ]
    assert len({*reasons, ""}) == 5


# --- rules -----------------------------------------------------------------------------------------------------------


def test_who_takes_a_category_or_a_unit_is_a_rule_of_the_office() -> None:
    rules = OfficeRules(by_category={"类别1": frozenset({1, 2})}, by_unit={"u:1": frozenset({2, 3})})
    assert plan([_pending(1)], _PEOPLE, {}, rules).placed == {"D001": 2}
    assert bar(_pending(1), _ANNA, rules) == "该单位的材料由指定的其他人员审查。"
    assert bar(_pending(1), _CAI, rules) == "不承担“类别1”的审查。"
    assert bar(_pending(1, category="类别4", unit="u:9"), _CAI, rules) == ""


def test_a_conflict_or_a_recusal_keeps_people_out_whatever_their_load() -> None:
    own = replace(_ANNA, ties=Ties(own_units=frozenset({"u:1"})))
    dossier = _pending(1, excluded={2: "已回避这份材料。"})
    made = plan([dossier], (own, _BO, _CAI), {"X1": 3, "X2": 3})
    assert made.placed == {"D001": 3}
    assert [each.reason for each in explain(dossier, (own, _BO), made, 3)] == [
        "本人所在单位是这份材料的申报或合作单位，须回避。",
        "已回避这份材料。",
    ]


def test_nobody_gets_more_than_they_can_take_and_what_is_left_is_told() -> None:
    small = tuple(replace(person, capacity=2) for person in (_ANNA, _BO))
    made = plan(_dossiers(5), small, {"X": 1})
    assert (dict(made.loads), made.unplaced) == ({1: 2, 2: 2}, ("D003", "D004"))
    last = explain(_pending(4), small, made, None)
    assert last[0] == Considered(1, False, "手上已有 2 份，达到上限 2 份。")


def test_skills_decide_between_equals_and_never_against_balance() -> None:
    skilled = replace(_CAI, skills=frozenset({"俄语"}))
    people = (_ANNA, _BO, skilled)
    wanted = _pending(1, wanted_skills=frozenset({"俄语"}))
    made = plan([wanted], people, {})
    assert made.placed == {"D001": 3}
    assert explain(wanted, people, made, 3)[2].reason == "可以承担，分派后手上 1 份，熟悉俄语。"
    assert plan([wanted], people, {"X": 3}).placed == {"D001": 1}


def test_why_somebody_else_was_chosen_is_told() -> None:
    made = plan([_pending(1)], _PEOPLE, {"X": 2})
    told = explain(_pending(1), _PEOPLE, made, 1)
    assert [each.chosen for each in told] == [True, False, False]
    assert told[1].reason == "可以承担，手上已有 1 份；分给他人后各人更均衡。"


# --- balance ---------------------------------------------------------------------------------------------------------


def test_others_move_aside_where_that_evens_out() -> None:
    free, narrow = [_pending(each) for each in (1, 2)], [_pending(each, category="类别4") for each in (3, 4)]
    rules = OfficeRules(by_category={"类别4": frozenset({1})})
    made = plan([*free, *narrow], (_ANNA, _BO), {}, rules)
    assert (dict(made.loads), made.placed["D003"], made.placed["D004"]) == ({1: 2, 2: 2}, 1, 1)


def test_what_is_held_never_moves_and_counts_once() -> None:
    dossiers = _dossiers(6)
    held = {"D000": 1, "D001": 1, "D002": 1}
    made = plan(dossiers, _PEOPLE, held)
    assert set(made.placed) == {"D003", "D004", "D005"}
    assert dict(made.loads) == {1: 3, 2: 2, 3: 1}


def test_when_somebody_is_away_only_their_dossiers_are_given_to_others() -> None:
    dossiers = _dossiers(6)
    first = plan(dossiers, _PEOPLE, {})
    made = plan_without(1, dossiers, _PEOPLE, first.placed)
    assert set(made.placed) == {dossier for dossier, person in first.placed.items() if person == 1}
    assert dict(made.loads) == {2: 3, 3: 3}


@settings(deadline=None)
@given(st.integers(0, 40), st.integers(1, 6))
def test_equal_people_end_up_with_equal_loads(dossiers: int, people: int) -> None:
    made = plan(_dossiers(dossiers), [Person(id=each, ties=_FREE) for each in range(people)], {})
    assert max(made.loads.values()) - min(made.loads.values()) <= 1
    assert sum(made.loads.values()) == dossiers


_some_units = st.sampled_from(["u:1", "u:2", "u:3", "u:4"])
_some_people = st.lists(st.frozensets(_some_units, max_size=3), min_size=1, max_size=4).map(
    lambda units: [Person(id=number, ties=Ties(own_units=own)) for number, own in enumerate(units)]
)
_some_dossiers = st.lists(_some_units, max_size=6).map(
    lambda units: [_pending(number, unit) for number, unit in enumerate(units)]
)


@settings(deadline=None)
@given(_some_dossiers, _some_people, st.dictionaries(st.sampled_from(["X1", "X2", "X3"]), st.integers(0, 3)))
def test_no_other_way_of_placing_is_more_even(
    dossiers: list[Pending], people: list[Person], held: dict[str, int]
) -> None:
    made = plan(dossiers, people, held)
    able = [[person.id for person in people if not bar(dossier, person)] for dossier in dossiers]
    placeable = [each for each in able if each]
    assert len(made.placed) == len(placeable)
    assert all(person in able[int(dossier[1:])] for dossier, person in made.placed.items())
    base = [sum(holder == person.id for holder in held.values()) for person in people]
    every = (
        tuple(n + way.count(person.id) for n, person in zip(base, people, strict=True)) for way in product(*placeable)
    )
    assert sorted(made.loads.values(), reverse=True) == min(sorted(loads, reverse=True) for loads in every)


@settings(deadline=None)
@given(_some_dossiers, _some_people)
def test_running_again_places_nothing_and_loads_nobody_twice(dossiers: list[Pending], people: list[Person]) -> None:
    first = plan(dossiers, people, {})
    again = plan(dossiers, people, first.placed)
    assert (dict(again.placed), again.loads) == ({}, first.loads)
    assert plan(list(reversed(dossiers)), list(reversed(people)), {}).loads == first.loads


# --- from an examination ---------------------------------------------------------------------------------------------


def test_who_stepped_back_is_kept_out_of_the_review_and_who_took_part_of_the_reexamination() -> None:
    desk = assigned()
    desk.confirm(MONEY, TERM)
    assert excluded_from_reexamination(desk.state) == {2: "参与过原审查，不能承担复审。"}
    assert excluded_from_review(desk.state) == {}
    desk.do(Recuse("有关系"), FIRST)
    assert excluded_from_review(desk.state) == {2: "已回避这份材料。"}
    desk.do(Assign(3), OFFICE)
    assert excluded_from_reexamination(desk.state) == {2: "已回避这份材料。"}
