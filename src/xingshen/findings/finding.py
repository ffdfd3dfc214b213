"""A finding: what one rule says of one dossier, with the clause it quotes and the evidence it rests on.

Knows nothing of how it was computed or how it will be shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from xingshen.kernel.outcome import Outcome, Reason, Verdict
from xingshen.kernel.place import Evidence


@dataclass(frozen=True, slots=True)
class ClauseQuote:
    """A clause of the guide: id, its verbatim text, and the heading of the part it stands in.

    ``rendering`` is the text in another language, where the check was told in one: unofficial, beside the text.
    """

    id: str
    text: str
    part: str
    rendering: str = ""


@dataclass(frozen=True, slots=True)
class ReadValue:
    """One value that a rule read, as a reader would write it, with where it came from."""

    name: str
    value: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class MissingValue:
    """One value that a rule wanted and did not get; ``why`` is a sentence fragment in Chinese."""

    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one rule says of one dossier.

    ``standing`` marks a question that the guide puts to people for every dossier (ruling R1, R2); ``derived`` marks a
    finding that only sums up others (5.0, 5.1.e, 5.6). ``would_be`` is the outcome that a candidate value would give
    (shown as "按候选值将…，请确认"). ``answered_by`` names the officer whose answer closed the question.
    """

    rule: str
    title: str
    clauses: tuple[ClauseQuote, ...]
    outcome: Outcome
    reason: Reason | None
    standing: bool
    derived: bool
    message: str
    cure: str
    evidence: tuple[Evidence, ...]
    read: tuple[ReadValue, ...]
    missing: tuple[MissingValue, ...]
    fingerprint: str
    would_be: Outcome | None = None
    answered_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityFlag:
    """A preference of the guide (优先支持, ruling R15): never a finding.

    ``state`` is claimed_evidenced, claimed_to_check or not_claimed.
    """

    rule: str
    title: str
    clauses: tuple[ClauseQuote, ...]
    state: str
    message: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth knowing that changes no outcome (a paper under the wrong heading, an unknown form field)."""

    message: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class GuideStamp:
    """The guide that was applied: id, title, version of the encoding, digest of the pack; and the lists it used."""

    id: str
    title: str
    version: str
    digest: str
    lists: tuple[tuple[str, str, str], ...]
    """(file, as-of date, digest) of every table."""


@dataclass(frozen=True, slots=True)
class PaperUsed:
    """One attachment as the engine saw it: path, declared and recognised kind, media type, pages, digest, state."""

    file: str
    title: str
    declared_kind: str
    read_as: str
    media_type: str
    pages: int
    digest: str
    state: str
    """In Chinese, a few words: 已读取 / 扫描件，未读取 / 已损坏 …"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """Everything that one check of one dossier yields; the one thing that reports are made from."""

    guide: GuideStamp
    dossier_id: str
    dossier_digest: str
    title: str
    applicant: str
    category: str
    as_of: str
    verdict: Verdict
    findings: tuple[Finding, ...]
    priority: tuple[PriorityFlag, ...]
    notes: tuple[Note, ...]
    papers: tuple[PaperUsed, ...]
    engine: str
    """Name and version of the engine, e.g. ``xingshen 0.1.0``."""
