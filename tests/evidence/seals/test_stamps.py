"""Stamps of another kind are told from seals by their words."""

from __future__ import annotations

import pytest

from tests.evidence.seals.drawing import BLUE, SANS, Stamp, draw_stamp, paper, press, scan
from xingshen.evidence.ocr.engine import start_engine
from xingshen.evidence.page import SealReading
from xingshen.evidence.seals.finding import find_seals
from xingshen.evidence.seals.stamps import is_other_stamp


@pytest.mark.parametrize(
    "text",
    [
        "收文",
        "2026.06.18",
        "收文第23号2026.06.18",
        "附件",
        "已归档",
        "复印无效",
        "受理专用章第号",
        "机密",
        "与原件一致",
    ],
)
def test_dates_and_words_of_an_office_name_nobody(text: str) -> None:
    assert is_other_stamp([SealReading(text, 0.9)])


@pytest.mark.parametrize(
    "text",
    ["石家庄云岭生物科技有限公司", "张文明印", "章日升印", "印章", "专用章", "合同专用章", "云岭公司收文章", ""],
)
def test_whoever_is_named_has_a_seal(text: str) -> None:
    assert not is_other_stamp([SealReading(text, 0.9)])


def test_an_unsure_reading_does_not_make_a_seal_a_stamp() -> None:
    assert not is_other_stamp([SealReading("收文", 0.4)])


def test_a_received_stamp_on_a_page_is_no_seal() -> None:
    stamp = Stamp(name="收 文\n2026.06.18", shape="rectangle", width=40, height=18, ring=0.6, font=SANS)
    page = scan(press(paper(150, (90, 60)), draw_stamp(stamp), (45, 30), 150, BLUE), 2)
    assert [seal.shape for seal in find_seals(page, 150, None)] == ["rectangle"]
    assert find_seals(page, 150, start_engine().recognise) == ()
