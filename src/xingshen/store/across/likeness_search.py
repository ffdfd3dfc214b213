"""Looking for what dossiers of one call have in common, and keeping what was found up to date.

What is equal (units, leaders, bytes of papers) is looked up anew for the whole call: that is cheap. Near copies are
looked for only of submissions that nobody has compared yet, at most :data:`MOST_AT_ONCE` at a time, against the keys of
all; so the cost of a look grows with the number of dossiers and not with its square.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils import timezone

from xingshen.pipeline.across import REUSABLE_KINDS, AcrossFacts, look_across
from xingshen.pipeline.copies import (
    CONTENT_JACCARD,
    MOST_NAMED,
    TITLE_LENGTH,
    TITLE_RATIO,
    bare,
    content_jaccard,
    title_keys,
    title_ratio,
)
from xingshen.store.across import traces
from xingshen.store.models import Likeness, Trace

MOST_AT_ONCE = 1000
Kind = Likeness.Kind
EXACT = (Kind.UNIT, Kind.LEADER, Kind.PAPER_SAME)
_CROWD = 64
_Spot = tuple[int, str]
"""(application, name under which the keys stand)."""
Mark = tuple[str, int, int, str]
"""What makes a likeness: kind, the two applications, what they have in common."""


@dataclass(frozen=True, slots=True)
class Found:
    """A likeness as it was found: how alike, and where."""

    score: float
    detail: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look found in a call; ``fresh``: the submissions that it compared for the first time."""

    call_id: int
    counting: frozenset[int]
    fresh: frozenset[int]
    exact: Mapping[Mark, Found]
    near: Mapping[Mark, Found]


def look(call_id: int) -> Looked:
    """Compare. Writes nothing."""
    rows = list(traces.counting(call_id))
    fresh = [row for row in rows if row.looked_at is None][:MOST_AT_ONCE]
    exact = dict(_exact(rows))
    near = dict(_near(call_id, rows, {row.application_id for row in fresh})) if fresh else {}
    ids = frozenset(row.application_id for row in rows)
    return Looked(call_id, ids, frozenset(row.pk for row in fresh), exact, near)


def keep(looked: Looked) -> set[int]:
    """Write what was found: new and changed ones, and away with what is true no longer, but for what was set aside.

    The applications of which others say something else now, or that were compared for the first time. Called inside a
    transaction.
    """
    found = {**looked.exact, **looked.near}
    fresh = set(Trace.objects.filter(pk__in=looked.fresh).values_list("application_id", flat=True))
    known = {mark_of(row): row for row in Likeness.objects.filter(call_id=looked.call_id).iterator()}
    gone = [row for row in known.values() if not row.set_aside_at and _is_over(row, looked, found, fresh)]
    Likeness.objects.filter(pk__in=[row.pk for row in gone]).delete()
    new = {mark: each for mark, each in found.items() if _differs(known.get(mark), each)}
    _write(looked.call_id, new)
    Trace.objects.filter(pk__in=looked.fresh).update(looked_at=timezone.now())
    over = {person for row in gone for person in (row.first_id, row.second_id)}
    return fresh | over | {each for _, first, second, _ in new for each in (first, second)}


def _differs(row: Likeness | None, found: Found) -> bool:
    return row is None or (row.score, row.detail) != (found.score, found.detail)


def _write(call_id: int, new: Mapping[Mark, Found]) -> None:
    rows = [
        Likeness(
            call_id=call_id, kind=kind, first_id=first, second_id=second, what=what, score=each.score,
            detail=each.detail,
        )
        for (kind, first, second, what), each in new.items()
    ]  # fmt: skip
    Likeness.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["kind", "first", "second", "what"],
        update_fields=["score", "detail"],
    )


def _is_over(row: Likeness, looked: Looked, found: Mapping[Mark, Found], fresh: set[int]) -> bool:
    """Whether it is no longer true: one of the two counts no more, or a look that would have found it did not."""
    pair = {row.first_id, row.second_id}
    looked_for = row.kind in EXACT or bool(pair & fresh)
    return not pair <= looked.counting or (looked_for and mark_of(row) not in found)


def mark_of(row: Likeness) -> Mark:
    """What makes it this likeness and no other."""
    return (row.kind, row.first_id, row.second_id, row.what)


# --- equal -----------------------------------------------------------------------------------------------------------


def _exact(rows: Iterable[Trace]) -> Iterator[tuple[Mark, Found]]:
    by_number = {row.number: row for row in rows}
    for number, facts in look_across(traces.summary_of(row) for row in by_number.values()).items():
        own = by_number[number]
        yield from _units(own, facts, by_number)
        for other in facts.same_leader:
            yield _mark(Kind.LEADER, own, by_number[other]), Found(1.0, {"name": own.leader_name})
        yield from _same_papers(own, facts, by_number)


def _units(own: Trace, facts: AcrossFacts, by_number: Mapping[str, Trace]) -> Iterator[tuple[Mark, Found]]:
    """One unit in several categories (3.5): the dossier with the first ones in another category."""
    others = [each for each in facts.categories_of_unit if own.category and each.category != own.category]
    for each in others[:MOST_NAMED]:
        categories = sorted({own.category, each.category})
        yield _mark(Kind.UNIT, own, by_number[each.dossier_id]), Found(1.0, {"categories": categories})


def _same_papers(own: Trace, facts: AcrossFacts, by_number: Mapping[str, Trace]) -> Iterator[tuple[Mark, Found]]:
    for same in facts.same_files:
        other = by_number[same.other]
        files = {str(own.application_id): same.file, str(other.application_id): same.other_file}
        found = Found(1.0, {"files": files, "digest": same.digest, "kind": same.kind})
        yield _mark(Kind.PAPER_SAME, own, other, same.digest), found


def _mark(kind: Kind, one: Trace, other: Trace, what: str = "") -> Mark:
    first, second = sorted((one.application_id, other.application_id))
    return (kind.value, first, second, what)


# --- near ------------------------------------------------------------------------------------------------------------


def _near(call_id: int, rows: list[Trace], fresh: set[int]) -> Iterator[tuple[Mark, Found]]:
    by_id, texts = {row.application_id: row for row in rows}, _Texts()
    pairs = set(_sharing(call_id, fresh))
    yield from _near_texts(by_id, {(one, other) for (one, a), (other, b) in pairs if not a and not b}, fresh, texts)
    yield from _near_papers(by_id, sorted(pair for pair in pairs if pair[0][1] and pair[1][1]), texts)


class _Texts:
    """The texts of one look, the last few kept at hand."""

    def __init__(self) -> None:
        self.contents = lru_cache(maxsize=64)(_contents)
        self.paper = lru_cache(maxsize=64)(_paper)


def _sharing(call_id: int, fresh: set[int]) -> Iterator[tuple[_Spot, _Spot]]:
    """Pairs of places that share a key, one of them fresh: one pass over all keys, with those of the fresh at hand."""
    held: defaultdict[bytes, list[_Spot]] = defaultdict(list)
    for application_id, keys in traces.keys_of(call_id):
        for name, each in keys.items() if application_id in fresh else ():
            for key in each:
                held[key].append((application_id, name))
    for application_id, keys in traces.keys_of(call_id):
        for name, each in keys.items():
            spot = (application_id, name)
            partners = {other for key in each for other in held.get(key, ())[-_CROWD:] if other[0] != application_id}
            yield from ((min(spot, other), max(spot, other)) for other in partners)


def _near_texts(
    by_id: Mapping[int, Trace], pairs: set[tuple[int, int]], fresh: set[int], texts: _Texts
) -> Iterator[tuple[Mark, Found]]:
    """Near-same titles and contents; for each dossier the first few."""
    titles = {application_id: bare(row.title) for application_id, row in by_id.items()}
    named: Counter[int] = Counter()
    for one, other in sorted(pairs | set(_titles(titles, fresh))):
        if min(named[one], named[other]) >= MOST_NAMED:
            continue
        title = title_ratio(titles[one], titles[other])
        alike = title >= TITLE_RATIO and min(len(titles[one]), len(titles[other])) >= TITLE_LENGTH
        content = content_jaccard(texts.contents(by_id[one].pk), texts.contents(by_id[other].pk))
        if alike or content >= CONTENT_JACCARD:
            named.update((one, other))
            detail = {"title": round(title, 1), "content": round(content, 3)}
            yield _mark(Kind.TEXT_NEAR, by_id[one], by_id[other]), Found(round(max(title / 100, content), 3), detail)


def _titles(titles: Mapping[int, str], fresh: set[int]) -> Iterator[tuple[int, int]]:
    """Pairs that share one of their rarest pairs of characters, one of them fresh."""
    order = sorted(titles)
    keys = title_keys([titles[each] if len(titles[each]) >= TITLE_LENGTH else "" for each in order])
    held: defaultdict[str, list[int]] = defaultdict(list)
    for application_id, own in zip(order, keys, strict=True):
        for key in own if application_id in fresh else ():
            held[key].append(application_id)
    for application_id, own in zip(order, keys, strict=True):
        for other in {each for key in own for each in held.get(key, ())[-_CROWD:]} - {application_id}:
            yield min(application_id, other), max(application_id, other)


def _near_papers(
    by_id: Mapping[int, Trace], pairs: list[tuple[_Spot, _Spot]], texts: _Texts
) -> Iterator[tuple[Mark, Found]]:
    """Papers with near-same text. What is like papers of many is a form, and no evidence."""
    measured = [(pair, _likeness(by_id, *pair, texts)) for pair in pairs if _comparable(by_id, *pair)]
    near = [(pair, share) for pair, share in measured if share >= CONTENT_JACCARD]
    partners: defaultdict[_Spot, set[int]] = defaultdict(set)
    for (one, other), _ in near:
        partners[one].add(other[0])
        partners[other].add(one[0])
    for (one, other), share in near:
        if max(len(partners[one]), len(partners[other])) >= MOST_NAMED:
            continue
        files = {str(spot[0]): _file(by_id[spot[0]], spot[1])[0] for spot in (one, other)}
        digests = {str(spot[0]): spot[1] for spot in (one, other)}
        what = f"{one[1][-32:]}:{other[1][-32:]}"
        detail = {"files": files, "digests": digests, "kind": _file(by_id[one[0]], one[1])[1]}
        yield _mark(Kind.PAPER_NEAR, by_id[one[0]], by_id[other[0]], what), Found(round(share, 3), detail)


def _comparable(by_id: Mapping[int, Trace], one: _Spot, other: _Spot) -> bool:
    """Other bytes, and not what one unit may use again (R16)."""
    rows = by_id[one[0]], by_id[other[0]]
    kinds = {_file(rows[0], one[1])[1], _file(rows[1], other[1])[1]}
    same_unit = rows[0].unit_name == rows[1].unit_name
    return one[1] != other[1] and not (same_unit and kinds & REUSABLE_KINDS)


def _likeness(by_id: Mapping[int, Trace], one: _Spot, other: _Spot, texts: _Texts) -> float:
    left, right = (texts.paper(spot[1], _file(by_id[spot[0]], spot[1])[0]) for spot in (one, other))
    return content_jaccard(left, right)


def _file(row: Trace, digest: str) -> tuple[str, str]:
    return next(((file, kind) for file, known, kind in row.papers if known == digest), ("", ""))


def _contents(submission_id: int) -> str:
    return bare("\n".join(traces.contents(submission_id).values()))


def _paper(digest: str, file: str) -> str:
    return bare(traces.paper_text(digest, file))
