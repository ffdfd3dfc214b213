from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xingshen.evidence.glyph import Glyph
from xingshen.evidence.layout import CELL_BREAK, lay_out
from xingshen.evidence.ruling import Ruling


def _set(text: str, left: float, baseline: float, size: float = 10.0) -> list[Glyph]:
    """``text`` as Chinese type: every character one em wide."""
    return [Glyph(char, left + size * at, left + size * (at + 1), baseline, size) for at, char in enumerate(text)]


def _texts(glyphs: list[Glyph], ruling: Ruling | None = None) -> list[str]:
    return [line.text for line in lay_out(glyphs, ruling)]


def test_lines_come_from_top_to_bottom_whatever_the_order_of_drawing() -> None:
    assert _texts(_set("第二行", 50, 120) + _set("第一行", 50, 100)) == ["第一行", "第二行"]


def test_cells_of_a_row_are_joined_with_a_wide_blank() -> None:
    assert _texts(_set("甲方", 50, 100) + _set("乙方", 300, 100)) == [f"甲方{CELL_BREAK}乙方"]


def test_letter_spaced_title_keeps_one_blank() -> None:
    glyphs = [glyph for at, char in enumerate("审计报告") for glyph in _set(char, 50 + at * 20, 100)]
    assert _texts(glyphs) == ["审 计 报 告"]


def test_edges_are_the_exact_character_boundaries() -> None:
    line = lay_out(_set("甲方", 50, 100) + _set("乙", 300, 100))[0]
    assert line.box_of(0, 2) == (50, line.box[1], 70, line.box[3])
    assert line.box_of(line.text.index("乙"), len(line.text))[::2] == (300, 310)


def test_bold_faked_by_double_printing_is_read_once() -> None:
    assert _texts(_set("协议", 50, 100) + _set("协议", 50.4, 100)) == ["协议"]


def test_two_columns_of_prose_are_read_one_after_the_other() -> None:
    left = [glyph for row in range(5) for glyph in _set(f"左栏第{row}行的连续文字内容在此处", 50, 100 + 15 * row)]
    right = [glyph for row in range(5) for glyph in _set(f"右栏第{row}行的连续文字内容在此处", 300, 100 + 15 * row)]
    texts = _texts(left + right)
    assert [text[:4] for text in texts] == [f"{side}栏第{row}" for side in "左右" for row in range(5)]


def test_columns_out_of_step_are_still_columns() -> None:
    left = [glyph for row in range(5) for glyph in _set(f"左栏第{row}行的连续文字内容在此处", 50, 100 + 15 * row)]
    right = [glyph for row in range(5) for glyph in _set(f"右栏第{row}行的连续文字内容在此处", 300, 107 + 13 * row)]
    assert [text[0] for text in _texts(left + right)] == ["左"] * 5 + ["右"] * 5


def test_a_wrapped_cell_stays_whole_between_its_rules() -> None:
    grid = [(50, y, 550, y) for y in (80, 140, 170)] + [(x, 80, x, 170) for x in (50, 110, 400, 460, 550)]
    glyphs = (
        _set("项目名称", 60, 110)
        + _set("关于某种材料的联合研究", 120, 100)
        + _set("与产业化应用示范", 120, 118)
        + _set("执行期", 410, 110)
        + _set("两年", 470, 110)
        + _set("国别", 60, 160)
        + _set("德国", 120, 160)
    )
    assert _texts(glyphs, Ruling.of(grid)) == [
        "项目名称",
        "关于某种材料的联合研究",
        "与产业化应用示范",
        "执行期",
        "两年",
        f"国别{CELL_BREAK}德国",
    ]


def test_a_rule_between_close_characters_ends_the_cell() -> None:
    grid = [(50, 80, 400, 80), (50, 120, 400, 120), (50, 80, 50, 120), (72, 80, 72, 120), (400, 80, 400, 120)]
    assert _texts(_set("国别", 51, 105) + _set("德国", 73, 105), Ruling.of(grid)) == [f"国别{CELL_BREAK}德国"]


def test_a_label_stacked_in_a_narrow_cell_is_one_word() -> None:
    label = [glyph for at, char in enumerate("申报单位") for glyph in _set(char, 50, 100 + 12 * at)]
    cells = _set("某某大学", 100, 100) + _set("某某公司", 100, 120)
    assert _texts(label + cells) == [
        "申报单位",
        "某某大学",
        "某某公司",
    ]


def test_answers_below_each_other_are_not_a_word() -> None:
    answers = [glyph for at, char in enumerate("是否是") for glyph in _set(char, 50, 100 + 12 * at)]
    assert _texts(answers) == ["是", "否", "是"]


@given(
    st.lists(
        st.tuples(st.integers(0, 560), st.integers(20, 800), st.integers(6, 20), st.sampled_from("甲乙丙ab1")),
        max_size=60,
    )
)
def test_every_character_is_read_and_every_edge_rises(places: list[tuple[int, int, int, str]]) -> None:
    distinct = {(left, baseline): (size, char) for left, baseline, size, char in places}
    glyphs = [
        Glyph(char, float(left), float(left + size), float(baseline), float(size))
        for (left, baseline), (size, char) in distinct.items()
    ]
    lines = lay_out(glyphs)
    read = sum(1 for line in lines for char in line.text if char != " ")
    assert read <= len(glyphs)
    assert {char for line in lines for char in line.text} - {" "} == {glyph.text for glyph in glyphs}
    for line in lines:
        assert len(line.edges) == len(line.text) + 1
        assert list(line.edges) == sorted(line.edges)
