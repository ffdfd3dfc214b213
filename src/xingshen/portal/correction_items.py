"""The items of a correction as pages show them to both sides: clause, what was seen, cure, question, what is opened.

What the reviewer sees before sending is made here from the same items as what the applicant sees after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from xingshen.findings.finding import Finding
from xingshen.guide.form_words import FormWords
from xingshen.portal.telling import tell
from xingshen.review.correction import evidence_note
from xingshen.review.examination_values import CorrectionItem
from xingshen.store.applying.answers import Address, Answers, BadChange, read_address


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """Something that may be changed: a field by its address or a kind of paper; ``url``: where, if that is known."""

    what: str
    key: str
    name: str
    url: str = ""
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Crop:
    """A picture of the place in a paper that is spoken of, and the page it is from."""

    image: str
    page: str
    alt: str


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One item. ``done``: something was changed or answered; ``reply``: what the applicant wrote so far."""

    number: int
    mark: str
    title: str
    evidence: str
    clauses: tuple[Any, ...]
    cure: str
    question: str
    places: tuple[OpenPlace, ...]
    crops: tuple[Crop, ...] = ()
    done: bool = False
    reply: str = ""

    @property
    def fields(self) -> list[OpenPlace]:
        """The fields that it opens."""
        return [place for place in self.places if place.what == "field"]

    @property
    def papers(self) -> list[OpenPlace]:
        """The kinds of papers that it opens."""
        return [place for place in self.places if place.what == "paper"]


def _nowhere(_: str) -> str:
    return ""


def _no_crops(_: Finding) -> tuple[Crop, ...]:
    return ()


def _never(_: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Ways:
    """Where fields and papers are found on this side of the desk, whether they were changed, and pictures."""

    field: Callable[[str], str] = _nowhere
    paper: Callable[[str], str] = _nowhere
    crops: Callable[[Finding], tuple[Crop, ...]] = _no_crops
    field_changed: Callable[[str], bool] = _never
    paper_changed: Callable[[str], bool] = _never


@dataclass(frozen=True, slots=True)
class Progress:
    """What was done so far: by fingerprint, whether anything was, and the replies."""

    done: frozenset[str] = frozenset()
    replies: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """What the machine said, by fingerprint: as it is kept, and in the language of the page."""

    kept: Mapping[str, Finding]
    told: Mapping[str, Finding]

    def of(self, mark: str) -> Finding | None:
        """In the language of the page where it is known in that."""
        return self.told.get(mark) or self.kept.get(mark)

    def evidence(self, item: CorrectionItem) -> str:
        """What was seen: the machine's sentence in the language of the page, or what stands in the item."""
        kept, told = self.kept.get(item.fingerprint), self.told.get(item.fingerprint)
        if kept is None or told is None or told is kept or item.evidence != evidence_note(kept):
            return tell(item.evidence)
        return told.message

    def cure(self, item: CorrectionItem) -> str:
        """The cure: that of the guide in the language of the page, or as the reviewer wrote it."""
        kept, told = self.kept.get(item.fingerprint), self.told.get(item.fingerprint)
        return told.cure if kept and told and item.cure == kept.cure else item.cure


def shown_items(
    items: Iterable[CorrectionItem], said: Said, answers: Answers, words: FormWords,
    ways: Ways = Ways(), progress: Progress = Progress(),  # frozen
) -> list[ShownItem]:  # fmt: skip
    """The items in order."""
    found = []
    for number, item in enumerate(items, start=1):
        finding = said.of(item.fingerprint)
        found.append(
            ShownItem(
                number=number,
                mark=item.fingerprint,
                title=tell(finding.title) if finding else "",
                evidence=said.evidence(item),
                clauses=finding.clauses if finding else (),
                cure=said.cure(item),
                question=item.question,
                places=tuple(_places(item, answers, words, ways)),
                crops=ways.crops(finding) if finding else (),
                done=item.fingerprint in progress.done,
                reply=progress.replies.get(item.fingerprint, ""),
            )
        )
    return found


def _places(item: CorrectionItem, answers: Answers, words: FormWords, ways: Ways) -> Iterator[OpenPlace]:
    for path in item.opens.fields:
        name = field_name(path, answers, words)
        yield OpenPlace("field", path, name, ways.field(path), ways.field_changed(path))
    for kind in item.opens.papers:
        name = words.kind(kind) if kind else gettext("没有选种类的文件")
        yield OpenPlace("paper", kind, name, ways.paper(kind), ways.paper_changed(kind))


def field_name(path: str, answers: Answers, words: FormWords) -> str:
    """What a field, a row or a cell is called: 境外合作机构 第 2 行 机构所在地."""
    listed = answers.schema.by_id.get(path)
    if listed is not None:
        return words.name(listed)
    try:
        address = read_address(path, answers.schema)
    except BadChange:
        return path
    return _in_a_row(address, answers, words)


def _in_a_row(address: Address, answers: Answers, words: FormWords) -> str:
    whole = words.name(answers.schema.by_id[address.field_id])
    ids = [row["_id"] for row in answers.rows(address.field_id)]
    number = ids.index(address.row) + 1 if address.row in ids else 0
    row = gettext("%(list)s 第 %(number)d 行") % {"list": whole, "number": number} if number else whole
    return f"{row} · {words.name(address.spec)}" if address.cell else row
