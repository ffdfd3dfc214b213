"""One dossier before its reviewer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xingshen.portal.access import only
from xingshen.portal.desk.opening import open_examination
from xingshen.review.policy import Role


@only(Role.REVIEWER, Role.PANEL, Role.OFFICE)
def dossier(request: HttpRequest, application_id: int) -> HttpResponse:
    """The points of the dossier and where it stands."""
    opened = open_examination(request, application_id)
    return render(request, "desk/dossier.html", {"row": opened.row, "points": opened.case.points()})
