"""The bundle of one dossier, with everything in it; each download is recorded."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from xingshen.portal.access import actor_of, only
from xingshen.portal.office.opening import office_examination
from xingshen.portal.origin import origin_of
from xingshen.portal.telling import tell
from xingshen.reports.print.fonts import FontsMissing
from xingshen.review.policy import Role
from xingshen.store.conclusions import bundles


@only(Role.OFFICE)
def bundle(request: HttpRequest, application_id: int) -> HttpResponseBase:
    """The zip."""
    row = office_examination(application_id)
    try:
        file = bundles.download(row.application, actor_of(request), origin_of(request))
    except FontsMissing as error:
        return _not_made(request, row, tell(error))
    except OSError:
        return _not_made(request, row, _("这份申报的文件不在服务器上，没有打包。"))
    name = bundles.file_name(row.application)
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


def _not_made(request: HttpRequest, row: object, reason: str) -> HttpResponse:
    return render(request, "office/conclusions/no_bundle.html", {"row": row, "reason": reason}, status=503)
