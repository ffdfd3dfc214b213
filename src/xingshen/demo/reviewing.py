"""The review of the demonstration: accepted examples are checked, assigned, judged, and taken as far as the cast says.

Reviewers of the demonstration look at nothing: they confirm what the machine found and settle questions as in order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Event as Stop

from xingshen.demo.cast import Verdict
from xingshen.demo.people import ORIGIN
from xingshen.jobs.check_submission import CHECK_SUBMISSION, check_submission
from xingshen.jobs.work import Work
from xingshen.kernel.outcome import Outcome
from xingshen.review.examination import Case, Command, Refusal
from xingshen.review.examination_commands import (
    Ask,
    Assign,
    ConcludePanel,
    Conclusion,
    Confirm,
    Countersign,
    GiveOpinion,
    OpenPanel,
    Overrule,
    Pass,
    ProposeRefusal,
    RequestCorrection,
)
from xingshen.review.points import FAILING, Point
from xingshen.review.policy import Actor
from xingshen.store.examination import corrections, examinations
from xingshen.store.filing import submissions
from xingshen.store.running import jobs

_FIRST_FEW = 2
_IN_ORDER = "属于指南所列范围，没有违反指南的本意。"


@dataclass(frozen=True, slots=True)
class Bench:
    """Who reviews: the office, two reviewers, and the panel."""

    office: Actor
    reviewer: Actor
    second: Actor
    panel: tuple[Actor, ...]


def check_now(application_id: int) -> None:
    """Have the machine check what was handed in, before the worker comes to it."""
    submission = submissions.at(application_id)
    claimed = jobs.claim([CHECK_SUBMISSION], f"submission {submission.pk}") if submission else None
    if claimed is None:
        raise AssertionError(f"application {application_id} was not handed in")
    check_submission(Work(claimed, Stop()))


def review(application_id: int, verdict: Verdict, bench: Bench) -> None:
    """Take an accepted example to ``verdict``, checked before by the machine."""
    check_now(application_id)
    desk = _Desk(application_id, bench)
    desk.do(bench.office, Assign(bench.reviewer.user_id or 0, "分派后各人手上的份数最均衡。"))
    steps: Mapping[Verdict, Callable[[], object]] = {
        Verdict.ASSIGNED: lambda: None,
        Verdict.EXAMINING: desk.begin,
        Verdict.IN_CORRECTION: desk.ask_for_correction,
        Verdict.AT_PANEL: desk.open_panel,
        Verdict.REFUSAL_PROPOSED: desk.propose_refusal,
        Verdict.REFUSED: desk.refuse,
        Verdict.PASSED: desk.pass_it,
    }
    steps[verdict]()


class _Desk:
    """The steps of the reviewers with one dossier."""

    def __init__(self, application_id: int, bench: Bench) -> None:
        self.id, self.bench = application_id, bench

    def do(self, actor: Actor, command: Command | Sequence[Command]) -> None:
        answer = examinations.act(self.id, command, actor, origin=ORIGIN)
        if isinstance(answer, Refusal):
            raise AssertionError(f"application {self.id}: {answer.reason}")

    def case(self) -> Case:
        return examinations.case_of(examinations.get(self.id))

    def waiting(self) -> list[Point]:
        return [point for point in self.case().points() if point.waits and not point.for_panel]

    def begin(self) -> None:
        asked, *rest = self.waiting()[: _FIRST_FEW + 1]
        question = Ask(asked.finding.fingerprint, asked.basis.digest, "请指出材料中的对应页码。")
        self.do(self.bench.reviewer, [question, *(_judged(point) for point in rest)])

    def settle(self) -> None:
        self.do(self.bench.reviewer, [_judged(point) for point in self.waiting()])

    def ask_for_correction(self) -> None:
        self.settle()
        row, points = examinations.get(self.id), [point for point in self.case().points() if point.fails]
        items = corrections.items_for(row, points)
        self.do(self.bench.reviewer, RequestCorrection(tuple(items.values())))

    def open_panel(self) -> tuple[str, ...]:
        """The points that were put to the panel."""
        self.settle()
        marks = tuple(point.finding.fingerprint for point in self.case().points() if point.for_panel)
        if marks:
            members = tuple(member.user_id or 0 for member in self.bench.panel)
            self.do(self.bench.reviewer, OpenPanel(marks, members, "指南用“原则上”，是否属于例外须集体研判。"))
            self.do(self.bench.panel[0], [GiveOpinion(mark, Outcome.PASS, _IN_ORDER) for mark in marks])
        return marks

    def propose_refusal(self) -> None:
        self.settle()
        self.do(self.bench.reviewer, ProposeRefusal("所列要点不符合指南要求。"))

    def refuse(self) -> None:
        self.propose_refusal()
        self.do(self.bench.second, Countersign("已核对原件页面，同意。"))

    def pass_it(self) -> None:
        marks = self.open_panel()
        for member in self.bench.panel[1:] if marks else ():
            self.do(member, [GiveOpinion(mark, Outcome.PASS, _IN_ORDER) for mark in marks])
        if marks:
            concluded = ConcludePanel(tuple(Conclusion(mark, Outcome.PASS, _IN_ORDER) for mark in marks))
            self.do(self.bench.panel[0], concluded)
        self.do(self.bench.reviewer, Pass("各要点均符合要求。"))


def _judged(point: Point) -> Command:
    """What the machine says fails, fails; everything else is found in order."""
    mark, seen = point.finding.fingerprint, point.basis.digest
    if point.finding.outcome in FAILING or point.proposal is Outcome.PASS:
        return Confirm(mark, seen)
    return Overrule(mark, seen, "已核对原件页面，内容符合要求。", Outcome.PASS)
