"""What the queues of units and departments share: filters, tabs, numbers of checks, deadlines, steps for several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xingshen.portal.access import actor_of
from xingshen.portal.filing.opening import STAGES, told
from xingshen.portal.origin import origin_of
from xingshen.review.filing import Command
from xingshen.review.filing_events import Stage
from xingshen.review.windows import Windows
from xingshen.store.filing import filings
from xingshen.store.results import filing_checks

PER_PAGE = 30
_MOST_AT_ONCE = 200


def wanted_of(request: HttpRequest, first: Stage) -> tuple[str, str]:
    """Stage ("all": every one) and text that are asked for; without a word the stage in which it is one's turn."""
    stage = request.GET.get("stage", first.value)
    known = stage if stage == "all" or stage in set(Stage) else first.value
    return known, request.GET.get("text", "").strip()[:80]


def tabs(counts: dict[str, int], stages: Sequence[Stage], current: str) -> list[dict[str, Any]]:
    """The stages with their numbers, and all of them."""
    found: list[dict[str, Any]] = [
        {"stage": stage.value, "word": STAGES[stage][0], "count": counts.get(stage.value, 0)} for stage in stages
    ]
    found.append({"stage": "all", "word": _("全部"), "count": sum(counts.get(stage.value, 0) for stage in stages)})
    return [{**each, "current": each["stage"] == current} for each in found]


def page_of(request: HttpRequest, rows: Any) -> Any:
    """One page of the queue; each row knows its stage's word and its check's numbers."""
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    listed = list(page.object_list)
    numbers = filing_checks.numbers_of(row.pk for row in listed)
    for row in listed:
        row.stage_word, row.stage_look = STAGES[Stage(row.stage)]
        row.numbers = numbers.get(row.pk, filing_checks.Numbers())
    page.object_list = listed
    return page


def clocks(calls: Iterable[Any], unit_id: int, who: str) -> list[dict[str, Any]]:
    """Each call with the window of a role: when it ends and whether it is open."""
    now = timezone.now()
    found = []
    for call in calls:
        windows: Windows = filings.windows_of(call, unit_id)
        window = windows.unit if who == "unit" else windows.department
        found.append({"call": call, "window": window, "open": window is not None and window.is_open(now)})
    return found


def act_on_chosen(request: HttpRequest, command: Command, done_words: str, back: str) -> HttpResponse:
    """The same step for all that were ticked; what could not be done is told one by one."""
    chosen = [int(each) for each in request.POST.getlist("chosen")[:_MOST_AT_ONCE] if each.isdecimal()]
    if not chosen:
        messages.warning(request, _("还没有勾选申报。"))
        return redirect(back)
    done, refused = filings.act_on_many(chosen, command, actor_of(request), origin=origin_of(request))
    if done:
        messages.success(request, done_words % {"count": len(done)})
    if refused:
        reasons = _("；").join(dict.fromkeys(told(each) for each in refused.values()))
        words = ngettext("%(count)d 份没有办理：%(reasons)s", "%(count)d 份没有办理：%(reasons)s", len(refused))
        messages.warning(request, words % {"count": len(refused), "reasons": reasons})
    return redirect(back)
