"""How kinds of events are called on pages; a kind without a word is shown as it is."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENT_WORDS: dict[str, str | Promise] = {
    "application.created": _("开始填写"),
    "application.deleted": _("移除草稿"),
    "application.restored": _("恢复草稿"),
    "application.shared": _("邀请共同编辑"),
    "application.unshared": _("取消共同编辑"),
    "application.imported": _("导入申报材料"),
    "application.exported": _("导出申报材料"),
    "paper.added": _("上传材料"),
    "paper.replaced": _("替换材料"),
    "paper.removed": _("移除材料"),
    "paper.restored": _("恢复材料"),
    "paper.renamed": _("材料改名"),
    "paper.moved": _("调整材料顺序"),
    "paper.kind_changed": _("改材料种类"),
    "paper.kind_recognised": _("识读出材料种类"),
    "paper.year_changed": _("改会计年度"),
    "paper.original_named": _("指明译自哪份材料"),
    "filing.submitted": _("提交"),
    "filing.replaced": _("重新提交"),
    "filing.withdrawn": _("撤回"),
    "filing.approved": _("单位审核通过"),
    "filing.returned": _("退回修改"),
    "filing.recommended": _("归口推荐"),
    "call.created": _("建立批次"),
    "call.changed": _("修改批次"),
    "call.published": _("发布批次"),
    "call.windows_moved": _("调整时间"),
    "call.extended": _("延长个别单位的时间"),
    "unit.registered": _("单位登记"),
    "unit.corrected": _("修改登记后再次提交"),
    "unit.approved": _("单位登记通过"),
    "unit.rejected": _("退回单位登记"),
    "department.added": _("增加归口管理部门"),
    "invitation.sent": _("发出邀请"),
    "invitation.resent": _("再次发出邀请"),
    "invitation.withdrawn": _("撤回邀请"),
    "invitation.accepted": _("接受邀请"),
    "member.role_changed": _("改成员角色"),
    "role.granted": _("授予角色"),
    "role.withdrawn": _("收回角色"),
    "profile.changed": _("修改账号资料"),
    "password.changed": _("修改密码"),
    "password.link_sent": _("发出重设密码链接"),
    "second_factor.added": _("设置二次验证"),
    "second_factor.removed": _("关闭二次验证"),
    "second_factor.reset": _("重置二次验证"),
    "sessions.ended": _("结束登录会话"),
    "login.succeeded": _("登录"),
    "login.failed": _("登录失败"),
    "login.locked": _("登录被锁定"),
    "login.unlocked": _("解除锁定"),
    "account.reactivated": _("启用账号"),
    "account.deactivated": _("停用账号"),
}


def event_word(kind: str) -> str:
    """The word for ``kind``."""
    return str(EVENT_WORDS.get(kind, kind))
