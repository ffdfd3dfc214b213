"""The operation about the record of events, for the office and those who audit."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Query

from xingshen.portal.api.caller import caller_of
from xingshen.portal.api.operations import operation
from xingshen.portal.api.shapes import LARGEST_ID, EventsOut, Limit
from xingshen.portal.event_words import event_word
from xingshen.review.api_policy import Scope
from xingshen.review.policy import Role
from xingshen.store.record import event_feed

TAG = _("事件")


@operation(
    "GET", "/events", "list_events", tag=TAG, scope=Scope.READ_EVENTS, answers={200: EventsOut},
    summary=_("某个序号之后的事件"),
    about=_(
        "由小到大。把上次得到的 next 作为 after，就不会遗漏。项目办公室看到批次和已提交申报的事件；"
        "审计管理员看到全部，连同网络地址。"
    ),
)  # fmt: skip
def list_events(
    request: HttpRequest,
    after: Annotated[int, Query(ge=0, le=LARGEST_ID, description=_("从这个序号之后开始。"))] = 0,
    kind: Annotated[str, Query(pattern=r"^([a-z_]+\.[a-z_]+)?$", max_length=60, description=_("只看这一种。"))] = "",
    limit: Limit = 100,
) -> dict[str, Any]:
    """Events after a number, in order."""
    audits = caller_of(request).actor.has(Role.AUDIT_ADMIN)
    found = event_feed.after(after, limit, everything=audits, kind=kind)
    return {"items": [_event(each, audits) for each in found.events], "next": found.reached}


def _event(event: Any, audits: bool) -> dict[str, Any]:
    return {
        "seq": event.seq,
        "at": event.at,
        "kind": event.kind,
        "word": event_word(event.kind),
        "by": event.actor_name,
        "role": event.actor_role,
        "subject": {"type": event.subject_type, "id": event.subject_id, "label": event.subject_label},
        "before": event.before,
        "after": event.after,
        "reason": event.reason,
        "address": event.address if audits else "",
        "hash": event.hash,
    }
