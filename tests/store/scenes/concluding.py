"""Dossiers brought to a conclusion, for tests: passed, refused, returned for correction, re-examined."""

from __future__ import annotations

from tests.store.scenes.reviewing import Review, judged, make_officer
from xingshen.kernel.outcome import Outcome
from xingshen.reports.letters.templating import TemplateDesk
from xingshen.review.examination import Refusal
from xingshen.review.examination_commands import (
    AssignReexamination,
    ConcludePanel,
    Conclusion,
    Countersign,
    DecideReexamination,
    GiveOpinion,
    OpenPanel,
    Pass,
    ProposeRefusal,
    RequestCorrection,
    RequestReexamination,
)
from xingshen.review.examination_values import CorrectionItem, Opened, Ruling
from xingshen.review.policy import Actor
from xingshen.store.conclusions import letters
from xingshen.store.models import Application, Letter


class Concluding(Review):
    """A scene that can conclude; ``desk`` merges templates."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.third = make_officer(name="公允之")

    def begin(self, draft: Application | None = None) -> None:
        """Accepted, checked, given to the reviewer."""
        self.accept(draft)
        self.assign(draft)

    def through_the_panel(self, draft: Application | None = None, as_: Outcome = Outcome.PASS) -> None:
        """Points that nobody decides alone, where there are any."""
        marks = tuple(point.finding.fingerprint for point in self.case(draft).points() if point.for_panel)
        if not marks:
            return
        members = tuple(each.user_id for each in self.panel if each.user_id is not None)
        self.act(OpenPanel(marks, members, "须集体研判。"), self.reviewer, draft)
        for member in self.panel:
            self.act([GiveOpinion(mark, as_, "属于所列范围。") for mark in marks], member, draft)
        self.act(ConcludePanel(tuple(Conclusion(mark, as_, "意见一致。") for mark in marks)), self.panel[0], draft)

    def passed(self, draft: Application | None = None) -> None:
        """Everything in order: passed."""
        self.begin(draft)
        self.through_the_panel(draft)
        self.settle(Outcome.PASS, draft)
        self.act(Pass(), self.reviewer, draft)

    def refused(self, draft: Application | None = None) -> None:
        """One point fails, countersigned by another."""
        self.begin(draft)
        self.through_the_panel(draft)
        first, *rest = self.waiting(draft)
        self.act([judged(first, Outcome.FAIL), *(judged(each, Outcome.PASS) for each in rest)], self.reviewer, draft)
        self.propose(draft)
        self.act(Countersign(), self.second, draft)

    def propose(self, draft: Application | None = None) -> None:
        """The reviewer proposes to refuse."""
        self.act(ProposeRefusal("所列要点不符合指南要求。"), self.reviewer, draft)

    def in_correction(self, draft: Application | None = None) -> None:
        """Returned with its first waiting point."""
        self.begin(draft)
        point = self.waiting(draft)[0]
        item = CorrectionItem(
            fingerprint=point.finding.fingerprint,
            clauses=tuple(clause.id for clause in point.finding.clauses),
            evidence="页面看不清。",
            cure="请补交清晰的扫描件。",
            question="请说明原因。",
            opens=Opened(("project.title",), ("合作协议",)),
        )
        self.act(RequestCorrection((item,)), self.reviewer, draft)

    def send(self, draft: Application | None = None) -> Letter:
        """Send the letter that is due; it has to work."""
        with TemplateDesk() as desk:
            answer = letters.issue((draft or self.draft).pk, self.office, desk=desk)
        assert not isinstance(answer, Refusal), answer.reason
        return answer

    def ask_again(self, draft: Application | None = None, by: Actor | None = None) -> None:
        """The applicant asks for a re-examination, and the third reviewer gets it."""
        assert self.third.user_id is not None
        self.act(RequestReexamination("材料第3页已有所要求的内容。"), by or self.applicant, draft)
        self.act(AssignReexamination(self.third.user_id), self.office, draft)

    def judge_anew(self, as_: Outcome, draft: Application | None = None) -> None:
        """The grounds judged by the new reviewer."""
        case = self.case(draft)
        assert case.examination.refusal is not None
        grounds = {ground.basis.fingerprint for ground in case.examination.refusal.grounds}
        points = [point for point in case.points() if point.finding.fingerprint in grounds]
        self.act([judged(point, as_) for point in points], self.third, draft)

    def rule(self, ruling: Ruling, draft: Application | None = None) -> None:
        """The re-examination ends."""
        self.judge_anew(Outcome.FAIL if ruling is Ruling.UPHELD else Outcome.PASS, draft)
        self.act(DecideReexamination(ruling, "经重新核对。"), self.third, draft)
