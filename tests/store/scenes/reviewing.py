"""A dossier before the office with its officers, for tests: accepted, checked, assigned, judged as wanted."""

from __future__ import annotations

from threading import Event
from typing import Any
from uuid import uuid4

from tests.store.scenes.filing import Scene
from xingshen.jobs.check_submission import CHECK_SUBMISSION, check_submission
from xingshen.jobs.work import Work
from xingshen.kernel.outcome import Outcome
from xingshen.review.examination import Case, Command, Refusal
from xingshen.review.examination_commands import Assign, Confirm, Overrule
from xingshen.review.points import FAILING, Point
from xingshen.review.policy import Actor, Role
from xingshen.store.examination import examinations
from xingshen.store.examination.examinations import Done
from xingshen.store.models import Application, Membership, User
from xingshen.store.people import officers, people
from xingshen.store.people.officers import Declaration
from xingshen.store.running import jobs

NOTHING_TO_DECLARE = Declaration(())


def make_officer(role: Role = Role.REVIEWER, name: str = "沈细行", *, declared: bool = True) -> Actor:
    """An officer of the programme who declared to have no ties."""
    user = User.objects.create_user(f"{uuid4().hex[:8]}@example.cn", "correct-horse-9", name=name)
    Membership.objects.create(user=user, role=role.value)
    actor = people.actor(user.pk)
    if declared:
        officers.declare(user.pk, NOTHING_TO_DECLARE, actor, examinations.NO_ORIGIN)
    return actor


class Review(Scene):
    """A scene whose draft is handed in, approved, recommended and checked by the machine."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.office = make_officer(Role.OFFICE, "闻主任")
        self.reviewer, self.second = make_officer(), make_officer(name="明察之")
        self.panel = [make_officer(Role.PANEL, "何从容"), make_officer(Role.PANEL, "鉴以衡")]

    def accept(self, draft: Application | None = None, *, checked: bool = True) -> None:
        """Hand it in and take it through unit, department and (``checked``) the machine."""
        self.hand_in(draft)
        self.approve(draft)
        self.recommend(draft)
        if checked:
            run_checks()

    def case(self, draft: Application | None = None) -> Case:
        """As it stands."""
        return examinations.case_of(examinations.get((draft or self.draft).pk))

    def act(self, command: Command | list[Command], actor: Actor, draft: Application | None = None) -> Done:
        """A step that has to work."""
        answer = examinations.act((draft or self.draft).pk, command, actor)
        assert not isinstance(answer, Refusal), answer.reason
        return answer

    def assign(self, draft: Application | None = None) -> None:
        """To the first reviewer."""
        assert self.reviewer.user_id is not None
        self.act(Assign(self.reviewer.user_id), self.office, draft)

    def waiting(self, draft: Application | None = None) -> list[Point]:
        """The points that a person still has to decide and that go to no panel."""
        return [point for point in self.case(draft).points() if point.waits and not point.for_panel]

    def settle(self, as_: Outcome = Outcome.PASS, draft: Application | None = None) -> None:
        """Decide every waiting point as ``as_``, whatever the machine proposes."""
        self.act([judged(point, as_) for point in self.waiting(draft)], self.reviewer, draft)


def with_a_paper() -> Review:
    """A dossier with one paper, accepted, checked and given to the reviewer."""
    made = Review()
    made.add_paper()
    made.accept()
    made.assign()
    return made


def run_checks() -> None:
    """The machine checks everything that was handed in."""
    while (claim := jobs.claim([CHECK_SUBMISSION])) is not None:
        check_submission(Work(claim, Event()))


def judged(point: Point, as_: Outcome) -> Command:
    """The command that settles a point so."""
    mark, seen = point.finding.fingerprint, point.basis.digest
    if point.proposal is as_ or (as_ is Outcome.FAIL and point.proposal in FAILING):
        return Confirm(mark, seen, "已核对原件。")
    return Overrule(mark, seen, "已核对原件页面，内容符合要求。", as_)


def kinds(application_id: int) -> list[str]:
    """The kinds of the events of an examination, in order, equal neighbours once."""
    found: list[Any] = []
    for entry in examinations.history(application_id):
        if not found or found[-1] != entry.event.kind:
            found.append(entry.event.kind)
    return found
