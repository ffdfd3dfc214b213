"""The main menu: which pages a person is offered, by role, in the order of their work, and what each is for."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xingshen.review.policy import Actor, Role

Text = str | Promise


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One entry: name, what it is for, address, and whether the page shown belongs to it."""

    name: Text
    about: Text
    url: str
    current: bool


_ENTRIES: tuple[tuple[Text, Text, str, frozenset[Role]], ...] = (
    (_("我的申报"), _("填写、自查、提交，看进展"), "applicant:list", frozenset({Role.APPLICANT, Role.UNIT_ADMIN})),
    (_("单位审核"), _("审核本单位提交的申报"), "filing:unit_queue", frozenset({Role.UNIT_ADMIN})),
    (_("本单位"), _("登记信息、成员和邀请"), "accounts:unit", frozenset({Role.UNIT_ADMIN})),
    (_("归口推荐"), _("推荐或退回所属单位的申报"), "filing:department_queue", frozenset({Role.DEPARTMENT})),
    (_("单位登记审核"), _("审核所属单位的登记"), "accounts:registrations", frozenset({Role.DEPARTMENT})),
    (_("审查台"), _("审查、复核、综合研判"), "desk:queue", frozenset({Role.REVIEWER, Role.PANEL, Role.OFFICE})),
    (_("分派"), _("分派、改派、人员与请假"), "office:assignment", frozenset({Role.OFFICE})),
    (_("申报总览"), _("各环节、各类别的申报"), "office:overview", frozenset({Role.OFFICE, Role.REVIEWER, Role.PANEL})),
    (_("相同与近似"), _("比对各份申报，核对相同之处"), "office:across", frozenset({Role.OFFICE})),
    (_("统计"), _("进展、条款、机器与人、工作量"), "office:statistics", frozenset({Role.OFFICE})),
    (_("结论与公示"), _("通知书、公示名单、结果表、全卷"), "office:conclusions_newest", frozenset({Role.OFFICE})),
    (_("指南与批次"), _("发布批次，设定和延长时间"), "office:calls", frozenset({Role.OFFICE})),
    (_("账号管理"), _("邀请人员，授予和收回角色"), "accounts:people", frozenset({Role.SYSTEM_ADMIN})),
    (_("安全管理"), _("锁定、会话、二次验证"), "accounts:security", frozenset({Role.SECURITY_ADMIN})),
    (_("审计记录"), _("谁在何时做了什么"), "office:audit", frozenset({Role.AUDIT_ADMIN})),
)


def menu_for(actor: Actor, path: str) -> list[MenuItem]:
    """The entries for this person; empty for visitors. At most one is current: the one that fits ``path`` best."""
    offered = [(name, about, reverse(target)) for name, about, target, roles in _ENTRIES if actor.has(*roles)]
    fitting = max((url for _, _, url in offered if path.startswith(url)), key=len, default="")
    return [MenuItem(name, about, url, url == fitting) for name, about, url in offered]
