"""As many dossiers as wanted, each of a unit and people of its own: the cases again and again under other names.

For trials of a whole call. The same number gives the same dossier. Knows nothing of papers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count as numbers

from examples.generate.cases import CASES, Case
from examples.generate.cast import Partner, Person, Profile, Topic, Unit, read_profiles
from examples.generate.folders import make_dossier

_SURNAMES = "冯梁郝邢苏温裴鲁葛尹秦盛戴单耿毕庄柏翁鄢窦浦边卞"
_GIVEN = "知衡若溪景澄映寒叙白清越观澜予安以宁承岳砚秋伯淳怀谷若木望舒南乔听澜修远"
_FIRST = "砺远澄怀溯光启明衡岳云杉锦川望岳听涛松岭凌霄青禾沐川朔风鹿鸣知微行舟揽月"
"""Words of two characters."""
_SECOND = "新华科源泰信达瑞宏博"
_KINDS = {"企业": "有限公司", "高校": "大学", "科研院所": "研究院"}
_FOREIGN = ("Aurora", "Kestrel", "Linden", "Meridian", "Alder", "Harbour", "Juniper", "Solstice", "Tamarack", "Vesper")
_TRANSLATED = ("曙光", "红隼", "椴树", "子午", "桤木", "海港", "刺柏", "至日", "落羽", "长庚")
_THINGS = ("（一期）", "（应用示范）", "（面向县域）", "（关键部件）", "（工艺优化）", "（在线监测）", "（标准研究）")


@dataclass(frozen=True, slots=True)
class Member:
    """One dossier of the crowd: its number, the case it repeats, and its files by name."""

    number: int
    case: Case
    profile: Profile
    files: dict[str, bytes]

    @property
    def slug(self) -> str:
        """Names it among all others."""
        return f"crowd-{self.number:05d}-{self.case.slug}"


def crowd(count: int, cases: Sequence[Case] = CASES) -> Iterator[Member]:
    """The first ``count`` dossiers, the cases in turn; units of one case that share a unit share it here too."""
    profiles = read_profiles()
    for number, _ in zip(numbers(), range(count), strict=False):
        case = cases[number % len(cases)]
        profile = recast(profiles[case.slug], number // len(cases) + 1)
        yield Member(number, case, profile, make_dossier(case, profile))


def recast(profile: Profile, generation: int) -> Profile:
    """The profile with other units, people and institutions; what the project is about stays."""
    unit = _unit(profile.unit, generation)
    co = _unit(profile.co, generation) if profile.co else None
    employers = {profile.unit.name: unit.name, **({profile.co.name: co.name} if profile.co and co else {})}
    taken: set[str] = set()
    people = [_person(each, generation, employers, taken) for each in (profile.leader, *profile.team)]
    return replace(
        profile,
        slug=f"{profile.slug}-{generation}",
        unit=unit,
        co=co,
        leader=people[0],
        team=tuple(people[1:]),
        partner=_partner(profile.partner, generation),
        topic=_topic(profile.topic, generation, profile.slug),
    )


def _unit(unit: Unit, generation: int) -> Unit:
    seed = f"{unit.name} {generation}"
    trade = "" if unit.kind != "企业" else _pick(("机器人科技", "新材料", "铸造装备", "生物技术", "仪器"), seed)
    first = _words(_FIRST)[(_number(unit.name) + generation) % len(_words(_FIRST))]
    name = f"{unit.city.removesuffix('市')}{first}{_pick(_SECOND, seed)}{trade}{_KINDS[unit.kind]}"
    english = f"{_pick(_FOREIGN, seed)} {generation} Hebei" if unit.name_en else ""
    holder = _name(seed + "holder") if unit.holder == unit.rep else unit.holder
    rep = holder if unit.holder == unit.rep else _name(seed + "rep") if unit.rep else ""
    return replace(unit, name=name, holder=holder, rep=rep, name_en=english)


def _person(person: Person, generation: int, employers: dict[str, str], taken: set[str]) -> Person:
    tries = (_name(f"{person.name} {generation} {again}") for again in numbers())
    name = next(each for each in tries if each not in taken)
    taken.add(name)
    return replace(person, name=name, unit=employers.get(person.unit, person.unit))


def _partner(partner: Partner, generation: int) -> Partner:
    at = _number(f"{partner.original} {generation}") % len(_FOREIGN)
    kind = "Institute" if partner.kind != "企业" else "Systems"
    word = "研究所" if partner.kind != "企业" else "系统公司"
    made = f"{_FOREIGN[at]} {partner.city} {kind} {generation}"
    name = f"{_TRANSLATED[at]}{partner.city_zh}{word}"
    return replace(partner, name=name, original=made, holder=f"{_FOREIGN[at]} Trust")


def _topic(topic: Topic, generation: int, slug: str) -> Topic:
    tail = _pick(_THINGS, f"{slug} {generation}")
    return replace(topic, title=f"{topic.title}{tail}{generation}号", title_en=f"{topic.title_en}, part {generation}")


def _name(seed: str) -> str:
    return _pick(_SURNAMES, seed) + _pick(_words(_GIVEN), f"given {seed}")


def _words(joined: str) -> list[str]:
    return [joined[at : at + 2] for at in range(0, len(joined), 2)]


def _pick(choices: Sequence[str], seed: str) -> str:
    return choices[_number(seed) % len(choices)]


def _number(seed: str) -> int:
    return int(hashlib.sha256(seed.encode()).hexdigest()[:12], 16)
