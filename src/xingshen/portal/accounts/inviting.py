"""Sends invitations by mail; the token is in the mail and nowhere else."""

from __future__ import annotations

from smtplib import SMTPException

from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from xingshen.portal.access import actor_of
from xingshen.store.people import invitations


def send_invitation(request: HttpRequest, invitation: invitations.Invitation, token: str) -> None:
    """The mail with the link; says on the page whether it went out. The invitation itself stands in any case."""
    link = settings.XS.base_url + reverse("accounts:accept", args=[token])
    organisation = invitation.unit or invitation.department or ""
    values = {"invitation": invitation, "link": link, "by": actor_of(request).name, "organisation": organisation}
    subject = render_to_string("accounts/email/invitation_subject.txt", values).strip()
    body = render_to_string("accounts/email/invitation_message.txt", values).strip() + "\n"
    try:
        EmailMessage(subject, body, to=[invitation.email]).send()
    except (SMTPException, OSError):
        messages.error(request, _("邀请已建立，但邮件没有发出去。请稍后点“重新发送”。"))
        return
    messages.success(request, _("邀请已发到 %(email)s，14 天内有效。") % {"email": invitation.email})
