"""Results of checks that come while people are at work: taken in where the stage allows it, else in nobody's way."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.db import transaction

from tests.store.scenes.concluding import Concluding
from tests.store.scenes.reviewing import judged
from xingshen.kernel.outcome import Outcome
from xingshen.review.examination_commands import ConcludePanel, Conclusion, DeclineCountersign, GiveOpinion, OpenPanel
from xingshen.review.examination_values import Ruling
from xingshen.store.models import Check, Examination
from xingshen.store.procedure import examination_flow

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Concluding:
    return Concluding()


def row(scene: Concluding) -> Examination:
    return Examination.objects.get(application=scene.draft)


def check_again(scene: Concluding) -> Check:
    """Another result of the same submission, as after another dossier came that has something in common with it."""
    check = Check.objects.exclude(submission=None).latest("pk")
    result = deepcopy(check.result)
    result["dossier"]["digest"] = "sha256:" + "0" * 64
    newer = Check(
        application=check.application, submission=check.submission, version=check.version, input_digest="with others",
        engine=check.engine, guide_digest=check.guide_digest, verdict=check.verdict, result=result,
        touches=check.touches, outcomes=check.outcomes,
    )  # fmt: skip
    with transaction.atomic():
        newer.save()
        examination_flow.take_in(newer)
    return newer


def test_a_result_that_comes_while_points_are_judged_counts_at_once(scene: Concluding) -> None:
    scene.begin()
    newer = check_again(scene)
    assert (row(scene).result_id, row(scene).checked) == (newer.pk, True)


def test_a_result_that_comes_before_a_second_signature_waits_and_counts_when_it_is_declined(scene: Concluding) -> None:
    scene.begin()
    first, *rest = scene.waiting()
    scene.act([judged(first, Outcome.FAIL), *(judged(each, Outcome.PASS) for each in rest)], scene.reviewer)
    scene.propose()
    looked_at = row(scene).result_id
    newer = check_again(scene)
    assert (row(scene).result_id, row(scene).checked) == (looked_at, True)
    scene.act(DeclineCountersign("请补充页面。"), scene.second)
    assert (row(scene).result_id, row(scene).checked) == (newer.pk, True)


def test_a_panel_concludes_on_the_result_that_it_was_given(scene: Concluding) -> None:
    scene.begin()
    mark = scene.waiting()[0].finding.fingerprint
    members = tuple(each.user_id or 0 for each in scene.panel)
    scene.act(OpenPanel((mark,), members, "须集体研判。"), scene.reviewer)
    newer = check_again(scene)
    for member in scene.panel:
        scene.act(GiveOpinion(mark, Outcome.PASS, "符合。"), member)
    scene.act(ConcludePanel((Conclusion(mark, Outcome.PASS, "一致。"),)), scene.panel[0])
    assert (row(scene).stage, row(scene).result_id, row(scene).checked) == ("examining", newer.pk, True)


def test_a_re_examination_is_decided_although_another_result_came(scene: Concluding) -> None:
    scene.refused()
    scene.send()
    scene.ask_again()
    check_again(scene)
    scene.rule(Ruling.UPHELD)
    assert (row(scene).stage, row(scene).conclusion) == ("final", "fail")
