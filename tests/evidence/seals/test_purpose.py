"""What a seal is for, by its words."""

from __future__ import annotations

import pytest

from xingshen.evidence.page import SealReading
from xingshen.evidence.seals.purpose import seal_purpose


@pytest.mark.parametrize(
    ("name", "centre", "purpose"),
    [
        ("石家庄云岭生物科技有限公司", "", "公章"),
        ("河北云岭大学", "", "公章"),
        ("河北云岭大学附属第一医院", "", "公章"),
        ("云岭科技有限公司石家庄分公司", "", "公章"),
        ("石家庄云岭生物科技有限公司", "合同专用章", "合同专用章"),
        ("石家庄云岭生物科技有限公司", "财务专用章", "财务专用章"),
        ("石家庄云岭生物科技有限公司财务专用章", "", "财务专用章"),
        ("石家庄云岭生物科技有限公司", "发票专用章", "发票专用章"),
        ("石家庄云岭生物科技有限公司", "业务专用章", "其他专用章"),
        ("河北云岭大学科研处", "", "其他专用章"),
        ("河北云岭大学生命科学学院", "", "其他专用章"),
        ("张文明印", "", "法定代表人名章"),
        ("印张文明", "", "法定代表人名章"),
        ("石家", "", "不能确定"),
        ("", "", "不能确定"),
    ],
)
def test_the_words_tell_the_purpose(name: str, centre: str, purpose: str) -> None:
    readings = (SealReading(name, 0.99),) if name else ()
    assert seal_purpose(readings, centre) == purpose
