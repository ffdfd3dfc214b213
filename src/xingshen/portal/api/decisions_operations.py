"""Operations about points and what people decide on them, for those who review a dossier."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Header

from xingshen.kernel.outcome import Outcome
from xingshen.portal.api.caller import origin_of
from xingshen.portal.api.opening import open_examination
from xingshen.portal.api.operations import operation
from xingshen.portal.api.problems import Problem
from xingshen.portal.api.shapes import DecidedOut, DecisionIn, DecisionsOut, Id, PointsOut
from xingshen.portal.event_words import event_word
from xingshen.portal.telling import tell
from xingshen.review.api_policy import Scope
from xingshen.review.examination import Refusal, Why
from xingshen.review.examination_commands import Ask, Command, Confirm, Overrule
from xingshen.review.points import POINT_WORDS, Point, stands
from xingshen.store.applying import kept_answers
from xingshen.store.examination import examinations

TAG = _("要点与认定")
_HIDDEN = frozenset({"panel.opinion_given"})
"""Opinions of a panel are told nobody before all are in."""
Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key", min_length=8, max_length=64, pattern=r"^[\x21-\x7e]+$",
        description=_("您自己生成的一次性编号；以同一编号重发同一请求，只办理一次，得到同样的回答。"),
    ),
]  # fmt: skip


@operation(
    "GET", "/dossiers/{dossier}/points", "list_points", tag=TAG, scope=Scope.READ_DECISIONS, answers={200: PointsOut},
    problems_=(404,), summary=_("一份申报的要点"),
    about=_("自动审查的结果、人的认定，以及哪些还待判断。只有审查人员能看。"),
)  # fmt: skip
def list_points(request: HttpRequest, dossier: Id) -> dict[str, Any]:
    """The points in the order of the guide."""
    _caller, row, case = open_examination(request, dossier)
    items = [_point(each) for each in case.points()]
    return {"dossier": dossier, "version": row.version, "stage": row.stage, "items": items}


@operation(
    "GET", "/dossiers/{dossier}/decisions", "list_decisions", tag=TAG, scope=Scope.READ_DECISIONS,
    answers={200: DecisionsOut}, problems_=(404,), summary=_("一份申报的办理记录"),
    about=_("审查中人和自动审查做了什么，由早到晚。研判成员的单独意见不在其中。"),
)  # fmt: skip
def list_decisions(request: HttpRequest, dossier: Id) -> dict[str, Any]:
    """What was done in the examination."""
    open_examination(request, dossier)
    return {"items": [_entry(each) for each in examinations.history(dossier) if each.event.kind not in _HIDDEN]}


@operation(
    "POST", "/dossiers/{dossier}/decisions", "decide_point", tag=TAG, scope=Scope.WRITE_DECISIONS,
    answers={200: DecidedOut}, problems_=(400, 404, 409), summary=_("认定一个要点"),
    about=_("认可、不认可（须写明理由）或者提出询问，与审查台上的一键认定相同。不能办理时为 409，detail 说明原因。"),
)  # fmt: skip
def decide_point(request: HttpRequest, dossier: Id, body: DecisionIn, idempotency_key: Key) -> dict[str, Any]:
    """Confirm, overrule or ask."""
    caller, _row, _case = open_examination(request, dossier)
    origin, refused = origin_of(request), []

    def do() -> dict[str, Any] | None:
        answer = examinations.act(dossier, _command(body), caller.actor, origin=origin)
        if isinstance(answer, Refusal):
            refused.append(answer)
            return None
        return _decided(request, dossier, body.point)

    asked = {"dossier": dossier, **body.dict()}
    try:
        decided = kept_answers.once(caller.token.pk, idempotency_key, asked, do)
    except kept_answers.KeyUsedOtherwise:
        raise Problem("key_reused") from None
    if decided is None:
        raise _refused(refused[0])
    return decided


def _command(body: DecisionIn) -> Command:
    if body.decision == "confirm":
        return Confirm(body.point, body.seen, body.reason)
    if body.decision == "ask":
        return Ask(body.point, body.seen, body.reason)
    return Overrule(body.point, body.seen, body.reason, Outcome(body.settled) if body.settled else None)


def _decided(request: HttpRequest, dossier: int, mark: str) -> dict[str, Any]:
    _caller, row, case = open_examination(request, dossier)
    point = next(each for each in case.points() if each.finding.fingerprint == mark)
    shape = {"dossier": dossier, "version": row.version, "stage": row.stage, "point": _point(point)}
    kept: dict[str, Any] = DecidedOut.model_validate(shape).model_dump(mode="json")
    return kept


def _refused(refusal: Refusal) -> Problem:
    return Problem("forbidden" if refusal.why is Why.NOT_YOURS else "refused", tell(refusal.reason))


def _point(point: Point) -> dict[str, Any]:
    finding, made = point.finding, point.judgement
    judgement = None
    if made is not None:
        judgement = {
            "decision": made.word.value, "settled": made.settled.value if made.settled else None,
            "reason": made.reason, "at": made.at, "stands": stands(made, point.basis),
        }  # fmt: skip
    return {
        "point": finding.fingerprint,
        "seen": point.basis.digest,
        "rule": finding.rule,
        "title": finding.title,
        "clauses": [clause.id for clause in finding.clauses],
        "outcome": finding.outcome.value,
        "reason": finding.reason.value if finding.reason else None,
        "message": finding.message,
        "cure": finding.cure,
        "state": point.state.value,
        "state_word": tell(POINT_WORDS[point.state]),
        "proposal": point.proposal.value,
        "settled": point.settled.value if point.settled else None,
        "waits": point.waits,
        "for_panel": point.for_panel,
        "judgement": judgement,
    }


def _entry(entry: Any) -> dict[str, Any]:
    event = entry.event
    basis, settled = getattr(event, "basis", None), getattr(event, "settled", None)
    return {
        "seq": entry.seq,
        "at": event.at,
        "kind": event.kind,
        "word": event_word(event.kind),
        "by": entry.by_name,
        "point": basis.fingerprint if basis else getattr(event, "fingerprint", None),
        "settled": settled.value if settled else None,
        "reason": getattr(event, "reason", "") or getattr(event, "question", "") or getattr(event, "text", ""),
    }
