"""JSON with line numbers."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingshen.dossier.json_text import parse_json
from xingshen.dossier.source_text import NumberText, SourceError

TREES = st.recursive(
    st.none() | st.booleans() | st.text(alphabet=st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


@given(TREES, st.sampled_from([None, 1, 4]))
def test_what_the_standard_library_writes_is_read_back(tree: object, indent: int | None) -> None:
    assert parse_json(json.dumps(tree, indent=indent), "f").tree == tree


def test_numbers_stay_text() -> None:
    tree = parse_json("[1.10, 1e999, NaN, -Infinity, -0.5, 123456789012345678901234567890]", "f").tree
    assert tree == ["1.10", "1e999", "NaN", "-Infinity", "-0.5", "123456789012345678901234567890"]
    assert all(isinstance(number, NumberText) for number in tree or [])


def test_every_path_has_its_line() -> None:
    spots = parse_json('\ufeff{\n "a": [\n  1,\n  {"b":\n 2}\n ]\n}', "f").spots
    assert {path: (spot.line, spot.value_line) for path, spot in spots.items()} == {
        (): (1, 1),
        ("a",): (2, 2),
        ("a", 0): (3, 3),
        ("a", 1): (4, 4),
        ("a", 1, "b"): (4, 5),
    }


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ('{\n "a": 1,\n}', 2, 8, "“}”之前多了一个逗号"),
        ("[1, 2, ]", 1, 6, "“]”之前多了一个逗号"),
        ('{"a" 1}', 1, 6, "缺少英文冒号"),
        ("{a: 1}", 1, 2, "带英文双引号的键"),
        ("{'a': 1}", 1, 2, "不用单引号"),
        ("{“a”: 1}", 1, 2, "不用中文引号"),
        ('{"a"：1}', 1, 5, "中文冒号"),
        ('{"a": 1，"b": 2}', 1, 8, "中文逗号"),
        ('{"a": 1 "b": 2}', 1, 9, "缺少英文逗号"),
        ('{"a": "x', 1, 7, "双引号没有闭合"),
        ('{"a": [1, 2', 1, 12, "文件在此处中断"),
        ('{"a": "\\q"}', 1, 8, "反斜杠"),
        ('{"a": 1} x', 1, 10, "多余的内容"),
        ("// x\n{}", 1, 1, "注释"),
        ('{"a": tru}', 1, 7, "应为一个值"),
        ("", 1, 1, "中断"),
        ('{"a":' * 100_000, 1, 301, "嵌套超过60层"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(text: str, line: int, column: int, words: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse_json(text, "f")
    assert (caught.value.line, caught.value.column) == (line, column)
    assert words in caught.value.message


def test_every_duplicate_key_is_told_at_once() -> None:
    with pytest.raises(SourceError) as caught:
        parse_json('{"a": 1,\n"a": 2,\n"b": {"c": 1, "c": 2}}', "f")
    assert [(problem.line, problem.message) for problem in caught.value.problems] == [
        (2, "键“a”重复，前一处在第1行"),
        (3, "键“c”重复，前一处在第3行"),
    ]


def test_tabs_and_lone_surrogates_do_no_harm() -> None:
    assert parse_json('{\t"a":\t"x\ty"}', "f").tree == {"a": "x\ty"}
    assert parse_json('"\\ud800"', "f").tree == "\ufffd"


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    error = refusal(text)
    assert error is None or (error.line >= 1 and error.column >= 1)


def refusal(text: str) -> SourceError | None:
    """What the reader says against ``text``; None where it reads it."""
    try:
        parse_json(text, "f")
    except SourceError as error:
        return error
    return None
