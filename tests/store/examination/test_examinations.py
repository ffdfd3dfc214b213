"""From acceptance to conclusions: steps are stored as events, the row repeats them, the machine's results are kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.store.scenes.reviewing import Review, judged, kinds, make_officer, run_checks
from xingshen.kernel.outcome import Outcome
from xingshen.review.examination import Refusal, Why
from xingshen.review.examination_commands import (
    Assign,
    ConcludePanel,
    Conclusion,
    Confirm,
    Countersign,
    GiveOpinion,
    OpenPanel,
    Pass,
    ProposeRefusal,
    Recuse,
    RequestCorrection,
)
from xingshen.review.examination_table import Stage
from xingshen.review.examination_values import CorrectionItem, Opened
from xingshen.review.filing import Withdraw
from xingshen.review.policy import Role
from xingshen.store.examination import examination_lists, examinations
from xingshen.store.filing import filings
from xingshen.store.models import Check, Examination, Message, PanelSeat
from xingshen.store.procedure import examination_flow, examination_log
from xingshen.store.record import audit

pytestmark = pytest.mark.django_db


@pytest.fixture
def review() -> Review:
    return Review()


def row(review: Review) -> Examination:
    return Examination.objects.get(application=review.draft)


def test_a_recommended_dossier_is_before_the_office_with_the_machines_result(review: Review) -> None:
    review.accept()
    found = row(review)
    machine = examination_log.machine_of(found.result)
    assert machine is not None
    assert (found.stage, found.sequence, found.checked) == ("accepted", 1, True)
    assert kinds(review.draft.pk) == ["examination.accepted", "examination.checked"]
    assert found.failing == 0
    assert found.waiting == sum(point.waits for point in review.case().points())
    assert found.search.startswith(f"{found.application.number.lower()}\n柔性焊接机器人力位协同控制\n")


def test_a_check_that_was_ready_before_the_recommendation_is_taken_in_with_it(review: Review) -> None:
    review.hand_in()
    run_checks()
    review.approve()
    review.recommend()
    assert row(review).checked is True


def test_every_finding_says_what_it_touches(review: Review) -> None:
    review.accept()
    check = Check.objects.exclude(submission=None).get()
    machine = examination_log.machine_of(check)
    assert machine is not None
    assert set(check.touches) == set(machine.findings)
    by_rule = {finding.rule: check.touches[mark] for mark, finding in machine.findings.items()}
    assert "budget.self_funding" in by_rule["R-3.6.a"]["fields"]


def test_nothing_is_given_to_an_officer_whose_ties_are_not_known(review: Review) -> None:
    review.accept()
    silent = make_officer(name="未声明", declared=False)
    assert silent.user_id is not None
    answer = examinations.act(review.draft.pk, Assign(silent.user_id), review.office)
    assert answer == Refusal(Why.NOT_ELIGIBLE, "尚未登记与申报单位、申报人的关系，登记后才能参与审查。")


def test_a_dossier_with_everything_settled_passes(review: Review) -> None:
    review.accept()
    review.assign()
    review.settle()
    panel = [point.finding.fingerprint for point in review.case().points() if point.for_panel]
    members = tuple(each.user_id or 0 for each in review.panel)
    review.act(OpenPanel(tuple(panel), members, "指南用“等”。"), review.reviewer)
    assert PanelSeat.objects.filter(examination=row(review)).count() == 2
    for member in review.panel:
        review.act([GiveOpinion(mark, Outcome.PASS, "属于所列范围。") for mark in panel], member)
    assert set(PanelSeat.objects.values_list("opinions_left", flat=True)) == {0}
    review.act(ConcludePanel(tuple(Conclusion(mark, Outcome.PASS, "一致。") for mark in panel)), review.panel[0])
    review.act(Pass(), review.reviewer)
    found = row(review)
    assert (found.stage, found.conclusion, found.waiting, found.failing) == ("passed", "pass", 0, 0)
    assert PanelSeat.objects.count() == 0
    assert list(audit.verify_chain()) == []


def test_a_refusal_needs_a_second_person(review: Review) -> None:
    review.accept()
    review.assign()
    failing = next(point for point in review.waiting() if point.finding.outcome is Outcome.FAIL)
    review.act([judged(point, Outcome.FAIL) for point in review.waiting() if point.finding.outcome is Outcome.FAIL],
               review.reviewer)  # fmt: skip
    review.act(ProposeRefusal("所列要点不符合指南要求。"), review.reviewer)
    own = examinations.act(review.draft.pk, Countersign(), review.reviewer)
    assert own == Refusal(Why.NOT_YOURS, "不通过须由另一人复核，不能由提出人自己复核。")
    review.act(Countersign(), review.second)
    assert (row(review).stage, row(review).conclusion) == ("refused", "fail")
    state = review.case().examination
    assert state.refusal is not None
    assert failing.finding.fingerprint in {ground.basis.fingerprint for ground in state.refusal.grounds}


def test_a_refused_step_changes_nothing(review: Review) -> None:
    review.accept()
    review.assign()
    before = (row(review).version, audit.head())
    point = review.waiting()[0]
    answer = examinations.act(review.draft.pk, Confirm(point.finding.fingerprint, "another"), review.reviewer)
    assert isinstance(answer, Refusal)
    assert answer.why is Why.STALE
    assert (row(review).version, audit.head()) == before


def test_a_withdrawn_dossier_is_no_longer_before_the_office_and_comes_back_with_its_decisions(review: Review) -> None:
    review.accept()
    review.assign()
    review.settle()
    filings.act(review.draft.pk, Withdraw("名称要改。"), review.applicant)
    assert row(review).stage == "discontinued"
    review.accept()
    found = row(review)
    assert (found.stage, found.sequence, found.reviewer) == ("accepted", 2, None)
    assert found.waiting == sum(point.for_panel for point in review.case().points())


def test_a_replaced_submission_ends_the_examination_of_the_last(review: Review) -> None:
    review.accept()
    review.change(project__title="柔性焊接机器人力位协同控制（修订）")
    review.hand_in()
    assert (row(review).stage, kinds(review.draft.pk)[-1]) == ("discontinued", "examination.discontinued")


def test_a_correction_that_nobody_answers_lapses_with_its_time(review: Review) -> None:
    review.accept()
    review.assign()
    point = review.waiting()[0]
    item = CorrectionItem(
        fingerprint=point.finding.fingerprint, clauses=("3.6.a",), evidence="", cure="请改正。",
        opens=Opened(fields=("budget.self_funding",)),
    )  # fmt: skip
    review.act(RequestCorrection((item,)), review.reviewer)
    found = row(review)
    assert (found.stage, found.due_at, found.round) == ("in_correction", None, 1)
    due = review.case().examination.corrections[-1].due
    assert examination_flow.lapse_due(due - timedelta(seconds=1)) == 0
    assert examination_flow.lapse_due(due) == 1
    assert row(review).stage == "examining"
    assert row(review).due_at is not None


def test_recusal_takes_the_dossier_away_and_tells_the_office(review: Review) -> None:
    review.accept()
    review.assign()
    review.act(Recuse("本人与申报单位有任职关系。"), review.reviewer)
    assert (row(review).stage, row(review).reviewer) == ("accepted", None)
    told = Message.objects.filter(user_id=review.office.user_id).values_list("subject", flat=True)
    assert list(told) == ["审查员回避，请重新分派：柔性焊接机器人力位协同控制"]


def test_lists_show_each_person_what_is_theirs(review: Review) -> None:
    review.accept()
    everybody = (review.office, review.reviewer, review.second, review.panel[0])
    assert [examination_lists.visible_to(each).count() for each in everybody] == [1, 0, 0, 0]
    review.assign()
    assert [examination_lists.visible_to(each).count() for each in everybody] == [1, 1, 0, 0]


def test_the_row_says_what_the_events_add_up_to(review: Review) -> None:
    review.accept()
    review.assign()
    review.settle()
    found, state = row(review), examination_log.state_of(review.draft.pk)
    assert (found.stage, found.reviewer_id, found.version) == (
        state.stage.value, state.reviewer, len(examinations.history(review.draft.pk)),
    )  # fmt: skip
    assert Stage(found.stage) is Stage.EXAMINING


def test_the_clock_of_the_examination_ends_on_a_working_day(review: Review) -> None:
    review.accept()
    ends = timezone.localtime(row(review).due_at) - timedelta(seconds=1)
    assert ends.weekday() < 5


def test_officers_of_other_roles_are_not_reviewers(review: Review) -> None:
    review.accept()
    panellist = make_officer(Role.PANEL, "何从容")
    assert panellist.user_id is not None
    answer = examinations.act(review.draft.pk, Assign(panellist.user_id), review.office)
    assert answer == Refusal(Why.NOT_ELIGIBLE, "所选人员没有“形式审查员”的角色。")
