"""Long work: begun, watched, called off, its file downloaded. The progress asks again by itself until it ends."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xingshen.portal.access import actor_of, only
from xingshen.portal.office.conclusions.words import BATCH_WORDS, state_word
from xingshen.portal.office.opening import office_call
from xingshen.portal.origin import origin_of
from xingshen.portal.telling import tell
from xingshen.review.policy import Role
from xingshen.store.conclusions import batches
from xingshen.store.record import files

_STARTED_HERE = (batches.LETTERS, batches.BUNDLES, batches.TABLES, batches.CLOSE)
_FORMATS = ("xlsx", "csv")
_FINISHED = ("done", "failed", "stopped")
POLL_SECONDS = 2


@only(Role.OFFICE)
@require_POST
def batch_new(request: HttpRequest, call_id: int) -> HttpResponse:
    """Begin ``kind``; of tables also ``format``."""
    call, kind = office_call(call_id), request.POST.get("kind", "")
    if kind not in _STARTED_HERE:
        raise Http404
    wanted = request.POST.get("format", "")
    payload = {"format": wanted} if kind == batches.TABLES and wanted in _FORMATS else {}
    try:
        begun = batches.ask(call, kind, actor_of(request), origin_of(request), payload)
    except batches.NothingToDo as error:
        messages.warning(request, tell(error))
        return redirect("office:conclusions", call.pk)
    return redirect("office:batch", begun.pk)


@only(Role.OFFICE)
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The page."""
    return render(request, "office/conclusions/batch.html", _context(_batch(batch_id)))


@only(Role.OFFICE)
def progress(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The part of the page that changes."""
    return render(request, "office/conclusions/_progress.html", _context(_batch(batch_id)))


@only(Role.OFFICE)
@require_POST
def stop(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Call it off."""
    row = _batch(batch_id)
    if batches.stop(row, actor_of(request), origin_of(request)):
        messages.success(request, _("正在取消；已办完的仍然有效。"))
    return redirect("office:batch", row.pk)


@only(Role.OFFICE)
def download(request: HttpRequest, batch_id: int) -> FileResponse:
    """The file that it made."""
    row = _batch(batch_id)
    if row.file_id is None:
        raise Http404
    batches.record_download(row, actor_of(request), origin_of(request))
    file = files.path_of(row.file_id).open("rb")
    return FileResponse(file, as_attachment=True, filename=row.file_name, content_type=row.file.media_type)


def _batch(batch_id: int) -> Any:
    try:
        return batches.get(batch_id)
    except batches.NOT_THERE:
        raise Http404 from None


def _context(row: Any) -> dict[str, Any]:
    finished = row.state in _FINISHED
    return {
        "batch": row,
        "call": row.call,
        "word": BATCH_WORDS[row.kind],
        "state": state_word(row),
        "finished": finished,
        "poll_seconds": 0 if finished else POLL_SECONDS,
        "problems": [{**each, "reason": tell(each["reason"])} for each in row.problems],
        "given_up": tell(batches.GIVEN_UP) if row.state == "failed" else "",
        "list_id": row.payload.get("list"),
    }
