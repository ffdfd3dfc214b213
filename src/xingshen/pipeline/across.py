"""What dossiers of one batch say about each other: units, leaders, papers and texts that come more than once.

Works on light summaries and returns facts; which clause they touch (3.5, 5.1.c, 5.x; ruling R16, A26) and what is said
to people is the guide's matter. Reads no paper and knows no rule.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import NamedTuple, TypeVar

from xingshen.kernel.identifiers.spelling import bare_code
from xingshen.kernel.names import normalise_name
from xingshen.pipeline.copies import MOST_NAMED, find_near_copies

REUSABLE_KINDS = frozenset({"审计报告", "营业执照", "高企证书", "基地认定", "知识产权", "机构注册证明"})
"""Papers that one unit may lawfully use in several dossiers (ruling R16)."""
_UNSORTED_KIND = "其他"

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class PaperDigest:
    """One paper of a dossier: path in the folder, digest of its bytes ("" is never compared), kind as in form.yaml."""

    file: str
    digest: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What is needed of one dossier to look across many; ``texts`` is its contents, joined.

    Codes and names may be as written: they are normalised here. A code that is missing, masked or a placeholder counts
    as unknown.
    """

    dossier_id: str
    title: str
    applicant_uscc: str | None
    applicant_name: str
    category: str | None
    leader_name: str
    leader_id: str | None
    papers: tuple[PaperDigest, ...]
    texts: str


class UnitCategory(NamedTuple):
    """A category in which the unit applies, and the dossier that does so."""

    category: str
    dossier_id: str


class SameFile(NamedTuple):
    """A paper of this dossier whose bytes are also in another one."""

    file: str
    digest: str
    other: str
    other_file: str
    kind: str


class Similar(NamedTuple):
    """Another dossier with a near-equal title or contents: ``title`` 0 to 100, ``content`` 0 to 1."""

    other: str
    title: float
    content: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AcrossFacts:
    """What the batch says about one dossier; all parts are sorted.

    ``categories_of_unit`` is complete and holds the dossier itself; a dossier whose category is unknown is not in it.
    The others name at most ``MOST_NAMED`` dossiers (``same_files``: for each paper), the most alike first chosen.
    """

    categories_of_unit: tuple[UnitCategory, ...] = ()
    same_leader: tuple[str, ...] = ()
    same_files: tuple[SameFile, ...] = ()
    similar: tuple[Similar, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A summary with its names and codes normalised."""

    summary: Summary
    unit_code: str | None
    unit_name: str
    leader_code: str | None
    leader_name: str


_Holder = tuple[_Entry, PaperDigest]


def look_across(summaries: Iterable[Summary]) -> Mapping[str, AcrossFacts]:
    """For every dossier id what the others of the batch say about it.

    Raises ValueError where two summaries carry one id. Cost is near linear in the number of dossiers.
    """
    batch = [_normalise(summary) for summary in sorted(summaries, key=lambda summary: summary.dossier_id)]
    ids = [entry.summary.dossier_id for entry in batch]
    if len(set(ids)) != len(ids):
        raise ValueError("two dossiers of one batch carry the same id")
    categories, leaders = _categories_of_units(batch), _same_leaders(batch)
    files, similar = _same_files(batch), _similar(batch)
    return {
        dossier: AcrossFacts(
            categories_of_unit=categories[position],
            same_leader=leaders[position],
            same_files=tuple(sorted(files[position])),
            similar=tuple(sorted(_most_alike(similar[position]))),
        )
        for position, dossier in enumerate(ids)
    }


def normalised_code(code: str | None) -> str | None:
    """A code of a unit or person in one width and case, without spaces and hyphens; None where it names nobody.

    Masked codes (130102********1234) and placeholders (无, 待定, 000000) name nobody.
    """
    if code is None:
        return None
    plain = re.sub(r"[.()]", "", bare_code(code))
    names_somebody = re.fullmatch(r"[0-9A-Z]{6,30}", plain) and len(set(plain)) >= 3 and "XX" not in plain
    return plain if names_somebody else None


def _normalise(summary: Summary) -> _Entry:
    return _Entry(
        summary=summary,
        unit_code=normalised_code(summary.applicant_uscc),
        unit_name=normalise_name(summary.applicant_name),
        leader_code=normalised_code(summary.leader_id),
        leader_name=normalise_name(summary.leader_name),
    )


def _same_unit(one: _Entry, other: _Entry) -> bool:
    if one.unit_code and other.unit_code:
        return one.unit_code == other.unit_code
    return bool(one.unit_name) and one.unit_name == other.unit_name


def _positions(keys: Sequence[Key | None]) -> dict[Key, list[int]]:
    """Where each key stands; None and "" are nobody's key."""
    positions: defaultdict[Key, list[int]] = defaultdict(list)
    for position, key in enumerate(keys):
        if key:
            positions[key].append(position)
    return dict(positions)


def _categories_of_units(batch: Sequence[_Entry]) -> list[tuple[UnitCategory, ...]]:
    by_code = _positions([entry.unit_code for entry in batch])
    by_name = _positions([entry.unit_name for entry in batch])
    without_code = _positions([None if entry.unit_code else entry.unit_name for entry in batch])
    shared = {code: _categories(batch, members) for code, members in by_code.items()}

    def of(position: int, entry: _Entry) -> tuple[UnitCategory, ...]:
        if entry.unit_code is None:
            return _categories(batch, by_name.get(entry.unit_name, [position]))
        namesakes = without_code.get(entry.unit_name)
        if namesakes is None:
            return shared[entry.unit_code]
        return _categories(batch, [*by_code[entry.unit_code], *namesakes])

    return [of(position, entry) for position, entry in enumerate(batch)]


def _categories(batch: Sequence[_Entry], members: Iterable[int]) -> tuple[UnitCategory, ...]:
    summaries = (batch[member].summary for member in members)
    return tuple(sorted(UnitCategory(each.category, each.dossier_id) for each in summaries if each.category))


def _same_leaders(batch: Sequence[_Entry]) -> list[tuple[str, ...]]:
    """One leader: equal ids; where either id is unknown, equal names within one unit."""
    by_code = _positions([entry.leader_code for entry in batch])
    by_name = _positions([entry.leader_name for entry in batch])
    without_code = _positions([None if entry.leader_code else entry.leader_name for entry in batch])

    def others(position: int, entry: _Entry) -> Iterator[int]:
        same_code = by_code[entry.leader_code] if entry.leader_code else []
        namesakes = (without_code if entry.leader_code else by_name).get(entry.leader_name, [])
        colleagues = (other for other in namesakes if _same_unit(entry, batch[other]))
        return (other for other in chain(same_code[: MOST_NAMED + 1], colleagues) if other != position)

    return [
        tuple(sorted(batch[other].summary.dossier_id for other in islice(others(position, entry), MOST_NAMED)))
        for position, entry in enumerate(batch)
    ]


def _same_files(batch: Sequence[_Entry]) -> list[list[SameFile]]:
    holders = _holders(batch)
    return [
        [same for paper in entry.summary.papers for same in _copies(entry, paper, holders.get(paper.digest, []))]
        for entry in batch
    ]


def _holders(batch: Sequence[_Entry]) -> dict[str, list[_Holder]]:
    """Who holds each digest; of one unit and kind only as many as could be named, so that the search stays short."""
    holders: defaultdict[str, list[_Holder]] = defaultdict(list)
    kept: Counter[tuple[str, str, str]] = Counter()
    for entry in batch:
        for paper in entry.summary.papers:
            group = (paper.digest, entry.unit_code or entry.unit_name, paper.kind)
            if paper.digest and kept[group] <= MOST_NAMED:
                kept[group] += 1
                holders[paper.digest].append((entry, paper))
    return dict(holders)


def _copies(entry: _Entry, paper: PaperDigest, holders: Sequence[_Holder]) -> Iterator[SameFile]:
    """Papers with the same bytes in other dossiers, but for what one unit may use again."""
    found = (
        SameFile(paper.file, paper.digest, other.summary.dossier_id, copy.file, paper.kind)
        for other, copy in holders
        if other is not entry and not (_lawful_again(paper.kind, copy.kind) and _same_unit(entry, other))
    )
    return islice(found, MOST_NAMED)


def _lawful_again(kind: str, other: str) -> bool:
    """Whether one unit may use the paper again; filed once under its kind and once as 其他 it is still that paper."""
    kinds = {kind, other}
    return bool(kinds & REUSABLE_KINDS) and kinds <= REUSABLE_KINDS | {_UNSORTED_KIND}


def _similar(batch: Sequence[_Entry]) -> list[list[Similar]]:
    facts: list[list[Similar]] = [[] for _ in batch]
    pairs = find_near_copies([entry.summary.title for entry in batch], [entry.summary.texts for entry in batch])
    for pair in pairs:
        one, other = batch[pair.first].summary, batch[pair.second].summary
        facts[pair.first].append(Similar(other.dossier_id, pair.title, pair.content))
        facts[pair.second].append(Similar(one.dossier_id, pair.title, pair.content))
    return facts


def _most_alike(found: Sequence[Similar]) -> list[Similar]:
    return sorted(found, key=lambda each: (-max(each.title / 100, each.content), each.other))[:MOST_NAMED]
