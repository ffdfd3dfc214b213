"""The main menu: which pages a person is offered, by role, in the order of their work."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xingshen.review.policy import Actor, Role


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One entry: name, address, and whether the page shown belongs to it."""

    name: str | Promise
    url: str
    current: bool


_ENTRIES: tuple[tuple[str | Promise, str, frozenset[Role]], ...] = (
    (_("我的申报"), "applicant:list", frozenset({Role.APPLICANT, Role.UNIT_ADMIN})),
    (_("单位审核"), "filing:unit_queue", frozenset({Role.UNIT_ADMIN})),
    (_("本单位"), "accounts:unit", frozenset({Role.UNIT_ADMIN})),
    (_("归口推荐"), "filing:department_queue", frozenset({Role.DEPARTMENT})),
    (_("单位登记审核"), "accounts:registrations", frozenset({Role.DEPARTMENT})),
    (_("申报总览"), "office:overview", frozenset({Role.OFFICE, Role.REVIEWER, Role.PANEL})),
    (_("指南与批次"), "office:calls", frozenset({Role.OFFICE})),
    (_("账号管理"), "accounts:people", frozenset({Role.SYSTEM_ADMIN})),
    (_("安全管理"), "accounts:security", frozenset({Role.SECURITY_ADMIN})),
    (_("审计记录"), "office:audit", frozenset({Role.AUDIT_ADMIN})),
)


def menu_for(actor: Actor, path: str) -> list[MenuItem]:
    """The entries for this person; empty for visitors."""
    items = [(name, _address(target)) for name, target, roles in _ENTRIES if actor.has(*roles)]
    return [MenuItem(name, url, path.startswith(url)) for name, url in items if url]


def _address(target: str) -> str:
    try:
        return reverse(target)
    except NoReverseMatch:
        return ""
