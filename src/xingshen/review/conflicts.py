"""Conflicts of interest: what ties a person to units and people, and whether a dossier concerns any of them.

Units and people are named by keys that the caller chooses once and uses for both sides (a code, an id, a hash).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """What an officer belongs to (``own_units``) and has declared (``related_units``, ``related_people``)."""

    own_units: frozenset[str] = frozenset()
    related_units: frozenset[str] = frozenset()
    related_people: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerned:
    """Whom a dossier concerns: applicant, co-units and partners; leader and team."""

    units: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()


def conflict(ties: Ties | None, concerned: Concerned) -> str:
    """Why a person with ``ties`` has to keep out, or "". Where ties are not known nobody is let in."""
    if ties is None:
        return "尚未登记与申报单位、申报人的关系，登记后才能参与审查。"
    if ties.own_units & concerned.units:
        return "本人所在单位是这份材料的申报或合作单位，须回避。"
    if ties.related_units & concerned.units:
        return "本人声明与申报或合作单位有利益关系，须回避。"
    if ties.related_people & concerned.people:
        return "本人声明与项目负责人或成员有利益关系，须回避。"
    return ""
