"""Sentences of packages that know no language (``review``, ``store``, ``kernel``), told in the language of the page.

Such a sentence is a plain Chinese text, with values put in where it is made, and often stored as it is. The catalogue
holds them beside the texts of pages: ``scripts/messages.py`` collects words and whole sentences as they stand, and of a
sentence with values the pattern, ``“{a}”最多 {b} 行``. What stands in a place of it is told in its turn where it is
a known word, and stays as it is where people wrote it. What the engine says of codes and papers is in its own book.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any

from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.utils.translation import get_language, gettext

from xingshen.guide.form_words import CHINESE_FORM, FormWords
from xingshen.kernel.phrases import JOINT, STOP, PhraseBook
from xingshen.portal.translations import SOURCE
from xingshen.rules.compiled import CompiledGuide
from xingshen.rules.english_phrases import english_phrases
from xingshen.store.calls import guides

_SLOT = re.compile(r"\{[a-z]\}")
_NAMED = re.compile(r"%\((\w+)\)[sd]")


def reads_english() -> bool:
    """Whether the page is in English."""
    return (get_language() or "").startswith("en")


def tell(text: object, guide: CompiledGuide | None = None) -> str:
    """``text``, line by line, in the language of the page; what nobody translated stays as it is.

    ``guide``: whose names of fields and whose words may stand in it.
    """
    said = str(text)
    if not reads_english() or said.isascii():
        return said
    book = _book() if guide is None else replace(_book(), word=lambda part: _word(part, guide))
    return "\n".join(book.tell(line) for line in said.split("\n"))


def call_title(call: Any) -> str:
    """The title of a call, in English where it has one."""
    return str((call.title_en if reads_english() else "") or call.title)


def word_of(call: Any, word: str) -> str:
    """A fixed word of the guide of ``call`` (an option, a kind of paper); as it is where the guide is gone."""
    if not word or not reads_english():
        return word
    try:
        return guides.of_call(call).guide.english.word(word)
    except guides.GuideUnavailable:
        return word


def form_words(guide: CompiledGuide) -> FormWords:
    """What the parts of the guide's form are called in the language of the page."""
    return FormWords(guide.guide.english) if reads_english() else CHINESE_FORM


@cache
def _book() -> PhraseBook:
    with SOURCE.open("rb") as source:
        catalog = read_po(source, locale="en", domain="django")
    kept = [_pattern(each) for each in catalog if isinstance(each.id, str) and _has_slots(each)]
    kept.sort(key=lambda pair: len(re.sub(r"\{.*?\}", "", pair[0])), reverse=True)
    own = [(form.removesuffix(STOP), told.removesuffix(".")) for form, told in kept if told]
    return PhraseBook([*own, *english_phrases()], _word)


def _has_slots(message: Message) -> bool:
    """A sentence with values of a package below the portal; some of them (messages of the inbox) are stored."""
    below = any("/portal/" not in place for place, _ in message.locations)
    return bool(_SLOT.search(str(message.id)) or (below and _NAMED.search(str(message.id))))


def _pattern(message: Message) -> tuple[str, str]:
    """Named values are what people wrote and stay as they are."""
    form, told = _NAMED.sub(r"{\1!}", str(message.id)), _NAMED.sub(r"{\1}", str(message.string))
    return form, told


def _word(text: str, guide: CompiledGuide | None = None) -> str:
    told = gettext(text)
    if told == text and guide is not None:
        told = guide.words.told(text)
    if told == text and JOINT in text:
        parts = {part: _word(part, guide) for part in text.split(JOINT)}
        told = ", ".join(parts.values()) if all(part != said for part, said in parts.items()) else text
    return told
