"""What a letter says of the places where something stands."""

from __future__ import annotations

import pytest

from tests.reports.builder import finding
from xingshen.kernel.place import Evidence
from xingshen.store.conclusions.letter_content import places_of


@pytest.mark.parametrize(
    ("evidence", "told"),
    [
        (
            Evidence("application.json", "自筹资金 = 299.99（budget.self_funding）", "form"),
            "申报书“自筹资金”所填为“299.99”",
        ),
        (
            Evidence("application.json", "境外合作机构 = （列表，2项）（partner）", "form"),
            "申报书“境外合作机构”共2项",
        ),
        (Evidence("application.json", "负责人手机 未填写（leader.phone）", "form"), "申报书：负责人手机 未填写"),
        (
            Evidence("05-合作协议.pdf", "2026年7月1日起", "text-layer", page=3),
            "05-合作协议.pdf 第 3 页，读到“2026年7月1日起”",
        ),
    ],
)
def test_a_place_is_told_without_signs_of_programs(evidence: Evidence, told: str) -> None:
    assert list(places_of(finding("3.6.a", evidence=(evidence,)))) == [told]
