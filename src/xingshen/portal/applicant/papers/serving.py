"""Handing files and pictures of pages of an application to people who may read it."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from xingshen.portal.access import only
from xingshen.portal.applicant.papers.finding import open_paper
from xingshen.portal.ui.page_files import crop_answer, file_answer, image_answer
from xingshen.review.policy import Role


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_safe
def file(request: HttpRequest, application_id: int, paper_id: int) -> HttpResponseBase:
    """The file as it was handed in, under its name, as a download."""
    return file_answer(open_paper(request, application_id, paper_id)[1])


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_safe
def image(request: HttpRequest, application_id: int, paper_id: int, page: int) -> HttpResponseBase:
    """A page as PNG; ``size`` = thumb, page or large; ``turn`` = 90, 180, 270."""
    return image_answer(request, open_paper(request, application_id, paper_id)[1], page)


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_safe
def crop(request: HttpRequest, application_id: int, paper_id: int, page: int) -> HttpResponseBase:
    """The part of a page around ``box`` (left,top,right,bottom in points) as PNG."""
    return crop_answer(request, open_paper(request, application_id, paper_id)[1], page)
