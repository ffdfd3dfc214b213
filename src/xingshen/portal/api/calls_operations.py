"""Operations about calls and their guides, and about the token itself."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_noop as _

from xingshen.portal.api.caller import caller_of
from xingshen.portal.api.operations import operation
from xingshen.portal.api.problems import Problem
from xingshen.portal.api.shapes import CallOut, CallsOut, ClausesOut, Slug, TokenOut
from xingshen.portal.telling import call_title
from xingshen.store.api import posted_checks
from xingshen.store.calls import calls, guides

TAG = _("批次与指南")


@operation(
    "GET", "/token", "show_token", tag=_("令牌"), answers={200: TokenOut},
    summary=_("令牌本身"), about=_("令牌属于谁，现在有哪些权限，今天还能提交几次检查。"),
)  # fmt: skip
def show_token(request: HttpRequest) -> dict[str, Any]:
    """The token itself."""
    caller = caller_of(request)
    return {
        "name": caller.token.name,
        "person": caller.actor.name,
        "roles": sorted(caller.actor.roles),
        "scopes": caller.scopes,
        "expires_at": caller.token.expires_at,
        "per_minute": settings.XS.api_per_minute,
        "checks_left": posted_checks.left_today(caller.token),
    }


@operation(
    "GET", "/calls", "list_calls", tag=TAG, answers={200: CallsOut}, summary=_("全部已发布的批次")
)  # fmt: skip
def list_calls(request: HttpRequest) -> dict[str, Any]:
    """All published calls, newest first."""
    return {"items": [_call(each) for each in calls.published()]}


@operation(
    "GET", "/calls/{slug}", "show_call", tag=TAG, answers={200: CallOut}, problems_=(404,), summary=_("一个批次")
)  # fmt: skip
def show_call(request: HttpRequest, slug: Slug) -> dict[str, Any]:
    """One published call."""
    return _call(_published(slug))


@operation(
    "GET", "/calls/{slug}/clauses", "list_clauses", tag=TAG, answers={200: ClausesOut}, problems_=(404, 503),
    summary=_("批次所用指南的条款"),
    about=_("条款逐字引自指南；rules 是检查这一条的规则编号，rendering 是非正式的英文译文。"),
)  # fmt: skip
def list_clauses(request: HttpRequest, slug: Slug) -> dict[str, Any]:
    """The clauses of the guide that this call is judged by."""
    call = _published(slug)
    try:
        guide = guides.of_call(call, get_language() or "").guide
    except guides.GuideUnavailable:
        raise Problem("unavailable") from None
    checking: dict[str, list[str]] = {}
    for rule in guide.rules():
        for clause in rule.clauses:
            checking.setdefault(clause, []).append(rule.id)
    every = [clause for pack in guide.packs for clause in pack.clauses.values()]
    shown = [
        {
            "id": each.id, "text": each.text, "part": each.part, "level": each.level,
            "rendering": each.rendering, "rules": checking.get(each.id, []),
        }
        for each in every
    ]  # fmt: skip
    return {"guide": guide_of(call), "items": shown}


def guide_of(call: Any) -> dict[str, str]:
    """The guide as a call pins it."""
    return {"id": call.guide_id, "version": call.guide_version, "digest": call.guide_digest}


def _published(slug: str) -> Any:
    call = next(iter(calls.published().filter(slug=slug)), None)
    if call is None:
        raise Problem("not_found")
    return call


def _call(call: Any) -> dict[str, Any]:
    windows = [{"who": each.who, "opens_at": each.opens_at, "closes_at": each.closes_at} for each in call.windows.all()]
    return {
        "slug": call.slug,
        "title": call_title(call),
        "guide": guide_of(call),
        "published_at": call.published_at,
        "windows": windows,
    }
