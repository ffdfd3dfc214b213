"""Gives out one paper of a unit's registration to those who may see it, never as a page of this site."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase

from xingshen.portal.access import actor_of, demand, signed_in
from xingshen.portal.headers import FILE_POLICY
from xingshen.review.unit_policy import SEE_REGISTRATION
from xingshen.store.people import units


@signed_in
def unit_paper(request: HttpRequest, paper_id: int) -> HttpResponseBase:
    """The bytes as they were handed in, as a download."""
    paper = units.find_paper(paper_id)
    if paper is None:
        raise Http404
    demand(SEE_REGISTRATION(actor_of(request), units.facts(paper.unit)))
    response = FileResponse(
        units.path_of_paper(paper).open("rb"),
        as_attachment=True,
        filename=paper.name,
        content_type=paper.blob.media_type or "application/octet-stream",
    )
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
