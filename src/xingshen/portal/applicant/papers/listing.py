"""The list of papers as its page shows it: what is wanted and missing, each paper with its state and what it offers.

Turns the stored papers and the engine's look into view models; decides nothing of either.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from xingshen.dossier.form_spec import PaperRole
from xingshen.pipeline.live_shape import LiveCheck
from xingshen.portal.applicant.own import Own
from xingshen.portal.applicant.papers.offering import Offers, offers_of
from xingshen.portal.telling import tell
from xingshen.rules.form_conditions import Need, WantedPaper
from xingshen.store.applying import papers

_STATE_CLASSES = {"waiting": "", "reading": "active", "read": "done", "partly": "returned", "failed": "returned"}
_BUSY = ("waiting", "reading")
_SOON, _LATER, _SELDOM = 2, 5, 15
"""Seconds between two questions how far reading is, the longer it takes."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A kind of paper that is wanted and missing, or may be wanted."""

    kind: str
    word: str
    reason: str
    clauses: tuple[str, ...]
    hint: str
    anchor: str
    open: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One paper in the list."""

    paper: Any
    first: bool
    last: bool
    state_class: str
    state_word: str
    kind_word: str
    contents: str
    suggestion: str
    suggestion_word: str
    offers: Offers
    open: bool
    is_translation: bool
    is_report: bool
    urls: dict[str, str]

    @property
    def busy(self) -> bool:
        """Whether its reading is not over."""
        return self.paper.state in _BUSY

    @property
    def mark(self) -> str:
        """Changes whenever the row has to be drawn again."""
        return f"{self.paper.pk}:{self.paper.state}:{self.paper.pages_done}:{self.paper.pages}:{self.paper.kind}"

    @property
    def problems(self) -> list[dict[str, Any]]:
        """What stood in the way of reading, pages of the same trouble together."""
        return _together(self.paper.summary.get("problems", []))


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything the list shows."""

    rows: list[Row]
    missing: list[Slot]
    perhaps: list[Slot]
    opened: list[Slot]
    wanted_count: int
    taken: int
    limit: int
    poll_seconds: int

    @property
    def limit_mb(self) -> int:
        """The limit of all files together, in megabytes."""
        return self.limit // papers.MEGABYTE

    @property
    def there_count(self) -> int:
        """How many of the wanted kinds are there."""
        return self.wanted_count - len(self.missing)


def listing(own: Own, look: LiveCheck) -> Listing:
    """The list of an application as it is now."""
    rows = rows_of(own, look)
    wanted = [each for each in look.papers if each.wanted.need is Need.YES]
    missing = [each.wanted for each in wanted if not each.present and not each.reading]
    open_needs = [each for each in look.papers if each.wanted.need is Need.UNKNOWN]
    perhaps = [each.wanted for each in open_needs if not each.present and not each.reading]
    return Listing(
        rows=rows,
        missing=[_slot(each, own) for each in missing],
        perhaps=[_slot(each, own) for each in perhaps],
        opened=_opened_slots(own, {each.kind.name for each in (*missing, *perhaps)}),
        wanted_count=len(wanted),
        taken=sum(paper.blob.size for paper in own.papers),
        limit=papers.dossier_limit(),
        poll_seconds=poll_seconds(own.papers),
    )


def rows_of(own: Own, look: LiveCheck) -> list[Row]:
    """The papers that are there, in order."""
    hidden = [address for address, state in look.fields.items() if state.visible is False]
    offers = offers_of(own.papers, own.answers, hidden, own.words, own.may_write)
    last = len(own.papers) - 1
    return [_row(paper, at == 0, at == last, offers[paper.pk], own) for at, paper in enumerate(own.papers)]


def poll_seconds(rows: Sequence[Any]) -> int:
    """After how many seconds to ask again; 0: nothing is being read."""
    busy = [paper for paper in rows if paper.state in _BUSY]
    if not busy:
        return 0
    age = (timezone.now() - max(paper.uploaded_at for paper in busy)).total_seconds()
    return _SOON if age < 120 else _LATER if age < 900 else _SELDOM


def state_word(paper: Any) -> str:
    """How far reading is, in words."""
    if paper.state == "reading" and paper.pages:
        page = min(paper.pages_done + 1, paper.pages)
        return gettext("正在识读第 %(page)d 页，共 %(pages)d 页") % {"page": page, "pages": paper.pages}
    return tell(paper.get_state_display())


def kind_groups(own: Own, wanted: Sequence[Slot]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The kinds to choose from as (name, word), those that are missing first."""
    missing = [slot.kind for slot in wanted]
    missing = [kind for kind in missing if own.may_change_kind(kind)]
    others = [kind.name for kind in own.schema.kinds if kind.name not in missing and own.may_change_kind(kind.name)]
    groups = [(gettext("还缺的材料"), missing), (gettext("全部种类"), others)]
    return [(title, [(kind, _word(kind, own)) for kind in kinds]) for title, kinds in groups if kinds]


def _word(kind: str, own: Own) -> str:
    """What a kind of paper is called in the reader's language."""
    return own.words.kind(kind)


def _row(paper: Any, first: bool, last: bool, offers: Offers, own: Own) -> Row:
    kinds = paper.summary.get("kinds", [])
    kind = own.schema.kind(paper.kind) if paper.kind else None
    suggestion = _suggestion(kinds, paper.kind)
    return Row(
        paper=paper,
        first=first,
        last=last,
        state_class=_STATE_CLASSES[paper.state],
        state_word=state_word(paper),
        kind_word=_word(paper.kind, own),
        contents=_contents(kinds, own),
        suggestion=suggestion,
        suggestion_word=_word(suggestion, own),
        offers=offers,
        open=own.may_change_kind(paper.kind),
        is_translation=kind is not None and kind.role is PaperRole.TRANSLATION,
        is_report=kind is not None and kind.reader == "audit_report",
        urls=_urls(own.id, paper),
    )


def _contents(kinds: Sequence[dict[str, Any]], own: Own) -> str:
    """What a file holds in which several papers were bound together."""
    if len(kinds) < 2:
        return ""
    words = gettext("%(kind)s（第%(first)d—%(last)d页）")
    unknown = gettext("未能确定的材料")
    return gettext("、").join(
        words % {"kind": _word(each["counts_as"], own) or unknown, "first": each["first"], "last": each["last"]}
        for each in kinds
    )


def _suggestion(kinds: Sequence[dict[str, Any]], declared: str) -> str:
    if len(kinds) != 1:
        return ""
    found = kinds[0]
    return found["counts_as"] if found["sure"] and found["counts_as"] not in ("", declared) else ""


def _slot(wanted: WantedPaper, own: Own) -> Slot:
    kind = wanted.kind
    word = _word(kind.name, own)
    may = own.may_change_kind(kind.name)
    return Slot(kind.name, word, wanted.reason, wanted.clauses, kind.hint or "", f"need-{kind.id}", may)


def _opened_slots(own: Own, shown: Collection[str]) -> list[Slot]:
    """The kinds that an awaited correction opens, beside those that are shown as missing anyway."""
    opened = own.opened.papers if own.opened and own.editing else ()
    kinds = [kind for kind in own.schema.kinds if kind.name in opened and kind.name not in shown]
    return [Slot(kind.name, _word(kind.name, own), "", (), kind.hint or "", f"need-{kind.id}") for kind in kinds]


def _urls(application_id: int, paper: Any) -> dict[str, str]:
    keys = [application_id, paper.pk]
    paged = {
        "view": reverse("applicant:paper_page", args=[*keys, 1]),
        "thumb": reverse("applicant:paper_image", args=[*keys, 1]) + "?size=thumb",
    }
    plain = ("file", "change", "kind", "move", "remove", "offer")
    has_pages = any(page.get("how") != "docx" for page in paper.summary.get("pages", []))
    return {
        **{name: reverse(f"applicant:paper_{name}", args=keys) for name in plain},
        **(paged if has_pages else {}),
    }


def _together(problems: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    found: dict[tuple[str, str], list[int]] = {}
    for each in problems:
        found.setdefault((each["message"], each["cure"]), []).extend([each["page"]] if each.get("page") else [])
    return [
        {"message": tell(message), "cure": tell(cure), "pages": pages[:8]} for (message, cure), pages in found.items()
    ]
