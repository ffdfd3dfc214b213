"""Fields that are filled in to look filled in: 略, XXX, 待补充, 测试, 同上.

Cautious: only texts that hold nothing else count, and 无 only where an answer is required of everybody. Says where, and
judges nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from xingshen.dossier.dossier import Dossier, Record, Value
from xingshen.dossier.form_spec import ALWAYS, FieldSpec, FieldType
from xingshen.kernel.knowledge import Listing
from xingshen.kernel.numerals import fold

_EMPTY_WORDS = re.compile(
    r"略|省略|此处略|待补充?|待填写?|待完善|待定|暂缺|后补|(?:此处)?填写(?:内容)?|请填写|测试\d*|test\d*|同上|x{2,}|×{2,}|某{2,}|\.{2,}|…+|_+|\?+|\*+|todo|tbd|(.)\1{3,}",
    re.IGNORECASE,
)
_NOTHING_WORDS = re.compile(r"无|没有|暂无|不详|[-—/\\]+|n/a|null|none|空")
_DROPPED = re.compile(r"[\s。.，,;；:：()（）【】\[\]“”\"']+$|^[\s(（【\[“\"']+")


def find_placeholders(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """(path, text) of every text field that holds a placeholder and nothing else, in the order of the form."""
    return tuple(_in_fields(dossier.schema.fields, dossier.values, ""))


def is_placeholder(text: str, spec: FieldSpec) -> bool:
    """True where ``text`` is no answer to ``spec``: a filler word, or 无 where everybody must answer."""
    if len(text) > 20:
        return False
    core = _DROPPED.sub("", fold(text)) or fold(text)
    if _EMPTY_WORDS.fullmatch(core):
        return True
    return spec.required == ALWAYS and _NOTHING_WORDS.fullmatch(core) is not None


def _in_fields(specs: Iterable[FieldSpec], values: Mapping[str, Value], stem: str) -> Iterator[tuple[str, str]]:
    for spec in specs:
        value = values.get(spec.name)
        if isinstance(value, Listing):
            yield from _in_rows(spec, value, stem + spec.name)
        elif isinstance(value, str) and _is_text(spec.type) and is_placeholder(value, spec):
            yield stem + spec.name, value


def _in_rows(spec: FieldSpec, listing: Listing, path: str) -> Iterator[tuple[str, str]]:
    for at, row in enumerate(listing.items, start=1):
        if spec.items and isinstance(row, dict):
            record: Record = row
            yield from _in_fields(spec.items, record, f"{path}[{at}].")
        elif isinstance(row, str) and spec.item_type and _is_text(spec.item_type) and is_placeholder(row, spec):
            yield f"{path}[{at}]", row


def _is_text(kind: FieldType) -> bool:
    return kind in (FieldType.TEXT, FieldType.LONG_TEXT)
