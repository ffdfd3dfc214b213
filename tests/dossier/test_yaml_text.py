"""YAML without guessing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingshen.dossier.source_text import SourceError, Spot
from xingshen.dossier.yaml_text import parse_yaml


def test_scalars_stay_the_text_that_stands_there() -> None:
    text = "a: NO\nb: 3:1\nc: 1.10\nd: 2026-07-01\ne: 0x1F\nf: 1_000\ng: yes\nh: '~'\ni: 'null'"
    assert list(parse_yaml(text, "f").tree.values()) == [  # type: ignore[union-attr]
        "NO",
        "3:1",
        "1.10",
        "2026-07-01",
        "0x1F",
        "1_000",
        "yes",
        "~",
        "null",
    ]


def test_nothing_written_is_none() -> None:
    assert parse_yaml("a:\nb: ~\nc: null\nd: ''", "f").tree == {"a": None, "b": None, "c": None, "d": None}
    assert parse_yaml("", "f").tree is None


def test_every_path_has_its_line() -> None:
    source = parse_yaml("甲:\n  - 乙: 1\n    丙: {丁: 2}\n戊: |\n  x\n", "f")
    assert {path: spot.line for path, spot in source.spots.items()} == {
        (): 1,
        ("甲",): 1,
        ("甲", 0): 2,
        ("甲", 0, "乙"): 2,
        ("甲", 0, "丙"): 3,
        ("甲", 0, "丙", "丁"): 3,
        ("戊",): 4,
    }
    assert source.spots[("戊",)] == Spot(4, 5, 1)
    assert source.line_of(("甲", 0, "不存在", 3)) == 2


def test_lines_count_from_where_the_block_begins() -> None:
    source = parse_yaml("a: 1\nb: 2", "guide.md", first_line=40)
    assert source.line_of(("b",)) == 41
    with pytest.raises(SourceError, match=r"guide\.md 第41行第1列：键“a”重复，前一处在第40行"):
        parse_yaml("a: 1\na: 2", "guide.md", first_line=40)


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a: 1\na: 2", 2, 1, "键“a”重复，前一处在第1行"),
        ("a: {b: 1, b: 2}", 1, 11, "键“b”重复"),
        ("a:\n\t- x", 2, 1, "制表符"),
        ("a: b: c", 1, 5, "此处不应出现“: ”"),
        ("a: [1, 2", 2, 1, "缺少逗号或右括号"),
        ("a: 'x", 1, 6, "没有闭合"),
        ("&x a: 1", 1, 1, "不支持锚点"),
        ("a: *x", 1, 4, "不支持锚点"),
        ("a: !!int 3", 1, 4, "不支持类型标记"),
        ("--- a\n--- b", 2, 1, "只能有一份内容"),
        ("[a]: 1", 1, 1, "键必须是一段文字"),
        ("{a: 1, ?: 2}", 1, 9, "键必须是一段文字"),
        ("[" * 100_000, 1, 61, "嵌套超过60层"),
        ("a: \x01", 1, 0, "控制字符"),
        ("a: \ud800", 1, 0, "无法表示的字符"),
        ("- a\nb: 1", 2, 1, "缩进"),
        ('a: "\\q"', 1, 5, "反斜杠"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(text: str, line: int, column: int, words: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse_yaml(text, "f")
    assert (caught.value.line, caught.value.column) == (line, column)
    assert words in caught.value.message


def test_every_duplicate_key_is_told_at_once() -> None:
    with pytest.raises(SourceError) as caught:
        parse_yaml("a: 1\na: 2\nb: 3\nb: 4", "f")
    assert [problem.line for problem in caught.value.problems] == [2, 4]


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_in_chinese(text: str) -> None:
    error = refusal(text)
    assert error is None or error.line >= 1
    assert error is None or any("\u4e00" <= char <= "\u9fff" for char in error.message)


def refusal(text: str) -> SourceError | None:
    """What the reader says against ``text``; None where it reads it."""
    try:
        parse_yaml(text, "f")
    except SourceError as error:
        return error
    return None
