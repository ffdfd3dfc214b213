"""Files and pictures of pages as answers: a download, a page, a part of a page; never as a page of this site.

Whoever asks may see the paper; that was decided before.
"""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from xingshen.portal.headers import FILE_POLICY
from xingshen.portal.ui.viewing import box_of, page_facts
from xingshen.store.applying import pictures
from xingshen.store.record import files

_BYTES = "application/octet-stream"
_TURNS = ("90", "180", "270")


def file_answer(paper: Any) -> HttpResponseBase:
    """The file as it was handed in, under its name, as a download. Http404."""
    try:
        body = files.path_of(paper.blob_id).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return _guarded(FileResponse(body, as_attachment=True, filename=paper.name, content_type=_BYTES))


def image_answer(request: HttpRequest, paper: Any, page: int) -> HttpResponseBase:
    """A page as PNG; ``size`` = thumb, page or large; ``turn`` = 90, 180, 270. Http404."""
    facts = page_facts(paper, page)
    size = request.GET.get("size", "page")
    turn = request.GET.get("turn", "")
    if facts is None or size not in pictures.SIZES:
        raise Http404
    turned = (facts.turned + (int(turn) if turn in _TURNS else 0)) % 360
    path = pictures.page_picture(paper.blob_id, page, size, turned)
    if path is None:
        raise Http404
    return _guarded(FileResponse(path.open("rb"), content_type="image/png"))


def crop_answer(request: HttpRequest, paper: Any, page: int) -> HttpResponseBase:
    """The part of a page around ``box`` (left,top,right,bottom in points) as PNG. Http404."""
    facts, box = page_facts(paper, page), box_of(request.GET.get("box", ""))
    body = pictures.page_crop(paper.blob_id, page, box, facts.width, facts.turned) if facts and box else None
    if body is None:
        raise Http404
    return _guarded(HttpResponse(body, content_type="image/png"))


def _guarded(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
