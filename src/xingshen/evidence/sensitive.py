"""Words that a guide wants a person to look at (内部资料, 军品, …), where a paper states them and does not deny them.

The words come as data. Says what is written, never whether it matters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xingshen.evidence.fact import Fact, FactRow
from xingshen.evidence.page import Page, Paper

_CLAUSE_END = "。;；!！?？,，:："
_NEGATION = re.compile(
    r"不涉及|未涉及|不涉|不含|不包含|不包括|不属于|不存在|不从事|不得|不用于|没有|并无|无任何|严禁|禁止|排除"
    r"|无(?:涉及)?$|非$"
)
_DENIED_AFTER = re.compile(r"^(?:等|内容|情况|信息|产品|技术|事项|领域)*[:：(（]?(?:无|否|不涉及|未涉及|没有|/)")
_ASKED_BEFORE = "是否"
_TICK = "[☑✓√✔■●]"
_BOX_FIRST = re.compile(r"^[:：(（]?[□☐○☑✓√✔■●]")
_YES = {
    True: re.compile(rf"{_TICK}(?:是|有)"),
    False: re.compile(rf"(?:是|有){_TICK}|^[^:：]{{0,6}}[:：](?:是|有)(?![□☐○])"),
}


def sensitive_words(paper: Paper, words: Sequence[str]) -> tuple[FactRow, ...]:
    """One row with the fact ``word`` for each of ``words`` that a page states; denials (不涉及军品) do not count.

    Each word counts once on a page, at its first place; a longer word hides those inside it.
    """
    rows: list[FactRow] = []
    for page in paper.pages:
        for word, start, end in _stated(page, words):
            evidence = page.evidence(paper.file, start, end)
            rows.append(FactRow(paper.file, {"word": Fact("word", word, (evidence,), evidence.confidence)}))
    return tuple(rows)


def _stated(page: Page, words: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    places = [at for at, char in enumerate(page.text) if not char.isspace()]
    text = "".join(page.text[at] for at in places)
    taken: set[int] = set()
    for word in sorted(set(words), key=lambda each: (-len(each), each)):
        for found in re.finditer(re.escape(word), text):
            if taken.isdisjoint(range(*found.span())) and not _is_denied(text, *found.span()):
                yield word, places[found.start()], places[found.end() - 1] + 1
                taken.update(range(*found.span()))
                break


def _is_denied(text: str, start: int, end: int) -> bool:
    """True for 不涉及军品、武器; 军品：无; 是否涉及军品 without a tick at 是."""
    begin = max((text.rfind(mark, 0, start) for mark in _CLAUSE_END), default=-1) + 1
    before, after = text[max(begin, start - 40) : start], text[end : end + 16]
    if _ASKED_BEFORE in before:
        return _YES[_BOX_FIRST.search(after) is not None].search(after) is None
    return _NEGATION.search(before) is not None or _DENIED_AFTER.match(after) is not None
