"""The page on which one page of a paper is looked at."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from xingshen.portal.access import only
from xingshen.portal.applicant.papers.finding import open_paper
from xingshen.portal.ui.viewing import Addresses, page_view
from xingshen.review.policy import Role


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_safe
def page(request: HttpRequest, application_id: int, paper_id: int, page: int) -> HttpResponse:
    """Page ``page`` (from 1); ``box`` (several) marks places, ``turn`` turns it."""
    own, paper = open_paper(request, application_id, paper_id)
    turn = request.GET.get("turn", "")
    view = page_view(
        paper,
        page,
        _addresses(own.id, paper.pk),
        request.GET.getlist("box"),
        int(turn) if turn.isdecimal() else 0,
    )
    if view is None:
        raise Http404
    return render(request, "applicant/papers/page.html", {**own.frame(), "paper": paper, "view": view})


def _addresses(application_id: int, paper_id: int) -> Addresses:
    keys = (application_id, paper_id)
    return Addresses(
        page=lambda number: reverse("applicant:paper_page", args=[*keys, number]),
        image=lambda number, size: f"{reverse('applicant:paper_image', args=[*keys, number])}?size={size}",
        file=reverse("applicant:paper_file", args=keys),
        back=f"{reverse('applicant:papers', args=[application_id])}#paper-{paper_id}",
    )
