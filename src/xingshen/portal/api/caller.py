"""Who calls: the token of a request with its person, and whether both may do what the operation is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja.security import HttpBearer

from xingshen.portal.access import lacks_second_factor
from xingshen.portal.api import limits
from xingshen.portal.api.problems import Problem
from xingshen.portal.origin import client_address
from xingshen.portal.telling import tell
from xingshen.review.api_policy import Scope, TokenFacts, scopes_for, within
from xingshen.review.policy import Actor, Decision
from xingshen.store.api import api_tokens
from xingshen.store.people import people
from xingshen.store.record.audit import Origin

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="xingshen"'}


@dataclass(frozen=True, slots=True)
class Caller:
    """The token that was shown and the person for whom it acts."""

    token: Any
    actor: Actor

    @property
    def facts(self) -> TokenFacts:
        """The token as the policy sees it."""
        return api_tokens.facts(self.token)

    @property
    def scopes(self) -> list[str]:
        """What the token is good for now."""
        return [scope.value for scope in scopes_for(self.actor) if scope in self.facts.scopes]

    def may(self, scope: Scope) -> bool:
        """Whether an operation of this scope would be done."""
        return bool(within(scope)(self.actor, self.facts))


class Bearer(HttpBearer):
    """Asks for a token, and that it is good for ``scope`` (None: for anything)."""

    def __init__(self, scope: Scope | None = None) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """The caller. Raises Problem."""
        found = api_tokens.find(token)
        if found is None:
            limits.count_failure(request)
            raise Problem("unauthorized", gettext("令牌不存在、已到期或已吊销。"), headers=CHALLENGE)
        limits.count_token(request, found.pk)
        actor = people.actor(found.user_id)
        if found.user.must_change_password or lacks_second_factor(actor):
            detail = gettext("此令牌所属账号须先登录，设置好密码和第二步验证。")
            raise Problem("unauthorized", detail, headers=CHALLENGE)
        caller = Caller(found, actor)
        if self.scope is not None:
            demand(within(self.scope)(actor, caller.facts))
        api_tokens.touch(found)
        return caller


def caller_of(request: HttpRequest) -> Caller:
    """Who calls; the operation asked for a token."""
    caller = getattr(request, "auth", None)
    assert isinstance(caller, Caller)
    return caller


def demand(decision: Decision) -> None:
    """Go on only where allowed. Raises Problem."""
    if not decision.allowed:
        raise Problem("forbidden", tell(decision.reason))


def origin_of(request: HttpRequest) -> Origin:
    """What an event says of the place: the address, and by which token."""
    return Origin(client_address(request), f"token {caller_of(request).token.hint}")
