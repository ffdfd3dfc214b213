"""Which papers are wanted, what is asked and what blocks: and that wanting a paper agrees with the rules about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from xingshen.authoring.values import case_values
from xingshen.guide.loading import load_guide
from xingshen.kernel.knowledge import Listing, Unknown
from xingshen.kernel.outcome import Outcome
from xingshen.language.frame import Frame
from xingshen.rules.compiled import CompiledGuide, CompiledRule, Steps, compile_guide
from xingshen.rules.form_conditions import Need, blocks, is_required, is_shown, wanted_papers
from xingshen.rules.grading import grade
from xingshen.rules.judge import priority_state

GUIDE = compile_guide(load_guide(Path(__file__).parents[2] / "guides" / "hebei-intl-2026"))
RULES = {
    "签章页": "R-4.2", "单位承诺书": "R-5.2.b-承诺书", "负责人承诺书": "R-5.2.b-承诺书", "合作协议": "R-3.3.b-有",
    "审计报告": "R-5.7", "知识产权": "R-4.3", "批件": "R-4.5", "基地认定": "R-2.3.n3a", "高企证书": "R-2.1.s2-科技型",
    "营业执照": "R-1.d-登记地", "译件": "R-3.3.e", "共建协议": "P-2.2.s5",
}  # fmt: skip
"""The rule that asks for each kind of paper."""
CONFERENCE = {"基地示范": "P-2.3.s5", "港澳台": "P-2.4.s6"}
EVERYTHING = ["签章页", "单位承诺书", "负责人承诺书", "合作协议", "知识产权", "批件"]
SPEAKING_OF: Mapping[str, str] = {
    "审计报告": "审计报告", "高企证书": "科技型证书", "营业执照": "营业执照", "批件": "批件", "合作协议": "合作协议",
    "知识产权": "知识产权证书", "基地认定": "基地认定文件",
}  # fmt: skip
"""The list of facts that is read of each kind."""
UNITS = ({"申报单位代码": "91130100MA0TEXT040"}, {"申报单位代码": "12130000MB0TEXT08E"}, {"申报单位代码": "未知"})
BASES = (
    {"基地名称": ""}, {"基地级别": "市级"}, {"基地名称": "中捷高新技术产业开发区"}, {"基地名称": "未知"},
    {"申报单位": "河北一然生物科技有限公司"}, {"申报单位": "河北一然生物科技有限公司", "基地名称": ""},
)  # fmt: skip
PROOFS = (
    {}, {"科技型证明编号": ""}, {"科技型证明种类": "无"}, {"科技型证明有效期至": "2026-06-19"},
    {"科技型证明种类": "未知"}, {"科技型证明种类": "科技型中小企业", "科技型证明有效期至": ""},
)  # fmt: skip
PLACES = (
    {}, {"登记地": "北京市"}, {"申报单位代码": "91110000MA0TEXT12D"}, {"登记地": "中国（某地）自由贸易试验区"},
    {"登记地": "未知"},
)  # fmt: skip
CATEGORIES = ({"类别": "重点产业"}, {"类别": "一带一路"}, {"类别": "基地示范"}, {"类别": "港澳台"}, {"类别": "未知"})
INVOLVED = ({}, {"涉及人或临床": "是"}, {"研究内容": "开展受试者招募"}, {"涉及人或临床": "未知"})
PATENTS = ({}, {"知识产权": []}, {"知识产权": "未知"})
CLAIMS = ({}, {"申请联合实验室优先": "是"}, {"申请机制化会议优先": "是"})
DATES = ({}, {"注册日期": "2024-05-01"}, {"注册日期": "未知"})
AGREEMENTS = (
    {}, {"合作协议": [{"外文": "是", "有译件": "否"}]}, {"合作协议": [{"外文": "是", "有译件": "是"}]},
    {"合作协议": [{"外文": "未知"}]}, {"外文材料": [{"有中文译件": "否", "外文文件": "r.pdf"}]},
)  # fmt: skip
Case = Mapping[str, object]


def joined(*parts: Case) -> dict[str, object]:
    return {name: value for part in parts for name, value in part.items()}


def cases(*axes: tuple[Case, ...]) -> list[dict[str, object]]:
    return [joined(*chosen) for chosen in product(*axes)]


def without(kind: str, case: Case) -> list[object]:
    """The values of a case from which every paper of a kind was taken out."""
    absent: dict[str, object] = {"已有材料": [name for name in EVERYTHING if name != kind]}
    if kind in SPEAKING_OF:
        absent[SPEAKING_OF[kind]] = []
    return case_values(GUIDE.guide, {**case, **absent})


def need_of(kind: str, values: list[object]) -> Need:
    wanted = wanted_papers(GUIDE.form, GUIDE.guide.form.kinds, values)
    return next(item.need for item in wanted if item.kind.name == kind)


def asked_for(rule: str, values: list[object]) -> Need:
    """What the rule says of the paper's absence: found wanting, not known, or nothing."""
    if rule.startswith("P-"):
        item = next(item for item in GUIDE.priorities if item.priority.id == rule)
        if isinstance(item.claimed(Frame(list(values))), Unknown):
            return Need.UNKNOWN
        return Need.YES if priority_state(item, Frame(list(values))) == "claimed_to_check" else Need.NO
    compiled = next(item for item in GUIDE.rules if item.rule.id == rule)
    outcome, _, missing = grade(compiled, finding_or_not(compiled.decide), Frame(list(values)))
    if outcome in (Outcome.PASS, Outcome.NOT_APPLICABLE) or passes_if_it_applies(compiled, values):
        return Need.NO
    return Need.UNKNOWN if missing else Need.YES


def finding_or_not(steps: Steps) -> Steps:
    """The steps without the difference between failing and asking a person."""
    grades = tuple((run, Outcome.HUMAN if of is Outcome.FAIL else of, why) for run, of, why in steps.grades)
    return replace(steps, grades=grades)


def passes_if_it_applies(compiled: CompiledRule, values: list[object]) -> bool:
    """Whether the rule is content, whether it applies or not."""
    steps = replace(compiled.decide, applies=None)
    return grade(compiled, steps, Frame(list(values)))[0] is Outcome.PASS


AXES: Mapping[str, tuple[tuple[Case, ...], ...]] = {
    "签章页": (CATEGORIES,),
    "单位承诺书": (CATEGORIES,),
    "负责人承诺书": (CATEGORIES,),
    "合作协议": (CATEGORIES,),
    "审计报告": (UNITS, DATES),
    "知识产权": (PATENTS,),
    "批件": (INVOLVED,),
    "基地认定": (CATEGORIES, BASES),
    "高企证书": (CATEGORIES, PROOFS),
    "营业执照": (PLACES, UNITS),
    "译件": (AGREEMENTS,),
    "共建协议": (CLAIMS, CATEGORIES),
}


@pytest.mark.parametrize("kind", RULES)
def test_a_paper_is_wanted_exactly_where_its_rule_finds_its_absence(kind: str) -> None:
    apart = []
    for case in cases(*AXES[kind]):
        values = without(kind, case)
        need, asked = need_of(kind, values), asked_for(RULES[kind], values)
        if need is not asked:
            apart.append((case, need.value, asked.value))
    assert apart == []


@pytest.mark.parametrize(("category", "rule"), CONFERENCE.items())
def test_proof_of_a_conference_is_wanted_where_the_preference_is_claimed(category: str, rule: str) -> None:
    for claim in CLAIMS:
        values = without("会议证明", joined(claim, {"类别": category}))
        assert need_of("会议证明", values) is asked_for(rule, values)


def test_every_kind_that_is_ever_wanted_is_covered_here() -> None:
    assert {name for name, needs in GUIDE.form.needs.items() if needs} == {*RULES, "会议证明"}


def test_the_reason_comes_with_its_clause_and_what_it_waits_for() -> None:
    values = case_values(GUIDE.guide, {"类别": "未知", "基地名称": ""})
    wanted = {item.kind.name: item for item in wanted_papers(GUIDE.form, GUIDE.guide.form.kinds, values)}
    assert (wanted["审计报告"].need, wanted["审计报告"].clauses) == (Need.YES, ("5.7",))
    assert (wanted["基地认定"].need, wanted["基地认定"].waits_for) == (Need.UNKNOWN, ("类别",))
    assert (wanted["其他"].need, wanted["其他"].reason) == (Need.NO, "")


def test_the_first_reason_that_holds_is_told() -> None:
    values = case_values(GUIDE.guide, {"注册日期": "2024-05-01"})
    wanted = {item.kind.name: item for item in wanted_papers(GUIDE.form, GUIDE.guide.form.kinds, values)}
    assert wanted["审计报告"].reason.startswith("申报单位成立不久")


def test_a_field_is_asked_where_its_condition_and_that_of_its_group_hold() -> None:
    def shown(field_id: str, **case: object) -> bool | None:
        return is_shown(GUIDE.form, field_id, Frame(case_values(GUIDE.guide, case)))

    assert [shown("form.base.level", 类别=word) for word in ("基地示范", "港澳台", "未知")] == [True, False, None]
    assert shown("form.priority.joint_lab", 类别="重点产业") is False
    assert shown("project.title", 类别="未知") is True


def test_what_is_not_asked_is_not_required() -> None:
    frame = Frame(case_values(GUIDE.guide, {"类别": "重点产业", "项目类型": ["科学研究类"]}))
    assert is_required(GUIDE.form, "form.promotion", frame) is False
    assert is_required(GUIDE.form, "form.cluster", frame) is False


def test_what_blocks_a_submission_is_exactly_what_the_call_states() -> None:
    empty = {"类别": "", "项目名称": "", "申报单位": "", "申报单位代码": "", "非涉密声明": "", "合规声明": "否"}
    found = blocks(GUIDE.form, case_values(GUIDE.guide, {**empty, "合作方独立性声明": "未知"}), {})
    assert [(block.fields[0], block.clauses[0]) for block in found] == [
        ("form.category", "0.t"), ("project.title", "5.2.a"), ("applicant.name", "5.1.a"), ("applicant.uscc", "5.1.a"),
        ("form.declaration.no_secret", "3.4.a"), ("form.declaration.lawful", "3.3.c"),
        ("form.declaration.partner_independent", "3.2.a"),
    ]  # fmt: skip
    assert blocks(GUIDE.form, case_values(GUIDE.guide, {}), {}) == []


def test_nothing_known_wants_nothing_for_sure_but_what_everybody_hands_in() -> None:
    values = [Listing((), complete=False) if isinstance(value, Listing) else value for value in unknown(GUIDE)]
    sure = [
        item.kind.name for item in wanted_papers(GUIDE.form, GUIDE.guide.form.kinds, values) if item.need is Need.YES
    ]
    assert sure == ["签章页", "单位承诺书", "负责人承诺书", "合作协议"]


def unknown(guide: CompiledGuide) -> list[object]:
    return case_values(guide.guide, dict.fromkeys(guide.guide.scope.fields, "未知"))
