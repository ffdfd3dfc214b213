"""Messages about corrections to the applicants and their unit's administrators, each in the language they chose.

Called inside the transaction that it tells about. All of them lead to the page of the correction.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xingshen.store.models import Application, Message
from xingshen.store.procedure import filing_notices

_ASKED = (
    _("请补正：%(title)s"),
    _("编号 %(number)s。请在 %(due)s（北京时间）之前补正；只开放所列事项涉及的栏目和材料。"),
)
_SOON = (_("补正即将截止：%(title)s"), _("编号 %(number)s。%(due)s（北京时间）截止，还没有收到补正。"))
_OVER = (_("补正期限已过：%(title)s"), _("编号 %(number)s。没有收到补正，审查按原来的材料继续；已保存的内容都还在。"))
Text = tuple[Promise | str, Promise | str]


def asked(application: Application, due: datetime) -> None:
    """A correction is asked for."""
    _tell(application, _ASKED, due)


def soon(application: Application, due: datetime) -> None:
    """Its time is over soon."""
    _tell(application, _SOON, due)


def over(application: Application) -> None:
    """Its time is over."""
    _tell(application, _OVER, None)


def _tell(application: Application, text: Text, due: datetime | None) -> None:
    people = filing_notices.concerned(application)
    values = {"title": str(application)[:80], "number": application.number, "due": _minute(due)}
    page = "applicant:correction" if due is not None else "filing:timeline"
    link = reverse(page, args=[application.pk])
    messages = []
    for user_id, language in dict.fromkeys([*people.applicants, *people.unit]):
        with translation.override(language or "zh-hans"):
            subject, body = (str(each) % values for each in text)
        messages.append(Message(user_id=user_id, subject=subject, body=body, link=link, urgent=True))
    Message.objects.bulk_create(messages)


def _minute(due: datetime | None) -> str:
    """The end of a day as 24:00 of that day, so that nobody takes it for the day after."""
    if due is None:
        return ""
    local = timezone.localtime(due)
    if local.time() == time():
        return f"{local - timedelta(days=1):%Y-%m-%d} 24:00"
    return f"{local:%Y-%m-%d %H:%M}"
