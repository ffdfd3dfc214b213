"""Handing files and pictures of pages to people who may see them; never as a page of this site."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from xingshen.kernel.place import Box
from xingshen.portal.access import only
from xingshen.portal.applicant.papers.finding import open_paper
from xingshen.portal.applicant.papers.viewing import box_of, page_facts
from xingshen.portal.headers import FILE_POLICY
from xingshen.review.policy import Role
from xingshen.store import files, pictures


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_safe
def file(request: HttpRequest, application_id: int, paper_id: int) -> HttpResponseBase:
    """The file as it was handed in, under its name, as a download."""
    _, paper = open_paper(request, application_id, paper_id)
    try:
        body = files.path_of(paper.blob_id).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return _guarded(FileResponse(body, as_attachment=True, filename=paper.name, content_type=_BYTES))


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_safe
def image(request: HttpRequest, application_id: int, paper_id: int, page: int) -> HttpResponseBase:
    """A page as PNG; ``size`` = thumb, page or large; ``turn`` = 90, 180, 270."""
    _, paper = open_paper(request, application_id, paper_id)
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


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_safe
def crop(request: HttpRequest, application_id: int, paper_id: int, page: int) -> HttpResponseBase:
    """The part of a page around ``box`` (left,top,right,bottom in points) as PNG."""
    _, paper = open_paper(request, application_id, paper_id)
    facts, box = page_facts(paper, page), box_of(request.GET.get("box", ""))
    if facts is None or box is None:
        raise Http404
    body = _crop(paper.blob_id, page, box, facts.width, facts.turned)
    return _guarded(HttpResponse(body, content_type="image/png"))


_BYTES = "application/octet-stream"
_TURNS = ("90", "180", "270")


def _crop(sha256: str, page: int, box: Box, width: float, turned: int) -> bytes:
    body = pictures.page_crop(sha256, page, box, width, turned)
    if body is None:
        raise Http404
    return body


def _guarded(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
