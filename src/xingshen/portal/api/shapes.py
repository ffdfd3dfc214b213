"""The shapes of what goes out and comes in. Field texts are Chinese message ids (see ``description``)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Schema
from pydantic import ConfigDict, Field, StringConstraints

LARGEST_ID = 2**53 - 1
Id = Annotated[int, Path(ge=1, le=LARGEST_ID)]
Slug = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,60}$")]
Sequence_ = Annotated[int, Path(ge=1, le=100_000)]
Cursor = Annotated[int, Query(ge=0, le=LARGEST_ID, description=_("上一页的 next；从头开始时不填。"))]
Limit = Annotated[int, Query(ge=1, le=100, description=_("每页最多多少条。"))]
Mark = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f]+$")]
Prose = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00]*$")]
Json = dict[str, Any]


class ProblemOut(Schema):
    """RFC 9457."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[Json]


class GuideOut(Schema):
    """The guide that a call is judged by."""

    id: str
    version: str
    digest: str


class WindowOut(Schema):
    """From when to when a role may act."""

    who: str
    opens_at: datetime
    closes_at: datetime


class CallOut(Schema):
    """A call."""

    slug: str
    title: str
    guide: GuideOut
    published_at: datetime | None
    windows: list[WindowOut]


class CallsOut(Schema):
    """All published calls."""

    items: list[CallOut]


class ClauseOut(Schema):
    """A clause of a guide, word by word."""

    id: str
    text: str
    part: str
    level: str
    rendering: str
    rules: list[str]


class ClausesOut(Schema):
    """The clauses of a guide in its order."""

    guide: GuideOut
    items: list[ClauseOut]


class ExaminationOut(Schema):
    """Where an accepted dossier stands before the office."""

    stage: str
    stage_word: str
    version: int
    round: int
    failing: int
    waiting: int
    for_panel: int
    checked: bool
    accepted_at: datetime | None
    due_at: datetime | None


class DossierOut(Schema):
    """A dossier in a list. ``examination`` only for those who review it."""

    id: int
    number: str
    title: str
    category: str
    leader: str
    unit: str
    call: str
    stage: str
    stage_word: str
    changed_at: datetime
    examination: ExaminationOut | None


class DossiersOut(Schema):
    """One page of dossiers; ``next`` 0: there is no more."""

    items: list[DossierOut]
    next: int


class SubmissionOut(Schema):
    """What was handed in at one time."""

    sequence: int
    number: str
    submitted_at: datetime
    submitted_by: str
    version: int
    sha256: str
    sm3: str


class DossierDetailOut(DossierOut):
    """One dossier with everything that was handed in, the submission that counts first."""

    sides: list[str]
    submissions: list[SubmissionOut]


class PaperOut(Schema):
    """A paper of a submission."""

    position: int
    name: str
    kind: str
    title: str
    translation_of: str
    fiscal_year: str
    size: int
    sha256: str
    sm3: str


class SubmissionDetailOut(SubmissionOut):
    """One submission with its papers."""

    guide: GuideOut
    papers: list[PaperOut]


class JudgementOut(Schema):
    """The last decision of people on a point."""

    decision: str
    settled: str | None
    reason: str
    at: datetime
    stands: bool


class PointOut(Schema):
    """A point. ``seen`` is to be sent with a decision on it."""

    point: str
    seen: str
    rule: str
    title: str
    clauses: list[str]
    outcome: str
    reason: str | None
    message: str
    cure: str
    state: str
    state_word: str
    proposal: str
    settled: str | None
    waits: bool
    for_panel: bool
    judgement: JudgementOut | None


class PointsOut(Schema):
    """All points of the dossier. ``version`` counts what happened in the examination."""

    dossier: int
    version: int
    stage: str
    items: list[PointOut]


class DecisionIn(Schema):
    """A decision on one point."""

    model_config = ConfigDict(extra="forbid")

    point: Mark = Field(description=_("要点的 point。"))
    seen: Mark = Field(description=_("作出认定时所见的 seen；所依据的事实有变化时拒绝。"))
    decision: Literal["confirm", "overrule", "ask"] = Field(description=_("认可、不认可，或者提出询问。"))
    reason: Prose = Field("", description=_("理由；提出询问时为所问的问题。"))
    settled: Literal["pass", "fail", "correction", "not-applicable"] | None = Field(
        None, description=_("不认可时认定为什么；不填则与自动审查的建议相反。")
    )


class DecidedOut(Schema):
    """What a decision led to."""

    dossier: int
    version: int
    stage: str
    point: PointOut


class DecisionOut(Schema):
    """One thing that people did in the examination."""

    seq: int
    at: datetime
    kind: str
    word: str
    by: str
    point: str | None
    settled: str | None
    reason: str


class DecisionsOut(Schema):
    """What people did, oldest first."""

    items: list[DecisionOut]


class LetterOut(Schema):
    """A letter as it went out."""

    id: int
    letter: str
    number: str
    issued_at: datetime
    answer_until: datetime | None
    pdf: bool


class ConclusionOut(Schema):
    """How it ended; ``conclusion`` null: it is still open, or the applicant was not told yet."""

    dossier: int
    conclusion: str | None
    concluded_at: datetime | None
    answer_until: datetime | None
    published_until: datetime | None
    ruling: str | None
    letters: list[LetterOut]


class SubjectOut(Schema):
    """What an event speaks of."""

    type: str
    id: str
    label: str


class EventOut(Schema):
    """One event of the record."""

    seq: int
    at: datetime
    kind: str
    word: str
    by: str
    role: str
    subject: SubjectOut
    before: Any
    after: Any
    reason: str
    address: str
    hash: str


class EventsOut(Schema):
    """Events by number; ``next``: the number to go on from."""

    items: list[EventOut]
    next: int


class CheckOut(Schema):
    """A posted check. ``result`` is a report as ``xingshen check --format json`` writes it, once it is done."""

    id: UUID
    state: Literal["waiting", "done", "refused", "failed"]
    guide: str
    posted_at: datetime
    finished_at: datetime | None
    expires_at: datetime
    problems: list[str]
    result: Json | None


class ExportIn(Schema):
    """What to export of a call."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["bundles", "tables"] = Field(description=_("全卷（bundles），或者结果表（tables）。"))
    format: Literal["xlsx", "csv"] = Field("xlsx", description=_("结果表的格式。"))


class ExportOut(Schema):
    """An export under way or done. ``problems``: how many dossiers could not be exported."""

    id: int
    kind: str
    state: str
    total: int
    done: int
    problems: int
    file: str
    asked_at: datetime
    finished_at: datetime | None


class TokenOut(Schema):
    """The token itself: what it is good for now, and what is left."""

    name: str
    person: str
    roles: list[str]
    scopes: list[str]
    expires_at: datetime | None
    per_minute: int
    checks_left: int
