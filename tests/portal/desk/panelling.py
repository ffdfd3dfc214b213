"""A dossier on the desk with officers who can sign in, for tests of countersigning and the panel."""

from __future__ import annotations

from django.test import Client

from tests.portal.conftest import give_second_factor, signed_in
from tests.store.scenes.reviewing import Review, judged
from xingshen.kernel.outcome import Outcome
from xingshen.review.examination_commands import GiveOpinion, OpenPanel, ProposeRefusal
from xingshen.review.points import FAILING
from xingshen.review.policy import Actor
from xingshen.store.models import User


class OnDesk(Review):
    """Accepted, checked and given to the reviewer."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.accept()
        self.assign()

    def client_of(self, actor: Actor) -> Client:
        """This officer, signed in."""
        user = User.objects.get(pk=actor.user_id)
        if not user.authenticator_set.exists():
            give_second_factor(user)
        return signed_in(user)

    def marks(self, most: int = 2) -> list[str]:
        """Some points that wait for a decision."""
        return [point.finding.fingerprint for point in self.waiting()][:most]

    def open_panel(self, most: int = 2) -> list[str]:
        """Put some points to the panel of the scene; which."""
        marks = self.marks(most)
        people = tuple(each.user_id or 0 for each in self.panel)
        self.act(OpenPanel(tuple(marks), people, "指南未涵盖的特殊情况。"), self.reviewer)
        return marks

    def opine(self, marks: list[str], actor: Actor, opinion: Outcome = Outcome.PASS) -> None:
        """The opinion of one member on these points."""
        self.act([GiveOpinion(mark, opinion, f"{actor.name}的理由") for mark in marks], actor)

    def propose(self) -> None:
        """Agree with every fail of the machine, and propose to refuse."""
        failing = [point for point in self.waiting() if point.finding.outcome in FAILING]
        self.act([judged(point, Outcome.FAIL) for point in failing], self.reviewer)
        self.act(ProposeRefusal("所列要点不符合指南要求。"), self.reviewer)
