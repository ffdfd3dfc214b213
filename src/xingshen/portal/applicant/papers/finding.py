"""One paper of an application that the person of this request may open; where to go after a change."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from xingshen.portal.applicant.own import Own, open_own
from xingshen.review.application_policy import ApplicationFacts, may_edit, may_read
from xingshen.review.policy import Predicate
from xingshen.store.applying import papers


def open_paper(
    request: HttpRequest, application_id: int, paper_id: int, right: Predicate[ApplicationFacts] = may_read
) -> tuple[Own, Any]:
    """The application and its paper, removed or not, where this person has ``right``. Http404, PermissionDenied."""
    own = open_own(request, application_id, right)
    try:
        return own, papers.get(own.id, paper_id)
    except Exception as error:
        if papers.missing(error):
            raise Http404 from None
        raise


def open_paper_to_edit(request: HttpRequest, application_id: int, paper_id: int) -> tuple[Own, Any]:
    """The same, to change it."""
    return open_paper(request, application_id, paper_id, may_edit)


def back_to_list(own: Own, paper_id: int | None = None) -> HttpResponse:
    """To the list of papers, at this paper's row."""
    anchor = f"#paper-{paper_id}" if paper_id else ""
    return redirect(reverse("applicant:papers", args=[own.id]) + anchor)
