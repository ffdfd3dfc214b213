"""Taking over what a paper says, or saying that the form is right: only what the person pressed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from xingshen.portal.access import actor_of, only
from xingshen.portal.applicant.own import Own
from xingshen.portal.applicant.papers.finding import back_to_list, open_paper_to_edit
from xingshen.portal.applicant.papers.offering import Part, offers_of
from xingshen.portal.origin import origin_of
from xingshen.portal.telling import tell
from xingshen.review.policy import Role
from xingshen.store.applying import papers
from xingshen.store.applying.changes import Change
from xingshen.store.applying.paper_names import PaperRefused
from xingshen.store.applying.saving import SavingFailed, save_changes


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_POST
def offer(request: HttpRequest, application_id: int, paper_id: int) -> HttpResponse:
    """POST ``keys`` (of offers), ``do`` = fill, dismiss or reopen, ``base`` (the version the page was drawn from)."""
    own, paper = open_paper_to_edit(request, application_id, paper_id)
    keys = request.POST.get("keys", "").split()
    if request.POST.get("do") == "reopen":
        papers.unsettle(paper, keys)
        return back_to_list(own, paper.pk)
    found = offers_of(own.papers, own.answers).get(paper.pk)
    parts = [found.paths[key] for key in keys if key in found.paths] if found else []
    if request.POST.get("do") == "dismiss":
        papers.settle(paper, {part.key: part.value for part in parts})
    elif parts:
        _fill(request, own, paper.pk, parts)
    return back_to_list(own, paper.pk)


def _fill(request: HttpRequest, own: Own, paper_id: int, parts: list[Part]) -> None:
    actor, origin = actor_of(request), origin_of(request)
    try:
        for part in parts:
            if not part.path:
                papers.set_fiscal_year(papers.get(own.id, paper_id), str(part.value), actor, origin)
    except PaperRefused as refusal:
        messages.error(request, str(refusal))
        return
    changes = [Change(part.path, part.value) for part in parts if part.path]
    base = request.POST.get("base", "")
    try:
        saved = save_changes(own.id, actor, int(base) if base.isdecimal() else own.application.version, changes)
    except SavingFailed:
        messages.error(request, gettext("同时有多人在保存，没有填入；申报书和材料都没有变，请再点一次。"))
        return
    for conflict in saved.conflicts:
        words = gettext("“%(name)s”刚被%(by)s改为“%(theirs)s”，没有覆盖。如仍要填入，请再点一次。")
        theirs = "" if conflict.private else str(conflict.theirs)
        messages.warning(request, words % {"name": conflict.name, "by": conflict.by, "theirs": theirs})
    for sentence in saved.refused.values():
        messages.error(request, tell(sentence, own.guide))
    count = len(parts) - len(saved.conflicts) - len(saved.refused)
    if count:
        words = ngettext("已把 %(count)d 项填入申报书。", "已把 %(count)d 项填入申报书。", count)
        messages.success(request, words % {"count": count})
