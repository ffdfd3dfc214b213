"""How each point of the last correction stands now: solved, still open, new, or open again after it had been solved.

``desk/_follow_up.html`` shows it, on the page of the correction and wherever a dossier is looked at again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xingshen.findings.finding import Finding
from xingshen.portal.desk.dossier_list import Show, address
from xingshen.portal.desk.dossier_sheet import Sheet
from xingshen.portal.telling import tell
from xingshen.review.correction import ITEM_WORDS, FollowUp, ItemState
from xingshen.review.points import POINT_WORDS

LOOKS: Mapping[ItemState, str] = {
    ItemState.SOLVED: "done",
    ItemState.STILL_OPEN: "waiting",
    ItemState.NEW: "active",
    ItemState.REAPPEARED: "returned",
}
_ORDER = (ItemState.STILL_OPEN, ItemState.REAPPEARED, ItemState.NEW, ItemState.SOLVED)


@dataclass(frozen=True, slots=True)
class Followed:
    """One point: how it stands in words, what was asked and answered, what people decided; ``url``: the point."""

    state: str
    word: str
    look: str
    title: str
    clause: str
    cure: str
    question: str
    reply: str
    decision: str
    url: str


def follow_up_of(sheet: Sheet) -> list[Followed]:
    """What still needs somebody first; nothing where no correction has come back and been checked."""
    ordered = sorted(sheet.followed, key=lambda each: _ORDER.index(each.state))
    return [_followed(sheet, each) for each in ordered]


def _followed(sheet: Sheet, each: FollowUp) -> Followed:
    point = sheet.point(each.fingerprint)
    finding = sheet.finding(point) if point else _finding_before(sheet, each.fingerprint)
    answered = (sheet.correction.replies if sheet.correction else None) or ()
    replies = {reply.fingerprint: reply.text for reply in answered}
    return Followed(
        state=each.state.value,
        word=tell(ITEM_WORDS[each.state]),
        look=LOOKS[each.state],
        title=finding.title if finding else "",
        clause=finding.clauses[0].id if finding and finding.clauses else "",
        cure=each.item.cure if each.item else "",
        question=each.item.question if each.item else "",
        reply=replies.get(each.fingerprint, ""),
        decision=tell(POINT_WORDS[point.state]) if point and point.judgement else "",
        url=address(sheet.id, each.fingerprint, Show.ALL) if point else "",
    )


def _finding_before(sheet: Sheet, mark: str) -> Finding | None:
    """What an earlier check said of a point that the last one no longer has."""
    earlier = (finding for check in reversed(sheet.before) for finding in check.findings)
    return next((finding for finding in earlier if finding.fingerprint == mark), None)
