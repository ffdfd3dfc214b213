"""Decision letters: what is due, looking at one before it goes out, sending it, and what was sent.

Word and PDF are made outside of the transaction that writes number, event and row together; where the examination moved
meanwhile, or the number was taken, the letter is made again. The digest in the event is that of the letter's record,
which holds the digests of both files and everything that the letter says.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from xingshen.reports.letters.content import SHORT, plain_code, record_of
from xingshen.reports.letters.content import Letter as Content
from xingshen.reports.letters.pdf import letter_pdf
from xingshen.reports.letters.sample import sample_letter
from xingshen.reports.letters.templating import TemplateDesk, TemplateUnusable
from xingshen.reports.print.fonts import FontsMissing
from xingshen.reports.receipt import Json, canonical, digests_of
from xingshen.review.concluding import answer_until, letter_due
from xingshen.review.examination import Case, Examination, Refusal, Why
from xingshen.review.examination_commands import IssueLetter
from xingshen.review.examination_events import LetterIssued
from xingshen.review.examination_values import LetterKind
from xingshen.review.policy import Actor
from xingshen.store.conclusions import letter_content, letter_settings
from xingshen.store.conclusions.letter_content import Heading
from xingshen.store.examination import examinations
from xingshen.store.models import Event, Letter
from xingshen.store.models import Examination as Row
from xingshen.store.procedure import examination_flow, examination_log
from xingshen.store.record import audit, files
from xingshen.store.record.audit import Origin

NO_ORIGIN = Origin()
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF_TYPE = "application/pdf"
PREVIEW = "预览"
NO_FONTS = "本机没有打印所用的中文字体，通知书没有发出。请系统管理员安装后再发（xingshen doctor 会指出缺什么）。"
_ATTEMPTS = 4
_MOVED = "办理的同时这份材料又有变化，通知书没有发出。请刷新后再办理。"


@dataclass(frozen=True, slots=True)
class Made:
    """A letter with its two files."""

    content: Content
    docx: bytes
    pdf: bytes


# --- what is due -----------------------------------------------------------------------------------------------------


def due(row: Row, state: Examination) -> LetterKind | None:
    """The kind of letter that belongs to where the examination stands and has not gone out; None: nothing is due."""
    kind = letter_due(state)
    if kind is None or not (kind is LetterKind.CORRECTION or kind not in state.letters):
        return None
    if kind is LetterKind.CORRECTION and of(row.application_id).filter(letter=kind.value, round=_round(state)).exists():
        return None
    return kind


def _round(state: Examination) -> int:
    return len(state.corrections)


# --- making ----------------------------------------------------------------------------------------------------------


def preview(row: Row, case: Case, kind: LetterKind, desk: TemplateDesk, now: datetime | None = None) -> Made:
    """The letter as it would go out now, without a number. Raises FontsMissing, TemplateUnusable."""
    at = now or timezone.now()
    number = letter_settings.of_call(row.call).number(letter_settings.year_of(at), PREVIEW)
    return _make(row, case, kind, Heading(number, at, answer_until(case, kind, at)), desk)


def sample(call: Any, kind: LetterKind, template: bytes, desk: TemplateDesk, verify: str) -> bytes:
    """A made-up letter in ``template``, as Word. Raises TemplateUnusable."""
    office = letter_settings.of_call(call)
    letter = sample_letter(
        kind, head=office.head, sign=office.sign, number=office.number(2026, 1),
        contact=str(call.settings.get("contact", "")), verify=verify,
    )  # fmt: skip
    return desk.merge(template, letter)


def _make(row: Row, case: Case, kind: LetterKind, heading: Heading, desk: TemplateDesk) -> Made:
    content = letter_content.letter_of(row, case, kind, heading)
    pdf = letter_pdf(content)
    return Made(content, desk.merge(letter_settings.template_of(row.call_id, kind), content), pdf)


# --- sending ---------------------------------------------------------------------------------------------------------


def issue(
    application_id: int, actor: Actor, *, desk: TemplateDesk, origin: Origin = NO_ORIGIN, now: datetime | None = None,
) -> Letter | Refusal:  # fmt: skip
    """Make the letter that is due and send it; or why not. Raises examinations.NOT_THERE."""
    for _ in range(_ATTEMPTS):
        row = examinations.get(application_id)
        case, at = examinations.case_of(row), now or timezone.now()
        kind = due(row, case.examination)
        if kind is None:
            return Refusal(Why.STAGE, "现在没有要发的通知书：还没有结论，或已经发出。")
        refusal = examinations.would_be_refused(case, IssueLetter(kind, "…"), actor, at)
        if refusal is not None:
            return refusal
        year, serial = letter_settings.year_of(at), _next_serial(row.call_id, at)
        number = letter_settings.of_call(row.call).number(year, serial)
        try:
            made = _make(row, case, kind, Heading(number, at, answer_until(case, kind, at)), desk)
        except FontsMissing:
            return Refusal(Why.INCOMPLETE, NO_FONTS)
        except TemplateUnusable as error:
            return Refusal(Why.INCOMPLETE, f"通知书模板不能使用：{error}")
        try:
            answer = _store(row, made, (year, serial), actor, origin, at)
        except IntegrityError:
            continue
        if answer is not None:
            return answer
    return Refusal(Why.STALE, _MOVED)


def _store(
    row: Row, made: Made, place: tuple[int, int], actor: Actor, origin: Origin, at: datetime
) -> Letter | Refusal | None:
    """None where the examination moved since the letter was made."""
    held = {"docx": files.put([made.docx]), "pdf": files.put([made.pdf])}
    told = {name: {"sha256": each.sha256, "sm3": each.sm3, "size": each.size} for name, each in held.items()}
    record = record_of(made.content, told)
    with transaction.atomic():
        locked = examination_flow.locked(row.application_id)
        if locked is None or locked.version != row.version:
            return None
        command = IssueLetter(made.content.kind, digests_of(canonical(record)).sha256)
        done = examinations.act_within(locked, [command], actor, origin, at)
        if isinstance(done, Refusal):
            return done
        return Letter.objects.create(
            application_id=row.application_id, call_id=row.call_id, letter=made.content.kind.value,
            number=made.content.number, year=place[0], serial=place[1], record=record, code=record["code"],
            docx=files.blob_of(held["docx"], DOCX_TYPE), pdf=files.blob_of(held["pdf"], PDF_TYPE),
            sequence=done.state.sequence, round=_round(done.state), event_seq=_event_seq(row),
            issued_at=at, issued_by_name=actor.name, answer_until=_until(done.events),
        )  # fmt: skip


def _event_seq(row: Row) -> int:
    subject = examination_log.subject(row.application)
    rows = Event.objects.filter(subject_type=subject.type, subject_id=subject.id, kind=LetterIssued.kind)
    return rows.order_by("-seq").values_list("seq", flat=True)[0]


def _until(events: Iterable[object]) -> datetime | None:
    return next((event.answer_until for event in events if isinstance(event, LetterIssued)), None)


def _next_serial(call_id: int, at: datetime) -> int:
    rows = Letter.objects.filter(call_id=call_id, year=letter_settings.year_of(at))
    return (rows.aggregate(last=Max("serial"))["last"] or 0) + 1


# --- what was sent ---------------------------------------------------------------------------------------------------


def of(application_id: int) -> QuerySet[Letter]:
    """The letters about an application, oldest first."""
    return Letter.objects.filter(application_id=application_id)


def get(application_id: int, letter_id: int) -> Letter:
    """One of them. Raises Letter.DoesNotExist."""
    return of(application_id).select_related("application").get(pk=letter_id)


def file_name(letter: Letter, suffix: str) -> str:
    """What a letter's file is called when somebody downloads it."""
    return f"{letter.application.number}-{SHORT[LetterKind(letter.letter)]}-{letter.serial}.{suffix}"


def content(letter: Letter, suffix: str) -> bytes:
    """The bytes of its ``docx`` or ``pdf``. OSError where the file is gone; Letter.DoesNotExist: there is none."""
    blob_id = {"docx": letter.docx_id, "pdf": letter.pdf_id}[suffix]
    if blob_id is None:
        raise Letter.DoesNotExist
    return files.path_of(blob_id).read_bytes()


NOT_THERE = Letter.DoesNotExist


@dataclass(frozen=True, slots=True)
class Checked:
    """What the public check tells: the letter, and whether the chain still says so."""

    letter: Letter
    holds: bool


def check_code(written: str) -> Checked | None:
    """The letter with this code; None: none was sent."""
    return _checked(Letter.objects.filter(code=plain_code(written)))


def check_file(sha256: str) -> Checked | None:
    """The letter of which this is one of the two files; None: no letter went out as this file."""
    return _checked(Letter.objects.filter(docx_id=sha256)) or _checked(Letter.objects.filter(pdf_id=sha256))


def _checked(rows: QuerySet[Letter]) -> Checked | None:
    letter = rows.select_related("application", "call").first()
    return None if letter is None else Checked(letter, _holds(letter))


def _holds(letter: Letter) -> bool:
    event = Event.objects.filter(seq=letter.event_seq).first()
    told: Json = event.after if event is not None and isinstance(event.after, dict) else {}
    same = told.get("digest") == digests_of(canonical(letter.record)).sha256
    return same and event is not None and audit.digest_of(event) == event.hash
