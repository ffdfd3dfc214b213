"""The likenesses of a call: by kind, open or set aside, found by number, title, unit or leader."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xingshen.portal.access import only
from xingshen.portal.office.across import words
from xingshen.portal.office.choosing import call_of
from xingshen.portal.telling import tell
from xingshen.review.policy import Role
from xingshen.store.across import likenesses
from xingshen.store.across.likenesses import Wanted

PER_PAGE = 25
STATES = ("open", "aside", "all")


@only(Role.OFFICE)
def across(request: HttpRequest, call_id: int | None = None) -> HttpResponse:
    """Without a number: the newest call with dossiers before the office."""
    calls = list(likenesses.calls())
    call = call_of(calls, call_id)
    wanted = _wanted(request)
    context: dict[str, object] = {"calls": calls, "call": call, "wanted": wanted}
    if call is not None:
        page = Paginator(likenesses.in_call(call.pk, wanted), PER_PAGE).get_page(request.GET.get("page"))
        counts = likenesses.counts(call.pk, wanted.state)
        context |= {
            "page": page,
            "lines": [(row, words.kind_word(row), words.how_alike(row), words.CLAUSES[row.kind]) for row in page],
            "kinds": [(kind.value, tell(kind.label), counts.get(kind.value, 0)) for kind in likenesses.Kind],
            "total": sum(counts.values()),
        }
    return render(request, "office/across/list.html", context)


def _wanted(request: HttpRequest) -> Wanted:
    state, kind = request.GET.get("state", ""), request.GET.get("kind", "")
    return Wanted(
        kind=kind if kind in likenesses.Kind.values else "",
        state=state if state in STATES else "open",
        text=request.GET.get("text", "").strip()[:60],
    )
