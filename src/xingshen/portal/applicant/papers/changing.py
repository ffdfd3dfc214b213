"""Changing papers: kind, name, year, what a translation translates, order; removing with a way back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from xingshen.portal.access import actor_of, only
from xingshen.portal.applicant.papers.finding import back_to_list, open_paper_to_edit
from xingshen.portal.origin import origin_of
from xingshen.review.policy import Role
from xingshen.store.applying import papers
from xingshen.store.applying.paper_names import PaperRefused


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_POST
def set_kind(request: HttpRequest, application_id: int, paper_id: int) -> HttpResponse:
    """POST ``kind``: hand the paper in as this kind; empty: undecided."""
    own, paper = open_paper_to_edit(request, application_id, paper_id)
    kind = own.schema.kind(request.POST.get("kind", ""))
    name = kind.name if kind else ""
    try:
        if name != paper.kind:
            papers.set_kind(paper, name, actor_of(request), origin_of(request))
    except PaperRefused as refusal:
        messages.error(request, str(refusal))
    return back_to_list(own, paper.pk)


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_POST
def change(request: HttpRequest, application_id: int, paper_id: int) -> HttpResponse:
    """POST ``name``, ``kind``, ``fiscal_year``, ``translation_of``: those that are sent and differ are changed."""
    own, paper = open_paper_to_edit(request, application_id, paper_id)
    actor, origin = actor_of(request), origin_of(request)
    sent = {key: request.POST[key].strip() for key in request.POST if key != "csrfmiddlewaretoken"}
    kind = own.schema.kind(sent.get("kind", ""))
    try:
        if sent.get("name") and sent["name"] != paper.name:
            papers.rename(paper, sent["name"], actor, origin)
        if "kind" in sent and (kind.name if kind else "") != paper.kind:
            papers.set_kind(paper, kind.name if kind else "", actor, origin)
        if "fiscal_year" in sent and sent["fiscal_year"] != paper.fiscal_year:
            papers.set_fiscal_year(paper, sent["fiscal_year"], actor, origin)
        if "translation_of" in sent and sent["translation_of"] != paper.translation_of:
            papers.set_translation_of(paper, sent["translation_of"], actor, origin)
        messages.success(request, gettext("“%s”已更新。") % paper.name)
    except PaperRefused as refusal:
        messages.error(request, str(refusal))
    return back_to_list(own, paper.pk)


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_POST
def move(request: HttpRequest, application_id: int, paper_id: int) -> HttpResponse:
    """POST ``to`` = up or down."""
    own, paper = open_paper_to_edit(request, application_id, paper_id)
    try:
        if paper.removed_at is None:
            papers.move(paper, request.POST.get("to") == "up", actor_of(request), origin_of(request))
    except PaperRefused as refusal:
        messages.error(request, str(refusal))
    return back_to_list(own, paper.pk)


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_POST
def remove(request: HttpRequest, application_id: int, paper_id: int) -> HttpResponse:
    """Take the paper out of the application; the page offers to undo it."""
    own, paper = open_paper_to_edit(request, application_id, paper_id)
    try:
        if paper.removed_at is None:
            papers.remove(paper, actor_of(request), origin_of(request))
            messages.success(request, gettext("“%s”已移除。要恢复，请看本页底部“已移除的文件”。") % paper.name)
    except PaperRefused as refusal:
        messages.error(request, str(refusal))
    return back_to_list(own)


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_POST
def restore(request: HttpRequest, application_id: int, paper_id: int) -> HttpResponse:
    """Bring a removed paper back."""
    own, paper = open_paper_to_edit(request, application_id, paper_id)
    try:
        if paper.removed_at is not None:
            name = papers.restore(paper, actor_of(request), origin_of(request))
            messages.success(request, gettext("“%s”已恢复。") % name)
    except PaperRefused as refusal:
        messages.error(request, str(refusal))
    return back_to_list(own, paper.pk)
