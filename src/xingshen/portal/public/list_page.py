"""A public list of conclusions: shown in its period, over afterwards, and with the reason where it was withdrawn."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from xingshen.portal.access import open_to_all
from xingshen.store.conclusions import public_lists
from xingshen.store.conclusions.public_lists import Standing

PER_PAGE = 200
_WITH_ENTRIES = (Standing.SHOWN, Standing.OVER)


@open_to_all
def list_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The page; entries only once the period has begun, and none of a withdrawn list."""
    try:
        row = public_lists.public(slug)
    except public_lists.NOT_THERE:
        raise Http404 from None
    standing = public_lists.standing(row)
    entries = row.entries if standing in _WITH_ENTRIES else []
    context = {
        "list": row,
        "call": row.call,
        "standing": standing.value,
        "page": Paginator(entries, PER_PAGE).get_page(request.GET.get("page")),
        "total": len(entries),
        "guide_url": reverse("public:guide", args=[row.call.slug]),
    }
    return render(request, "public/list.html", context)
