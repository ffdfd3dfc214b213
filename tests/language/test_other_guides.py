"""Guides of other kinds, each rule an invented one in the words that such guides use (``guides/talent-2027``).

Counts of a part, shares and ratios, ranges and caps, two-way tables with lists and 不作要求, deadlines with a time of
day, working days, text length, waivers, 退回补正, rules that rest on others, a pack that takes precedence over another.
"""

from pathlib import Path

import pytest

from xingshen.authoring.values import case_outcomes, case_values
from xingshen.guide.loading import load_guide
from xingshen.guide.pack import Case
from xingshen.kernel.outcome import Outcome, Reason
from xingshen.language.frame import Frame
from xingshen.rules.compiled import CompiledRule, compile_guide
from xingshen.rules.judge import decide, explain, own_outcome
from xingshen.rules.result import RuleResult

GUIDE = load_guide(Path(__file__).parent / "guides" / "talent-2027")
COMPILED = compile_guide(GUIDE)
CASES = [(rule, case) for rule in COMPILED.rules for case in rule.rule.cases]


def name(part: object) -> str:
    return part.rule.id if isinstance(part, CompiledRule) else f"line{part.line}"


def judged(**overrides: object) -> dict[str, RuleResult]:
    values = case_values(GUIDE, overrides)
    results = explain(COMPILED, values)
    assert decide(COMPILED, values) == [result.outcome for result in results]
    return {result.rule.id: result for result in results}


@pytest.mark.parametrize(("rule", "case"), CASES, ids=name)
def test_every_case_of_the_guide(rule: CompiledRule, case: Case) -> None:
    frame = Frame(case_values(GUIDE, case.overrides), outcomes=case_outcomes(case.overrides))
    assert own_outcome(rule, frame) is case.expected


def test_the_sound_dossier_passes_every_rule() -> None:
    assert {result.outcome for result in judged().values()} == {Outcome.PASS}


def test_a_rule_of_the_guide_takes_the_place_of_one_of_an_included_pack() -> None:
    results = judged(摘要="十一个字的摘要正好多一字")
    assert "G2" not in results
    assert results["R-5.1"].outcome is Outcome.CORRECTION
    assert results["R-5.1"].cure == "请压缩摘要。"


def test_what_is_to_be_mended_sends_the_dossier_back() -> None:
    assert judged(摘要="十一个字的摘要正好多一字")["R-5.2"].outcome is Outcome.CORRECTION


def test_a_grade_between_pass_and_fail() -> None:
    result = judged(成员=[{}, {}, {"职称": "讲师"}, {"职称": "讲师"}, {"职称": "讲师"}])["R-1.1"]
    assert (result.outcome, result.message) == (Outcome.CORRECTION, "高级职称博士2人，须3人；请补充材料。")


def test_an_exception_switches_a_clause_off() -> None:
    assert judged(申请="200", 自筹="200")["R-2.2"].outcome is Outcome.FAIL
    waived = judged(申请="200", 自筹="200", 承担国家项目="是")
    assert waived["R-2.2"].outcome is Outcome.NOT_APPLICABLE
    assert waived["R-2.2"].read["承担国家项目"] is True
    assert waived["R-5.3"].outcome is Outcome.PASS


def test_an_exception_that_is_not_known_leaves_a_failed_clause_open_and_a_passed_one_alone() -> None:
    open_result = judged(申请="200", 自筹="200", 承担国家项目="未知")["R-2.2"]
    assert (open_result.outcome, open_result.reason) == (Outcome.HUMAN, Reason.UNKNOWN)
    assert judged(承担国家项目="未知")["R-2.2"].outcome is Outcome.PASS


def test_rules_rest_on_rules_that_rest_on_rules() -> None:
    order = [rule.rule.id for rule in COMPILED.rules]
    assert order.index("R-2.2") < order.index("R-5.3") < order.index("R-5.2")
    results = judged(申请="200", 自筹="200")
    assert [results[rule].outcome for rule in ("R-5.3", "R-5.2")] == [Outcome.FAIL, Outcome.FAIL]


def test_a_ratio_is_told_as_the_guide_prints_it() -> None:
    assert judged(自筹="23.99")["R-2.1"].message == "自筹23.99万元，未达到申请经费的0.6:1。"
