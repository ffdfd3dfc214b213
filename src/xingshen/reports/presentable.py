"""Makes what came out of a dossier safe to show: no control characters, no hidden direction marks, no endless quotes.

Every report passes its texts through here. Knows nothing of what the texts mean or of how they will be laid out.
"""

from __future__ import annotations

import unicodedata
from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from typing import TypeVar

from xingshen.findings.finding import CheckResult, ClauseQuote, GuideStamp

LONGEST_TEXT = 2000
"""Characters that any text from a dossier may have in a report; the guide's own sentences are never cut."""

_DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = frozenset("\u200b\u2060\ufeff\ufff9\ufffa\ufffb")
_BLANKS = frozenset("\t\n\v\f\r\x85\u2028\u2029")

T = TypeVar("T")


def neutralise(text: str) -> str:
    """The same text with every character that could steer a terminal or reorder a line shown as a visible sign.

    Escape codes become control pictures (␛), direction marks their code point (⟨U+202E⟩), line breaks and tabs one
    blank, lone surrogates the replacement character. Applying it twice changes nothing more.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def shorten(text: str, longest: int) -> str:
    """The text, or its first ``longest - 1`` characters and an ellipsis where it is longer than ``longest``."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def presentable(result: CheckResult) -> CheckResult:
    """The same result, every text neutralised and every text from the dossier at most ``LONGEST_TEXT`` long."""
    return _cleaned(result, LONGEST_TEXT)


def presentable_part(part: T) -> T:
    """The same for a part of a result (a finding, a piece of evidence, a tuple of either)."""
    return _cleaned(part, LONGEST_TEXT)


def _visible(character: str) -> str:
    if character in _BLANKS:
        return " "
    if character in _DIRECTION_MARKS or 0xE0000 <= ord(character) <= 0xE007F:
        return f"⟨U+{ord(character):04X}⟩"
    if character in _INVISIBLE:
        return ""
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"
    return _control_picture(ord(character)) if category == "Cc" else character


def _control_picture(code: int) -> str:
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"


def _cleaned(value: T, longest: int | None) -> T:
    if isinstance(value, str) and not isinstance(value, StrEnum):
        text = neutralise(value)
        return text if longest is None else shorten(text, longest)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(_cleaned(item, longest) for item in value)  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        inner = None if isinstance(value, ClauseQuote | GuideStamp) else longest
        return replace(value, **{field.name: _cleaned(getattr(value, field.name), inner) for field in fields(value)})
    return value
