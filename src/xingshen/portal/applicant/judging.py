"""The self-check as pages show it: counts, the list of what was found with places to go, remarks at fields, steps.

Turns a look of the engine into view models; decides no outcome. Rows are counted by the engine and named by ids here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, gettext

from xingshen.dossier.attachments import ATTACHMENTS_ID
from xingshen.kernel.outcome import Outcome
from xingshen.kernel.place import Evidence
from xingshen.pipeline.live_shape import FieldState, LiveCheck, LiveFinding
from xingshen.pipeline.states import State
from xingshen.portal.applicant.fields import Remark, Standing, html_id
from xingshen.portal.applicant.own import Own, address_of
from xingshen.store.applying import self_check

_OUTCOMES = {State.WRONG: Outcome.FAIL, State.LOOK: Outcome.HUMAN}
_SHOWN = (State.WRONG, State.LOOK)
_ROW = re.compile(r"^([a-z0-9_.]+)\[(\d+)\](.*)$")


@dataclass(frozen=True, slots=True)
class Shown:
    """One finding as ``ui/_finding.html`` takes it."""

    outcome: str
    title: str
    sentence: str
    place: str
    clause: str
    quote: str
    rendering: str
    cure: str
    url: str
    evidence_url: str
    page_url: str
    evidence_alt: str
    anchor: str
    section: str
    field: str


@dataclass(frozen=True, slots=True)
class Panel:
    """Counts and lists of the self-check. ``open`` counts fields and points not yet answered."""

    fail: int
    human: int
    open: int
    passed: int
    findings: list[Shown]
    unanswered: list[Shown]
    standing: int
    reading: list[str]
    total: int


@dataclass(frozen=True, slots=True)
class Step:
    """One section in the list of progress."""

    number: int
    title: str
    url: str
    current: bool
    outcome: str
    count: str


@dataclass(frozen=True)
class Judged:
    """Everything that the pages of one application show of its self-check."""

    own: Own
    look: LiveCheck

    def page(self, current: str) -> dict[str, Any]:
        """What every page in the frame of the form shows; ``current`` is the id of the section it belongs to."""
        return {
            **self.own.frame(),
            "steps": self.steps(current),
            "check": self.panel(),
            "saved_at": self.own.application.changed_at,
        }

    def standing(self, **more: Any) -> Standing:
        """How the fields stand now, by the addresses of the page."""
        states = {self._here(address): state for address, state in self.look.fields.items()}
        return Standing(
            words=self.own.words,
            opened=self.own.opened,
            hidden=frozenset(address for address, state in states.items() if state.visible is False),
            required=frozenset(address for address, state in states.items() if state.required),
            remarks={address: remarks for address, state in states.items() if (remarks := self._remarks(state))},
            **more,
        )

    def panel(self) -> Panel:
        """Counts and lists."""
        shown = {state: self._listed(state) for state in (*_SHOWN, State.OPEN)}
        counted = [item for item in self.look.findings if not item.finding.derived]
        return Panel(
            fail=self.look.count(State.WRONG),
            human=self.look.count(State.LOOK),
            open=self.look.count(State.OPEN),
            passed=self.look.count(State.PASSED),
            findings=[*shown[State.WRONG], *shown[State.LOOK]],
            unanswered=shown[State.OPEN],
            standing=self.look.count(State.STANDING),
            reading=list(self.look.reading),
            total=len(counted),
        )

    def steps(self, current: str) -> list[Step]:
        """The sections in order, each with how it stands."""
        return [
            Step(
                number,
                each.section.title,
                section_url(self.own.id, each.section.id),
                each.section.id == current,
                self._outcome(each.findings, each.required_left, each.filled),
                f"{each.filled}/{each.asked}" if each.asked and each.filled < each.asked else "",
            )
            for number, each in enumerate(self.look.sections, start=1)
        ]

    def shown(self, item: LiveFinding) -> Shown:
        """A finding with its place, its clause and its way to the field."""
        finding, clause = item.finding, item.finding.clauses[0]
        evidence = next((each for each in finding.evidence if each.method != "form" and each.page), None)
        field = self._here(item.fields[0].address) if item.fields else ""
        return Shown(
            outcome=_OUTCOMES.get(item.state, finding.outcome).value,
            title=finding.title,
            sentence=finding.message or finding.title,
            place=_place(finding.evidence),
            clause=clause.id,
            quote=clause.text,
            rendering=clause.rendering,
            cure=finding.cure,
            url=self._way(item, field),
            evidence_url=self._page(evidence, "applicant:paper_crop"),
            page_url=self._page(evidence, "applicant:paper_page"),
            evidence_alt=evidence.quote if evidence else "",
            anchor=f"found-{finding.fingerprint}",
            section=item.section or "",
            field=field,
        )

    def _listed(self, state: State) -> list[Shown]:
        return [self.shown(item) for item in self.look.findings if item.state is state and not item.finding.derived]

    def _remarks(self, state: FieldState) -> list[Remark]:
        problems = [Remark(Outcome.HUMAN.value, problem.message) for problem in state.problems]
        return [*problems, *(Remark(Outcome.HUMAN.value, hint) for hint in state.hints), *self._found(state)]

    @cached_property
    def _by_rule(self) -> dict[str, LiveFinding]:
        return {item.finding.rule: item for item in self.look.findings}

    def _found(self, state: FieldState) -> Iterator[Remark]:
        for rule in state.findings:
            item = self._by_rule[rule]
            if item.state in _SHOWN and not item.finding.derived:
                yield Remark(_OUTCOMES[item.state].value, item.finding.message or item.finding.title)

    def _outcome(self, findings: Any, required_left: int, filled: int) -> str:
        if findings.get(State.WRONG):
            return Outcome.FAIL.value
        if findings.get(State.LOOK):
            return Outcome.HUMAN.value
        done = not required_left and not findings.get(State.OPEN) and not findings.get(State.READING) and filled
        return Outcome.PASS.value if done else ""

    def _here(self, address: str) -> str:
        """The address of the page: with the id of the row where the engine counts rows."""
        match = _ROW.match(address)
        if match is None:
            return address
        rows = self.own.answers.filled_rows(match[1])
        at = int(match[2]) - 1
        return f"{match[1]}[{rows[at]['_id']}]{match[3]}" if at < len(rows) else address

    def _way(self, item: LiveFinding, field: str) -> str:
        if not field or not item.section:
            return section_url(self.own.id, item.section) if item.section else ""
        return f"{section_url(self.own.id, item.section)}#{html_id(field)}"

    def _page(self, evidence: Evidence | None, name: str) -> str:
        """The address of a page of a paper, the place marked; empty where there is none."""
        if evidence is None or evidence.page is None:
            return ""
        papers = {paper.name: paper.pk for paper in self.own.papers}
        if evidence.file not in papers:
            return ""
        where = {"application_id": self.own.id, "paper_id": papers[evidence.file], "page": evidence.page}
        found = address_of(name, **where)
        box = urlencode({"box": ",".join(f"{number:.1f}" for number in evidence.box)}) if evidence.box else ""
        return f"{found}?{box}" if found and box else found


def judge(own: Own) -> Judged:
    """The self-check of what is stored now."""
    return Judged(own, self_check.look(own.application, own.answers, own.papers, get_language() or ""))


def section_url(application_id: int, section_id: str) -> str:
    """The page of a section; that of the papers where the section is their list."""
    papers = address_of("applicant:papers", application_id=application_id) if section_id == ATTACHMENTS_ID else ""
    return papers or reverse("applicant:form", args=[application_id, section_id])


def _place(evidence: tuple[Evidence, ...]) -> str:
    """The first paper that is pointed at, in words."""
    paper = next((each for each in evidence if each.method != "form" and each.file), None)
    if paper is None:
        return ""
    if paper.page is None:
        return paper.file
    return gettext("%(file)s 第%(page)d页") % {"file": paper.file, "page": paper.page}
