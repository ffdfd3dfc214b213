"""A check told in another language: the engine's own sentences among values, pointers, notes and papers.

Outcomes and fingerprints rest on nothing of this: what rules compare (kinds, options, codes) stays as it is, and only
texts that are shown are told anew.
"""

from __future__ import annotations

from dataclasses import replace

from xingshen.dossier.countries import country_name
from xingshen.findings.finding import CheckResult, GuideStamp, Note, PaperUsed
from xingshen.guide.pack import Guide
from xingshen.guide.translating import translated
from xingshen.kernel.knowledge import Listing, Unknown
from xingshen.kernel.place import Evidence
from xingshen.language.frame import Record
from xingshen.language.kleene import Maybe
from xingshen.rules.compiled import CompiledGuide, compile_guide
from xingshen.rules.english import english_words
from xingshen.rules.words import CHINESE, Told, Words

TOLD_LISTS = frozenset(
    {"未填必填项", "填写错误", "格式错误", "存疑填写", "占位内容", "表纸不一致", "重复材料", "近似项目"}
)
"""Lists of sentences that the engine made of a dossier."""
TOLD_FIELDS = frozenset({"问题说明", "印章说明", "空缺签字处"})
"""Fields of rows that hold such a sentence, or several."""
_NOT_FILLED = "未填写"
_ENGINE_METHODS = frozenset({"form", "file", "across", "ink"})
"""Pointers whose quote is a sentence of the engine and not what a paper says."""


def compile_in_english(guide: Guide) -> CompiledGuide:
    """``guide`` compiled so that checks are told in English; outcomes and fingerprints are the same."""
    return compile_guide(translated(guide), english_words(guide.english))


def rule_words(guide: CompiledGuide) -> Words:
    """The words of the guide's language, with the names of countries."""
    return replace(guide.words, country=country_name) if guide.words is CHINESE else guide.words


def tell_values(values: dict[str, object], words: Words) -> dict[str, object]:
    """The values with the engine's sentences in the language of ``words``."""
    if words.language == CHINESE.language:
        return values
    return {name: _told(value, name in TOLD_LISTS, words.told) for name, value in values.items()}


def _told(value: object, sentence: bool, told: Told) -> object:
    match value:
        case str():
            return told(value) if sentence else value
        case Record():
            fields = {name: _told(part, name in TOLD_FIELDS, told) for name, part in value.items()}
            return Record(fields, value.path, told(value.title))
        case Listing():
            return Listing(tuple(_told(item, sentence, told) for item in value.items), value.complete)
        case Maybe():
            return Maybe(value.missing, value.candidates, _told(value.item, sentence, told))
        case Unknown() if value.candidates:
            return Unknown(value.missing, tuple(_told(item, sentence, told) for item in value.candidates))
    return value


def tell_sources(sources: dict[str, tuple[Evidence, ...]], words: Words) -> dict[str, tuple[Evidence, ...]]:
    """The pointers, those with a sentence of the engine for a quote in the language of ``words``."""
    if words.language == CHINESE.language:
        return sources
    return {path: tuple(_place(place, words) for place in places) for path, places in sources.items()}


def _place(place: Evidence, words: Words) -> Evidence:
    return replace(place, quote=words.told(place.quote)) if place.method in _ENGINE_METHODS else place


def tell_result(result: CheckResult, words: Words) -> CheckResult:
    """What stands around the findings: category, notes, papers, the packs that were included."""
    if words.language == CHINESE.language:
        return result
    return replace(
        result,
        guide=_stamp(result.guide, words),
        title=_shown(result.title, words),
        applicant=_shown(result.applicant, words),
        category=words.told(result.category),
        notes=tuple(Note(words.told(note.message), note.evidence) for note in result.notes),
        papers=tuple(_paper(paper, words) for paper in result.papers),
    )


def _shown(text: str, words: Words) -> str:
    """What the form says stays as it is; that it says nothing is told."""
    return words.told(text) if text == _NOT_FILLED else text


def _stamp(stamp: GuideStamp, words: Words) -> GuideStamp:
    return replace(stamp, lists=tuple((words.told(file), day, digest) for file, day, digest in stamp.lists))


def _paper(paper: PaperUsed, words: Words) -> PaperUsed:
    states = words.joint.join(words.told(state) for state in paper.state.split("、"))
    return replace(
        paper, declared_kind=words.told(paper.declared_kind), read_as=words.told(paper.read_as), state=states
    )
