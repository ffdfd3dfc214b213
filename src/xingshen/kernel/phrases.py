"""Sentences that are put together from pieces, told in another language by patterns: a phrase book.

A pattern is a sentence with ``{slots}``; what stands in a slot is told in its turn. ``{slot?}`` may be empty,
``{slot#}`` is a number, ``{slot*}`` an enumeration (甲、乙), ``{slot!}`` stays as it is: what people wrote. Knows no
language and no sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

Word = Callable[[str], str]
_SLOT = re.compile(r"\{(\w+)([?*#!]?)\}")
_FORMS = {"": ".+?", "?": ".*?", "*": ".+?", "!": ".+?", "#": r"\d+"}
_DEEPEST = 6
_LONGEST = 2000
"""Characters; longer texts are no sentence of the engine and are not looked at."""
STOP, JOINT = "。", "、"


@dataclass(frozen=True, slots=True)
class _Pattern:
    form: re.Pattern[str]
    told: str
    sorts: Mapping[str, str]


@dataclass(frozen=True)
class PhraseBook:
    """``phrases`` without full stop: those without slots by themselves, the others in the order in which they stand.

    ``word`` tells what is no phrase: a name or a fixed word, or the text itself where it is not known.
    """

    phrases: Sequence[tuple[str, str]]
    word: Word
    stop: str = "."
    joint: str = ", "

    @cached_property
    def _fixed(self) -> Mapping[str, str]:
        return {form: told for form, told in self.phrases if not _SLOT.search(form)}

    @cached_property
    def _patterns(self) -> tuple[_Pattern, ...]:
        return tuple(_compile(form, told) for form, told in self.phrases if _SLOT.search(form))

    def tell(self, text: str, depth: int = 0) -> str:
        """``text`` in the other language; what the book does not know stays as it is."""
        bare = text.removesuffix(STOP)
        if not bare or depth > _DEEPEST or len(text) > _LONGEST:
            return text
        told = self._fixed.get(bare)
        if told is None and (known := self.word(text)) != text:
            return known
        told = self._by_pattern(bare, depth) if told is None else told
        if told is None:
            return text
        return told + self.stop if text.endswith(STOP) else told

    def _by_pattern(self, text: str, depth: int) -> str | None:
        for pattern in self._patterns:
            if found := pattern.form.fullmatch(text):
                slots = found.groupdict("").items()
                parts = {name: self._part(part, pattern.sorts[name], depth) for name, part in slots}
                return pattern.told.format(**parts).replace("  ", " ")
        return None

    def _part(self, part: str, sort: str, depth: int) -> str:
        if sort in ("!", "#"):
            return part
        parts = part.split(JOINT) if sort == "*" else [part]
        return self.joint.join(self.tell(each, depth + 1) for each in parts)


def _compile(form: str, told: str) -> _Pattern:
    pieces, at = [], 0
    for slot in _SLOT.finditer(form):
        pieces.append(re.escape(form[at : slot.start()]))
        pieces.append(f"(?P<{slot[1]}>{_FORMS[slot[2]]})")
        at = slot.end()
    pieces.append(re.escape(form[at:]))
    sorts = {slot[1]: slot[2] for slot in _SLOT.finditer(form)}
    return _Pattern(re.compile("".join(pieces), re.DOTALL), told, sorts)
