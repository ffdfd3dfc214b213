"""Filters of the account pages."""

from __future__ import annotations

from django.template import Library
from django.utils.translation import gettext as _

from xingshen.portal.access import lacks_second_factor
from xingshen.review.policy import Actor

register = Library()

_BROWSERS = (
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("MicroMessenger", "微信"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@register.filter
def browser(agent: str) -> str:
    """``Chrome · Windows`` for what a browser says of itself."""
    names = [next((name for mark, name in marks if mark in agent), "") for marks in (_BROWSERS, _SYSTEMS)]
    return " · ".join(filter(None, names)) or _("未知的浏览器")


@register.simple_tag
def second_factor_missing(actor: Actor) -> bool:
    """This person has to set up a second factor before anything else."""
    return lacks_second_factor(actor)


@register.filter
def login_word(kind: str) -> str:
    """The kind of a login event in words."""
    words = {
        "login.succeeded": _("登录"),
        "login.failed": _("密码不对"),
        "login.locked": _("连续失败，登录暂停"),
        "login.unlocked": _("解锁"),
        "logout": _("退出"),
    }
    return words.get(kind, kind)
