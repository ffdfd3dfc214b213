"""Tokens of a signed-in person: made and shown once, listed, revoked; all of them for system administrators."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from xingshen.portal.access import actor_of, demand, only, signed_in
from xingshen.portal.api.fresh import recently_proved
from xingshen.portal.api.token_forms import RevokeForm, TokenForm
from xingshen.portal.origin import origin_of
from xingshen.portal.telling import tell
from xingshen.review.api_policy import SCOPE_WORDS, Scope, may_make, may_revoke, scopes_for
from xingshen.review.policy import Role
from xingshen.store.api import api_tokens

_PER_PAGE = 50


@signed_in
def tokens(request: HttpRequest) -> HttpResponse:
    """One's own tokens."""
    actor = actor_of(request)
    rows = [_shown(each) for each in api_tokens.of_person(actor.user_id or 0)]
    context = {"rows": rows, "may_make": bool(scopes_for(actor)), "most": api_tokens.MOST_LIVING}
    return render(request, "api/tokens.html", context)


@signed_in
@recently_proved
def token_new(request: HttpRequest) -> HttpResponse:
    """The form; a new token is shown in the answer to it and never again."""
    actor = actor_of(request)
    form = TokenForm(actor, request.POST or None)
    if request.method == "POST" and form.is_valid():
        demand(may_make(actor, form.cleaned_data["scopes"]))
        if api_tokens.living_of(actor.user_id or 0) >= api_tokens.MOST_LIVING:
            form.add_error(None, _("令牌已达 %(most)d 个，请先吊销不用的。") % {"most": api_tokens.MOST_LIVING})
        else:
            made = api_tokens.make(
                actor, form.cleaned_data["name"], form.cleaned_data["scopes"], form.expires_at, origin_of(request)
            )
            response = render(request, "api/token_made.html", {"made": made, "row": _shown(made.token)})
            response.headers["Cache-Control"] = "no-store"
            return response
    return render(request, "api/token_new.html", {"form": form, "may_make": bool(scopes_for(actor))})


@signed_in
def token_revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """Ask, then make it useless; another person's only as a system administrator, with a reason."""
    token, actor = _open(request, token_id), actor_of(request)
    own = token.user_id == actor.user_id
    form = None if own else RevokeForm(request.POST or None)
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = "" if form is None else form.cleaned_data["reason"]
        done = api_tokens.revoke(token, actor, origin_of(request), reason)
        messages.success(request, _("令牌已吊销，不能再用。") if done else _("这个令牌早已吊销。"))
        return redirect("api:tokens" if own else "api:all_tokens")
    return render(request, "api/token_revoke.html", {"row": _shown(token), "form": form, "own": own})


@only(Role.SYSTEM_ADMIN)
def all_tokens(request: HttpRequest) -> HttpResponse:
    """Everybody's tokens."""
    text = request.GET.get("q", "").strip()[:60]
    page: Any = Paginator(api_tokens.everybodys(text), _PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "api/all_tokens.html", {"page": page, "rows": [_shown(each) for each in page], "search": text}
    )


def _open(request: HttpRequest, token_id: int) -> Any:
    try:
        token = api_tokens.get(token_id)
    except api_tokens.NOT_THERE:
        raise Http404 from None
    demand(may_revoke(actor_of(request), api_tokens.facts(token)))
    return token


def _shown(token: Any) -> dict[str, Any]:
    """A token as a row shows it."""
    ended = token.expires_at is not None and token.expires_at <= timezone.now()
    state = "revoked" if token.revoked_at else "ended" if ended else "living"
    words = [tell(SCOPE_WORDS[Scope(each)]) for each in token.scopes if each in set(Scope)]
    return {"token": token, "state": state, "scopes": words}
