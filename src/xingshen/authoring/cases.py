"""Running the cases of a guide: each rule, preference and question on each of its examples.

Rules are run as the product runs them, with their sentences, so that a fault inside a rule or a sentence is seen here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xingshen.authoring.subjects import PreparedCase, Subject, prepare, subjects
from xingshen.authoring.values import CaseError
from xingshen.guide.pack import Guide
from xingshen.kernel.outcome import Outcome
from xingshen.language.errors import ExpressionError


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case of one rule, preference or question: what was expected, what came."""

    subject: str
    line: int
    expected: Outcome
    got: Outcome | None
    problem: str = ""

    @property
    def right(self) -> bool:
        """Whether the expected outcome came."""
        return not self.problem and self.expected is self.got


def run_cases(guide: Guide, pack_id: str) -> list[CaseResult]:
    """Every case of one pack of ``guide``, in order."""
    return [result for subject in subjects(guide) if subject.pack == pack_id for result in run(guide, subject)]


def run(guide: Guide, subject: Subject) -> Iterator[CaseResult]:
    """The cases of one subject. A rule's own logic is judged, before a draft pack's cap."""
    try:
        judge = subject.judge(guide)
    except ExpressionError as error:
        yield from (CaseResult(subject.id, case.line, case.expected, None, str(error)) for case in subject.cases)
        return
    for case in subject.cases:
        try:
            prepared: PreparedCase = prepare(guide, case)
        except CaseError as error:
            yield CaseResult(subject.id, case.line, case.expected, None, str(error))
            continue
        yield CaseResult(subject.id, case.line, case.expected, judge(prepared.frame()))
