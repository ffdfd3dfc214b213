"""The dossier folder as a zip: out of an application, and into a new one."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_http_methods

from xingshen.dossier.dossier import DossierUnreadable
from xingshen.portal.access import actor_of, demand, only
from xingshen.portal.applicant.own import open_own
from xingshen.portal.origin import origin_of
from xingshen.portal.telling import tell
from xingshen.review.application_policy import CreationFacts, may_create
from xingshen.review.policy import Role
from xingshen.store.applying import exchange
from xingshen.store.calls import calls, guides


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_GET
def export(request: HttpRequest, application_id: int) -> FileResponse:
    """The application as a zip that ``xingshen check`` reads."""
    own = open_own(request, application_id)
    file = tempfile.NamedTemporaryFile(prefix="xingshen-export-", suffix=".zip")  # noqa: SIM115  # the answer closes it
    exchange.export(own.application, Path(file.name), actor_of(request), origin_of(request))
    name = f"{own.application.title or own.application.pk}.zip"
    return FileResponse(open(file.name, "rb"), as_attachment=True, filename=name)  # the answer closes it


@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_http_methods(["GET", "POST"])
def import_zip(request: HttpRequest, slug: str) -> HttpResponse:
    """GET asks for the file, POST ``file`` makes a draft of it."""
    call, actor = _call(slug), actor_of(request)
    window = calls.applicant_window(call, actor.unit_id)
    demand(may_create(actor, CreationFacts(window.is_open)))
    page: dict[str, Any] = {"call": call, "problems": ()}
    if request.method == "POST":
        upload = request.FILES.get("file")
        if upload is None:
            page["problems"] = (gettext("请选择要导入的 zip 文件。"),)
        else:
            try:
                return _imported(request, call, upload)
            except DossierUnreadable as refusal:
                guide = guides.of_call(call, get_language() or "")
                page["problems"] = [tell(problem, guide) for problem in refusal.problems]
    return render(request, "applicant/import.html", page, status=422 if page["problems"] else 200)


def _imported(request: HttpRequest, call: Any, upload: Any) -> HttpResponse:
    with tempfile.TemporaryDirectory(prefix="xingshen-import-") as folder:
        path = Path(folder) / "dossier.zip"
        with path.open("wb") as out:
            for chunk in upload.chunks():
                out.write(chunk)
        result = exchange.import_dossier(call, path, actor_of(request), origin_of(request))
    guide = guides.of_call(call, get_language() or "")
    messages.success(request, gettext("已导入为新的草稿，请逐节核对。"))
    for note in result.notes[:20]:
        messages.warning(request, tell(note, guide))
    return redirect("applicant:application", result.application.pk)


def _call(slug: str) -> Any:
    try:
        return calls.published().get(slug=slug)
    except ObjectDoesNotExist:
        raise Http404 from None
