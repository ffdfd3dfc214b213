"""Typesetting: a template of this package and its values become an archival PDF (PDF/A-2b) with all fonts embedded.

A character that the fonts do not have is printed as 〓, for an archival file may hold none that it cannot show; signs
that nobody can see (controls, marks of writing direction) are left out.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import typst

from xingshen.reports.print.fonts import font_folders

_HERE = Path(__file__).parent
_STANDARD: Final = "a-2b"
MISSING = "〓"
_MOST_ROUNDS = 40
_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def set_pdf(template: str, values: Mapping[str, Any], at: datetime) -> bytes:
    """The PDF of ``template`` (a file beside this module). ``at`` is the time it bears. Raises FontsMissing."""
    text = json.dumps(_seen(values), ensure_ascii=False)
    for _ in range(_MOST_ROUNDS):
        try:
            return _compile(template, text, at)
        except typst.TypstError as error:
            lacking = {character for each in _UNSHOWN.findall(str(error)) for character in _characters(each)}
            if not lacking:
                raise
            text = text.translate({ord(character): MISSING for character in lacking})
    return _compile(template, _common_only(text), at)


def _compile(template: str, values: str, at: datetime) -> bytes:
    pdf = typst.compile(
        _HERE / template,
        root=_HERE,
        format="pdf",
        sys_inputs={"values": values},
        font_paths=list(font_folders()),
        ignore_system_fonts=True,
        pdf_standards=_STANDARD,
        timestamp=int(at.timestamp()),
    )
    if not isinstance(pdf, bytes):
        raise TypeError("a PDF is one file")
    return pdf


def _characters(shown: str) -> str:
    """What an error message shows of a text; never ASCII, which every font has."""
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), shown)
    return "".join(character for character in text if not character.isascii())


def _common_only(text: str) -> str:
    """The text with everything beyond the basic plane replaced: what no font has in such numbers."""
    return "".join(character if ord(character) < 0x10000 else MISSING for character in text)


def _seen(node: Any) -> Any:
    """The values without signs that nobody can see."""
    if isinstance(node, str):
        return "".join(each for each in node if each == "\n" or unicodedata.category(each) not in _UNSEEN)
    if isinstance(node, Mapping):
        return {key: _seen(value) for key, value in node.items()}
    return [_seen(each) for each in node] if isinstance(node, list | tuple) else node


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
