"""What is told of a finding where other dossiers made it what it is."""

from __future__ import annotations

from dataclasses import replace

from tests.review.desk import MONEY
from xingshen.findings.finding import MissingValue, ReadValue
from xingshen.kernel.place import Evidence
from xingshen.review.alone import OF_OTHERS, speaks_of_others, without_others

OTHER = replace(
    MONEY,
    message="与“2026-0007”的 协议.pdf 相同。",
    cure="请保留一项。",
    evidence=(Evidence("2026-0007", "2026-0007", "across"),),
    read=(ReadValue("近似项目", "“2026-0007”"),),
    missing=(MissingValue("同负责人申报", "2026-0007 没有读到"),),
)


def test_a_finding_that_the_check_by_itself_makes_too_says_nothing_of_others() -> None:
    assert not speaks_of_others(MONEY, {MONEY.fingerprint: MONEY})
    assert speaks_of_others(OTHER, {MONEY.fingerprint: MONEY})
    assert speaks_of_others(MONEY, {})


def test_only_that_others_matter_is_told_with_the_guides_own_cure() -> None:
    told = without_others(OTHER, "请保留一项。")
    assert told == replace(OTHER, message=OF_OTHERS, evidence=(), read=(), missing=())
    assert "0007" not in repr(told)
    assert without_others(OTHER, "请保留{近似项目}。").cure == ""
