"""The clauses' boundary cases and the rulings (domain.md R1–R25, A1–A33) on variants of the clean example dossiers.

``rulings.jsonl`` holds one variant a line: the clean dossier, what is different in it, the papers taken out, and the
outcome of each clause (and the verdict) that the guide and the rulings ask for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.pipeline.variants import (
    E1,
    H4,
    S2,
    T2,
    UNKNOWN,
    Checked,
    Variant,
    check_variant,
    check_variants,
    person_code,
    unit_code,
)
from xingshen.kernel.outcome import Outcome
from xingshen.rules.result import Answer

BASES = {"E1": E1, "S2": S2, "T2": T2, "H4": H4}
LINES = (Path(__file__).parent / "rulings.jsonl").read_text(encoding="utf-8").splitlines()
UNIT = {"applicant.uscc": "91130100MA01106879", "applicant.name": "石家庄砺行机器人科技有限公司"}
LEADER = {"leader.name": "冯知衡", "leader.id": "130102198104126876", "leader.birth": "1981-04-12"}


@pytest.mark.parametrize("line", LINES)
def test_outcomes_are_those_of_the_rulings(line: str) -> None:
    row = json.loads(line)
    checked = check_variant(BASES[row["base"]], row["changes"], row.get("without", ()))
    assert _outcomes(checked, row["expected"]) == row["expected"]


def _outcomes(checked: Checked, wanted: Mapping[str, str]) -> dict[str, str | None]:
    return {key: checked.verdict if key == "verdict" else checked.outcome(key) for key in wanted}


@pytest.mark.parametrize("base", [E1, S2, T2, H4])
def test_clean_dossiers_have_nothing_open(base: str) -> None:
    checked = check_variant(base, {})
    assert (checked.verdict, checked.open()) == ("clear", set())


@pytest.mark.parametrize("base", [E1, S2, T2, H4])
@pytest.mark.parametrize(
    "path",
    ["form.track_record", "project.title", "project.start", "applicant.name", "leader.employer", "partner", "team"],
)
def test_a_required_field_called_unknown_never_leaves_a_dossier_clear(base: str, path: str) -> None:
    checked = check_variant(base, {path: UNKNOWN})
    assert (checked.verdict, checked.outcome("5.2.a")) == ("human", "human")


def test_two_categories_of_one_unit_need_a_person_on_both() -> None:
    checked = check_variants([Variant(E1, {}), Variant(S2, UNIT)])
    assert [item.outcome("3.5") for item in checked] == ["human", "human"]


def test_spelling_of_the_unit_code_does_not_hide_a_second_category() -> None:
    checked = check_variants([Variant(E1, {}), Variant(S2, {"applicant.uscc": "91130100 ma01106879"})])
    assert [item.outcome("3.5") for item in checked] == ["human", "human"]


def test_two_projects_in_one_category_do_not_touch_the_limit() -> None:
    other = {"leader.name": "沈未遥", "leader.id": person_code("19810412")}
    checked = check_variants([Variant(E1, {}), Variant(E1, other)])
    assert [(item.outcome("3.5"), item.outcome("5.1.c")) for item in checked] == [("pass", "pass")] * 2


def test_different_units_in_different_categories_do_not_touch_each_other() -> None:
    checked = check_variants([Variant(base, {}) for base in (E1, S2, T2, H4)])
    assert [item.verdict for item in checked] == ["clear"] * 4


def test_one_leader_of_two_dossiers_needs_a_person_on_both() -> None:
    checked = check_variants([Variant(E1, {}), Variant(S2, LEADER)])
    assert [(item.outcome("5.1.c"), item.outcome("3.5")) for item in checked] == [("human", "pass")] * 2


def test_the_same_papers_and_contents_of_two_units_need_a_person() -> None:
    other = {"applicant.uscc": unit_code("12", "130800"), "applicant.name": "承德理工学院"}
    checked = check_variants([Variant(T2, {}), Variant(T2, other)])
    assert [item.outcome("5.x") for item in checked] == ["human", "human"]


def _answers(checked: Checked) -> dict[str, Answer]:
    asked = [item for item in checked.result.findings if item.outcome is Outcome.HUMAN and not item.derived]
    return {item.rule: Answer(Outcome.PASS, "审查员甲", "已核对") for item in asked}


def test_answers_to_every_question_make_a_clear_dossier_pass() -> None:
    answers = _answers(check_variant(E1, {}))
    assert check_variants([Variant(E1, {})], answers)[0].verdict == "pass"


def test_one_question_without_an_answer_keeps_a_dossier_clear() -> None:
    answers = _answers(check_variant(E1, {}))
    del answers["H-3.1.a"]
    assert check_variants([Variant(E1, {})], answers)[0].verdict == "clear"


def test_an_answer_of_no_fails_the_dossier() -> None:
    answers = _answers(check_variant(E1, {})) | {"H-3.1.a": Answer(Outcome.FAIL, "审查员甲", "条件不具备")}
    assert check_variants([Variant(E1, {})], answers)[0].verdict == "fail"


def test_answers_close_particular_questions_too() -> None:
    american = Variant(T2, {"partner.0.country": "美国"})
    answers = _answers(check_variants([american])[0])
    assert check_variants([american], answers)[0].verdict == "pass"


def test_an_answer_does_not_undo_a_fail() -> None:
    wrong = Variant(E1, {"budget.requested_grant": 99})
    answers = {"R-2.1.n3b": Answer(Outcome.PASS, "审查员甲", "")}
    assert check_variants([wrong], answers)[0].outcome("5.3") == "fail"


def test_an_event_known_by_its_month_is_shown_by_its_days() -> None:
    checked = check_variant(E1, {"form.targets.exchange_events.0.date": "2027-09"})
    assert "2027-09-01至2027-09-30之间" in checked.findings("2.1.n2")[0].message
