"""Mail repeats what is new in the inbox: what is urgent at once, the rest once a day, nothing private."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from tests.jobs.papering import work_off
from xingshen.store.messages import inbox, mailing
from xingshen.store.models import Message, User

pytestmark = pytest.mark.django_db
SHANGHAI_EVENING = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def person() -> User:
    return User.objects.create_user("feng@example.cn", name="冯知衡")


def test_an_urgent_message_is_mailed_once_with_its_link(person: User) -> None:
    inbox.send([person.pk], "申报被退回", body="不进邮件", link="/apply/1/", urgent=True)
    mailing.enqueue_due()
    mailing.enqueue_due()
    work_off()
    mailing.enqueue_due()
    work_off()
    assert [(each.to, each.subject) for each in mail.outbox] == [(["feng@example.cn"], "〔形审〕申报被退回")]
    assert "http://127.0.0.1:8000/apply/1/" in mail.outbox[0].body
    assert "不进邮件" not in mail.outbox[0].body
    assert Message.objects.get().mailed_at is not None


def test_the_rest_is_mailed_together_once_a_day_unless_one_does_not_want_it(person: User) -> None:
    other = User.objects.create_user("quiet@example.cn", name="静", mail_digest=False)
    inbox.send([person.pk, other.pk], "一")
    inbox.send([person.pk], "二")
    Message.objects.update(created_at=SHANGHAI_EVENING)
    for hours, mails in ((11, 0), (12, 1), (20, 1)):
        mailing.enqueue_due(SHANGHAI_EVENING + timedelta(hours=hours))
        work_off()
        assert len(mail.outbox) == mails
    assert (mail.outbox[0].to, mail.outbox[0].subject) == (["feng@example.cn"], "〔形审〕您有 2 条新消息")


def test_what_was_read_meanwhile_is_not_mailed(person: User) -> None:
    inbox.send([person.pk], "已读", urgent=True)
    mailing.enqueue_due()
    inbox.mark_read(person.pk)
    work_off()
    assert mail.outbox == []
