"""What findings touch, and when the digest of what stands there changes."""

from __future__ import annotations

import pytest

from tests.store.scenes.reviewing import Review, run_checks
from xingshen.store.applying import applications, saving
from xingshen.store.applying.changes import Change
from xingshen.store.models import Check
from xingshen.store.procedure import examination_touches
from xingshen.store.procedure.examination_touches import Touches

pytestmark = pytest.mark.django_db


def touched(sequence: int) -> dict[str, Touches]:
    """By rule, what the check of this submission touched."""
    check = Check.objects.get(submission__sequence=sequence)
    rules = {each["fingerprint"]: each["rule"] for each in check.result["findings"]}
    return {rules[mark]: each for mark, each in examination_touches.from_json(check.touches).items()}


def hand_in_twice(review: Review, *changes: Change) -> tuple[dict[str, Touches], dict[str, Touches]]:
    """Before and after ``changes``, each handed in and checked."""
    for some in ((Change("team[a1]", {"name": "邢亦舟", "birth": "1988-09-03"}),), changes):
        now = applications.get(review.draft.pk)
        assert saving.save_changes(now.pk, review.applicant, now.version, list(some)).refused == {}
        review.hand_in()
        run_checks()
    return touched(1), touched(2)


def test_a_column_that_is_read_changes_with_every_cell_of_it() -> None:
    before, after = hand_in_twice(Review(), Change("team[a1].birth", "1990-01-02"))
    on_births = [rule for rule, each in before.items() if "team.birth" in each.fields]
    assert all(before[rule].facts != after[rule].facts for rule in on_births)
    on_funding = [rule for rule, each in before.items() if each.fields and each.fields[0].startswith("budget.self")]
    assert on_funding
    assert all(before[rule].facts == after[rule].facts for rule in on_funding)


def test_a_question_is_about_what_its_clause_names_and_rests_on_its_whole_point() -> None:
    before, after = hand_in_twice(Review(), Change("form.plan", "两年内完成三项联合研发。"))
    assert before["H-3.1.d"].fields == ("form.track_record",)
    assert before["H-3.1.d"].facts != after["H-3.1.d"].facts
    assert before["H-3.4.b"].facts == after["H-3.4.b"].facts != ""


def test_a_question_of_which_the_form_says_nothing_rests_on_the_whole_dossier() -> None:
    before, _ = hand_in_twice(Review())
    assert before["H-5.x"] == Touches()
