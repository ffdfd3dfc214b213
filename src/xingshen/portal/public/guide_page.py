"""The annotated guide of a call: the text as issued, what is checked of each clause and how, what people judge."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xingshen.portal.access import open_to_all
from xingshen.portal.public.call_page import published_call
from xingshen.store import guides


@open_to_all
def guide_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The guide by which this call is judged."""
    call = published_call(slug)
    guide = guides.of_call(call).guide
    clauses = guide.pack.clauses.values()
    parts = [(part, list(group)) for part, group in groupby(clauses, lambda clause: clause.part)]
    return render(request, "public/guide.html", {"call": call, "guide": guide, "parts": parts})
