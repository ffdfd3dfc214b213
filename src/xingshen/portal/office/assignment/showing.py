"""A plan of assignment as pages show it: a line a dossier with whom it may go to, and the loads before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

from xingshen.review.assignment import Considered
from xingshen.review.examination import Stage
from xingshen.review.policy import Role
from xingshen.store.examination import assignments
from xingshen.store.examination.assignment_runs import Wish
from xingshen.store.examination.assignments import Proposal
from xingshen.store.people import officer_profiles

PER_PAGE = 50
_FIELD = "to-%d"


@dataclass(frozen=True, slots=True)
class Offer:
    """One dossier: whom the plan gives it to (None: nobody can), whom it may go to, and why each has it or not."""

    row: Any
    field: str
    chosen: int | None
    choices: tuple[tuple[int, str], ...]
    reasons: tuple[tuple[str, Considered], ...]
    again: bool


@dataclass(frozen=True, slots=True)
class Load:
    """What somebody has on hand before and after; who is away or did not declare gets nothing."""

    name: str
    before: int
    more: int
    capacity: int | None
    away: bool
    declared: bool

    @property
    def after(self) -> int:
        """What is on hand once everything was given as planned."""
        return self.before + self.more


def offers(proposal: Proposal, rows: Sequence[Any], names: Mapping[int, str]) -> list[Offer]:
    """The dossiers of one page."""
    return [_offer(proposal, row, names) for row in rows]


def _offer(proposal: Proposal, row: Any, names: Mapping[int, str]) -> Offer:
    pk = row.application_id
    reasons = tuple((names.get(each.person, ""), each) for each in proposal.explain(pk))
    return Offer(
        row=row,
        field=_FIELD % pk,
        chosen=proposal.chosen(pk),
        choices=tuple((person, names.get(person, "")) for person in proposal.able(pk)),
        reasons=tuple(sorted(reasons, key=lambda pair: (not pair[1].chosen, pair[0]))),
        again=row.stage == Stage.REEXAMINATION_REQUESTED,
    )


def loads(proposal: Proposal) -> list[Load]:
    """Every reviewer, also who gets nothing; those first who can be given something."""
    placed = list(proposal.plan.placed.values())
    found = []
    for known in officer_profiles.everybody():
        pk = known.user.pk
        if Role.REVIEWER not in known.roles:
            continue
        before = proposal.before.get(pk, known.load)
        found.append(
            Load(known.user.name, before, placed.count(pk), known.settings.capacity, known.away, known.declared)
        )
    return sorted(found, key=lambda load: (load.away or not load.declared, load.name))


def wishes(proposal: Proposal, rows: Sequence[Any], sent: QueryDict) -> dict[int, Wish]:
    """Of these dossiers, whom each is to be given to: as sent, else as planned; what is sent empty stays."""
    found = {}
    for row in rows:
        pk, field = row.application_id, _FIELD % row.application_id
        planned = proposal.chosen(pk)
        asked = sent.get(field, str(planned or ""))
        if asked.isdecimal():
            reviewer = int(asked)
            found[pk] = (reviewer, proposal.why(pk) if reviewer == planned else assignments.BY_HAND)
    return found


def only(request: HttpRequest) -> list[int]:
    """The applications that were chosen, from the address or the form."""
    listed = [*request.GET.getlist("id"), *request.POST.getlist("id")]
    return list(dict.fromkeys(int(each) for each in listed if each.isdecimal()))[: assignments.MOST]


def number(text: str | None) -> int | None:
    """A number that was sent."""
    return int(text) if text and text.isdecimal() else None
