"""Figures by clause and rule: counted from kept outcomes and decisions of people; few applications tell nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.store.scenes.reviewing import Review, judged
from xingshen.kernel.outcome import Outcome
from xingshen.review.examination_commands import Countersign, ProposeRefusal, Undo
from xingshen.store.figures import figures
from xingshen.store.models import Check, Figures
from xingshen.store.procedure import examination_log
from xingshen.store.results import check_outcomes

pytestmark = pytest.mark.django_db


@pytest.fixture
def review() -> Review:
    made = Review()
    made.accept()
    made.assign()
    return made


def kept(review: Review) -> Figures:
    assert figures.refresh(review.call) is True
    found = figures.of(review.call)
    assert found is not None
    return found


def by_rule(review: Review) -> dict[str, figures.RuleFigures]:
    return {each.rule: each for each in figures.rules_of(kept(review))}


def failing(review: Review) -> list[str]:
    points = [point for point in review.waiting() if point.finding.outcome is Outcome.FAIL]
    return [point.finding.rule for point in points]


def test_a_kept_check_says_its_outcomes_in_letters(review: Review) -> None:
    check = Check.objects.exclude(submission=None).get()
    assert check.outcomes == check_outcomes.letters_of(examination_log.result_of(check))
    assert {check.outcomes[rule] for rule in failing(review)} == {"f"}


def test_what_the_machine_said_is_counted_by_rule_and_clause(review: Review) -> None:
    rule = failing(review)[0]
    mine = by_rule(review)[rule]
    assert (mine.passed, mine.failed, mine.human, mine.judged) == (0, 1, 0, 1)
    clauses = {each.clause: each for each in figures.clauses_of(kept(review), "before_office")}
    assert [(clauses[each].failed, clauses[each].of, clauses[each].share) for each in mine.clauses] == [
        (1, 1, 1.0) for _ in mine.clauses
    ]


def test_what_people_decided_is_counted_and_what_they_took_back_is_not(review: Review) -> None:
    first, second, *_ = (point for point in review.waiting() if point.finding.outcome is Outcome.FAIL)
    review.act([judged(first, Outcome.FAIL), judged(second, Outcome.PASS)], review.reviewer)
    counted = by_rule(review)
    assert (counted[first.finding.rule].confirmed, counted[first.finding.rule].overruled) == (1, 0)
    assert (counted[second.finding.rule].confirmed, counted[second.finding.rule].overruled) == (0, 1)
    review.act(Undo(second.finding.fingerprint), review.reviewer)
    assert by_rule(review)[second.finding.rule].decided == 0


def test_a_refusal_counts_for_the_clauses_it_cites_once_it_is_countersigned(review: Review) -> None:
    points = [point for point in review.waiting() if point.finding.outcome is Outcome.FAIL]
    review.act([judged(point, Outcome.FAIL) for point in points], review.reviewer)
    review.act(ProposeRefusal(), review.reviewer)
    assert {each.refused for each in figures.clauses_of(kept(review), "before_office")} == {0}
    review.act(Countersign(), review.second)
    cited = {clause.id for point in points for clause in point.finding.clauses}
    assert {each.clause for each in figures.clauses_of(kept(review), "before_office") if each.refused} == cited


def test_a_second_signature_is_something_new_to_count(review: Review, monkeypatch: pytest.MonkeyPatch) -> None:
    points = [point for point in review.waiting() if point.finding.outcome is Outcome.FAIL]
    review.act([judged(point, Outcome.FAIL) for point in points], review.reviewer)
    review.act(ProposeRefusal(), review.reviewer)
    monkeypatch.setattr(figures, "_PAUSE", timedelta(0))
    assert (figures.refresh_stale(), figures.refresh_stale()) == (1, 0)
    review.act(Countersign(), review.second)
    assert figures.refresh_stale() == 1


def test_few_applications_tell_the_public_nothing(review: Review, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(review)
    assert figures.common_faults(review.call) == {}
    monkeypatch.setattr(figures, "FEWEST", 1)
    told = figures.common_faults(review.call)
    assert told
    assert {(each.failed, each.of) for each in told.values()} == {(1, 1)}


def test_the_worker_counts_when_something_changed_and_not_twice(review: Review) -> None:
    assert (figures.refresh_stale(), figures.refresh_stale()) == (1, 0)
