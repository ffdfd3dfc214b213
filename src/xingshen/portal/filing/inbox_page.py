"""The inbox: messages of the portal to one person; mail only repeats them."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from xingshen.portal.access import actor_of, signed_in
from xingshen.store.messages import inbox as store

_PER_PAGE = 30


@signed_in
def inbox(request: HttpRequest) -> HttpResponse:
    """All messages, newest first."""
    rows = store.messages_of(actor_of(request).user_id or 0)
    return render(request, "filing/inbox.html", {"page": Paginator(rows, _PER_PAGE).get_page(request.GET.get("page"))})


@signed_in
@require_POST
def open_message(request: HttpRequest, message_id: int) -> HttpResponse:
    """Take a message as read and go where it leads."""
    user_id = actor_of(request).user_id or 0
    message = store.messages_of(user_id).filter(pk=message_id).first()
    if message is None:
        raise Http404
    store.mark_read(user_id, message_id)
    inside = url_has_allowed_host_and_scheme(message.link, None)
    return redirect(message.link if message.link and inside else "filing:inbox")


@signed_in
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Take all messages as read."""
    store.mark_read(actor_of(request).user_id or 0)
    return redirect("filing:inbox")
