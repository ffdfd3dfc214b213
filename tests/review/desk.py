"""A desk to try the examination at: invented people, one small check, and a driver that keeps the history."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.reports.builder import finding, result
from xingshen.findings.finding import CheckResult, Finding, PaperUsed, ReadValue
from xingshen.kernel.outcome import Outcome, Reason
from xingshen.kernel.place import Evidence
from xingshen.review.conflicts import Concerned, Ties
from xingshen.review.examination import Answer, Case, Refusal, Why, accept, decide, fold, take_in
from xingshen.review.examination_commands import Assign, Command, Confirm, GiveOpinion, Overrule
from xingshen.review.examination_events import Event
from xingshen.review.examination_policy import Officer, ReviewFacts
from xingshen.review.examination_state import Examination
from xingshen.review.filing_policy import Parties
from xingshen.review.points import MachineResult, Point, read_machine
from xingshen.review.policy import Actor, Role
from xingshen.review.procedure import Procedure

START = datetime(2026, 7, 20, 1, tzinfo=UTC)
"""A Monday, nine o'clock in the morning in Shanghai."""
MINUTE = timedelta(minutes=1)

OFFICE = Actor(1, "办公室", frozenset({Role.OFFICE}))
FIRST = Actor(2, "审查员甲", frozenset({Role.REVIEWER}))
SECOND = Actor(3, "审查员乙", frozenset({Role.REVIEWER}))
THIRD = Actor(4, "审查员丙", frozenset({Role.REVIEWER}))
PANEL_A = Actor(5, "研判甲", frozenset({Role.PANEL}))
PANEL_B = Actor(6, "研判乙", frozenset({Role.PANEL}))
PANEL_C = Actor(9, "研判丙", frozenset({Role.PANEL}))
PANEL_D = Actor(10, "研判丁", frozenset({Role.PANEL}))
OWNER = Actor(7, "申报人", frozenset({Role.APPLICANT}), unit_id=70)
UNIT = Actor(8, "单位管理员", frozenset({Role.UNIT_ADMIN}), unit_id=70)
STRANGER = Actor(99, "别的单位", frozenset({Role.APPLICANT, Role.UNIT_ADMIN}), unit_id=71)
CONFLICTED = Actor(11, "有关系的审查员", frozenset({Role.REVIEWER, Role.PANEL, Role.OFFICE}))
UNKNOWN = Actor(12, "未登记关系的审查员", frozenset({Role.REVIEWER, Role.PANEL}))
EVERYBODY = (
    OFFICE, FIRST, SECOND, THIRD, PANEL_A, PANEL_B, PANEL_C, PANEL_D, OWNER, UNIT, STRANGER, CONFLICTED, UNKNOWN,
)  # fmt: skip
CONCERNED = Concerned(units=frozenset({"u:70"}), people=frozenset({"p:冯"}))
OFFICERS = {
    actor.user_id: Officer(actor.roles, Ties(own_units=frozenset({"u:70"})) if actor is CONFLICTED else Ties())
    for actor in EVERYBODY
    if actor.user_id and actor is not UNKNOWN
} | {12: Officer(UNKNOWN.roles, None)}
PARTIES = Parties(owner_id=7, unit_id=70, department_id=20)

AGREEMENT = "附件/协议.pdf"
MONEY = finding("3.6.a", Outcome.FAIL, read=(ReadValue("自筹资金", "299.99 万元"),))
TERM = finding(
    "3.3.d",
    Outcome.FAIL,
    read=(ReadValue("截止日", "2028-06-29", (Evidence(AGREEMENT, "至2028年6月29日", "text-layer", 1.0, 3),)),),
    evidence=(Evidence(AGREEMENT, "至2028年6月29日", "text-layer", 1.0, 3),),
)
SEAL = finding(
    "4.2",
    Outcome.HUMAN,
    reason=Reason.LOW_CONFIDENCE,
    evidence=(Evidence("附件/签章页.pdf", "公章", "ocr", 0.6, 1),),
)
COUNTRY = finding("2.2.s2", Outcome.HUMAN, reason=Reason.OPEN_LIST, read=(ReadValue("国别", "斐济"),))
QUESTION = finding("3.1.a", Outcome.HUMAN, reason=Reason.JUDGEMENT, standing=True, cure="")
SPECIAL = finding("5.x", Outcome.HUMAN, reason=Reason.JUDGEMENT, standing=True, cure="")
GOOD = finding("5.3", Outcome.PASS, read=(ReadValue("申请额", "100.00 万元"),))
SUM = finding("5.0", Outcome.FAIL, derived=True)
PAPERS = tuple(
    PaperUsed(file, file, "合作协议", "合作协议", "application/pdf", 3, digest, "已读取")
    for file, digest in ((AGREEMENT, "aa"), ("附件/签章页.pdf", "bb"))
)


def check(*findings: Finding, **changes: object) -> CheckResult:
    """A check that found just this."""
    return replace(result(*findings), **{"papers": PAPERS, **changes})  # type: ignore[arg-type]


def passing(found: Finding) -> Finding:
    """The same point, mended."""
    return replace(found, outcome=Outcome.PASS, reason=None, cure="", read=(ReadValue("改正后", "是"),))


CLEAN = check(GOOD, QUESTION, SPECIAL)
FAULTY = check(MONEY, TERM, SEAL, GOOD, QUESTION, SUM)
DOUBTFUL = check(COUNTRY, GOOD)


class Desk:
    """One dossier with its history; every command comes a minute after the last."""

    def __init__(self, found: CheckResult = FAULTY, procedure: Procedure | None = None) -> None:
        self.history: list[Event] = []
        self.now = START
        self.machine: MachineResult = read_machine(found)
        self.procedure = procedure or Procedure()

    @property
    def state(self) -> Examination:
        return fold(self.history)

    @property
    def case(self) -> Case:
        return Case(ReviewFacts(self.state, PARTIES, CONCERNED, OFFICERS), self.machine, self.procedure)

    def point(self, found: Finding) -> Point:
        return next(each for each in self.case.points() if each.finding.fingerprint == found.fingerprint)

    def seen(self, found: Finding) -> str:
        return self.machine.bases[found.fingerprint].digest

    def keep(self, answer: Answer) -> tuple[Event, ...]:
        assert not isinstance(answer, Refusal), answer
        self.history += answer
        return answer

    def do(self, command: Command, actor: Actor = FIRST) -> tuple[Event, ...]:
        self.now += MINUTE
        return self.keep(decide(self.case, command, actor, self.now))

    def why(self, command: Command, actor: Actor = FIRST) -> Why:
        answer = decide(self.case, command, actor, self.now)
        assert isinstance(answer, Refusal), answer
        return answer.why

    def confirm(self, *found: Finding, actor: Actor = FIRST) -> None:
        for each in found:
            self.do(Confirm(each.fingerprint, self.seen(each)), actor)

    def overrule(self, found: Finding, reason: str = "已核对原件", actor: Actor = FIRST) -> None:
        self.do(Overrule(found.fingerprint, self.seen(found), reason), actor)

    def opinions(self, found: Finding, opinion: Outcome, *actors: Actor) -> None:
        for actor in actors:
            self.do(GiveOpinion(found.fingerprint, opinion, "理由"), actor)

    def check_again(self, found: CheckResult) -> tuple[Event, ...]:
        self.machine = read_machine(found)
        return self.keep(take_in(self.state, self.machine, self.state.sequence, self.now))


def assigned(found: CheckResult = FAULTY, procedure: Procedure | None = None) -> Desk:
    """A dossier that was accepted, checked and given to the first reviewer."""
    desk = Desk(found, procedure)
    desk.keep(accept(desk.state, 1, desk.now))
    desk.check_again(found)
    desk.do(Assign(2, "工作量最少"), OFFICE)
    return desk
