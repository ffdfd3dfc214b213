"""What a look at an application that is being filled in yields: the shapes that a portal shows.

Only shapes; :mod:`xingshen.pipeline.live` makes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from xingshen.dossier.addresses import FieldRef
from xingshen.dossier.dossier import Dossier, FormProblem
from xingshen.dossier.form_asking import SectionSpec
from xingshen.dossier.sums import SumState
from xingshen.findings.finding import CheckResult, Finding
from xingshen.pipeline.states import State
from xingshen.rules.form_conditions import Block, WantedPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveFinding:
    """A finding with how it stands now and where to go.

    ``fields`` are the form values that it needs or read, the one to look at first; ``section`` is the id of the section
    of that one (None: it rests on no field). ``files`` are the papers that it rests on.
    """

    finding: Finding
    state: State
    fields: tuple[FieldRef, ...] = ()
    section: str | None = None
    files: tuple[str, ...] = ()


class HintKind(StrEnum):
    """What a value looks like, for pages to word in their language."""

    UNIT_SLIP = "unit_slip"
    """Probably 元 where the form counts in 万元."""
    PLACEHOLDER = "placeholder"


@dataclass(frozen=True, slots=True)
class FieldHint:
    """Something to say of a value. ``text`` is a Chinese sentence; ``instead`` a value to offer, or empty."""

    kind: HintKind
    text: str
    instead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldState:
    """One field now. ``visible`` and ``required`` are None where what decides is not answered yet.

    ``filled`` is None where the application says that the content is not known. ``findings`` are the ids of rules that
    found something and point here first.
    """

    ref: FieldRef
    visible: bool | None
    required: bool | None
    filled: bool | None
    problems: tuple[FormProblem, ...] = ()
    notes: tuple[FieldHint, ...] = ()
    findings: tuple[str, ...] = ()

    @property
    def hints(self) -> tuple[str, ...]:
        """The notes in Chinese."""
        return tuple(note.text for note in self.notes)


@dataclass(frozen=True, slots=True)
class PaperState:
    """A kind of paper, whether it is wanted and why, and the files that count as it (those being read: as declared)."""

    wanted: WantedPaper
    present: tuple[str, ...] = ()
    reading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionState:
    """One section in numbers: fields asked and filled, required ones left, findings by state that lead here."""

    section: SectionSpec
    asked: int
    filled: int
    required_left: int
    findings: Mapping[State, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class LiveCheck:
    """Everything about one application at this moment.

    ``result`` is what ``xingshen check`` would say of the same data; ``findings`` are its findings in the same order.
    ``fields`` by address (``budget.self_funding``, ``partner[1].country``). ``reading`` are files not read yet.
    """

    dossier: Dossier
    result: CheckResult
    findings: tuple[LiveFinding, ...]
    fields: Mapping[str, FieldState]
    papers: tuple[PaperState, ...]
    sums: tuple[SumState, ...]
    sections: tuple[SectionState, ...]
    blocks: tuple[Block, ...]
    reading: tuple[str, ...] = ()

    def count(self, state: State) -> int:
        """How many findings stand so; those that only sum up others do not count."""
        return sum(1 for item in self.findings if item.state is state and not item.finding.derived)
