"""The letters of a call: how many are due of which kind, and every dossier with what was sent."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xingshen.portal.access import only
from xingshen.portal.letter_words import SHORT
from xingshen.portal.office.opening import office_call
from xingshen.portal.telling import tell
from xingshen.review.examination import STAGE_WORDS, Stage
from xingshen.review.examination_values import LetterKind
from xingshen.review.policy import Role
from xingshen.store.conclusions import letter_lists

PER_PAGE = 25


@only(Role.OFFICE)
def letter_list(request: HttpRequest, call_id: int) -> HttpResponse:
    """``due=1``: only those that wait."""
    call = office_call(call_id)
    waiting = letter_lists.count_due(call.pk)
    only_due = request.GET.get("due") == "1"
    rows = letter_lists.due(call.pk) if only_due else letter_lists.all_rows(call.pk)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "call": call,
        "waiting": [(kind.value, SHORT[kind], waiting[kind]) for kind in LetterKind],
        "total": sum(waiting.values()),
        "only_due": only_due,
        "page": page,
        "rows": [_shown(row) for row in page],
    }
    return render(request, "office/letters/list.html", context)


def _shown(row: Any) -> dict[str, Any]:
    sent = list(row.application.letters.all())
    return {
        "row": row,
        "stage": tell(STAGE_WORDS[Stage(row.stage)]),
        "letters": [(each, SHORT[LetterKind(each.letter)]) for each in sent],
    }
