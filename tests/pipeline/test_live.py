"""What a person sees while filling in: the same check as of the export, and what is wrong kept from what is missing."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.pipeline.looking import DESK, E1, application, evidence, held_papers, look, read_papers
from tests.rules.test_form_conditions import RULES
from xingshen.dossier.in_memory import hold_dossier
from xingshen.kernel.outcome import Outcome
from xingshen.pipeline.check import check_dossiers
from xingshen.pipeline.live import LiveDesk
from xingshen.pipeline.live_shape import HintKind, LiveCheck, LiveFinding
from xingshen.pipeline.states import State
from xingshen.rules.form_conditions import Need

pytestmark = pytest.mark.integration

EXAMPLES = ("clean-cat1-enterprise", "match-299-99", "yuan-for-wanyuan", "foreign-agreement-no-translation")
FAILED = (State.WRONG, State.LOOK, State.OPEN, State.READING)


def finding(check: LiveCheck, rule: str) -> LiveFinding:
    return next(item for item in check.findings if item.finding.rule == rule)


def open_rules(check: LiveCheck, *states: State) -> list[str]:
    wanted = states or FAILED
    return [item.finding.rule for item in check.findings if item.state in wanted and not item.finding.derived]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_look_says_what_the_check_of_the_folder_says(name: str) -> None:
    checked = check_dossiers(DESK.guide, [evidence(name)])[0]
    seen = look(name).result
    assert [(each.rule, each.outcome, each.message, each.cure) for each in seen.findings] == [
        (each.rule, each.outcome, each.message, each.cure) for each in checked.findings
    ]
    assert (seen.verdict, seen.dossier_digest, seen.papers) == (checked.verdict, checked.dossier_digest, checked.papers)


def test_a_clean_dossier_leaves_only_standing_questions() -> None:
    check = look()
    assert open_rules(check) == []
    assert check.count(State.STANDING) == 20
    assert check.blocks == ()


def test_a_wrong_amount_is_wrong_and_leads_to_its_field() -> None:
    check = look(E1, {"budget.self_funding": "299.99", "budget.total_sources": "399.99", "budget.total_spending": 420})
    item = finding(check, "R-3.6.a")
    assert (item.state, item.fields[0].address, item.section) == (State.WRONG, "budget.self_funding", "budget")
    assert "R-3.6.a" in check.fields["budget.self_funding"].findings


def test_an_empty_field_is_not_yet_answered() -> None:
    check = look(E1, {"budget.self_funding": None, "form.plan": ""})
    assert finding(check, "R-3.6.a").state is State.OPEN
    assert finding(check, "R-3.1.c").state is State.OPEN
    lacking = finding(check, "R-5.2.a-必填")
    assert (lacking.state, {ref.address for ref in lacking.fields}) == (
        State.OPEN,
        {"budget.self_funding", "form.plan"},
    )
    assert open_rules(check, State.WRONG) == []
    field = check.fields["form.plan"]
    assert (field.required, field.filled, field.visible) == (True, False, True)


def test_a_paper_that_is_not_there_is_not_yet_answered() -> None:
    check = look(E1, without=["审计报告", "合作协议"])
    assert [finding(check, rule).state for rule in ("R-5.7", "R-3.3.b-有", "R-3.3.d")] == [State.OPEN] * 3
    wanted = {state.wanted.kind.name: state for state in check.papers}
    assert (wanted["审计报告"].wanted.need.value, wanted["审计报告"].present) == ("yes", ())
    assert wanted["营业执照"].present == ("08-营业执照.pdf",)


def test_an_answer_that_no_further_answer_can_mend_is_wrong_among_empty_ones() -> None:
    empty = hold_dossier(DESK.form, "x", {"form": {"category": "1"}, "budget": {"requested_grant": 50}})
    check = DESK.look(empty, lambda digest: None)
    assert open_rules(check, State.WRONG) == ["R-2.1.n3b"]
    assert open_rules(check, State.LOOK) == []


def test_nothing_filled_in_is_nothing_wrong() -> None:
    check = DESK.look(hold_dossier(DESK.form, "x", {}), lambda digest: None)
    assert open_rules(check, State.WRONG, State.LOOK, State.READING) == []
    assert {item.state for item in check.findings if item.finding.derived} == {State.OPEN}
    assert [block.fields[0] for block in check.blocks] == [
        "form.category", "project.title", "applicant.name", "applicant.uscc",
        "form.declaration.no_secret", "form.declaration.lawful", "form.declaration.partner_independent",
    ]  # fmt: skip


def test_a_declaration_that_is_denied_blocks_with_its_clause() -> None:
    (block,) = look(E1, {"form.declaration.no_secret": "否"}).blocks
    assert (block.fields, block.clauses) == (("form.declaration.no_secret",), ("3.4.a",))


def test_what_is_not_asked_is_not_required() -> None:
    check = look(E1)
    assert (check.fields["form.subtype"].visible, check.fields["form.subtype"].required) == (False, False)
    assert check.fields["applicant.tech_proof"].visible is True
    undecided = look(E1, {"form.category": None}).fields["form.subtype"]
    assert (undecided.visible, undecided.required) == (None, None)


def test_yuan_for_wan_yuan_is_a_hint_at_the_field() -> None:
    check = look(E1, {"budget.requested_grant": "1000000"})
    (hint,) = check.fields["budget.requested_grant"].notes
    assert (hint.kind, hint.text, hint.instead) == (
        HintKind.UNIT_SLIP, "单位是万元；如果填的是元，应为 100 万元", "100",
    )  # fmt: skip
    assert check.fields["budget.self_funding"].hints == ()


def test_a_problem_stands_at_its_field_also_in_a_row() -> None:
    check = look(E1, {"partner.0.incorporated_on": "2006-02-30", "project.title": "待定"})
    assert [problem.severity.value for problem in check.fields["partner[1].incorporated_on"].problems] == ["impossible"]
    assert finding(check, "R-5.2.a-格式").fields[0].address == "partner[1].incorporated_on"
    assert [hint.kind for hint in check.fields["project.title"].notes] == [HintKind.PLACEHOLDER]


def test_a_paper_that_is_being_read_is_neither_right_nor_wrong() -> None:
    check = look(E1, unread=["05-Agreement.pdf"])
    states = [finding(check, rule).state for rule in ("R-3.3.b-有", "R-3.3.d", "R-3.3.b-性质", "R-4.0")]
    assert states == [State.READING] * 4
    assert finding(check, "R-3.3.d").finding.missing[0].why == "正在读取"
    assert "05-Agreement.pdf（正在读取）" in finding(check, "R-3.3.d").finding.message
    assert (check.reading, check.count(State.WRONG)) == (("05-Agreement.pdf",), 0)
    agreement = next(state for state in check.papers if state.wanted.kind.name == "合作协议")
    assert (agreement.present, agreement.reading) == ((), ("05-Agreement.pdf",))


def test_an_agreement_waits_for_its_translation() -> None:
    assert finding(look(E1, unread=["06-合作协议中文译件.docx"]), "R-3.3.e").state is State.READING


def decided(check: LiveCheck) -> Mapping[str, Outcome]:
    outcomes = {item.finding.rule: item.finding.outcome for item in check.findings if not item.finding.standing}
    return {rule: outcome for rule, outcome in outcomes.items() if outcome is not Outcome.HUMAN}


@pytest.mark.parametrize("name", EXAMPLES)
def test_reading_the_rest_never_turns_round_what_was_decided(name: str) -> None:
    files = [paper.file for paper in held_papers(name)]
    whole = decided(look(name))
    dice = random.Random(name)
    for count in range(1, len(files) + 1):
        part = decided(look(name, unread=dice.sample(files, count)))
        assert {rule: outcome for rule, outcome in part.items() if whole.get(rule, outcome) is not outcome} == {}


@pytest.mark.parametrize("name", [*EXAMPLES, "cat3-base-not-listed", "missing-pledge", "only-2024-audit"])
def test_a_paper_is_wanted_and_absent_exactly_where_a_rule_asks_for_it(name: str) -> None:
    apart = []
    for kind, rule in RULES.items():
        if not rule.startswith("R-"):
            continue
        check = look(name, without=[kind])
        wanted = next(state.wanted.need for state in check.papers if state.wanted.kind.name == kind)
        asks = finding(check, rule).finding.outcome in (Outcome.FAIL, Outcome.HUMAN)
        if (wanted is Need.YES) is not asks:
            apart.append((kind, wanted.value, finding(check, rule).finding.message))
    assert apart == []


def test_a_paper_is_asked_for_once() -> None:
    asked: list[str] = []
    read = read_papers(E1)
    dossier = hold_dossier(DESK.form, E1, application(E1), held_papers(E1))
    desk = LiveDesk(DESK.guide)
    looks = [desk.look(dossier, lambda digest: (asked.append(digest), read.get(digest))[1]) for _ in range(2)]
    assert looks[0].result == looks[1].result
    assert len(asked) == len(dossier.attachments)


def test_a_finding_leads_to_what_it_is_about_before_what_it_was_compared_with() -> None:
    term = finding(look("agreement-one-day-short"), "R-3.3.d")
    assert (term.fields[0].address, term.section) == ("agreement", "agreement")
    grant = finding(look("match-299-99"), "R-3.6.a")
    assert grant.fields[0].address == "budget.self_funding"


def test_a_finding_of_papers_whose_clause_names_no_field_leads_to_the_papers() -> None:
    year = finding(look("old-year-pledge"), "R-5.2.b-年度")
    assert (year.state, year.section) == (State.LOOK, "attachments")
    assert year.finding.message == (
        "承诺书、盖章页和申报书打印件应为2026年度、“武烈河林业大学”；读到的年度有2026、2025，单位有武烈河林业大学，"
        "请核对不一致的页。"
    )


def test_a_sealed_page_without_a_seal_points_at_no_other_paper() -> None:
    read, held = dict(read_papers(E1)), held_papers(E1)
    page = next(paper.digest for paper in held if paper.kind == "签章页")
    read[page] = replace(read[page], pages=tuple(replace(each, seals=()) for each in read[page].pages))
    check = LiveDesk(DESK.guide).look(hold_dossier(DESK.form, E1, application(E1), held), read.get)
    seal = finding(check, "R-4.2-公章")
    assert (seal.state, seal.section, seal.finding.evidence, seal.files) == (State.LOOK, "attachments", (), ())
    assert seal.finding.message.endswith("这一页上看到的印章：无。")
    assert seal.finding.cure.startswith("请在签字盖章页上加盖申报单位公章")
    assert [place.file for place in finding(check, "R-5.2.b-公章").finding.evidence] == ["03-单位承诺书.pdf"]


@pytest.mark.parametrize("rule", ["R-3.3.b-各方", "R-3.3.b-项目", "R-3.3.e"])
def test_what_hangs_on_a_translation_says_where_to_name_its_original(rule: str) -> None:
    compiled = next(each.rule for each in DESK.guide.rules if each.rule.id == rule)
    assert "“译自哪个文件”" in (compiled.cure or "")


def test_sections_count_what_leads_there() -> None:
    check = look(E1, {"budget.self_funding": "299.99", "budget.labour": None})
    budget = next(state for state in check.sections if state.section.id == "budget")
    assert (budget.asked, budget.filled) == (13, 12)
    assert budget.findings[State.WRONG] >= 1
    assert sum(state.required_left for state in check.sections) == 0
