"""What a letter about one examination says: the decision with its points, quotations, evidence and pieces of pages.

Reads the case, the machine's result that counts and the events; writes nothing. Texts from dossiers are made safe to
print. Of private values only what findings show (starred) gets into a letter, and no piece of a page that holds one;
of other dossiers nothing does (``told_findings``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from xingshen.findings.finding import CheckResult, Finding
from xingshen.kernel.outcome import OUTCOME_WORDS, Outcome
from xingshen.kernel.place import Evidence
from xingshen.reports.letters.content import Item, Letter, Picture, Quote
from xingshen.reports.presentable import neutralise, presentable_part
from xingshen.reports.wording import place_words
from xingshen.review.examination import Case, Examination
from xingshen.review.examination_events import ReexaminationDecided
from xingshen.review.examination_values import CorrectionItem, LetterKind
from xingshen.review.points import FAILING
from xingshen.store.applying import pictures, self_check
from xingshen.store.calls import guides
from xingshen.store.conclusions import letter_settings
from xingshen.store.models import Examination as Row
from xingshen.store.procedure import examination_log
from xingshen.store.results import told_findings

VERIFY_PAGE = "public:letter"
_MOST_PLACES = 4
_MOST_PICTURES = 8
_LONGEST_QUOTE = 120
_STARRED = "*"
_FIELD_ID = re.compile(r"（[\w.\[\]]+）$", re.ASCII)
"""The id of a field behind its name, which says nothing to an applicant."""
_ROWS = re.compile(r"（列表，(\d+)项）")
"""A list as evidence shows it (``dossier.showing.show_tree``)."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What is settled when the letter goes out: number, instant, and until when it may be answered."""

    number: str
    at: datetime
    until: datetime | None = None


def letter_of(row: Row, case: Case, kind: LetterKind, heading: Heading) -> Letter:
    """The letter of ``kind`` about this examination."""
    application, call = row.application, row.call
    office = letter_settings.of_call(call)
    base = settings.XS.base_url
    letter = Letter(
        kind=kind,
        head=office.head,
        sign=office.sign,
        number=heading.number,
        issued_on=timezone.localdate(heading.at),
        programme=call.title,
        guide=guide_name(row),
        addressee=neutralise(application.unit.name),
        project=neutralise(application.title or "未命名的申报"),
        application=application.number,
        category=application.category,
        until=heading.until,
        days=case.procedure.reexamination_days,
        contact=str(call.settings.get("contact", "")),
        address=base + reverse("filing:outcome", args=[application.pk]),
        verify=base + reverse(VERIFY_PAGE),
    )
    return _WITH_POINTS[kind](row, told_findings.in_case(row, case), letter)


def guide_name(row: Row) -> str:
    """The guide as sentences name it: 《…》."""
    title = guides.of_call(row.call).guide.pack.title
    return title if title.startswith("《") else f"《{title}》"


# --- kinds -----------------------------------------------------------------------------------------------------------


def _correction(row: Row, case: Case, letter: Letter) -> Letter:
    awaited = case.examination.waiting_for
    if awaited is None:
        return letter
    texts = _clause_texts(row)
    items = tuple(_to_correct(item, texts, _finding(case, item.fingerprint)) for item in awaited.items)
    opens = (*_field_names(row, awaited.opened.fields), *awaited.opened.papers)
    return replace(letter, items=items, until=awaited.due, opens=tuple(dict.fromkeys(opens)), days=0)


def _to_correct(item: CorrectionItem, texts: dict[str, str], finding: Finding | None) -> Item:
    return Item(
        title=neutralise(finding.title if finding else "、".join(item.clauses)),
        quotes=tuple(Quote(clause, texts.get(clause, "")) for clause in item.clauses),
        found=neutralise(item.evidence),
        asked=neutralise(item.question),
        cure=neutralise(item.cure),
    )


def _passed(_row: Row, _case: Case, letter: Letter) -> Letter:
    return letter


def _refused(row: Row, case: Case, letter: Letter) -> Letter:
    items, left = [], _MOST_PICTURES
    for mark in _grounds(case.examination):
        item = _item(case, mark)
        shown = tuple(_pictures(row, _finding(case, mark), left))
        left -= len(shown)
        items.append(replace(item, pictures=shown))
    return replace(letter, items=tuple(items))


def _reexamined(row: Row, case: Case, letter: Letter) -> Letter:
    state = case.examination
    items = []
    for mark in _grounds(state):
        last = state.judgement(mark)
        settled = OUTCOME_WORDS[last.settled] if last is not None and last.settled else ""
        items.append(replace(_item(case, mark), result=settled))
    return replace(letter, items=tuple(items), ruling=state.ruling, reason=neutralise(_ruling_reason(row)), days=0)


_WITH_POINTS = {
    LetterKind.CORRECTION: _correction,
    LetterKind.PASS: _passed,
    LetterKind.REFUSAL: _refused,
    LetterKind.REEXAMINATION: _reexamined,
}


def _grounds(state: Examination) -> tuple[str, ...]:
    return tuple(each.basis.fingerprint for each in state.refusal.grounds) if state.refusal else ()


def _ruling_reason(row: Row) -> str:
    events = (entry.event for entry in reversed(examination_log.entries(row.application_id)))
    return next((event.reason for event in events if isinstance(event, ReexaminationDecided)), "")


# --- points ----------------------------------------------------------------------------------------------------------


def _finding(case: Case, mark: str) -> Finding | None:
    found = case.machine.findings.get(mark) if case.machine else None
    return presentable_part(found) if found else None


def _item(case: Case, mark: str) -> Item:
    finding, judged = _finding(case, mark), case.examination.judgement(mark)
    reason = neutralise(judged.reason) if judged else ""
    if finding is None:
        return Item(title="审查要点", quotes=(), found="经审查人员核对，不符合要求。", reason=reason)
    return Item(
        title=finding.title,
        quotes=tuple(Quote(clause.id, clause.text) for clause in finding.clauses),
        found=found_words(finding),
        evidence=tuple(places_of(finding)),
        reason=reason,
    )


def found_words(finding: Finding) -> str:
    """What was found: the machine's sentence where it speaks of a fault, else that people saw one."""
    faulty = finding.outcome in FAILING or finding.outcome is Outcome.HUMAN
    return finding.message if faulty and finding.message else "经审查人员核对，不符合上述要求。"


def places_of(finding: Finding) -> Iterator[str]:
    """Where it stands and what was read there, each place once."""
    every = [*finding.evidence, *(place for read in finding.read for place in read.evidence)]
    told = dict.fromkeys(_place(each) for each in every if each.quote)
    yield from [*told][:_MOST_PLACES]


def _place(evidence: Evidence) -> str:
    quote = _FIELD_ID.sub("", evidence.quote)
    quote = quote if len(quote) <= _LONGEST_QUOTE else f"{quote[:_LONGEST_QUOTE]}…"
    where = place_words(evidence)
    return f"{where}{_filled_in(quote)}" if evidence.method == "form" else f"{where}，读到“{quote}”"


def _filled_in(quote: str) -> str:
    """What stands in the form (``自筹资金 = 299.99``), as a letter says it."""
    name, filled, value = quote.partition(" = ")
    rows = _ROWS.fullmatch(value)
    if rows is not None:
        return f"“{name}”共{rows[1]}项"
    return f"“{name}”所填为“{value}”" if filled else f"：{quote}"


def _clause_texts(row: Row) -> dict[str, str]:
    packs = reversed(guides.of_call(row.call).guide.packs)
    return {clause.id: clause.text for pack in packs for clause in pack.clauses.values()}


def _field_names(row: Row, paths: Iterable[str]) -> list[str]:
    """What the fields are called; of a field inside a list the name of the list."""
    known = guides.of_call(row.call).guide.form.by_id
    wanted = (path.split("[", 1)[0] for path in paths)
    return [known[each].name for each in wanted if each in known]


# --- pieces of pages -------------------------------------------------------------------------------------------------


def _pictures(row: Row, finding: Finding | None, most: int) -> Iterator[Picture]:
    """The place of the first evidence that has one."""
    if finding is None or most <= 0 or row.result is None:
        return
    digests = _digests(examination_log.result_of(row.result))
    for evidence in finding.evidence:
        picture = _piece(evidence, digests.get(evidence.file, ""))
        if picture is not None:
            yield picture
            return


def _piece(evidence: Evidence, digest: str) -> Picture | None:
    if not digest or evidence.page is None or evidence.box is None or _STARRED in evidence.quote:
        return None
    read = self_check.read_before(digest, evidence.file)
    page = next((each for each in read.pages if each.number == evidence.page), None) if read else None
    if page is None:
        return None
    sha256 = digest.removeprefix("sha256:")
    png = pictures.page_crop(sha256, evidence.page, evidence.box, page.width, page.turned)
    return Picture(f"{evidence.file} 第{evidence.page}页", png) if png else None


def _digests(result: CheckResult) -> dict[str, str]:
    return {paper.file: paper.digest for paper in result.papers}
