"""Writes an application file: the way back from values to the JSON that the reader takes.

Takes plain nested mappings or flat ones with dotted ids; knows no form.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from pathlib import Path

from xingshen.kernel.knowledge import Listing, Unknown, Why

APPLICATION_FILE = "application.json"
_WHY_WORDS = {Why.NOT_STATED: "未说明", Why.UNREADABLE: "无法读取", Why.NOT_FOUND: "未找到", Why.CONFLICT: "不一致"}


def write_application(folder: Path, fields: Mapping[str, object]) -> Path:
    """Write ``fields`` to ``folder/application.json`` (UTF-8, indented, keys in the given order); returns the path.

    Keys are field ids (``budget.self_funding`` becomes a nested object) or nested mappings. Values: text, numbers,
    Decimal (万元, or a fraction for percentages), dates, booleans, None, Unknown, Listing, lists and mappings of them.
    Raises ValueError for anything else and for a key that is both a value and a group.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / APPLICATION_FILE
    text = json.dumps(nest(fields), ensure_ascii=False, indent=2, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return path


def nest(fields: Mapping[str, object]) -> dict[str, object]:
    """``fields`` as nested plain JSON values, dotted keys opened up. Raises ValueError."""
    tree: dict[str, object] = {}
    for key, value in fields.items():
        *groups, last = key.split(".")
        node = tree
        for group in groups:
            inner = node.setdefault(group, {})
            if not isinstance(inner, dict):
                raise ValueError(f"“{key}”与“{group}”不能同时是值和分组")
            node = inner
        plain, present = plain_value(value), node.get(last)
        if isinstance(plain, dict) and isinstance(present, dict):
            present.update(plain)
        elif last in node:
            raise ValueError(f"“{key}”写了两次")
        else:
            node[last] = plain
    return tree


def plain_value(value: object) -> object:
    """``value`` in the types of JSON. Raises ValueError for a type that has no place in a form."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, (Decimal, float)):
        return _plain_number(Decimal(str(value)))
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Unknown):
        return _plain_unknown(value)
    if isinstance(value, Listing):
        items = [plain_value(item) for item in value.items]
        return items if value.complete else {"items": items, "complete": False}
    if isinstance(value, Mapping):
        return nest(value)
    if isinstance(value, (list, tuple)):
        return [plain_value(item) for item in value]
    raise ValueError(f"{type(value).__name__} 不能写入申报书数据")


def _plain_number(number: Decimal) -> int | float | str:
    """A JSON number where it says exactly the same, else text. Raises ValueError."""
    if not number.is_finite():
        raise ValueError("无穷大或非数不能写入申报书数据")
    if number == number.to_integral_value():
        return int(number)
    short = float(number)
    return short if Decimal(repr(short)) == number else format(number, "f")


def _plain_unknown(value: Unknown) -> object:
    if value.not_filled:
        return None
    reason = _WHY_WORDS.get(value.missing[0].why, "未确认") if value.missing else "未确认"
    marker: dict[str, object] = {"unknown": reason}
    if value.candidates:
        marker["candidates"] = [plain_value(candidate) for candidate in value.candidates]
    return marker
