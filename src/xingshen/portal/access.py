"""Who may open a page: every view declares it with one of the decorators below, and a middleware enforces it.

A view without a declaration is never served. What a person may do with one object is asked of the policy of that
object (``review``) with :func:`demand`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from xingshen.review.policy import NOBODY, OFFICERS, Actor, Decision, Role
from xingshen.store.people import people

View = TypeVar("View", bound=Callable[..., Any])
_FOREIGN = ("allauth.", "django.views.", "django.contrib.staticfiles", "whitenoise")
"""Views of libraries, which guard themselves; each route of theirs is listed in ``portal.urls``."""


@dataclass(frozen=True, slots=True)
class Access:
    """Who may come: anybody, anybody signed in, or holders of one of ``roles``.

    ``token``: a program that shows a token; ``portal.api`` asks for it, a session does not count.
    """

    anybody: bool = False
    roles: frozenset[Role] | None = None
    token: bool = False


def open_to_all(view: View) -> View:
    """Anybody may open this page."""
    return _declare(view, Access(anybody=True))


def by_token(view: View) -> View:
    """Programs with a token, which is asked for where the operation is declared."""
    return _declare(view, Access(anybody=True, token=True))


def signed_in(view: View) -> View:
    """Anybody who is signed in."""
    return _declare(view, Access())


def only(*roles: Role) -> Callable[[View], View]:
    """Holders of one of ``roles``."""
    return lambda view: _declare(view, Access(roles=frozenset(roles)))


def demand(decision: Decision) -> None:
    """Go on only where allowed; else the page says why (403)."""
    if not decision.allowed:
        raise PermissionDenied(decision.reason)


def declared_access(view: Callable[..., Any]) -> Access | None:
    """What a view declares, also through ``as_view``; None: nothing."""
    access = getattr(view, "access", None) or getattr(getattr(view, "view_class", None), "access", None)
    return access if isinstance(access, Access) else None


def is_foreign(view: Callable[..., Any]) -> bool:
    """A view of a library that guards itself."""
    return getattr(view, "__module__", "").startswith(_FOREIGN)


def actor_of(request: HttpRequest) -> Actor:
    """The person behind a request with roles, unit and department; read once per request."""
    known = getattr(request, "_xs_actor", None)
    if known is None:
        user = getattr(request, "user", None)
        known = people.as_actor(user) if user is not None and user.is_authenticated else NOBODY
        request._xs_actor = known  # type: ignore[attr-defined]
    assert isinstance(known, Actor)
    return known


class AccessMiddleware:
    """Enforces what views declare, a password of one's own, and the second factor of officers and administrators.

    The pages on which these are set up belong to allauth and stay open, as does signing out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """None where the request may go on."""
        if is_foreign(view):
            return None
        access = declared_access(view)
        if access is None:
            raise PermissionDenied("此页面没有声明访问权限。")
        if access.anybody:
            return None
        actor = actor_of(request)
        if actor.user_id is None:
            return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
        if access.roles is not None and not actor.has(*access.roles):
            raise PermissionDenied("您的账号没有办理此项业务的角色。")
        if getattr(request.user, "must_change_password", False):
            return redirect("account_change_password")
        if lacks_second_factor(actor):
            return redirect("mfa_index")
        return None


def lacks_second_factor(actor: Actor) -> bool:
    """True for officers and administrators who have not set up their second factor (promise 23)."""
    required = settings.XS.require_mfa and bool(actor.roles & OFFICERS)
    return required and actor.user_id is not None and not people.has_second_factor(actor.user_id)


def _declare(view: View, access: Access) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view
