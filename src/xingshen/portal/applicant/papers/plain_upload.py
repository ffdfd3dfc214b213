"""Uploading without scripts: a form with files. What is too large is dropped while it arrives and said by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from xingshen.portal.access import actor_of, only
from xingshen.portal.applicant.own import Own, open_own
from xingshen.portal.applicant.papers.finding import back_to_list
from xingshen.portal.origin import origin_of
from xingshen.review.application_policy import may_edit
from xingshen.review.policy import Role
from xingshen.store.applying import papers
from xingshen.store.applying.paper_names import PaperRefused, clean_name
from xingshen.store.applying.papers import Place
from xingshen.store.record import files


class _Bounded(FileUploadHandler):
    """Drops a file as soon as it is larger than allowed, and everything once the request is larger than a dossier."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.too_large: list[str] = []
        self._file = self._all = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._file = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._file += len(raw_data)
        self._all += len(raw_data)
        if self._file > papers.file_limit() or self._all > papers.dossier_limit():
            self.too_large.append(self.file_name or "")
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leaves the file to the handlers behind."""


@csrf_exempt
@only(Role.APPLICANT, Role.UNIT_ADMIN)
@require_POST
def upload_plain(request: HttpRequest, application_id: int) -> HttpResponse:
    """POST ``files`` (several), ``kind``, ``replaces``. The token is checked when the bound on sizes is in place."""
    own = open_own(request, application_id, may_edit)
    bounded = _Bounded(request)
    request.upload_handlers = [bounded, *request.upload_handlers]
    answer: HttpResponse = _take(request, own, bounded)
    return answer


@csrf_protect
def _take(request: HttpRequest, own: Own, bounded: _Bounded) -> HttpResponse:
    given = request.FILES.getlist("files")
    place = _place(request, own)
    added = [paper for each in given if (paper := _add(request, each, place))]
    for name in dict.fromkeys(bounded.too_large):
        _say_too_large(request, name)
    if added:
        words = ngettext("收到 %(count)d 份文件，正在识读。", "收到 %(count)d 份文件，正在识读。", len(added))
        messages.success(request, words % {"count": len(added)})
    elif not given and not bounded.too_large:
        messages.warning(request, gettext("没有选择文件。请先选择文件，再点“上传”。"))
    return back_to_list(own, added[-1] if len(added) == 1 else None)


def _place(request: HttpRequest, own: Own) -> Place:
    kind = own.schema.kind(request.POST.get("kind", ""))
    replaces = request.POST.get("replaces", "")
    return Place(own.id, kind.name if kind else "", int(replaces) if replaces.isdecimal() else None)


def _add(request: HttpRequest, given: UploadedFile[Any], place: Place) -> int:
    """The id of the new paper; 0 where there is none."""
    try:
        name = clean_name(given.name or "")
        papers.demand_size(name, given.size or 0)
        papers.demand_room(place, name, given.size or 0)
        added = papers.add(files.put(_chunks(given)), name, place, actor_of(request), origin_of(request))
    except PaperRefused as refusal:
        messages.error(request, str(refusal))
        return 0
    if added.note:
        messages.warning(request, added.note)
    return int(added.paper.pk) if added.is_new else 0


def _chunks(given: UploadedFile[Any]) -> Iterator[bytes]:
    yield from given.chunks(files.CHUNK)


def _say_too_large(request: HttpRequest, name: str) -> None:
    limit = papers.file_limit() // papers.MEGABYTE
    words = gettext("“%(name)s”超过每份 %(limit)d MB 的上限，没有收下。请压缩图片或分成几个文件后再传。")
    messages.error(request, words % {"name": name, "limit": limit})
