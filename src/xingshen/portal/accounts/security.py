"""What keeps accounts safe: locked logins, sessions, second factors, deactivation; for the security administrator."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.forms import default_token_generator
from allauth.account.internal.flows.password_reset import request_password_reset
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingshen.portal.access import actor_of, demand, only
from xingshen.portal.accounts.member_forms import ReasonForm
from xingshen.portal.origin import origin_of
from xingshen.review.account_policy import may_secure, may_switch_off
from xingshen.review.policy import Decision, Role
from xingshen.store.people import accounts
from xingshen.store.people import people as store

_PER_PAGE = 25


@only(Role.SECURITY_ADMIN)
def security(request: HttpRequest) -> HttpResponse:
    """Logins that are locked now, and all accounts to choose from."""
    text = request.GET.get("q", "").strip()
    page = Paginator(accounts.overview(text), _PER_PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "search": text, "locks": accounts.locks()}
    return render(request, "accounts/security.html", shown)


@only(Role.SECURITY_ADMIN)
def unlock(request: HttpRequest) -> HttpResponse:
    """Ask for the reason, then let this login from this address try again."""
    source = request.POST if request.method == "POST" else request.GET
    email, address = source.get("email", ""), source.get("address", "")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = accounts.unlock(
            email, address, actor_of(request), form.cleaned_data["reason"], origin_of(request, role=Role.SECURITY_ADMIN)
        )
        messages.success(request, _("已解锁。") if done else _("这个登录已经没有锁定了。"))
        return redirect("accounts:security")
    return render(request, "accounts/unlock.html", {"form": form, "email": email, "address": address})


@only(Role.SECURITY_ADMIN)
def login_events(request: HttpRequest) -> HttpResponse:
    """Sign-ins, failures, locks and sign-outs of everybody."""
    page = Paginator(accounts.login_events(), _PER_PAGE * 2).get_page(request.GET.get("page"))
    return render(request, "accounts/login_events.html", {"page": page})


@only(Role.SECURITY_ADMIN)
def secure_person(request: HttpRequest, user_id: int) -> HttpResponse:
    """One account: its sessions and factors, the last logins, and what may be done, each with a reason."""
    user = store.find(user_id)
    if user is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST":
        action = request.POST.get("action", "")
        if action not in _ACTIONS:
            raise Http404
        demand(_may(request, user, action))
        if form.is_valid():
            messages.success(request, _ACTIONS[action](request, user, form.cleaned_data["reason"]))
            return redirect("accounts:secure_person", user.pk)
    names = [name for name in _WORDS if name != ("deactivate" if not user.is_active else "reactivate")]
    shown = {
        "person": user,
        "form": form,
        "has_factor": store.has_second_factor(user.pk),
        "sessions": accounts.sessions_of(user.pk),
        "events": accounts.login_events(user.pk)[:20],
        "actions": [(name, *_WORDS[name], _may(request, user, name)) for name in names],
        "chosen": request.POST.get("action", ""),
    }
    return render(request, "accounts/secure_person.html", shown)


def _may(request: HttpRequest, user: store.User, action: str) -> Decision:
    ask = may_switch_off if action == "deactivate" else may_secure
    return ask(actor_of(request), store.account_facts(user))


def _end(request: HttpRequest, user: store.User, reason: str) -> str:
    ended = accounts.end_sessions(user, actor_of(request), reason, origin_of(request, role=Role.SECURITY_ADMIN))
    return _("已退出此人的 %(n)d 个登录。") % {"n": ended}


def _reset_factor(request: HttpRequest, user: store.User, reason: str) -> str:
    accounts.reset_second_factor(user, actor_of(request), reason, origin_of(request, role=Role.SECURITY_ADMIN))
    return _("已重设第二步验证，此人下次登录时需要重新设置。")


def _send_link(request: HttpRequest, user: store.User, reason: str) -> str:
    request_password_reset(request, user.email, [user], default_token_generator)
    accounts.note("password.link_sent", user, origin_of(request, role=Role.SECURITY_ADMIN), actor_of(request), reason)
    return _("重设密码的链接已发到 %(email)s。") % {"email": user.email}


def _deactivate(request: HttpRequest, user: store.User, reason: str) -> str:
    accounts.switch(user, False, actor_of(request), reason, origin_of(request, role=Role.SECURITY_ADMIN))
    return _("已停用账号，其登录已全部退出。")


def _reactivate(request: HttpRequest, user: store.User, reason: str) -> str:
    accounts.switch(user, True, actor_of(request), reason, origin_of(request, role=Role.SECURITY_ADMIN))
    return _("已启用账号。")


_ACTIONS: dict[str, Callable[[HttpRequest, store.User, str], str]] = {
    "end_sessions": _end,
    "reset_factor": _reset_factor,
    "send_link": _send_link,
    "deactivate": _deactivate,
    "reactivate": _reactivate,
}
_WORDS: dict[str, tuple[str | Promise, str | Promise]] = {
    "end_sessions": (gettext_lazy("退出全部登录"), gettext_lazy("此人须重新登录；已保存的内容不受影响。")),
    "reset_factor": (
        gettext_lazy("重设第二步验证"),
        gettext_lazy("验证器、安全密钥和备用码全部失效。请先核对确是本人。"),
    ),
    "send_link": (gettext_lazy("发送重设密码的链接"), gettext_lazy("发到此人的登录邮箱，24 小时内有效。")),
    "deactivate": (gettext_lazy("停用账号"), gettext_lazy("此人不能再登录；填报的内容和记录都保留。")),
    "reactivate": (gettext_lazy("启用账号"), gettext_lazy("此人可以再登录。")),
}
