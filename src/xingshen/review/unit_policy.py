"""Who may do what with a unit: its registration, its papers, its members, its invitations."""

from __future__ import annotations

from dataclasses import dataclass, field

from xingshen.review.policy import ALLOWED, Actor, Decision, Predicate, Role, holds, refused

PENDING, APPROVED, REJECTED = "pending", "approved", "rejected"
INVITED_BY_UNITS = frozenset({Role.APPLICANT, Role.UNIT_ADMIN})
"""Roles that a unit administrator may give."""


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What the questions below need to know of a unit. ``administrators``: ids, also while it is not approved."""

    unit_id: int
    department_id: int
    state: str
    administrators: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """A member of a unit as its administrator sees them."""

    unit: UnitFacts
    user_id: int
    is_active: bool = True
    role: Role = Role.APPLICANT
    has_other_roles: bool = False
    active_administrators: int = 1


def _own_department(actor: Actor, unit: UnitFacts) -> Decision:
    if actor.department_id == unit.department_id:
        return ALLOWED
    return refused("该单位的登记不由贵部门审核。")


def _administers(actor: Actor, unit: UnitFacts) -> Decision:
    if actor.user_id is not None and actor.user_id in unit.administrators:
        return ALLOWED
    return refused("只有该单位的管理员可以办理。")


def _undecided(_: Actor, unit: UnitFacts) -> Decision:
    return ALLOWED if unit.state == PENDING else refused("这份登记已经审核过了，请刷新页面查看结果。")


def _sent_back(_: Actor, unit: UnitFacts) -> Decision:
    if unit.state == REJECTED:
        return ALLOWED
    return refused("登记正在审核或已经通过，现在不能修改。")


def _approved(_: Actor, unit: UnitFacts) -> Decision:
    return ALLOWED if unit.state == APPROVED else refused("单位登记通过以后才能办理。")


_IS_DEPARTMENT: Predicate[UnitFacts] = holds(Role.DEPARTMENT)
BY_DEPARTMENT = _IS_DEPARTMENT & Predicate(_own_department)
BY_ADMINISTRATOR = Predicate(_administers)

SEE_REGISTRATION = BY_DEPARTMENT | BY_ADMINISTRATOR
"""Its data and its papers: the department that recommends it and its own administrators."""
DECIDE_REGISTRATION = BY_DEPARTMENT & Predicate(_undecided)
CORRECT_REGISTRATION = BY_ADMINISTRATOR & Predicate(_sent_back)
MANAGE_UNIT = BY_ADMINISTRATOR & Predicate(_approved)
"""Invite, withdraw invitations, change roles, deactivate members."""


def may_invite_to_unit(actor: Actor, unit: UnitFacts, role: Role) -> Decision:
    """A unit administrator gives the two roles of a unit and no other."""
    if role not in INVITED_BY_UNITS:
        return refused("单位管理员只能邀请申报人和单位管理员。")
    return MANAGE_UNIT(actor, unit)


def may_change_role(actor: Actor, member: MemberFacts, role: Role) -> Decision:
    """To ``role``; the last active administrator stays one."""
    if role not in INVITED_BY_UNITS:
        return refused("单位管理员只能设置申报人和单位管理员两种角色。")
    if _is_last(member) and role is not Role.UNIT_ADMIN:
        return refused("这是本单位唯一的管理员。请先邀请或指定另一位管理员。")
    return MANAGE_UNIT(actor, member.unit)


def may_deactivate(actor: Actor, member: MemberFacts) -> Decision:
    """Somebody else of the unit who holds no role elsewhere; never the last active administrator."""
    if _is_last(member):
        return refused("这是本单位唯一的管理员，不能停用。请先邀请或指定另一位管理员。")
    if member.user_id == actor.user_id:
        return refused("不能停用自己的账号，请由另一位管理员办理。")
    if member.has_other_roles:
        return refused("此人在别处还有角色，账号须由安全管理员停用。")
    return MANAGE_UNIT(actor, member.unit)


def may_reactivate(actor: Actor, member: MemberFacts) -> Decision:
    """A member who was deactivated; not one who holds other roles, whom the security administrator looks after."""
    if member.has_other_roles:
        return refused("此人在别处还有角色，账号须由安全管理员启用。")
    return MANAGE_UNIT(actor, member.unit)


def _is_last(member: MemberFacts) -> bool:
    return member.role is Role.UNIT_ADMIN and member.is_active and member.active_administrators <= 1
