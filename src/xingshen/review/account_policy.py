"""Who may give roles, unlock logins, end sessions and deactivate accounts.

System, security and audit administrators are three roles, and one person holds at most one of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from xingshen.review.policy import (
    ADMINISTRATORS,
    ALLOWED,
    ROLE_WORDS,
    Actor,
    Decision,
    Predicate,
    Role,
    holds,
    refused,
)
from xingshen.review.unit_policy import INVITED_BY_UNITS

GRANTED_BY_SYSTEM = frozenset(Role) - INVITED_BY_UNITS
"""Roles that the system administrator gives: departments, officers, administrators."""


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """An account: its id, the roles it holds, and how many active accounts hold each administrator's role."""

    user_id: int | None
    roles: frozenset[Role] = field(default_factory=frozenset)
    is_active: bool = True
    holders: int = 1
    """Active holders of the role that is asked about."""


SYSTEM: Predicate[AccountFacts] = holds(Role.SYSTEM_ADMIN)
SECURITY: Predicate[AccountFacts] = holds(Role.SECURITY_ADMIN)


def apart(roles: frozenset[Role], role: Role) -> Decision:
    """``role`` may stand beside ``roles`` in one person."""
    other = (roles & ADMINISTRATORS) - {role}
    if role in ADMINISTRATORS and other:
        word = ROLE_WORDS[next(iter(other))]
        return refused(f"系统管理员、安全管理员、审计管理员须由不同的人担任；此人已是{word}。")
    return ALLOWED


def may_grant(actor: Actor, account: AccountFacts, role: Role) -> Decision:
    """The system administrator gives ``role``, to another person."""
    if role not in GRANTED_BY_SYSTEM:
        return refused(f"{ROLE_WORDS[role]}由单位管理员邀请。")
    if account.user_id is not None and account.user_id == actor.user_id:
        return refused("不能给自己增加角色，请由另一位系统管理员办理。")
    return SYSTEM(actor, account) and apart(account.roles, role)


def may_withdraw(actor: Actor, account: AccountFacts, role: Role) -> Decision:
    """The system administrator takes ``role`` away; the last holder of an administrator's role keeps it."""
    if role not in GRANTED_BY_SYSTEM:
        return refused(f"{ROLE_WORDS[role]}由单位管理员办理。")
    if role in ADMINISTRATORS and account.is_active and account.holders <= 1:
        return refused(f"这是唯一的{ROLE_WORDS[role]}，请先指定另一位。")
    return SYSTEM(actor, account)


def may_secure(actor: Actor, account: AccountFacts) -> Decision:
    """Reset the second factor, send a link for a new password, end sessions: not one's own, which have their pages."""
    if account.user_id == actor.user_id:
        return refused("自己的账号请在“我的账号”中办理。")
    return SECURITY(actor, account)


def may_switch_off(actor: Actor, account: AccountFacts) -> Decision:
    """Deactivate: somebody else, and not the last active holder of an administrator's role (``holders``)."""
    if account.roles & ADMINISTRATORS and account.is_active and account.holders <= 1:
        word = ROLE_WORDS[next(iter(account.roles & ADMINISTRATORS))]
        return refused(f"这是唯一的{word}，不能停用。请先由系统管理员指定另一位。")
    return may_secure(actor, account)
