"""Papers of a dossier before the office: pictures of pages, parts of them, the file; for those who may see it."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from xingshen.portal.access import only
from xingshen.portal.desk.opening import open_examination
from xingshen.portal.ui.page_files import crop_answer, file_answer, image_answer
from xingshen.review.policy import Role
from xingshen.store.examination import desk
from xingshen.store.examination.desk import DeskPaper


@only(Role.REVIEWER, Role.PANEL, Role.OFFICE)
@require_safe
def paper_file(request: HttpRequest, application_id: int, digest: str) -> HttpResponseBase:
    """The file as it was handed in."""
    return file_answer(_paper(request, application_id, digest))


@only(Role.REVIEWER, Role.PANEL, Role.OFFICE)
@require_safe
def paper_image(request: HttpRequest, application_id: int, digest: str, page: int) -> HttpResponseBase:
    """A page as PNG; ``size`` = thumb, page or large; ``turn`` = 90, 180, 270."""
    return image_answer(request, _paper(request, application_id, digest), page)


@only(Role.REVIEWER, Role.PANEL, Role.OFFICE)
@require_safe
def paper_crop(request: HttpRequest, application_id: int, digest: str, page: int) -> HttpResponseBase:
    """The part of a page around ``box`` (left,top,right,bottom in points) as PNG."""
    return crop_answer(request, _paper(request, application_id, digest), page)


def _paper(request: HttpRequest, application_id: int, digest: str) -> DeskPaper:
    """The paper, if any submission of the dossier has it. Http404, PermissionDenied."""
    open_examination(request, application_id)
    paper = desk.paper_handed_in(application_id, digest)
    if paper is None:
        raise Http404
    return paper
