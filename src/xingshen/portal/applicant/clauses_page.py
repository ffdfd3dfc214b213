"""Every point of the guide as it stands for one application: by clause, with what only people judge; and for print."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from xingshen.pipeline.states import State
from xingshen.portal.access import only
from xingshen.portal.applicant.judging import Judged, judge
from xingshen.portal.applicant.own import open_own
from xingshen.review.policy import Role

STATE_WORDS: dict[State, Promise] = {
    State.WRONG: _("不通过"),
    State.LOOK: _("需核对"),
    State.READING: _("材料识读中"),
    State.OPEN: _("未填"),
    State.PASSED: _("通过"),
    State.NOT_APPLICABLE: _("不适用"),
    State.STANDING: _("由人判断"),
}
_OUTCOMES = {
    State.WRONG: "fail",
    State.LOOK: "human",
    State.PASSED: "pass",
    State.NOT_APPLICABLE: "not_applicable",
}


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_GET
def clauses(request: HttpRequest, application_id: int) -> HttpResponse:
    """All points; ``?state=`` shows those of one state."""
    judged = judge(open_own(request, application_id))
    wanted = request.GET.get("state", "")
    page = {**_page(judged), "wanted": wanted}
    page["points"] = [each for each in page["points"] if not wanted or each["state"] == wanted]
    return render(request, "applicant/clauses.html", page)


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_GET
def print_check(request: HttpRequest, application_id: int) -> HttpResponse:
    """The self-check on paper: counts, what was found, what is open, all points."""
    return render(request, "applicant/print.html", _page(judge(open_own(request, application_id))))


def _page(judged: Judged) -> dict[str, Any]:
    points: list[dict[str, Any]] = []
    standing: list[dict[str, Any]] = []
    for item in judged.look.findings:
        if item.finding.derived:
            continue
        point = {
            "state": item.state.value,
            "word": STATE_WORDS[item.state],
            "outcome": _OUTCOMES.get(item.state, ""),
            "title": item.finding.title,
            "clauses": item.finding.clauses,
            "shown": judged.shown(item),
            "told": item.state in (State.WRONG, State.LOOK, State.OPEN, State.READING),
        }
        (standing if item.state is State.STANDING else points).append(point)
    tally = [(state.value, STATE_WORDS[state], judged.look.count(state)) for state in State]
    return {
        **judged.page(""),
        "points": points,
        "standing": standing,
        "tally": [each for each in tally if each[2]],
        "engine": judged.look.result.engine,
        "stamp": judged.look.result.guide,
    }
