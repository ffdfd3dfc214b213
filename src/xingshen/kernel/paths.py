"""The path of a value (``合作协议[1].截止日``) as a reader would say it (05-合作协议.pdf 的截止日).

Knows the shape of paths only; what a row is called by people is handed in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

NO_TITLES: Mapping[str, str] = {}
_NAME = r"[\u4e00-\u9fffA-Za-z_][^\s\[\].:：，。“”]*"
_PATH = re.compile(rf"{_NAME}(?:\[[^\[\]]+\])?(?:\.{_NAME}(?:\[[^\[\]]+\])?)*")
_ROW = re.compile(r"\[(\d+)\]")
_CELL = re.compile(r"\[([^\[\]]+)\]")
_RULE = re.compile(r"结论:(.+)")
_POINTS = re.compile(r"要点:(.+)")
_WILD = frozenset("*?")


def word_path(path: str, titles: Mapping[str, str] = NO_TITLES) -> str:
    """``path`` in words; ``titles`` says what the rows of lists are called (``合作协议[1]`` → 05-合作协议.pdf).

    A row without a title is called by its number. What is no path (a sentence, the name of a file) is left as it is.
    """
    owner, name = owner_and_name(path, titles)
    return f"{owner} 的{name}" if owner and name else owner or name


def owner_and_name(path: str, titles: Mapping[str, str] = NO_TITLES) -> tuple[str, str]:
    """The title of the row that ``path`` leads through, or nothing, and what is left of the path, in words."""
    row, bracket, rest = path.partition("]")
    title = titles.get(row + bracket, "") if _PATH.fullmatch(path) else ""
    return (title, _in_words(rest.removeprefix("."))) if title else ("", _said(path))


@lru_cache(maxsize=8192)
def _said(path: str) -> str:
    if found := _RULE.fullmatch(path):
        return f"{found.group(1).removeprefix('R-')} 的结论"
    if found := _POINTS.fullmatch(path):
        return "有关各要点的结论" if _WILD & set(found.group(1)) else f"要点 {found.group(1)} 的结论"
    return _in_words(path) if _PATH.fullmatch(path) else path


def _in_words(path: str) -> str:
    numbered = _ROW.sub(r"第\1项", path)
    return _CELL.sub(r"“\1”", numbered).replace(".", "的")
