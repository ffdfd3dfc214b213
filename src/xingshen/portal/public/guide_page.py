"""The annotated guide of a call: the text as issued, what is checked of each clause and how, what people judge.

In English the Chinese text stays, with an unofficial rendering below it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from xingshen.guide.annotated import AnnotatedClause, AnnotatedGuide, AnnotatedRule, Paragraph, annotate
from xingshen.guide.pack import Guide
from xingshen.guide.translation import Translation
from xingshen.portal.access import open_to_all
from xingshen.portal.public.call_page import published_call
from xingshen.store.calls import guides
from xingshen.store.figures import figures

_CHINESE = Translation(language="zh-hans")


@dataclass(frozen=True, slots=True)
class RuleShown:
    """A rule: its sentence, how the clause is understood, and what it reads."""

    id: str
    sentence: str
    reading: str
    fields: tuple[str, ...]
    papers: tuple[str, ...]
    preference: bool
    draft: bool


@dataclass(frozen=True, slots=True)
class ClauseShown:
    """A clause beside the text: what is checked of it, and the questions to people."""

    id: str
    level: str
    english: str
    rules: tuple[RuleShown, ...]
    questions: tuple[str, ...]
    background: str


@dataclass(frozen=True, slots=True)
class ParagraphShown:
    """A paragraph as issued, in pieces that bear the anchor of the clause that begins there; and its clauses."""

    pieces: tuple[tuple[str, str], ...]
    clauses: tuple[ClauseShown, ...]

    @property
    def text(self) -> str:
        """The paragraph as issued."""
        return "".join(text for text, _ in self.pieces)


@dataclass(frozen=True, slots=True)
class PartShown:
    """A part of the guide under its heading."""

    anchor: str
    title: str
    paragraphs: tuple[ParagraphShown, ...]


@open_to_all
def guide_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The guide by which this call is judged."""
    call = published_call(slug)
    guide = guides.of_call(call).guide
    english = get_language() == "en"
    packs = _shown(call.guide_id, call.guide_version, call.guide_digest, english)
    counts = Counter(clause.level for clause in guide.pack.clauses.values())
    context = {
        "call": call,
        "guide": guide,
        "packs": packs,
        "titles": [title for _, title, _ in packs],
        "english": english,
        "counts": counts,
        "faults": figures.common_faults(call),
    }
    return render(request, "public/guide.html", context)


@lru_cache(maxsize=8)
def _shown(
    guide_id: str, version: str, digest: str, english: bool
) -> tuple[tuple[AnnotatedGuide, str, tuple[PartShown, ...]], ...]:
    guide = guides.compiled(guide_id, version, digest).guide
    words = guide.english if english else _CHINESE
    packs = annotate(guide)
    return tuple((pack, _title(pack, words), tuple(_parts(pack, guide, words))) for pack in packs)


def _title(pack: AnnotatedGuide, words: Translation) -> str:
    return pack.title if words is _CHINESE else words.title(pack.id)


def _parts(pack: AnnotatedGuide, guide: Guide, words: Translation) -> Iterator[PartShown]:
    met: set[str] = set()
    for number, part in enumerate(pack.parts, 1):
        shown = (_paragraph(pack, each, guide, words, met) for each in part.paragraphs)
        paragraphs = tuple(each for each in shown if each.clauses or each.text.strip() != part.title)
        yield PartShown(f"{pack.id}-{number}", words.part(part.title), paragraphs)


def _paragraph(
    pack: AnnotatedGuide, paragraph: Paragraph, guide: Guide, words: Translation, met: set[str]
) -> ParagraphShown:
    pieces, clauses = [], []
    for piece in paragraph.pieces:
        fresh = [clause for clause in piece.clauses if clause not in met]
        met.update(fresh)
        pieces.append((piece.text, fresh[-1] if fresh else ""))
        clauses += [_clause(pack.clauses[clause], guide, words) for clause in fresh]
    return ParagraphShown(tuple(pieces), tuple(clauses))


def _clause(clause: AnnotatedClause, guide: Guide, words: Translation) -> ClauseShown:
    english = words.clause(clause.clause.id) if words is not _CHINESE else ""
    return ClauseShown(
        id=clause.clause.id,
        level=clause.clause.level,
        english=english,
        rules=tuple(_rule(rule, guide, words) for rule in clause.rules),
        questions=tuple(_asked(each.id, each.question, words) for each in clause.questions),
        background=clause.background,
    )


def _asked(question_id: str, question: str, words: Translation) -> str:
    return words.rule_title(question_id) if words is not _CHINESE else question


def _rule(rule: AnnotatedRule, guide: Guide, words: Translation) -> RuleShown:
    chinese = words is _CHINESE
    fields = (guide.form.by_id[field].name if chinese else words.field_name(field) for field in rule.reads.fields)
    return RuleShown(
        id=rule.id,
        sentence=rule.checks if chinese else words.rule_title(rule.id),
        reading=rule.reading if chinese else words.reading(rule.id) or rule.reading,
        fields=tuple(dict.fromkeys(fields)),
        papers=tuple(kind if chinese else words.kind(kind) for kind in rule.reads.papers),
        preference=rule.preference,
        draft=rule.draft,
    )
