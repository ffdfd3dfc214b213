"""``xingshen invite``: an invitation from the command line, for the first administrator of an installation."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from rich.console import Console

from xingshen.review.policy import NOBODY, ROLE_WORDS, Role
from xingshen.store.people import invitations
from xingshen.store.record.audit import Origin


def print_invitation(email: str, role: Role, console: Console) -> int:
    """Make the invitation and print its link, which is shown once."""
    _, token = invitations.create(email, role, NOBODY, origin=Origin(organisation="命令行"))
    link = settings.XS.base_url + reverse("accounts:accept", args=[token])
    console.print(
        f"已邀请 {email} 为{ROLE_WORDS[role]}；14 天内打开下面的链接设置密码：", markup=False, highlight=False
    )
    console.print(link, markup=False, highlight=False, soft_wrap=True)
    return 0
