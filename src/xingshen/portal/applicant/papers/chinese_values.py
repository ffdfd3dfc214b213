"""What of a value read from a paper the form can take: it is written in Chinese, names in other languages stay outside.

An agreement names its parties in two languages; the form asks for them once, in Chinese. Pure: texts in, texts out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xingshen.dossier.form_spec import FieldSpec, FieldType
from xingshen.evidence.glyph import is_han

_OWN_LANGUAGE = "original"
"""Fields with keys that end so ask for a name in its own language."""
_WORDY = 3
_CHINESE_PAPERS = ("zh", "bilingual")


def offered_value(value: Any, ours: Any, spec: FieldSpec, paper: Mapping[str, Any], kind: str) -> Any:
    """What of ``value`` is to be compared with ``ours`` and offered; None: nothing of it.

    ``paper`` is the summary of the paper, ``kind`` what it counts as. Of names in two languages the Chinese ones count;
    a paper in a foreign language may lack one of them, so that its Chinese names alone are no offer.
    """
    texts = value if isinstance(value, list) else [value]
    if not _asks_chinese(spec) or not any(_is_foreign(each) for each in texts):
        return value
    chinese = [each for each in texts if not _is_foreign(each)]
    if not isinstance(value, list) or not chinese:
        return None
    written = set(ours) if isinstance(ours, list) else set()
    if set(chinese) <= written:
        return ours
    return chinese if _language(paper, kind) in _CHINESE_PAPERS else None


def _asks_chinese(spec: FieldSpec) -> bool:
    texts = (FieldType.TEXT, FieldType.LONG_TEXT, FieldType.LIST)
    return spec.type in texts and not spec.key.endswith(_OWN_LANGUAGE)


def _is_foreign(text: object) -> bool:
    """Words of another language: letters as they stand in words, and no Chinese character; codes are none."""
    said = str(text)
    return not any(is_han(char) for char in said) and sum(char.islower() for char in said) >= _WORDY


def _language(paper: Mapping[str, Any], kind: str) -> str:
    kinds: Sequence[Mapping[str, Any]] = paper.get("kinds", ())
    return next((str(each["language"]) for each in kinds if each["counts_as"] == kind and "language" in each), "")
