from __future__ import annotations

import pytest

from tests.evidence.sheets import paper, sheet
from xingshen.evidence.page import Paper
from xingshen.evidence.secrecy import secrecy_marks

BODY = ("双方就新型材料开展联合研究，并按照约定履行各自的义务。",) * 10


def _marks(*lines: str | tuple[str, float]) -> list[object]:
    return [row.facts["mark"].value for row in secrecy_marks(paper(*lines))]


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("机密★", "机密★"),
        ("机 密 ★ 5 年", "机密★5年"),
        ("秘密★长期", "秘密★长期"),
        ("绝密★启用前", "绝密★启用前"),
        ("冀科〔2026〕5号   机密★5年", "机密★5年"),
        ("密级：机密", "机密"),
        ("密级： 秘密 5年", "秘密5年"),
        ("密级   机密", "机密"),
        ("密级：□公开 □内部 ☑秘密", "秘密"),
        ("密级：公开□ 秘密☑ 机密□", "秘密"),
        ("秘密", "秘密"),
        ("【绝密】", "绝密"),
        ("机密级", "机密级"),
    ],
)
def test_a_mark_at_the_head_is_found(line: str, mark: str) -> None:
    assert _marks(line, "合作协议", *BODY) == [mark]


@pytest.mark.parametrize(
    "line",
    [
        "保密协议",
        "商业秘密",
        "技术秘密及商业机密",
        "密级：公开",
        "密级：无",
        "密级：非密",
        "密级：公开/秘密/机密",
        "密级：□公开 □内部 □秘密",
        "公开   秘密   机密",
        "本项目不涉及国家秘密，未标注“机密★”字样。",
        "涉密文件应当标注机密★、秘密★等标志",
        "申报材料不涉及国家秘密、工作秘密",
        "商业机密★",
        "秘密条款",
    ],
)
def test_what_is_no_mark_is_left_alone(line: str) -> None:
    assert _marks(line, "合作协议", *BODY) == []


def test_a_phrase_broken_over_two_lines_is_no_mark() -> None:
    assert _marks("乙方应当依法保守商业", "秘密", *BODY) == []


def test_a_phrase_broken_over_two_pages_is_no_mark() -> None:
    whole = Paper("a", "d", "text/plain", (sheet(*BODY, "任何一方不得泄露国家"), sheet("机密", *BODY)))
    assert secrecy_marks(whole) == ()


def test_a_small_level_far_down_is_no_mark_and_a_big_one_is_doubtful() -> None:
    assert _marks(*BODY, "秘密") == []
    rows = secrecy_marks(paper(*BODY, ("机密", 40.0)))
    assert [(row.facts["mark"].value, row.facts["mark"].confidence) for row in rows] == [("机密", 0.7)]


def test_a_mark_shows_its_place() -> None:
    (row,) = secrecy_marks(paper("机密★5年", *BODY))
    (evidence,) = row.facts["mark"].evidence
    assert (row.file, evidence.quote, evidence.page, evidence.box is not None) == ("a.docx", "机密★5年", 1, True)
