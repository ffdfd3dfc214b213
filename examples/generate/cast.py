"""The invented people, units and projects of the examples, read from ``profiles.yaml`` as values.

Knows nothing of dossiers, papers or clauses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from examples.generate.identifiers import credit_code, digits, resident_id

_PROFILES = Path(__file__).with_name("profiles.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A domestic unit; ``holder`` is who controls it."""

    name: str
    kind: str
    area: str
    city: str
    holder: str
    rep: str = ""
    address: str = ""
    founded: str = ""
    name_en: str = ""
    rep_en: str = ""
    task: str = ""

    @property
    def uscc(self) -> str:
        return credit_code("91" if self.kind == "企业" else "12", self.area, self.name)

    @property
    def phone(self) -> str:
        return "0311-8500" + digits(self.name, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An invented person; ``unit`` is the name of the employer."""

    name: str
    sex: str
    birth: str
    title: str
    specialty: str
    unit: str
    area: str

    @property
    def id(self) -> str:
        return resident_id(self.area[:4] + "02", date.fromisoformat(self.birth), self.sex, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """An invented overseas institution; ``original`` is its own name, ``contact`` the person who signs."""

    name: str
    original: str
    country: str
    country_en: str
    kind: str
    city: str
    city_zh: str
    contact: str
    since: str
    staff: int
    holder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What the project is about; ``product`` for transfer work, ``finding`` for research work."""

    field: str
    activity: tuple[str, ...]
    title: str
    title_en: str
    thing: str
    abstract: str
    content: str
    route: str
    use: str
    subtype: tuple[str, ...] = ()
    product: str = ""
    technology: str = ""
    finding: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Everybody and everything that one dossier speaks about."""

    slug: str
    unit: Unit
    leader: Person
    team: tuple[Person, ...]
    partner: Partner
    topic: Topic
    co: Unit | None = None
    base: Mapping[str, Any] = field(default_factory=dict)
    ip: Mapping[str, str] = field(default_factory=dict)


def read_profiles() -> dict[str, Profile]:
    """All profiles by slug, in the order of the file."""
    records = yaml.load(_PROFILES.read_text(encoding="utf-8"), yaml.BaseLoader)
    return {slug: _profile(slug, record, records) for slug, record in records.items()}


def _profile(slug: str, record: Mapping[str, Any], records: Mapping[str, Any]) -> Profile:
    unit = Unit(**records[record["same_unit"]]["unit"] if "same_unit" in record else record["unit"])
    co = Unit(**record["co"]) if "co" in record else None
    topic: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in record["topic"].items()
    }
    partner = {**record["partner"], "staff": int(record["partner"]["staff"])}
    return Profile(
        slug=slug,
        unit=unit,
        leader=_person(record["leader"], unit, co),
        team=tuple(_person(member, unit, co) for member in record["team"]),
        partner=Partner(**partner),
        topic=Topic(**topic),
        co=co,
        base=record.get("base", {}),
        ip=record.get("ip", {}),
    )


def _person(record: list[str], unit: Unit, co: Unit | None) -> Person:
    name, sex, birth, title, specialty, *where = record
    employer = co if where and co else unit
    return Person(
        name=name, sex=sex, birth=birth, title=title, specialty=specialty, unit=employer.name, area=employer.area
    )
