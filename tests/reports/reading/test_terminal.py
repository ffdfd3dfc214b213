"""The reading of a paper on a terminal of 80 columns."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.reports.console import printed
from tests.reports.reading.papers import ID, account, line, paper, scanned_page, unread_page
from xingshen.evidence.problems import problem
from xingshen.reports.reading.terminal import render_reading

ACCOUNT = account(paper(scanned_page()))


def shown(lines: int | None = None) -> str:
    """What is printed, with wrapped lines joined."""
    text = printed(lambda console: render_reading(ACCOUNT, console, lines=lines))
    return re.sub(r"\n +(?![▪→ ])", "", text)


@pytest.mark.parametrize(
    "words",
    [
        "✓ 已读取",
        "第 1 页  合作协议（把握0.95）",
        "▪ 截止日：2028-06-30（把握0.80）",
        "第 1 页，扫描识别，把握0.80，请对照页面：“有效期至2028年6月30日”",
        "第 1 页  210×297 毫米，扫描识别，3 行，平均把握0.90，最低0.80",
        "已顺时针转正180°",
        "红色圆形印章，读作“河北测试研究院”（把握0.97）",
        "中间文字“合同专用章”",
        "手写笔迹 1 处",
        "条码：XS1-20260620",
        "PDF 数字签名：签名人“测试签名人”",
        "签名后内容未改动",
    ],
)
def test_everything_that_was_read_is_told(words: str) -> None:
    assert words in shown()


def test_numbers_of_people_are_starred() -> None:
    assert (ID in shown(), "证件号130*************34" in shown()) == (False, True)


def test_only_the_beginning_of_the_text_is_shown_unless_all_is_asked_for() -> None:
    assert "……另有 2 行，加 --text 显示全部" in shown(1)
    assert "--text" not in shown()


def test_problems_of_one_kind_are_told_once_with_their_pages_and_cure() -> None:
    told = replace(paper(scanned_page(), unread_page()), problems=(problem("blank", 2), problem("blank", 3)))
    text = printed(lambda console: render_reading(account(told), console))
    assert "▪ 第2–3页：" in text
    assert text.count("→ 请核对是否上传了正确的文件。") == 1


def test_no_control_character_of_a_paper_reaches_the_terminal() -> None:
    page = replace(scanned_page(), lines=(line("\x1b[2J\u202e坏", 80, 1.0),))
    text = printed(lambda console: render_reading(account(paper(page)), console))
    assert ("\x1b" in text, "\u202e" in text) == (False, False)
