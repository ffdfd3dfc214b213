"""The job ``send_mail_digest``: one mail that repeats what is new in a person's inbox.

A mail may go out twice where the worker dies right after sending; none is left out. The text names subjects and links
only: what is private stays behind the sign-in.
"""

from __future__ import annotations

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext, ngettext, override

from xingshen.jobs.work import Transient, Work
from xingshen.store.messages import mailing
from xingshen.store.messages.mailing import Letter


def send_mail_digest(work: Work) -> None:
    """Handler of ``send_mail_digest``; payload: ``user`` (id)."""
    letter = mailing.letter_for(work.claim.payload["user"])
    if letter is None:
        return
    with override(letter.language):
        subject, body = _words(letter)
    try:
        send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [letter.address])
    except (SMTPException, OSError) as error:
        raise Transient(type(error).__name__) from error
    with work.finishing():
        mailing.mark_mailed(letter.messages)


def _words(letter: Letter) -> tuple[str, str]:
    count = len(letter.messages)
    only = letter.messages[0]
    several = ngettext("您有 %(count)d 条新消息", "您有 %(count)d 条新消息", count) % {"count": count}
    subject = gettext("〔形审〕%s") % (only.subject if count == 1 else several)
    lines = [gettext("%s，您好：") % letter.name, ""]
    for message in letter.messages:
        lines.append(f"· {message.subject}")
        if message.link:
            lines.append(f"  {settings.XS.base_url}{message.link}")
    lines += ["", gettext("详情请登录查看：%s") % settings.XS.base_url, gettext("此邮件由系统发出，请勿回复。")]
    return " ".join(subject.split()), "\n".join(lines)
