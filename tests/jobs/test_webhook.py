"""Events reach registered addresses: signed, at least once, again until taken, and only what the owner may know."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.utils import timezone

from tests.docs.api_blocks import verify
from tests.store.scenes.applying import make_person, make_unit
from tests.store.scenes.reviewing import Review
from xingshen.jobs.loop import Lane, Loop
from xingshen.jobs.registry import SENDING
from xingshen.jobs.webhook import SIGNATURE, signature
from xingshen.review.examination_commands import Comment
from xingshen.review.policy import Role
from xingshen.store.api import webhooks
from xingshen.store.models import Delivery, Event, Job, Message, User, Webhook
from xingshen.store.people import people
from xingshen.store.record.audit import Origin

pytestmark = pytest.mark.django_db
NOWHERE = Origin()


@dataclass
class Receiver:
    """Somebody's server on this machine; answers with ``status`` and keeps what it got."""

    status: int = 200
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    """A server that listens for the time of a test."""
    settings.XS = settings.XS.model_copy(update={"demo": True, "require_mfa": False})
    known = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            known.got.append((dict(self.headers), body))
            self.send_response(known.status)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    known.url = f"http://127.0.0.1:{server.server_port}/hook"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield known
    server.shutdown()
    thread.join()
    server.server_close()


def hook_of(user_id: int | None, receiver: Receiver, *kinds: str) -> webhooks.Made:
    """A webhook of a person."""
    return webhooks.make(people.actor(user_id or 0), receiver.url, list(kinds), NOWHERE)


def send() -> int:
    """Tell what happened since, and send it."""
    webhooks.fan_out()
    return Loop([Lane("sending", SENDING)], threading.Event()).run_once()


def sent(receiver: Receiver) -> list[dict[str, Any]]:
    """What the receiver was told."""
    return [json.loads(body) for _headers, body in receiver.got]


def test_the_office_hears_of_a_dossier_signed_and_without_what_people_wrote(receiver: Receiver) -> None:
    review = Review()
    made = hook_of(review.office.user_id, receiver)
    review.accept(checked=False)
    review.assign()
    send()
    told = sent(receiver)
    assert [each["kind"] for each in told] == [
        "filing.submitted", "filing.approved", "filing.recommended", "examination.accepted", "examination.assigned",
    ]  # fmt: skip
    assert {tuple(sorted(each)) for each in told} == {("at", "dossier", "kind", "seq")}
    assert told[0]["dossier"]["id"] == review.draft.pk
    assert [each["seq"] for each in told] == sorted(each["seq"] for each in told)
    headers, body = receiver.got[0]
    assert verify(made.secret, headers[SIGNATURE], body)
    assert not verify(made.secret, headers[SIGNATURE], body + b" ")
    assert not verify("whsec_other", headers[SIGNATURE], body)
    assert (review.person.name in body.decode(), "柔性焊接" in body.decode()) == (False, False)


def test_an_old_signature_is_refused() -> None:
    assert not verify("secret", signature("secret", b"{}", 1_000_000_000), b"{}")


def test_what_happened_before_and_what_was_told_already_is_not_told(receiver: Receiver) -> None:
    review = Review()
    review.hand_in()
    hook_of(review.person.pk, receiver)
    assert (send(), sent(receiver)) == (0, [])
    review.approve()
    assert (send(), send()) == (1, 0)


def test_the_applicant_hears_of_their_own_dossier_and_nothing_from_inside(receiver: Receiver) -> None:
    review = Review()
    hook_of(review.person.pk, receiver)
    stranger = make_person(make_unit("另一单位", "91130100MA99999991"), "stranger@example.cn", "路人")
    other = Receiver(url=receiver.url + "/other")
    hook_of(stranger.pk, other)
    review.accept()
    review.assign()
    review.settle()
    review.act(Comment("", "内部说明"), review.reviewer)
    send()
    assert [each["kind"] for each in sent(receiver)] == [
        "filing.submitted", "filing.approved", "filing.recommended", "examination.accepted",
    ]  # fmt: skip


def test_a_reviewer_hears_of_dossiers_that_are_given_to_them(receiver: Receiver) -> None:
    review = Review()
    hook_of(review.reviewer.user_id, receiver)
    other = review.make_draft(project__title="另一个项目")
    review.accept(other, checked=False)
    review.accept(checked=False)
    review.assign()
    send()
    assert {each["dossier"]["id"] for each in sent(receiver)} == {review.draft.pk}


def test_only_chosen_kinds_are_told(receiver: Receiver) -> None:
    review = Review()
    hook_of(review.office.user_id, receiver, "examination.accepted")
    review.accept(checked=False)
    send()
    assert [each["kind"] for each in sent(receiver)] == ["examination.accepted"]


@pytest.mark.parametrize("status", [500, 404, 301])
def test_what_is_not_taken_is_sent_again_later_and_never_elsewhere(status: int, receiver: Receiver) -> None:
    review = Review()
    hook_of(review.person.pk, receiver)
    receiver.status = status
    review.hand_in()
    send()
    delivery = Delivery.objects.get()
    assert (delivery.status, delivery.attempts, delivery.sent_at, delivery.dead_at) == (status, 1, None, None)
    again = Job.objects.get(kind="webhook", state="ready")
    assert timedelta(seconds=5) < again.not_before - timezone.now() <= timedelta(seconds=10)
    Job.objects.update(not_before=timezone.now())
    receiver.status = 204
    send()
    delivery.refresh_from_db()
    assert (delivery.status, delivery.attempts, delivery.sent_at is not None) == (204, 2, True)
    assert [each["seq"] for each in sent(receiver)] == [delivery.event_seq] * 2


def test_after_eight_attempts_it_is_given_up_and_the_owner_is_told(receiver: Receiver) -> None:
    review = Review()
    hook_of(review.person.pk, receiver)
    receiver.status = 503
    review.hand_in()
    send()
    for _ in range(webhooks.MOST_ATTEMPTS + 2):
        Job.objects.update(not_before=timezone.now())
        send()
    delivery = Delivery.objects.get()
    assert (len(receiver.got), delivery.attempts, delivery.dead_at is not None) == (8, 8, True)
    message = Message.objects.get(user_id=review.person.pk, subject__contains="没有能够送达")
    assert message.link == f"/api/webhooks/{delivery.webhook_id}/"


def test_a_receiver_that_is_gone_is_not_asked_again(receiver: Receiver) -> None:
    review = Review()
    hook_of(review.person.pk, receiver)
    receiver.status = 410
    review.hand_in()
    send()
    assert Delivery.objects.get().dead_at is not None


def test_what_happens_in_a_pause_is_told_afterwards(receiver: Receiver) -> None:
    review = Review()
    hook = hook_of(review.person.pk, receiver).webhook
    webhooks.pause(hook, review.applicant, NOWHERE)
    review.hand_in()
    assert send() == 0
    webhooks.resume(hook, review.applicant, NOWHERE)
    assert send() == 1
    assert list(Event.objects.filter(subject_type="webhook").order_by("seq").values_list("kind", flat=True)) == [
        "webhook.made", "webhook.paused", "webhook.resumed",
    ]  # fmt: skip


def test_a_person_whose_account_is_closed_hears_nothing(receiver: Receiver) -> None:
    review = Review()
    hook_of(review.person.pk, receiver)
    User.objects.filter(pk=review.person.pk).update(is_active=False)
    review.hand_in()
    assert send() == 0


def test_an_officer_without_a_second_factor_hears_nothing(receiver: Receiver, settings: Any) -> None:
    review = Review()
    settings.XS = settings.XS.model_copy(update={"require_mfa": True})
    hook_of(review.office.user_id, receiver)
    review.accept(checked=False)
    assert send() == 0


def test_an_address_that_leads_inside_meanwhile_is_not_sent_to(receiver: Receiver, settings: Any) -> None:
    review = Review()
    hook_of(review.person.pk, receiver)
    settings.XS = settings.XS.model_copy(update={"demo": False})
    review.hand_in()
    send()
    assert (receiver.got, Delivery.objects.get().error[:12]) == ([], "这个网址指向内部网络，不")


def test_the_secret_is_stored_encrypted(receiver: Receiver) -> None:
    made = hook_of(Review().person.pk, receiver)
    stored = Webhook.objects.extra(select={"raw": "secret"}).values_list("raw", flat=True).get()
    assert made.secret not in str(stored)


def test_roles_know_their_kinds_of_events() -> None:
    review = Review()
    assert len(webhooks.kinds_for(review.office)) > len(webhooks.kinds_for(review.applicant)) > 10
    assert all(kind.startswith("filing.") for kind in webhooks.kinds_for(review.department))
    assert Role.DEPARTMENT in review.department.roles
