"""What is left to do after the conclusions of a call, in the order of work: letters, list, closing; tables, bundles."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xingshen.portal.access import only
from xingshen.portal.letter_words import SHORT
from xingshen.portal.office.choosing import call_of
from xingshen.portal.office.conclusions.words import BATCH_WORDS, LIST_WORDS, state_word
from xingshen.review.examination_values import LetterKind
from xingshen.review.policy import Role
from xingshen.store.conclusions import batches, conclusions, letter_lists, public_lists
from xingshen.store.figures import overview

_LAST_BATCHES = 10


@only(Role.OFFICE)
def hub(request: HttpRequest, call_id: int | None = None) -> HttpResponse:
    """Without a number: the newest call."""
    calls = list(overview.calls())
    call = call_of(calls, call_id)
    if call is None:
        return render(request, "office/overview_empty.html")
    waiting = letter_lists.count_due(call.pk)
    context = {
        "call": call,
        "calls": calls,
        "numbers": conclusions.numbers(call.pk),
        "waiting": [(SHORT[kind], waiting[kind]) for kind in LetterKind if waiting[kind]],
        "letters_due": sum(waiting.values()),
        "candidates": public_lists.candidates(call.pk, refused=True).count(),
        "lists": [(row, LIST_WORDS[public_lists.standing(row)]) for row in public_lists.of_call(call.pk)],
        "closable": batches.closable(call.pk).count(),
        "batches": [_batch(row) for row in batches.of_call(call.pk)[:_LAST_BATCHES]],
    }
    return render(request, "office/conclusions/hub.html", context)


def _batch(row: Any) -> dict[str, Any]:
    return {"row": row, "word": BATCH_WORDS[row.kind], "state": state_word(row)}
