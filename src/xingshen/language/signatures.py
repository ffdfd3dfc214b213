"""What the arguments of a function must have to do with one another, beyond the type of each.

Each check gets the types of the arguments and answers with a Chinese sentence, or None where they suit.
"""

from __future__ import annotations

from xingshen.language.coverage import END, RENEWS, START
from xingshen.language.types import BOOL, DATE, TEXT, Kind, Type, comparable


def alternatives(types: tuple[Type, ...]) -> str | None:
    """缺省: value and fallback are of one sort."""
    value, fallback = types
    lists = value.kind is Kind.LIST and fallback.kind is Kind.LIST
    return None if lists or comparable(value, fallback) else f"缺省 的两个值类型不同：{value}与{fallback}"


def text_and_words(types: tuple[Type, ...]) -> str | None:
    """包含, 开头: the second argument is a text or a list of texts."""
    words = types[1].item if types[1].kind is Kind.LIST else types[1]
    return None if words is None or comparable(words, TEXT) else f"第2个参数应为文字或文字的列表，得到的是{types[1]}"


def lists_of_one_sort(types: tuple[Type, ...]) -> str | None:
    """包含于, 有交集: items of both lists can be equal to one another."""
    left, right = types[0].item, types[1].item
    if left is None or right is None or comparable(left, right):
        return None
    return f"两个列表的项不能相互比较：{types[0]}与{types[1]}"


def plain_items(types: tuple[Type, ...]) -> str | None:
    """distinct: items are values, not rows or lists."""
    item = types[0].item
    return None if item is None or comparable(item, item) else f"{types[0]}的项不能比较是否相同"


def periods(types: tuple[Type, ...]) -> str | None:
    """连续覆盖: rows with 起始日, 截止日 (days) and perhaps 自动续期 (yes or no)."""
    row = types[0].item or types[0]
    ends = [row.field(START), row.field(END)]
    renews = row.field(RENEWS) or BOOL
    if all(end is not None and end.kind is DATE.kind for end in ends) and renews.kind is BOOL.kind:
        return None
    return f"列表的每一项都要有日期“{START}”和“{END}”"
