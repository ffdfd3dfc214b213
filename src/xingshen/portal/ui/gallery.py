"""The gallery of components, for those who make pages: every part in every state, with invented content."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from xingshen.portal.access import open_to_all
from xingshen.portal.ui.gallery_samples import samples


@open_to_all
def gallery(request: HttpRequest) -> HttpResponse:
    """Only where the portal runs as a demo or in debugging."""
    if not (settings.DEBUG or settings.XS.demo):
        raise Http404
    return render(request, "ui/gallery.html", samples())
