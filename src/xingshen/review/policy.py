"""Who may do what: actors, roles, and predicates that answer allowed or not together with the reason.

Predicates are composed with ``&`` and ``|`` and are declared beside the object they speak of (``filing_policy``,
``unit_policy`` …). A reason is a Chinese sentence that may be shown to the person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Role(StrEnum):
    """The roles of the procedure. System, security and audit administrators are three different roles."""

    APPLICANT = "applicant"
    UNIT_ADMIN = "unit_admin"
    DEPARTMENT = "department"
    REVIEWER = "reviewer"
    PANEL = "panel"
    OFFICE = "office"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"


ROLE_WORDS: dict[Role, str] = {
    Role.APPLICANT: "申报人",
    Role.UNIT_ADMIN: "单位管理员",
    Role.DEPARTMENT: "归口管理部门",
    Role.REVIEWER: "形式审查员",
    Role.PANEL: "综合研判组",
    Role.OFFICE: "项目办公室",
    Role.SYSTEM_ADMIN: "系统管理员",
    Role.SECURITY_ADMIN: "安全管理员",
    Role.AUDIT_ADMIN: "审计管理员",
}
OFFICERS = frozenset(Role) - {Role.APPLICANT, Role.UNIT_ADMIN}
"""Roles that have to sign in with a second factor, besides unit administrators (who are asked to)."""
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who acts: id (None: nobody is signed in), name, roles, and the unit or department they act for."""

    user_id: int | None = None
    name: str = ""
    roles: frozenset[Role] = field(default_factory=frozenset)
    unit_id: int | None = None
    department_id: int | None = None

    def has(self, *roles: Role) -> bool:
        """True where the actor holds one of ``roles``."""
        return not self.roles.isdisjoint(roles)


NOBODY = Actor()


@dataclass(frozen=True, slots=True)
class Decision:
    """Allowed or not, and why (a Chinese sentence; empty where allowed)."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Decision(True)


def refused(reason: str) -> Decision:
    """Not allowed, because of ``reason``."""
    return Decision(False, reason)


@dataclass(frozen=True, slots=True)
class Predicate(Generic[T]):
    """A question about an actor and an object; ``ask`` answers it."""

    ask: Callable[[Actor, T], Decision]

    def __call__(self, actor: Actor, thing: T) -> Decision:
        return self.ask(actor, thing)

    def __and__(self, other: Predicate[T]) -> Predicate[T]:
        """Both; the reason is that of the first that refuses."""
        return Predicate(lambda actor, thing: self(actor, thing) and other(actor, thing))

    def __or__(self, other: Predicate[T]) -> Predicate[T]:
        """Either; the reason is that of the last that refuses."""
        return Predicate(lambda actor, thing: self(actor, thing) or other(actor, thing))


def holds(*roles: Role) -> Predicate[T]:
    """The actor holds one of these roles."""
    words = "、".join(ROLE_WORDS[role] for role in roles)
    return Predicate(lambda actor, _: ALLOWED if actor.has(*roles) else refused(f"此操作由{words}办理。"))
