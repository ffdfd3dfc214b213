"""Resumable uploads by the protocol tus 1.0.0 (creation, expiration, termination, checksum): https://tus.io/protocols.

Bytes go straight from the connection to the disk; a connection that breaks leaves what has arrived. Refusals of names
and sizes are sentences for the applicant, as plain text.
"""

from __future__ import annotations

import binascii
from base64 import b64decode
from email.utils import format_datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from xingshen.portal.access import actor_of, only
from xingshen.portal.applicant.own import Own, open_own
from xingshen.portal.origin import origin_of
from xingshen.review.application_policy import may_edit
from xingshen.review.policy import Role
from xingshen.store.applying import papers
from xingshen.store.applying import uploads as store
from xingshen.store.applying.paper_names import PaperRefused
from xingshen.store.applying.papers import Place

VERSION = "1.0.0"
_BODY = "application/offset+octet-stream"
_MOST_METADATA = 4000
_CHECKSUM_MISMATCH = 460
_UNREADABLE = ("", b"")


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_http_methods(["OPTIONS", "POST"])
def uploads(request: HttpRequest, application_id: int) -> HttpResponse:
    """OPTIONS: what this server can do. POST: begin an upload (``Upload-Length``, ``Upload-Metadata``)."""
    own = open_own(request, application_id, may_edit)
    if request.method == "OPTIONS":
        able = {"Tus-Version": VERSION, "Tus-Extension": "creation,expiration,termination,checksum"}
        checksums = {"Tus-Checksum-Algorithm": ",".join(store.CHECKSUMS)}
        return _answer(204, **able, **checksums, **{"Tus-Max-Size": str(papers.file_limit())})
    if not _speaks_tus(request):
        return _answer(412, **{"Tus-Version": VERSION})
    length = request.headers.get("Upload-Length", "")
    told = _metadata(request.headers.get("Upload-Metadata", ""))
    if not length.isdecimal() or len(length) > 15 or told is None:
        return _answer(400)
    try:
        begun = store.create(_place(told, own), actor_of(request), told.get("filename", ""), int(length))
    except PaperRefused as refusal:
        return _refused(refusal)
    place = reverse("applicant:upload", args=[own.id, begun.pk])
    return _finished(request, begun, _answer(201, Location=place, **_expires(begun)))


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_http_methods(["HEAD", "PATCH", "DELETE", "OPTIONS"])
def upload(request: HttpRequest, application_id: int, upload_id: UUID) -> HttpResponse:
    """HEAD: how much has arrived. PATCH: more of it. DELETE: forget it."""
    own = open_own(request, application_id, may_edit)
    if request.method == "OPTIONS":
        return _answer(204, **{"Tus-Version": VERSION})
    if not _speaks_tus(request):
        return _answer(412, **{"Tus-Version": VERSION})
    found = _find(request, own, upload_id)
    if request.method == "DELETE":
        if found.finished_at is None:
            store.cancel(found)
        return _answer(204)
    if request.method == "HEAD":
        return _finished(request, found, _state(found, 200))
    return _append(request, found)


def _append(request: HttpRequest, found: Any) -> HttpResponse:
    offset = request.headers.get("Upload-Offset", "")
    if request.content_type != _BODY:
        return _answer(415)
    checksum = _checksum(request.headers.get("Upload-Checksum"))
    if not offset.isdecimal() or checksum == _UNREADABLE:
        return _answer(400)
    try:
        if checksum is None:
            store.write(found, int(offset), request.read)
        else:
            store.write_checked(found, int(offset), request.read, *checksum)
    except store.WrongOffset:
        return _answer(409)
    except store.ChecksumMismatch:
        return _answer(_CHECKSUM_MISMATCH)
    return _finished(request, found, _state(found, 204))


def _finished(request: HttpRequest, found: Any, answer: HttpResponse) -> HttpResponse:
    """Make the paper where all has arrived; also where that was interrupted the last time."""
    if not store.is_complete(found):
        return answer
    try:
        added = store.finish(found, actor_of(request), origin_of(request))
    except PaperRefused as refusal:
        store.cancel(found)
        return _refused(refusal)
    answer.headers["XS-Paper"] = str(added.paper.pk)
    if added.note:
        answer.headers["XS-Note"] = added.note.encode("unicode_escape").decode("ascii")
    return answer


def _find(request: HttpRequest, own: Own, upload_id: UUID) -> Any:
    try:
        return store.get(own.id, upload_id, actor_of(request))
    except Exception as error:
        if papers.missing(error):
            raise Http404 from None
        raise


def _place(told: dict[str, str], own: Own) -> Place:
    kind = own.schema.kind(told.get("kind", ""))
    replaces = told.get("replaces", "")
    return Place(own.id, kind.name if kind else "", int(replaces) if replaces.isdecimal() else None)


def _metadata(text: str) -> dict[str, str] | None:
    """``Upload-Metadata``: comma-separated ``key base64``; None where it cannot be read."""
    if len(text) > _MOST_METADATA:
        return None
    found = {}
    for pair in filter(None, (each.strip() for each in text.split(","))):
        key, _, value = pair.partition(" ")
        try:
            found[key] = b64decode(value, validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            return None
    return found


def _checksum(text: str | None) -> tuple[str, bytes] | None:
    """``Upload-Checksum``: algorithm and digest; None where there is none."""
    if text is None:
        return None
    algorithm, _, digest = text.strip().partition(" ")
    try:
        wanted = b64decode(digest, validate=True)
    except binascii.Error:
        return _UNREADABLE
    return (algorithm, wanted) if algorithm in store.CHECKSUMS else _UNREADABLE


def _speaks_tus(request: HttpRequest) -> bool:
    return request.headers.get("Tus-Resumable") == VERSION


def _state(found: Any, status: int) -> HttpResponse:
    told = {"Upload-Offset": str(found.offset), "Upload-Length": str(found.length), "Cache-Control": "no-store"}
    return _answer(status, **told, **_expires(found))


def _expires(found: Any) -> dict[str, str]:
    return {"Upload-Expires": format_datetime(found.expires_at, usegmt=True)}


def _refused(refusal: PaperRefused) -> HttpResponse:
    answer = _answer(413)
    answer.content = str(refusal).encode("utf-8")
    answer.headers["Content-Type"] = "text/plain; charset=utf-8"
    return answer


def _answer(status: int, **headers: str) -> HttpResponse:
    reason = "Checksum Mismatch" if status == _CHECKSUM_MISMATCH else None
    return HttpResponse(status=status, reason=reason, headers={"Tus-Resumable": VERSION, **headers})
