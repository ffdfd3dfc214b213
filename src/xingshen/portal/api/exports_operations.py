"""Operations about exports for the office: the bundle of a dossier, and bundles and result tables of a whole call."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja.responses import Status

from xingshen.portal.api.caller import caller_of, demand, origin_of
from xingshen.portal.api.downloads import binary, download
from xingshen.portal.api.opening import open_dossier
from xingshen.portal.api.operations import operation
from xingshen.portal.api.problems import Problem
from xingshen.portal.api.shapes import ExportIn, ExportOut, Id, Slug
from xingshen.portal.telling import tell
from xingshen.reports.print.fonts import FontsMissing
from xingshen.review.api_policy import Scope, may_export_calls
from xingshen.store.calls import calls
from xingshen.store.conclusions import batches, bundles
from xingshen.store.record import files

TAG = _("导出")
_OFFERED = (batches.BUNDLES, batches.TABLES)


@operation(
    "GET", "/dossiers/{dossier}/bundle", "download_bundle", tag=TAG, scope=Scope.EXPORT, answers={200: None},
    problems_=(404, 503), extra=binary("application/zip"), summary=_("下载一份申报的全卷"),
    about=_("提交内容、审查结果、认定、通知书和记录，含个人信息；可用 xingshen verify 核验。只有项目办公室能下载。"),
)  # fmt: skip
def download_bundle(request: HttpRequest, dossier: Id) -> HttpResponseBase:
    """Everything of one dossier; that it was taken is an event."""
    caller, seen = open_dossier(request, dossier)
    demand(may_export_calls(caller.actor, None))
    try:
        body = bundles.download(seen.application, caller.actor, origin_of(request))
    except bundles.NOT_THERE:
        raise Problem("not_found") from None
    except FontsMissing as error:
        raise Problem("unavailable", tell(error)) from None
    except OSError:
        raise Problem("unavailable", gettext("这份申报的文件不在服务器上，没有打包。")) from None
    return download(body, bundles.file_name(seen.application), "application/zip")


@operation(
    "POST", "/calls/{slug}/exports", "begin_export", tag=TAG, scope=Scope.EXPORT, answers={202: ExportOut},
    problems_=(400, 404, 409), summary=_("导出一个批次的全卷或结果表"),
    about=_("在后台进行，Location 是查询进展的地址；同一种导出还在进行时，回答的就是那一个。只有项目办公室能导出。"),
)  # fmt: skip
def begin_export(request: HttpRequest, response: HttpResponse, slug: Slug, body: ExportIn) -> Status[dict[str, Any]]:
    """Begin, or join what is under way."""
    caller = caller_of(request)
    demand(may_export_calls(caller.actor, None))
    call = next(iter(calls.published().filter(slug=slug)), None)
    if call is None:
        raise Problem("not_found")
    payload = {"format": body.format} if body.kind == batches.TABLES else {}
    try:
        batch = batches.ask(call, body.kind, caller.actor, origin_of(request), payload)
    except batches.NothingToDo as error:
        raise Problem("refused", tell(error)) from None
    response.headers["Location"] = reverse("api:show_export", args=[batch.pk])
    response.headers["Retry-After"] = "5"
    return Status(202, _told(batch))


@operation(
    "GET", "/exports/{export}", "show_export", tag=TAG, scope=Scope.EXPORT, answers={200: ExportOut}, problems_=(404,),
    summary=_("一次导出的进展"),
)  # fmt: skip
def show_export(request: HttpRequest, export: Id) -> dict[str, Any]:
    """How far it is."""
    return _told(_open(request, export))


@operation(
    "GET", "/exports/{export}/file", "download_export", tag=TAG, scope=Scope.EXPORT, answers={200: None},
    problems_=(404,), extra=binary("application/octet-stream"), summary=_("下载导出的文件"),
)  # fmt: skip
def download_export(request: HttpRequest, export: Id) -> HttpResponseBase:
    """The file, once it is done; that it was taken is an event."""
    batch = _open(request, export)
    if batch.file_id is None:
        raise Problem("not_found")
    batches.record_download(batch, caller_of(request).actor, origin_of(request))
    return download(files.path_of(batch.file_id).open("rb"), batch.file_name, "application/octet-stream")


def _open(request: HttpRequest, export: int) -> Any:
    demand(may_export_calls(caller_of(request).actor, None))
    try:
        batch = batches.get(export)
    except batches.NOT_THERE:
        raise Problem("not_found") from None
    if batch.kind not in _OFFERED:
        raise Problem("not_found")
    return batch


def _told(batch: Any) -> dict[str, Any]:
    names = ("kind", "state", "total", "done", "asked_at", "finished_at")
    shown = {name: getattr(batch, name) for name in names}
    return {"id": batch.pk, "file": batch.file_name, "problems": len(batch.problems), **shown}
