"""The guide as people read it: its text in order, each clause with what is checked of it and what only people judge.

Pure data for a public page: verbatim text in pieces that know their clauses, rules with what they read, questions,
preferences. Judges nothing and knows no dossier.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from xingshen.guide.pack import Clause, Guide, Pack, Priority, Question, Rule
from xingshen.guide.reads import Reads, what_is_read
from xingshen.kernel.outcome import OUTCOME_WORDS, Outcome

LEVEL_WORDS: Mapping[str, str] = {
    "F": "由程序检查",
    "P": "部分由程序检查",
    "H": "由人判断",
    "I": "说明，不作要求",
}
_SAID = (Outcome.FAIL, Outcome.CORRECTION, Outcome.HUMAN)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedRule:
    """A rule as the public may know it.

    ``checks`` says in a sentence what is checked and what follows where it is not so; ``applies`` is the condition as
    written (None: always); ``reading`` how an ambiguous clause is understood (口径). ``preference``: 优先支持, which
    never refuses anybody. ``draft``: of a pack that only asks.
    """

    id: str
    title: str
    clauses: tuple[str, ...]
    checks: str
    applies: str | None
    reading: str
    cure: str
    reads: Reads
    preference: bool = False
    draft: bool = False


@dataclass(frozen=True, slots=True)
class AnnotatedQuestion:
    """What only people judge: the question, why no rule answers it, and whom it concerns (None: every dossier)."""

    id: str
    question: str
    why: str
    clauses: tuple[str, ...]
    applies: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedClause:
    """A clause with everything that hangs on it. ``background`` says why nothing does; ``elsewhere`` names rules of
    included packs that see to it. ``fields``: the fields of the form that cite it."""

    clause: Clause
    level: str
    rules: tuple[AnnotatedRule, ...]
    questions: tuple[AnnotatedQuestion, ...]
    fields: tuple[str, ...]
    background: str
    elsewhere: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text and the clauses that it belongs to, the outermost first (none: a heading, a joint)."""

    text: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the guide's text; its pieces joined are the text as issued."""

    pieces: tuple[Piece, ...]
    line: int


@dataclass(frozen=True, slots=True)
class AnnotatedPart:
    """One part of the guide under its heading."""

    title: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedGuide:
    """A pack as people read it: its parts in order, and its clauses by id."""

    id: str
    title: str
    edition: str
    version: str
    status: str
    parts: tuple[AnnotatedPart, ...]
    clauses: Mapping[str, AnnotatedClause]


def annotate(guide: Guide) -> tuple[AnnotatedGuide, ...]:
    """The guide's own pack, then the included ones."""
    rules = {rule.id: _rule(guide, rule) for rule in guide.rules()}
    return tuple(_pack(guide, pack, rules) for pack in guide.packs)


def _pack(guide: Guide, pack: Pack, rules: Mapping[str, AnnotatedRule]) -> AnnotatedGuide:
    hanging = [*rules.values(), *(_preference(guide, item) for item in pack.priorities.values())]
    return AnnotatedGuide(
        id=pack.id,
        title=pack.title,
        edition=pack.edition,
        version=pack.version,
        status=pack.status,
        parts=tuple(_parts(pack)),
        clauses={key: _clause(guide, pack, clause, hanging) for key, clause in pack.clauses.items()},
    )


def _clause(guide: Guide, pack: Pack, clause: Clause, rules: Iterable[AnnotatedRule]) -> AnnotatedClause:
    return AnnotatedClause(
        clause=clause,
        level=LEVEL_WORDS.get(clause.level, ""),
        rules=tuple(rule for rule in rules if clause.id in rule.clauses),
        questions=tuple(_question(item) for item in pack.questions.values() if clause.id in item.clauses),
        fields=tuple(spec.id for spec in guide.form.fields if clause.id in spec.clauses),
        background=pack.background.get(clause.id, ""),
        elsewhere=pack.elsewhere.get(clause.id, ()),
    )


def _rule(guide: Guide, rule: Rule) -> AnnotatedRule:
    conditions = [rule.applies, *(grade.condition for grade in rule.grades)]
    return AnnotatedRule(
        id=rule.id,
        title=rule.title,
        clauses=rule.clauses,
        checks=_sentence(rule),
        applies=rule.applies,
        reading=rule.reading,
        cure=rule.cure,
        reads=what_is_read(guide, [source for source in conditions if source]),
        draft=rule.draft,
    )


def _sentence(rule: Rule) -> str:
    """``企业牵头自筹不低于 3:1；不符合的，不通过。``"""
    outcomes = {Outcome.HUMAN} if rule.draft else {grade.outcome for grade in rule.grades}
    words = "或".join(OUTCOME_WORDS[outcome] for outcome in _SAID if outcome in outcomes)
    return f"{rule.title}；不符合的，{words}。" if words else f"{rule.title}。"


def _preference(guide: Guide, item: Priority) -> AnnotatedRule:
    return AnnotatedRule(
        id=item.id,
        title=item.title,
        clauses=item.clauses,
        checks=f"{item.title}；只在申请优先支持时查看，不影响形式审查。",
        applies=item.claimed,
        reading="",
        cure="",
        reads=what_is_read(guide, [item.claimed, item.evidenced]),
        preference=True,
    )


def _question(item: Question) -> AnnotatedQuestion:
    return AnnotatedQuestion(item.id, item.question, item.why, item.clauses, item.applies)


# --- the text ---------------------------------------------------------------------------------------------------------


def _parts(pack: Pack) -> Iterator[AnnotatedPart]:
    """Paragraphs under the heading of their clauses; one without clauses belongs to what follows it."""
    rows = [(_inside(pack, text, line), text, line) for text, line in pack.quotes]
    titles = [next((clause.part for clause in inside), "") for inside, _, _ in rows]
    for at in range(len(rows) - 2, -1, -1):
        titles[at] = titles[at] or titles[at + 1]
    parts: list[tuple[str, list[Paragraph]]] = []
    for title, (inside, text, line) in zip(titles, rows, strict=True):
        if not parts or (title and title != parts[-1][0]):
            parts.append((title, []))
        parts[-1][1].append(Paragraph(tuple(_pieces(text, inside)), line))
    return (AnnotatedPart(title, tuple(paragraphs)) for title, paragraphs in parts)


def _inside(pack: Pack, text: str, line: int) -> list[Clause]:
    """The clauses that are marked in the paragraph, as they end."""
    last = line + text.count("\n")
    return sorted((clause for clause in pack.clauses.values() if line <= clause.line <= last), key=lambda c: c.line)


def _pieces(text: str, clauses: Iterable[Clause]) -> Iterator[Piece]:
    """The paragraph cut where clauses begin and end."""
    spans = {clause.id: _span(text, clause.text) for clause in clauses}
    cuts = sorted({0, len(text), *(at for span in spans.values() for at in span)})
    for start, end in pairwise(cuts):
        over = [(begin - finish, key) for key, (begin, finish) in spans.items() if begin <= start and end <= finish]
        yield Piece(text[start:end], tuple(key for _, key in sorted(over)))


def _span(text: str, wanted: str) -> tuple[int, int]:
    start = max(text.replace("\n", " ").find(wanted), 0)
    return start, start + len(wanted)
