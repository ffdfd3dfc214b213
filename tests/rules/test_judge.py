from datetime import date
from decimal import Decimal

import pytest

from tests.language.running import frame_of, person, unknown
from tests.rules.building import (
    CORRECTION,
    FAIL,
    HUMAN,
    NOT_APPLICABLE,
    PASS,
    guide_of,
    judge,
    outcome,
    rule,
    waiver,
)
from xingshen.guide.pack import Priority, Question
from xingshen.kernel.knowledge import Listing, Missing, Unknown, Why
from xingshen.kernel.outcome import Outcome, Reason
from xingshen.language.errors import ExpressionError
from xingshen.rules.judge import ask, decide, prefer, slot_values

U = unknown("数")


def conflict(*candidates: object, why: Why = Why.CONFLICT, path: str = "数") -> Unknown:
    return Unknown((Missing(path, why),), candidates)


def test_pass_fail_and_unknown() -> None:
    assert [outcome(("数 >= 3", PASS), 数=value) for value in (3, 2, U)] == [PASS, FAIL, HUMAN]


def test_a_rule_that_does_not_apply() -> None:
    step = ("数 >= 3", PASS)
    assert outcome(step, applies="是非", 是非=False, 数=U) is NOT_APPLICABLE
    assert outcome(step, applies="是非", 是非=True, 数=3) is PASS
    assert outcome(step, applies="是非", 是非=U, 数=3) is HUMAN
    assert outcome(step, applies="是非", 是非=U, 数=2) is HUMAN


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"数": 9}, PASS),
        ({"数": 5}, CORRECTION),
        ({"数": 2}, FAIL),
        ({"数": U}, HUMAN),
    ],
)
def test_graded_outcomes(values: dict[str, object], expected: Outcome) -> None:
    assert outcome(("数 >= 8", PASS), ("数 >= 4", CORRECTION), (None, FAIL), **values) is expected


def test_an_unknown_step_before_a_sure_one_of_the_same_outcome_does_not_matter() -> None:
    assert outcome(("数 >= 8", PASS), ("另数 >= 4", PASS), (None, FAIL), 数=U, 另数=4) is PASS
    assert outcome(("数 >= 8", FAIL), (None, FAIL), 数=U) is FAIL
    assert outcome(("数 >= 8", PASS), ("另数 >= 4", HUMAN), (None, FAIL), 数=U, 另数=4) is HUMAN


def test_a_sure_step_decides_before_unknown_ones() -> None:
    assert outcome(("数 >= 8", PASS), ("另数 >= 4", FAIL), (None, HUMAN), 数=8, 另数=U) is PASS


@pytest.mark.parametrize(
    ("why", "reason"),
    [
        (Why.NOT_STATED, Reason.UNKNOWN),
        (Why.UNREADABLE, Reason.UNKNOWN),
        (Why.LOW_CONFIDENCE, Reason.LOW_CONFIDENCE),
        (Why.CONFLICT, Reason.CONFLICT),
    ],
)
def test_the_reason_of_a_point_for_people(why: Why, reason: Reason) -> None:
    lost = unknown("数", why)
    result = judge(guide_of(rule(("数 >= 3", PASS))), {"数": lost})["R-1"]
    assert (result.outcome, result.reason, result.missing) == (HUMAN, reason, lost.missing)


def test_the_reason_that_the_author_gives() -> None:
    result = judge(guide_of(rule(("是非", PASS), (None, HUMAN, Reason.OPEN_LIST))), {"是非": False})["R-1"]
    assert (result.outcome, result.reason) == (HUMAN, Reason.OPEN_LIST)


@pytest.mark.parametrize(
    ("value", "expected", "would_be"),
    [
        (conflict(3, 9), PASS, None),
        (conflict(1, 2), FAIL, None),
        (conflict(2, 3), HUMAN, None),
        (conflict(9, why=Why.LOW_CONFIDENCE), HUMAN, PASS),
        (conflict(2, why=Why.LOW_CONFIDENCE), HUMAN, FAIL),
        (conflict(3, 9, why=Why.NOT_STATED), HUMAN, PASS),
        (conflict(), HUMAN, None),
    ],
)
def test_candidates_decide_only_where_all_agree(value: Unknown, expected: Outcome, would_be: Outcome | None) -> None:
    result = judge(guide_of(rule(("数 >= 3", PASS))), {"数": value})["R-1"]
    assert (result.outcome, result.would_be) == (expected, would_be)


def test_a_conflict_decides_beside_a_doubt_that_does_not_matter() -> None:
    guide = guide_of(rule(("数 >= 3 or 另数 >= 3", PASS)))
    doubt = conflict(9, why=Why.LOW_CONFIDENCE, path="另数")
    assert judge(guide, {"数": conflict(3, 9), "另数": doubt})["R-1"].outcome is PASS
    mixed = judge(guide, {"数": conflict(2, 9), "另数": doubt})["R-1"]
    assert (mixed.outcome, mixed.would_be) == (HUMAN, PASS)


def test_a_date_without_day_is_tried_on_every_day_of_its_month() -> None:
    month = conflict(date(2026, 7, 1), date(2026, 7, 31), why=Why.IMPRECISE, path="日")
    assert outcome(('日 >= 日期("2026-07-01")', PASS), 日=month) is PASS
    assert outcome(('日 >= 日期("2026-07-02")', PASS), 日=month) is HUMAN
    assert outcome(('日 == 日期("2026-08-01")', PASS), 日=month) is FAIL
    assert outcome(('日 != 日期("2026-07-15")', PASS), 日=month) is HUMAN


def test_too_many_combinations_decide_nothing() -> None:
    names = ("数", "另数", "金额", "另额")
    values = {name: conflict(*range(3, 10), path=name) for name in names}
    condition = " and ".join(f"{name} >= 3" for name in names)
    assert judge(guide_of(rule((condition, PASS))), values)["R-1"].outcome is HUMAN


def test_candidates_of_rows() -> None:
    rows = Listing((person(1, 年龄=conflict(30, 40, path="人员[1].年龄")), person(2)))
    assert outcome(("all(甲.年龄 >= 30 for 甲 in 人员)", PASS), 人员=rows) is PASS
    assert outcome(("all(甲.年龄 >= 31 for 甲 in 人员)", PASS), 人员=rows) is HUMAN


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"数": 2, "是非": False}, FAIL),
        ({"数": 2, "是非": True}, NOT_APPLICABLE),
        ({"数": 2, "是非": U}, HUMAN),
        ({"数": 3, "是非": U}, PASS),
        ({"数": 3, "是非": True}, NOT_APPLICABLE),
        ({"数": U, "是非": True}, NOT_APPLICABLE),
        ({"数": U, "是非": False}, HUMAN),
    ],
)
def test_an_exception_switches_a_rule_off(values: dict[str, object], expected: Outcome) -> None:
    guide = guide_of(rule(("数 >= 3", PASS)), waivers=(waiver("是非"),))
    assert judge(guide, values)["R-1"].outcome is expected


def test_one_exception_that_holds_outweighs_one_that_is_unknown() -> None:
    guide = guide_of(rule(("数 >= 3", PASS)), waivers=(waiver("是非"), waiver("另是非", "E-2")))
    assert judge(guide, {"数": 2, "是非": U, "另是非": True})["R-1"].outcome is NOT_APPLICABLE


def test_an_unknown_exception_leaves_a_rule_that_does_not_apply_alone() -> None:
    guide = guide_of(rule(("另是非", PASS), (None, NOT_APPLICABLE)), waivers=(waiver("是非"),))
    assert judge(guide, {"另是非": False, "是非": U})["R-1"].outcome is NOT_APPLICABLE


def test_the_trace_shows_what_an_exception_read() -> None:
    guide = guide_of(rule(("数 >= 3", PASS)), waivers=(waiver("是非"),))
    assert judge(guide, {"数": 2, "是非": False})["R-1"].read == {"数": 2, "是非": False}


@pytest.mark.parametrize(
    ("steps", "value", "standing"),
    [
        ((("数 >= 3", PASS), (None, FAIL)), 3, True),
        ((("数 >= 3", PASS), (None, FAIL)), 2, False),
        ((("数 >= 3", PASS), (None, CORRECTION)), 2, False),
        ((("数 >= 3", PASS), (None, HUMAN, Reason.JUDGEMENT)), 2, False),
        ((("数 >= 3", PASS), (None, FAIL)), U, True),
    ],
)
def test_a_draft_pack_asks_and_tells_the_particular_from_the_standing(
    steps: tuple, value: object, standing: bool
) -> None:
    result = judge(guide_of(rule(*steps, draft=True)), {"数": value})["R-1"]
    assert (result.outcome, result.reason, result.standing) == (HUMAN, Reason.MISSING_NORM, standing)


def test_a_draft_rule_that_does_not_apply_asks_nothing() -> None:
    result = judge(guide_of(rule(("数 >= 3", PASS), applies="是非", draft=True)), {"是非": False})["R-1"]
    assert (result.outcome, result.standing) == (NOT_APPLICABLE, False)


MANY = Listing(tuple(person(at) for at in range(150)))
RUNAWAY = ("any(any(甲.年龄 + 乙.年龄 > 999 for 乙 in 人员) for 甲 in 人员)", PASS)


def test_a_runaway_rule_needs_a_person_and_the_others_go_on() -> None:
    guide = guide_of(rule(RUNAWAY), rule(("数 >= 3", PASS), name="R-2"))
    results = judge(guide, {"人员": MANY, "数": 3})
    assert (results["R-1"].outcome, results["R-1"].reason) == (HUMAN, Reason.ENGINE_ERROR)
    assert results["R-1"].missing[0].path == "规则执行出错：BudgetExceeded"
    assert results["R-2"].outcome is PASS


def test_a_value_of_the_wrong_sort_needs_a_person() -> None:
    result = judge(guide_of(rule(("数 >= 3", PASS))), {"数": "三"})["R-1"]
    assert (result.outcome, result.reason) == (HUMAN, Reason.ENGINE_ERROR)


def test_an_engine_error_of_a_draft_rule_is_not_standing() -> None:
    result = judge(guide_of(rule(RUNAWAY, draft=True)), {"人员": MANY})["R-1"]
    assert (result.reason, result.standing) == (Reason.ENGINE_ERROR, False)


def test_candidates_do_not_hide_an_engine_error() -> None:
    steps = ("数 >= 3 and 另数 >= 3", PASS)
    result = judge(guide_of(rule(steps)), {"数": "三", "另数": conflict(3, 4, path="另数")})["R-1"]
    assert result.reason is Reason.ENGINE_ERROR


def test_a_message_that_cannot_be_worded_does_not_stop_the_check() -> None:
    guide = guide_of(rule(("数 >= 3", PASS), messages={PASS: f"{{count(丙 for 丙 in 人员 if {RUNAWAY[0]})}}"}))
    assert judge(guide, {"数": 3, "人员": MANY})["R-1"].message == "符合。"


def test_what_is_sent_back_is_told_how_to_mend_it() -> None:
    guide = guide_of(rule(("数 >= 3", PASS), (None, CORRECTION), cure="请补到{倍数}。"))
    assert judge(guide, {"数": 2})["R-1"].cure == "请补到3:1。"
    assert judge(guide, {"数": 3})["R-1"].cure == ""


SUM = rule(('要点("3.*") == "不通过"', FAIL), ('要点("3.*") == "需人工"', HUMAN), (None, PASS), name="R-9", clause="9")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"数": 3, "另数": 3}, PASS),
        ({"数": 3, "另数": 2}, FAIL),
        ({"数": U, "另数": 2}, FAIL),
        ({"数": U, "另数": 3}, HUMAN),
    ],
)
def test_a_rule_that_sums_up_others(values: dict[str, object], expected: Outcome) -> None:
    guide = guide_of(SUM, rule(("数 >= 3", PASS)), rule(("另数 >= 3", PASS), name="R-2", clause="3.2.a"))
    result = judge(guide, values)["R-9"]
    assert (result.outcome, result.derived) == (expected, True)
    assert [item.rule.id for item in guide.rules] == ["R-1", "R-2", "R-9"]


def test_standing_questions_do_not_sink_the_sum() -> None:
    guide = guide_of(SUM, rule(("数 >= 3", PASS)), rule(("另数 >= 3", PASS), name="N-1", clause="3.2.a", draft=True))
    assert judge(guide, {"数": 3, "另数": U})["R-9"].outcome is PASS
    assert judge(guide, {"数": 3, "另数": 2})["R-9"].outcome is HUMAN


def test_rules_that_rest_on_one_another_in_a_circle_are_refused() -> None:
    first = rule(('结论("R-2") == "通过"', PASS))
    second = rule(('结论("R-1") == "通过"', PASS), name="R-2")
    with pytest.raises(ExpressionError, match="互相引用"):
        guide_of(first, second)


def test_a_replaced_rule_answers_by_its_replacement() -> None:
    resting = rule(('结论("N-1") == "不通过"', FAIL), (None, PASS), name="R-9", clause="9")
    guide = guide_of(rule(("数 >= 3", PASS), replaces="N-1"), resting, included=(rule(("假", PASS), name="N-1"),))
    assert set(judge(guide, {"数": 3})) == {"R-1", "R-9"}
    assert [judge(guide, {"数": value})["R-9"].outcome for value in (3, 2)] == [PASS, FAIL]


def test_questions_are_asked_unless_they_surely_do_not_concern_the_dossier() -> None:
    questions = tuple(
        Question(id=f"H-{at}", clauses=("3.1",), why="判断", question="？", applies=applies)
        for at, applies in enumerate((None, "是非", f"是非 and {RUNAWAY[0]}"))
    )
    guide = guide_of(questions=questions)

    def asked(**values: object) -> list[Outcome]:
        return [item.outcome for item in ask(guide, frame_of(guide.guide.scope, {"人员": MANY, **values}).values)]

    assert asked(是非=True) == [HUMAN, HUMAN, HUMAN]
    assert asked(是非=False) == [HUMAN, NOT_APPLICABLE, NOT_APPLICABLE]
    assert asked(是非=U) == [HUMAN, HUMAN, HUMAN]


@pytest.mark.parametrize(
    ("claimed", "evidenced", "state"),
    [
        (True, True, "claimed_evidenced"),
        (True, False, "claimed_to_check"),
        (True, U, "claimed_to_check"),
        (False, True, "not_claimed"),
        (U, True, "not_claimed"),
    ],
)
def test_preferences(claimed: object, evidenced: object, state: str) -> None:
    sentence = {state: "数{数}"}
    item = Priority(id="P-1", clauses=("3.1",), title="优先", claimed="是非", evidenced="另是非", messages=sentence)
    guide = guide_of(priorities=(item,))
    values = frame_of(guide.guide.scope, {"是非": claimed, "另是非": evidenced, "数": 5}).values
    (result,) = prefer(guide, values)
    assert (result.state, result.message) == (state, "数5")


def test_a_name_that_nobody_supplied_is_not_stated() -> None:
    guide = guide_of(rule(("金额 >= 3", PASS)))
    values = slot_values(guide.guide.scope, {"数": Decimal(1)})
    assert decide(guide, values) == [HUMAN]
