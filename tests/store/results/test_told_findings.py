"""Nothing that leaves the office names another dossier: items of corrections, letters, findings, figures."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

import pytest

from tests.store.scenes.comparing import Batch
from tests.store.scenes.concluding import Concluding
from tests.store.scenes.reviewing import judged, run_checks
from xingshen.kernel.outcome import Outcome
from xingshen.review.alone import OF_OTHERS
from xingshen.review.examination_commands import Countersign, ProposeRefusal, RequestCorrection
from xingshen.review.examination_values import CorrectionItem
from xingshen.review.filing import Refusal
from xingshen.store.examination import corrections, examinations
from xingshen.store.examination.corrections import Given
from xingshen.store.figures import figures
from xingshen.store.models import Application
from xingshen.store.results import filing_checks

pytestmark = pytest.mark.django_db
TITLE = "柔性焊接机器人的力位协同控制方法"
AGREEMENT = "05-隔壁单位的协议.pdf"


class Both(Concluding, Batch):
    """Dossiers with something in common that can be concluded."""


@dataclass
class Pair:
    """The dossier that is concluded, and the one beside it that nobody may hear of."""

    batch: Both
    own: Application
    other: Application

    @property
    def secrets(self) -> list[str]:
        self.other.refresh_from_db()
        return [self.other.number, TITLE, AGREEMENT]

    def item(self, clause: str, title: str = "") -> CorrectionItem:
        point = self.batch.point_on(clause, self.own, title)
        (made,) = corrections.items_for(examinations.get(self.own.pk), [point]).values()
        return replace(made, question="请说明与其他申报的关系。")


@pytest.fixture
def pair() -> Pair:
    batch = Both()
    own = batch.add_with_paper(b"%PDF-1.7 one agreement", project__title="河岸湿地植物群落恢复对比")
    other = batch.add_with_paper(b"%PDF-1.7 one agreement", name=AGREEMENT, project__title=TITLE, form__category="2")
    batch.look()
    batch.assign(own)
    return Pair(batch, own, other)


def hears_of_others(told: Any, pair: Pair) -> list[str]:
    text = told if isinstance(told, str) else json.dumps(told, ensure_ascii=False, default=str)
    return [each for each in pair.secrets if each in text]


def test_the_office_hears_of_the_other_dossier(pair: Pair) -> None:
    said = [
        pair.batch.point_on(clause, pair.own, title).finding for clause, title in (("5.x", "重复"), ("5.1.c", "未同时"))
    ]
    assert hears_of_others(repr(said), pair) == [pair.other.number, AGREEMENT]


@pytest.mark.parametrize(("clause", "title"), [("3.5", ""), ("5.1.c", "未同时"), ("5.x", "重复")])
def test_an_item_of_a_correction_says_only_that_others_matter(pair: Pair, clause: str, title: str) -> None:
    item = pair.item(clause, title)
    assert item.evidence == OF_OTHERS
    assert item.cure == pair.batch.point_on(clause, pair.own, title).finding.cure != ""
    pair.batch.act(RequestCorrection((item,)), pair.batch.reviewer, pair.own)
    found = corrections.findings_of(pair.own.pk)
    assert found[item.fingerprint].message == OF_OTHERS
    assert hears_of_others(repr(found), pair) == []
    assert hears_of_others(pair.batch.send(pair.own).record, pair) == []


def test_what_others_do_not_touch_is_told_as_it_is(pair: Pair) -> None:
    point = next(each for each in pair.batch.waiting(pair.own) if each.finding.rule == "R-3.6.a")
    (item,) = corrections.items_for(examinations.get(pair.own.pk), [point]).values()
    assert item.evidence.startswith(point.finding.message)


def test_a_letter_of_refusal_names_no_other_dossier(pair: Pair) -> None:
    batch, own = pair.batch, pair.own
    batch.through_the_panel(own, Outcome.FAIL)
    points = [*batch.waiting(own)]
    leader = batch.point_on("5.1.c", own, "未同时").finding.fingerprint
    batch.act(
        [judged(each, Outcome.FAIL if each.finding.fingerprint == leader else Outcome.PASS) for each in points],
        batch.reviewer, own,
    )  # fmt: skip
    batch.act(ProposeRefusal("所列要点不符合指南要求。"), batch.reviewer, own)
    batch.act(Countersign(), batch.second, own)
    content = batch.send(own).record["content"]
    found = [item["found"] for item in content["items"]]
    assert found.count(OF_OTHERS) == 3
    assert hears_of_others(content, pair) == []


def test_a_corrected_submission_has_a_check_by_itself_beside_the_one_that_knows_the_others(pair: Pair) -> None:
    pair.batch.act(RequestCorrection((pair.item("3.5"),)), pair.batch.reviewer, pair.own)
    replies = {pair.item("3.5").fingerprint: "另一项已申请撤回。"}
    submission = corrections.hand_in(pair.own.pk, "again", Given(replies), pair.batch.applicant)
    assert not isinstance(submission, Refusal), submission.reason
    run_checks()
    alone, counts = filing_checks.result_of(submission), filing_checks.result_that_counts(submission)
    assert alone is not None
    assert counts is not None
    outcomes = [{each.rule: each.outcome for each in result.findings}["R-3.5"] for result in (alone, counts)]
    assert outcomes == [Outcome.PASS, Outcome.HUMAN]
    assert hears_of_others(repr(alone), pair) == []


def test_figures_for_the_public_count_checks_by_themselves_and_those_of_the_office_what_it_sees(pair: Pair) -> None:
    assert figures.refresh(pair.batch.call)
    kept = figures.of(pair.batch.call)
    assert kept is not None
    human = {
        among: {each.clause: each.human for each in figures.clauses_of(kept, among)}.get("3.5", 0)
        for among in ("filed", "before_office")
    }
    assert human == {"filed": 0, "before_office": 2}
