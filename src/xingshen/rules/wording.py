"""Sentences of a rule with the values filled in, written the way a reader would write them.

A template is text with ``{…}`` placeholders; each holds an expression of the rule language (or ``缺`` for what could
not be confirmed). Knows nothing of outcomes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from fractions import Fraction

from xingshen.guide.placeholders import PLACEHOLDER
from xingshen.kernel.knowledge import Listing, Missing, Unknown, Why
from xingshen.kernel.paths import NO_TITLES
from xingshen.language.assembly import Mode
from xingshen.language.compiler import Expression, compile_expression
from xingshen.language.frame import Frame, Record
from xingshen.language.kleene import Maybe, Range, is_incompleteness
from xingshen.language.literals import Parameter
from xingshen.language.scope import Scope
from xingshen.language.types import NUMBER, TEXT, Kind, Type
from xingshen.rules.words import CHINESE, Words

MISSING = "缺"
NOTHING_READ: Mapping[str, object] = {}
_SEVERAL = 2
_MOST_TOLD = 6
_PLACES = Decimal("0.0001")

_DOUBTFUL = frozenset({Why.LOW_CONFIDENCE, Why.SCANNED, Why.CONFLICT})
"""Reasons to name what was read all the same: it stands on the page, where somebody can look."""


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template: literal text and expressions by turns."""

    pieces: tuple[str | Expression, ...]

    def fill(self, frame: Frame, missing: tuple[Missing, ...], words: Words) -> str:
        """The sentence for the values of ``frame``."""
        said = (piece if isinstance(piece, str) else self._value(piece, frame, missing, words) for piece in self.pieces)
        return "".join(said).rstrip(" ")

    def lacks_value(self, frame: Frame) -> bool:
        """Whether a value that the sentence would show is unknown."""
        return any(isinstance(piece, Expression) and isinstance(piece.run(frame), Unknown) for piece in self.pieces)

    @staticmethod
    def _value(piece: Expression, frame: Frame, missing: tuple[Missing, ...], words: Words) -> str:
        if piece.source == MISSING:
            return describe_missing(missing, row_titles(frame.values), frame.trace, words)
        return write_value(piece.run(frame), piece.type, words)


def compile_template(text: str, scope: Scope, words: Words = CHINESE) -> Template:
    """Compile ``text`` of the language of ``words``; raises ExpressionError for a placeholder that does not resolve."""
    parts = PLACEHOLDER.split(text)
    pieces: list[str | Expression] = []
    for position, part in enumerate(parts):
        if position % 2 == 0:
            pieces.append(part)
        elif part.strip() in scope.constants:
            pieces.append(words.parameter(scope.constants[part.strip()].text))
        elif part.strip() == MISSING:
            pieces.append(Expression(MISSING, Type(Kind.TEXT), lambda frame: "", frozenset()))
        else:
            pieces.append(compile_expression(part, scope, Mode.EXPLAIN, None))
    return Template(tuple(pieces))


def row_titles(values: Iterable[object]) -> dict[str, str]:
    """What the rows of the lists among ``values`` are called by people, by path (``合作协议[1]``)."""
    return {record.path: record.title for value in values for record in _records(value) if record.title}


def _records(value: object) -> Iterator[Record]:
    """The rows of a list, of the lists that may be meant, and rows that may belong to it."""
    match value:
        case Record():
            yield value
        case Listing(items=parts) | Unknown(candidates=parts):
            for part in parts:
                yield from _records(part)


def describe_missing(
    missing: tuple[Missing, ...],
    titles: Mapping[str, str] = NO_TITLES,
    read: Mapping[str, object] = NOTHING_READ,
    words: Words = CHINESE,
) -> str:
    """What could not be confirmed, each with why: ``05-合作协议.pdf 的截止日（材料中未找到）``.

    ``read`` are the values by path; of those that sources give differently, what they say is told.
    """
    by_reason: dict[str, dict[str, dict[str, None]]] = {}
    missing = telling(missing)
    for item in [*dict.fromkeys(missing)][:_MOST_TOLD]:
        owner, name = words.placed(item.path, titles)
        by_reason.setdefault(explain_missing(item, read, words), {}).setdefault(owner, {})[name] = None
    more = words.more.format(count=left) if (left := len(set(missing)) - _MOST_TOLD) > 0 else ""
    told = (words.because.format(value=_enumerated(owners, words), why=reason) for reason, owners in by_reason.items())
    return words.sentence_joint.join(told) + more


def telling(missing: tuple[Missing, ...]) -> tuple[Missing, ...]:
    """Without what papers that are still being read explain: that a list may not be complete."""
    if all(item.why is not Why.PENDING for item in missing):
        return missing
    return tuple(item for item in missing if not is_incompleteness(item))


def _enumerated(owners: Mapping[str, Iterable[str]], words: Words) -> str:
    """Names under the papers they belong to: ``05-合作协议.pdf 的起始日、截止日``."""
    return words.clause_joint.join(
        words.of.format(owner=owner, name=words.joint.join(names))
        if owner and any(names)
        else owner or words.joint.join(names)
        for owner, names in owners.items()
    )


def explain_missing(item: Missing, read: Mapping[str, object], words: Words = CHINESE) -> str:
    """Why a value is missing: ``各处写法不一致：2028-06-29、2028-06-30``."""
    value = read.get(item.path)
    said = [part for part in getattr(value, "candidates", ()) if isinstance(part, date | int | Decimal | str)]
    if item.why is not Why.CONFLICT or len(said) < _SEVERAL:
        return words.why[item.why]
    values = words.joint.join(dict.fromkeys(write_value(part, TEXT, words) for part in said))
    return words.conflict.format(why=words.why[item.why], values=values)


def write_value(value: object, of: Type, words: Words = CHINESE) -> str:
    """One value as text."""
    match value:
        case Range():
            return words.at_least.format(value=value.low)
        case Maybe():
            return words.to_check.format(value=write_value(value.item, of, words))
        case Unknown():
            return _write_unknown(value, of, words)
        case Listing():
            return _write_list(value, of, words)
        case bool():
            return words.yes if value else words.no
        case Parameter():
            return words.parameter(value.text)
        case dict():
            return words.joint.join(
                words.pair.format(name=words.path(name, NO_TITLES), value=write_value(part, TEXT, words))
                for name, part in value.items()
            )
        case int() | Decimal() | Fraction() if of.kind is Kind.PERCENT:
            return f"{write_value(value * 100, NUMBER)}%"
        case int() | Decimal():
            return _number(Decimal(value))
        case Fraction():
            return _number((Decimal(value.numerator) / value.denominator).quantize(_PLACES))
        case date() | time():
            return value.isoformat()
    return words.country(str(value)) if of.kind is Kind.COUNTRY else words.text(str(value))


def _write_unknown(value: Unknown, of: Type, words: Words) -> str:
    """Why there is no value; where something was read that somebody has to look at, what it was."""
    if value.not_filled:
        return words.not_filled
    days = [day for day in value.candidates if isinstance(day, date)]
    if len(days) > 1 and all(item.why is Why.IMPRECISE for item in value.missing):
        return words.between.format(first=days[0].isoformat(), last=days[-1].isoformat())
    reasons = {item.why for item in value.missing}
    if value.candidates and len(reasons) == 1 and reasons <= _DOUBTFUL:
        read = dict.fromkeys(write_value(item, of, words) for item in value.candidates)
        return words.because.format(value=words.either.join(read), why=words.why[reasons.pop()])
    return words.unread.get(reasons.pop(), words.unknown) if len(reasons) == 1 else words.unknown


def _write_list(value: Listing, of: Type, words: Words) -> str:
    if any(isinstance(item, dict) for item in value.items):
        return words.items.format(count=len(value.items))
    item_type = of.item or Type(Kind.TEXT)
    parts = [item for item in value.items if item != Listing()]
    sure = {write_value(item, item_type, words) for item in parts if not isinstance(item, Unknown)}
    parts = [item for item in parts if not _is_told(item, item_type, sure, words)]
    return words.listed(dict.fromkeys(write_value(item, item_type, words) for item in parts)) or words.none


def _is_told(value: object, of: Type, sure: Collection[str], words: Words) -> bool:
    """Whether all that was read without certainty stands among what was read surely: it is not told twice."""
    inner = value.item if isinstance(value, Maybe) else value
    if (
        not isinstance(inner, Unknown)
        or not inner.candidates
        or any(item.why not in _DOUBTFUL for item in inner.missing)
    ):
        return False
    return all(write_value(item, of, words) in sure for item in inner.candidates)


def _number(value: Decimal) -> str:
    text = format(value.normalize(), "f")
    return "0" if text in ("-0", "") else text
