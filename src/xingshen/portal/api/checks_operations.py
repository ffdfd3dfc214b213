"""Checking as a service: a program posts the zip of a dossier and gets the findings, at once or a little later."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _
from ninja import Query
from ninja.responses import Status

from xingshen.portal.api.caller import caller_of
from xingshen.portal.api.operations import operation
from xingshen.portal.api.problems import Problem
from xingshen.portal.api.shapes import CheckOut, Json
from xingshen.portal.telling import tell
from xingshen.review.api_policy import Scope
from xingshen.store.api import posted_checks
from xingshen.store.api.posted_checks import ByGuide, PostedCheck
from xingshen.store.calls import calls, guides

TAG = _("检查服务")
_CHUNK = 1 << 20
_LOOK_EVERY = 0.25
_TYPES = ("application/zip", "application/x-zip-compressed", "application/octet-stream")
_BODY: Json = {
    "requestBody": {
        "required": True,
        "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@operation(
    "POST", "/checks", "post_check", tag=TAG, scope=Scope.CHECK, answers={200: CheckOut, 202: CheckOut},
    problems_=(400, 404, 413, 415, 503), extra=_BODY, summary=_("提交一份材料检查"),
    about=_(
        "请求体就是申报材料的 zip（application.json 和各份材料）。guide 和 call 填一个。"
        "在 wait 秒内检查完则为 200；否则为 202，Location 是查询结果的地址。材料读完即删除，"
        "结果保留 24 小时。材料不能读出时 state 为 refused，problems 说明原因。"
    ),
)  # fmt: skip
def post_check(
    request: HttpRequest,
    response: HttpResponse,
    guide: Annotated[str, Query(max_length=80, pattern=r"^[A-Za-z0-9._-]*$", description=_("指南包的编号。"))] = "",
    call: Annotated[str, Query(pattern=r"^[A-Za-z0-9_-]{0,60}$", description=_("批次；用它发布时的指南。"))] = "",
    wait: Annotated[int, Query(ge=0, le=20, description=_("最多等待多少秒。"))] = 5,
) -> Status[dict[str, Any]]:
    """Take the zip in, and wait a little for what comes of it."""
    token, by = caller_of(request).token, _by(guide, call)
    if request.content_type not in _TYPES:
        raise Problem("unsupported")
    try:
        check = posted_checks.post(token, by, _chunks(request))
    except posted_checks.TooLarge:
        raise Problem("too_large") from None
    except posted_checks.QuotaUsed as used:
        raise Problem("quota", headers={"Retry-After": str(used.seconds)}) from None
    except guides.GuideUnavailable:
        raise Problem("unavailable") from None
    except OSError:
        raise Problem("malformed") from None
    found = _wait(check, wait)
    if found.state != PostedCheck.State.WAITING:
        return Status(200, _told(found))
    response.headers["Location"] = reverse("api:show_check", args=[check.pk])
    response.headers["Retry-After"] = "5"
    return Status(202, _told(found))


@operation(
    "GET", "/checks/{check}", "show_check", tag=TAG, scope=Scope.CHECK, answers={200: CheckOut}, problems_=(404,),
    summary=_("一次检查的结果"), about=_("state 为 waiting 时请稍后再问；到期之后为 404。"),
)  # fmt: skip
def show_check(request: HttpRequest, check: UUID) -> dict[str, Any]:
    """A check of this person, as long as it is kept."""
    found = posted_checks.find(check, caller_of(request).token.user_id)
    if found is None:
        raise Problem("not_found")
    return _told(found)


def _by(guide: str, call: str) -> ByGuide:
    language = get_language() or ""
    if bool(guide) == bool(call):
        told = {"at": "query.guide", "message": gettext("guide 和 call 请填一个。")}
        raise Problem("invalid", errors=[told])
    if guide:
        if guide not in guides.available():
            raise Problem("not_found", gettext("没有这个指南。"))
        return ByGuide(guide, language=language)
    found = next(iter(calls.published().filter(slug=call)), None)
    if found is None:
        raise Problem("not_found", gettext("没有这个批次。"))
    return ByGuide(found.guide_id, found.guide_version, found.guide_digest, language)


def _chunks(request: HttpRequest) -> Iterator[bytes]:
    while chunk := request.read(_CHUNK):
        yield chunk


def _wait(check: PostedCheck, seconds: int) -> PostedCheck:
    until = time.monotonic() + seconds
    found: PostedCheck | None = check
    while found is not None and found.state == PostedCheck.State.WAITING and time.monotonic() < until:
        time.sleep(_LOOK_EVERY)
        found = posted_checks.find(check.pk)
    return found or check


def _told(check: PostedCheck) -> dict[str, Any]:
    return {
        "id": check.pk,
        "state": check.state,
        "guide": check.guide_id,
        "posted_at": check.posted_at,
        "finished_at": check.finished_at,
        "expires_at": check.expires_at,
        "problems": [tell(each) for each in check.problems],
        "result": check.result or None,
    }
