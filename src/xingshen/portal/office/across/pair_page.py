"""Two dossiers side by side: what they have in common, differences marked; setting it aside, or on to the panel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xingshen.portal.access import actor_of, demand, only
from xingshen.portal.office.across import differences, words
from xingshen.portal.origin import origin_of
from xingshen.portal.telling import form_words, tell, word_of
from xingshen.portal.ui.page_files import image_answer
from xingshen.review.examination import STAGE_WORDS, Stage
from xingshen.review.examination_policy import may_judge, may_see
from xingshen.review.likeness_policy import PairFacts, may_compare, may_set_aside
from xingshen.review.policy import Actor, Role
from xingshen.store.across import likeness_sides, likenesses
from xingshen.store.across.likeness_sides import PagePair, Side
from xingshen.store.calls import guides

_PAPERS = frozenset({"paper_same", "paper_near"})


class AsideForm(forms.Form):
    """Why it is in order, or why it is looked at again."""

    use_required_attribute = False

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.fields["reason"] = forms.CharField(
            label=_("理由"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": _("请写明理由，以便日后查证。")},
        )  # fmt: skip


@dataclass(frozen=True)
class _Opened:
    row: Any
    facts: PairFacts
    actor: Actor


def _open(request: HttpRequest, likeness_id: int) -> _Opened:
    try:
        row = likenesses.get(likeness_id)
    except likenesses.NOT_THERE:
        raise Http404 from None
    actor, facts = actor_of(request), likenesses.pair_of(row)
    demand(may_compare(actor, facts))
    return _Opened(row, facts, actor)


@only(Role.OFFICE, Role.REVIEWER, Role.PANEL)
@require_http_methods(["GET", "POST"])
def pair(request: HttpRequest, likeness_id: int) -> HttpResponse:
    """Both; ``page`` is the pair of pages that is shown. ``step`` of what is posted: aside or up."""
    opened = _open(request, likeness_id)
    form = AsideForm(*([request.POST] if request.method == "POST" else []))
    if request.method == "POST":
        demand(may_set_aside(opened.actor, opened.facts))
        if form.is_valid():
            _decide(request, opened, form.cleaned_data["reason"])
            return redirect("office:likeness", likeness_id=likeness_id)
    context = {**_context(request, opened), "form": form}
    return render(request, "office/across/pair.html", context, status=409 if form.errors else 200)


@only(Role.OFFICE, Role.REVIEWER, Role.PANEL)
@require_safe
def image(request: HttpRequest, likeness_id: int, side: str, page: int) -> HttpResponseBase:
    """A page of the paper that the likeness is about, and of no other; ``side``: first or second."""
    opened = _open(request, likeness_id)
    found = dict(zip(("first", "second"), likeness_sides.sides(opened.row), strict=True)).get(side)
    if found is None or found.paper is None:
        raise Http404
    return image_answer(request, found.paper, page)


def _decide(request: HttpRequest, opened: _Opened, reason: str) -> None:
    up = request.POST.get("step") == "up"
    act = likenesses.take_up if up else likenesses.set_aside
    if act(opened.row.pk, reason, opened.actor, origin_of(request)):
        messages.success(request, _("已列回待核对。") if up else _("已标为无碍，理由记录在案。"))
    else:
        messages.info(request, _("已有人办理过，请看下面的记录。"))


def _context(request: HttpRequest, opened: _Opened) -> dict[str, Any]:
    row, both = opened.row, likeness_sides.sides(opened.row)
    context = {
        "row": row,
        "guide_url": reverse("public:guide", args=[row.call.slug]),
        "kind_word": words.kind_word(row),
        "how_alike": words.how_alike(row),
        "clause_id": words.CLAUSES[row.kind],
        "facts": _facts(row, both),
        "heads": [_head(side, facts, opened.actor) for side, facts in zip(both, _each(opened.facts), strict=True)],
        "may_decide": bool(may_set_aside(opened.actor, opened.facts)),
        "panels": _panels(opened),
        "is_office": opened.actor.has(Role.OFFICE),
    }
    if row.kind in _PAPERS:
        return {**context, **_papers(request, row, both)}
    return {**context, "texts": _texts(row, both) if row.kind == "text_near" else []}


def _each(facts: PairFacts) -> tuple[Any, Any]:
    return facts.first, facts.second


def _head(side: Side, facts: Any, actor: Actor) -> dict[str, Any]:
    application = side.application
    url = reverse("desk:dossier", args=[application.pk]) if may_see(actor, facts) else ""
    return {"number": application.number, "title": application.title, "unit": application.unit.name, "url": url}


def _panels(opened: _Opened) -> list[tuple[str, str]]:
    """Where the reviewer of one of the two puts it to a panel: number and address."""
    row, found = opened.row, []
    for application, facts in zip((row.first, row.second), _each(opened.facts), strict=True):
        if may_judge(opened.actor, facts):
            url = f"{reverse('desk:panel_open', args=[application.pk])}?likeness={row.pk}"
            found.append((application.number, url))
    return found


def _facts(row: Any, both: tuple[Side, Side]) -> list[tuple[str, differences.Line]]:
    """What every comparison begins with, differences marked."""
    shown = (
        (_("项目名称"), lambda side: side.application.title),
        (_("申报单位"), lambda side: side.application.unit.name),
        (_("类别"), lambda side: word_of(row.call, side.application.category)),
        (_("负责人"), lambda side: side.application.leader),
        (_("状态"), lambda side: tell(STAGE_WORDS[Stage(side.stage)]) if side.stage else ""),
    )
    return [(name, differences.within(str(of(both[0])), str(of(both[1])))) for name, of in shown]


def _texts(row: Any, both: tuple[Side, Side]) -> list[tuple[str, tuple[differences.Run, ...]]]:
    """The contents, field by field."""
    left, right = both[0].contents, both[1].contents
    guide = guides.of_call(row.call, get_language() or "")
    schema, said = guide.guide.form, form_words(guide)
    return [
        (said.name(schema.by_id[name]), differences.compare(left.get(name, ""), right.get(name, "")))
        for name in dict.fromkeys([*left, *right])
    ]


def _papers(request: HttpRequest, row: Any, both: tuple[Side, Side]) -> dict[str, Any]:
    pairs = likeness_sides.page_pairs(*both)
    wanted = request.GET.get("page", "")
    best = max(pairs, key=lambda each: each.share, default=PagePair(1, 1, 0.0, ("", "")))
    shown = next((each for each in pairs if str(each.first) == wanted), best)
    pages = (shown.first, shown.second)
    return {
        "files": [side.file for side in both],
        "pairs": pairs,
        "shown": shown,
        "images": [
            _image(row.pk, name, side, page) for name, side, page in zip(("first", "second"), both, pages, strict=True)
        ],
        "texts": [(_("识读出的文字"), differences.compare(*shown.texts))] if row.kind == "paper_near" else [],
    }


def _image(likeness_id: int, name: str, side: Side, page: int) -> dict[str, Any]:
    there = side.paper is not None and 1 <= page <= len(side.paper.summary.get("pages", ()))
    url = reverse("office:likeness_image", args=[likeness_id, name, page]) if there else ""
    return {"number": side.application.number, "file": side.file, "page": page, "url": url}
