"""How applying works here, in one page: steps, papers, what the machine does and does not decide, privacy."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xingshen.portal.access import open_to_all


@open_to_all
def help_page(request: HttpRequest) -> HttpResponse:
    """The same for everybody."""
    context = {"file_mb": settings.XS.upload_limit_mb, "dossier_mb": settings.XS.dossier_limit_mb}
    return render(request, "public/help.html", context)
