"""What a paper says and the form could take over: compared with what the form says, row by row of its lists.

Pure of requests: takes papers with their summaries and the answers, gives offers to show and the changes that taking
one means. Nothing is taken over unasked, and where the two differ both values are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext

from xingshen.dossier.attachments import ATTACHMENTS_ID
from xingshen.dossier.form_spec import FieldSpec, FieldType
from xingshen.guide.form_words import CHINESE_FORM, FormWords
from xingshen.portal.applicant.papers.chinese_values import offered_value
from xingshen.store.applying.answers import Answers, BadChange, new_row_id, read_address

_YEAR = f"{ATTACHMENTS_ID}.fiscal_year"
_WITHOUT_OFFERS = "form_print"
"""Kinds with this reader are printed from the form: they have nothing to tell it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One value for one field. ``path`` is empty where the value is about the paper itself (its fiscal year)."""

    key: str
    name: str
    path: str
    value: Any
    ours: Any
    spec: FieldSpec
    words: FormWords

    def told(self, value: Any) -> str:
        """A value of the field in the reader's language."""
        each = value if isinstance(value, list) else [value]
        return gettext("、").join(self.words.written(self.spec, str(one)) for one in each)

    @property
    def agrees(self) -> bool:
        """Whether the form says the same already."""
        return same(self.value, self.ours)

    @property
    def is_new(self) -> bool:
        """Whether the form says nothing there."""
        return self.ours in (None, "", [])


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered at once: one value, or a beginning and an end. ``sure``: read from text, not from a picture."""

    parts: tuple[Part, ...]
    page: int | None
    box: str
    sure: bool
    quote: str = ""

    @property
    def keys(self) -> str:
        """What the button sends."""
        return " ".join(part.key for part in self.parts)

    @property
    def name(self) -> str:
        """What it is about."""
        return gettext("、").join(part.name for part in self.parts)

    @property
    def shown(self) -> str:
        """The value as read."""
        return gettext(" 至 ").join(part.told(part.value) for part in self.parts)

    @property
    def ours(self) -> str:
        """The value of the form; empty where it says nothing."""
        if all(part.is_new for part in self.parts):
            return ""
        return gettext(" 至 ").join("…" if part.is_new else part.told(part.ours) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Offers:
    """The offers of one paper: those to show, those dismissed, and how many values agree already."""

    open: tuple[Offer, ...] = ()
    dismissed: tuple[Offer, ...] = ()
    agreeing: int = 0
    paths: Mapping[str, Part] = field(default_factory=dict)

    @property
    def empty_keys(self) -> str:
        """The keys of everything that the form leaves empty, for the button that fills in all of it."""
        return " ".join(part.key for offer in self.open for part in offer.parts if part.is_new)

    @property
    def empty_count(self) -> int:
        """How many values that are."""
        return len(self.empty_keys.split())


def _anywhere(_: str) -> bool:
    return True


def offers_of(
    papers: Sequence[Any], answers: Answers, hidden: Iterable[str] = (), words: FormWords = CHINESE_FORM,
    may_write: Callable[[str], bool] = _anywhere,
) -> dict[int, Offers]:  # fmt: skip
    """The offers of each paper by its id. ``hidden``: fields that the form does not ask now; ``may_write``: where."""
    unasked = frozenset(hidden)
    rows = _rows_of(papers, answers)
    found = {paper.pk: _offers(paper, answers, rows.get(paper.pk, {}), unasked, words) for paper in papers}
    return {key: _writable(each, may_write) for key, each in found.items()}


def _writable(offers: Offers, may_write: Callable[[str], bool]) -> Offers:
    """Without offers for fields that may not be changed now."""
    kept = [[each for each in some if _goes(each, may_write)] for some in (offers.open, offers.dismissed)]
    return replace(offers, open=tuple(kept[0]), dismissed=tuple(kept[1]))


def _goes(offer: Offer, may_write: Callable[[str], bool]) -> bool:
    return all(not part.path or may_write(part.path) for part in offer.parts)


def same(left: Any, right: Any) -> bool:
    """Whether two values say the same to a reader; the order of a list does not matter."""
    if isinstance(left, list) or isinstance(right, list):
        return sorted(_folded(each) for each in left or []) == sorted(_folded(each) for each in right or [])
    return _folded(left) == _folded(right)


def _offers(paper: Any, answers: Answers, rows: Mapping[str, str], unasked: frozenset[str], words: FormWords) -> Offers:
    shown: list[Offer] = []
    dismissed: list[Offer] = []
    agreeing = 0
    paths: dict[str, Part] = {}
    for raw in _raw(paper, answers):
        spec = answers.schema.by_id[raw["field"]]
        top = spec.id if spec in answers.schema.fields else spec.id.rpartition(".")[0]
        part = None if top in unasked or raw["field"] in paths else _part(raw, spec, paper, answers, rows, words)
        if part is None:
            continue
        paths[part.key] = part
        if part.agrees:
            agreeing += 1
            continue
        box = ",".join(map(str, raw["box"])) if raw.get("box") else ""
        offer = Offer((part,), raw.get("page"), box, bool(raw.get("sure")), raw.get("quote", ""))
        (dismissed if paper.settled.get(part.key) == part.value else shown).append(offer)
    return Offers(tuple(_paired(shown)), tuple(dismissed), agreeing, paths)


def _raw(paper: Any, answers: Answers) -> list[dict[str, Any]]:
    """What the summary offers, as far as this form has the field and the kind is one that tells anything."""
    found = []
    for raw in paper.summary.get("offers", []):
        kind = answers.schema.kind(raw.get("from") or "")
        tells = kind is None or kind.reader != _WITHOUT_OFFERS
        if tells and raw.get("field") in answers.schema.by_id:
            found.append(raw)
    return found


def _part(
    raw: Mapping[str, Any],
    spec: FieldSpec,
    paper: Any,
    answers: Answers,
    rows: Mapping[str, str],
    words: FormWords,
) -> Part | None:
    key, value = raw["field"], raw["value"]
    name = words.name(spec)
    if key == _YEAR:
        return Part(key, name, "", value, paper.fiscal_year, spec, words)
    listed = key.rpartition(".")[0]
    path = f"{listed}[{rows[listed]}].{spec.key}" if listed in rows else key
    try:
        address = read_address(path, answers.schema)
    except BadChange:
        return None
    if not isinstance(value, list) and spec.type is FieldType.LIST:
        value = [value]
    ours = answers.get(address)
    value = offered_value(value, ours, spec, paper.summary, raw.get("from") or "")
    return None if value is None else Part(key, name, path, value, ours, spec, words)


def _rows_of(papers: Sequence[Any], answers: Answers) -> dict[int, dict[str, str]]:
    """For each paper the row of each list that it is about: the one that agrees most, else a free one, else a new."""
    wanted: dict[str, list[tuple[Any, list[dict[str, Any]]]]] = {}
    for paper in papers:
        by_list: dict[str, list[dict[str, Any]]] = {}
        for raw in _raw(paper, answers):
            parent = answers.schema.by_id.get(raw["field"].rpartition(".")[0])
            if parent is not None and parent.is_record_list and parent.id != ATTACHMENTS_ID:
                by_list.setdefault(parent.id, []).append(raw)
        for list_id, raws in by_list.items():
            wanted.setdefault(list_id, []).append((paper, raws))
    found: dict[int, dict[str, str]] = {}
    for list_id, claims in wanted.items():
        for paper, row_id in _assign(list_id, claims, answers):
            found.setdefault(paper.pk, {})[list_id] = row_id
    return found


def _assign(
    list_id: str, claims: Sequence[tuple[Any, list[dict[str, Any]]]], answers: Answers
) -> Iterator[tuple[Any, str]]:
    free = list(answers.rows(list_id))
    waiting = []
    for paper, raws in claims:
        best = max(free, key=lambda row: _agreement(row, raws), default=None)
        if best is not None and _agreement(best, raws):
            free.remove(best)
            yield paper, str(best["_id"])
        else:
            waiting.append(paper)
    for paper in waiting:
        yield paper, str(free.pop(0)["_id"]) if free else new_row_id()


def _agreement(row: Mapping[str, Any], raws: Iterable[Mapping[str, Any]]) -> int:
    return sum(1 for raw in raws if same(raw["value"], row.get(raw["field"].rpartition(".")[2])))


def _paired(offers: Sequence[Offer]) -> Iterator[Offer]:
    """A beginning and the end of the same thing as one offer."""
    waiting = list(offers)
    while waiting:
        offer = waiting.pop(0)
        end = offer.parts[0].key.removesuffix("_from") + "_to"
        other = next((each for each in waiting if each.parts[0].key == end), None)
        if offer.parts[0].key.endswith("_from") and other is not None:
            waiting.remove(other)
            yield Offer((*offer.parts, *other.parts), other.page, other.box, offer.sure and other.sure, other.quote)
        else:
            yield offer


def _folded(value: Any) -> str:
    text = " ".join(str(value or "").split()).casefold()
    try:
        return format(Decimal(text).normalize(), "f") if text else ""
    except InvalidOperation:
        return text
