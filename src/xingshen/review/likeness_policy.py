"""Who may look at two dossiers side by side, and say that what they have in common is in order."""

from __future__ import annotations

from dataclasses import dataclass

from xingshen.review.examination_policy import ReviewFacts, may_judge, may_see, takes_part
from xingshen.review.policy import ALLOWED, Actor, Decision, Predicate, Role, holds


@dataclass(frozen=True, slots=True)
class PairFacts:
    """The two dossiers of a likeness."""

    first: ReviewFacts
    second: ReviewFacts


def _free_of_both(actor: Actor, pair: PairFacts) -> Decision:
    """Whoever must keep out of one of the two does not see it beside the other either."""
    return takes_part(pair.first, actor.user_id) and takes_part(pair.second, actor.user_id)


def _sees_one(actor: Actor, pair: PairFacts) -> Decision:
    return ALLOWED if may_see(actor, pair.first) else may_see(actor, pair.second)


def _judges_one(actor: Actor, pair: PairFacts) -> Decision:
    return ALLOWED if may_judge(actor, pair.first) else may_judge(actor, pair.second)


_office: Predicate[PairFacts] = holds(Role.OFFICE)
_free: Predicate[PairFacts] = Predicate(_free_of_both)

may_compare: Predicate[PairFacts] = _office | (Predicate(_sees_one) & _free)
"""The office, and whoever works on one of the two and has a conflict with neither."""
may_set_aside: Predicate[PairFacts] = _office | (Predicate(_judges_one) & _free)
"""The office, and the reviewer of one of the two."""
