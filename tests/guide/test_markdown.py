"""Splitting a literate guide."""

import pytest

from xingshen.guide.errors import PackError
from xingshen.guide.markdown import Anchor, Block, split

FRONT = "---\npack: x\n---\n"


def test_quotes_clauses_blocks_and_loose_pieces_with_their_lines() -> None:
    document = split(f"{FRONT}# 甲\n> 1.[要求[其中一部分]{{#b}}]{{#a}}，其余\n\n```rule R-1\n依据: a\n```\n")
    assert document.quotes == (("1.要求其中一部分，其余", 5),)
    assert document.anchors == (Anchor("b", "其中一部分", "甲", 5), Anchor("a", "要求其中一部分", "甲", 5))
    assert document.loose == (("1.", 5), ("，其余", 5))
    assert document.blocks == (Block("rule", "R-1", "依据: a", 8),)


def test_a_clause_may_run_over_lines_and_stands_where_it_ends() -> None:
    assert split(f"{FRONT}> [一\n> 二]{{#a}}").anchors == (Anchor("a", "一 二", "", 5),)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("没有", 1, "缺少开头的说明"),
        ("---\npack: x", 1, "没有以 --- 结束"),
        (f"{FRONT}```rule R-1\n", 4, "没有以 ``` 结束"),
        (f"{FRONT}> [原文", 4, "没有闭合"),
        (f"{FRONT}> [原文]", 4, "不成对"),
        (f"{FRONT}> 原文]{{#a}}", 4, "不成对"),
    ],
)
def test_what_is_not_closed_is_told_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(PackError) as caught:
        split(text)
    assert [(problem.line, words in problem.message) for problem in caught.value.problems] == [(line, True)]
