"""Webhooks: registered, paused, removed; which events become deliveries, by the rights of the owner; what came of them.

An event is told at least once: it becomes a delivery and a job in the transaction that moves the webhook's place in the
chain on. What is told names kind, number and time and nothing that people wrote.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from xingshen.review.api_policy import kinds_for, may_be_told
from xingshen.review.policy import OFFICERS, Actor
from xingshen.store.examination import dossier_access
from xingshen.store.messages import inbox
from xingshen.store.models import Application, Event
from xingshen.store.models import Delivery as Delivery
from xingshen.store.models import Webhook as Webhook
from xingshen.store.people import people
from xingshen.store.record import audit
from xingshen.store.record.audit import Origin, Subject
from xingshen.store.running import jobs

NOT_THERE = Webhook.DoesNotExist
KIND = "webhook"
"""The kind of job that sends one delivery."""
TEST_KIND = "webhook.test"
MOST_OF_ONE = 10
"""Webhooks of one person."""
PAUSES = (10, 60, 300, 1800, 7200, 21_600, 43_200)
"""Seconds between attempts; after one more than these it is given up."""
MOST_ATTEMPTS = len(PAUSES) + 1
_AT_ONCE = 200
_KEEP = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Made:
    """A new webhook; ``secret`` is shown only now."""

    webhook: Webhook
    secret: str


# --- the owner's side ------------------------------------------------------------------------------------------------


def make(actor: Actor, url: str, kinds: list[str], origin: Origin) -> Made:
    """Register an address; events from now on are told. The address was looked at before."""
    secret = "whsec_" + secrets.token_urlsafe(32)
    with transaction.atomic():
        seq, _ = audit.head()
        webhook = Webhook.objects.create(
            owner_id=actor.user_id or 0, url=url, secret=secret, kinds=sorted(kinds), last_seq=seq
        )
        audit.append("webhook.made", _subject(webhook), actor, after={"kinds": webhook.kinds}, origin=origin)
    return Made(webhook, secret)


def of_person(user_id: int) -> QuerySet[Webhook]:
    """The webhooks of a person, newest first."""
    return Webhook.objects.filter(owner_id=user_id)


def get(webhook_id: int) -> Webhook:
    """One webhook. Raises NOT_THERE."""
    return Webhook.objects.select_related("owner").get(pk=webhook_id)


def deliveries(webhook: Webhook) -> QuerySet[Delivery]:
    """What was sent to it, newest event first."""
    return webhook.deliveries.order_by("-pk")


def pause(webhook: Webhook, actor: Actor, origin: Origin) -> None:
    """Send nothing until it is resumed; what happens meanwhile is told then."""
    _switch(webhook, False, "webhook.paused", actor, origin)


def resume(webhook: Webhook, actor: Actor, origin: Origin) -> None:
    """Go on where it stopped; what was under way is sent again."""
    with transaction.atomic():
        _switch(webhook, True, "webhook.resumed", actor, origin)
        for delivery in webhook.deliveries.filter(sent_at=None, dead_at=None):
            _enqueue(delivery, 0)


def remove(webhook: Webhook, actor: Actor, origin: Origin) -> None:
    """Forget it with its deliveries."""
    with transaction.atomic():
        audit.append("webhook.removed", _subject(webhook), actor, origin=origin)
        webhook.delete()


def send_test(webhook: Webhook) -> Delivery:
    """Send a test, whether it is paused or not."""
    with transaction.atomic():
        fresh = {"kind": TEST_KIND, "status": 0, "attempts": 0, "error": "", "sent_at": None, "dead_at": None}
        delivery, _ = Delivery.objects.update_or_create(webhook=webhook, event_seq=0, defaults=fresh)
        _enqueue(delivery, 0)
    return delivery


def _switch(webhook: Webhook, active: bool, kind: str, actor: Actor, origin: Origin) -> None:
    with transaction.atomic():
        if Webhook.objects.filter(pk=webhook.pk, active=not active).update(active=active):
            audit.append(kind, _subject(webhook), actor, origin=origin)


def _subject(webhook: Webhook) -> Subject:
    return Subject("webhook", str(webhook.pk), urlsplit(webhook.url).hostname or "")


# --- from events to deliveries ---------------------------------------------------------------------------------------


def fan_out() -> int:
    """Put what happened since into the ledger, for every webhook that is not paused; how many deliveries."""
    head, _ = audit.head()
    behind = Webhook.objects.filter(active=True, last_seq__lt=head).values_list("pk", flat=True)
    return sum(_fan_out(webhook_id) for webhook_id in list(behind))


def _fan_out(webhook_id: int) -> int:
    with transaction.atomic():
        webhook = Webhook.objects.select_for_update().filter(pk=webhook_id, active=True).first()
        if webhook is None:
            return 0
        events = list(Event.objects.filter(seq__gt=webhook.last_seq).order_by("seq")[:_AT_ONCE])
        wanted = [event for event in events if _is_told(event, webhook)]
        for event in wanted:
            delivery, fresh = Delivery.objects.get_or_create(
                webhook=webhook, event_seq=event.seq, defaults={"kind": event.kind}
            )
            if fresh:
                _enqueue(delivery, 0)
        if events:
            Webhook.objects.filter(pk=webhook.pk).update(last_seq=events[-1].seq)
    return len(wanted)


def _is_told(event: Event, webhook: Webhook) -> bool:
    """By the owner's rights now: kinds that their roles may get, of dossiers that are theirs to see."""
    if event.subject_type not in ("application", "examination") or not event.subject_id.isdecimal():
        return False
    if webhook.kinds and event.kind not in webhook.kinds:
        return False
    actor = _owner(webhook)
    if actor is None or event.kind not in kinds_for(actor):
        return False
    seen = dossier_access.see(int(event.subject_id), actor)
    return seen is not None and may_be_told(event.kind, seen.sides)


def _owner(webhook: Webhook) -> Actor | None:
    """The owner as an actor; None where the account may do nothing now."""
    user = people.find(webhook.owner_id)
    if user is None or not user.is_active:
        return None
    actor = people.actor(user.pk)
    needs_factor = settings.XS.require_mfa and bool(actor.roles & OFFICERS)
    return None if needs_factor and not people.has_second_factor(user.pk) else actor


# --- the worker's side -----------------------------------------------------------------------------------------------


def for_sending(delivery_id: int) -> Delivery | None:
    """A delivery that is still to be sent, with its webhook; None: done, given up, paused or gone."""
    rows = Delivery.objects.select_related("webhook").filter(pk=delivery_id, sent_at=None, dead_at=None)
    delivery = rows.first()
    if delivery is None or not (delivery.webhook.active or delivery.kind == TEST_KIND):
        return None
    return delivery


def told(delivery: Delivery) -> dict[str, Any]:
    """What the receiver is told."""
    if delivery.event_seq == 0:
        return {"seq": 0, "kind": TEST_KIND, "at": timezone.now().isoformat(timespec="seconds"), "dossier": None}
    event = Event.objects.get(seq=delivery.event_seq)
    number = Application.objects.filter(pk=event.subject_id).values_list("number", flat=True).first()
    dossier = {
        "id": int(event.subject_id),
        "number": number or "",
        "url": f"{settings.XS.base_url}/api/v1/dossiers/{event.subject_id}",
    }
    return {"seq": event.seq, "kind": event.kind, "at": event.at.isoformat(timespec="seconds"), "dossier": dossier}


def taken(delivery: Delivery, status: int) -> None:
    """The receiver took it. Called inside the transaction that finishes the job."""
    Delivery.objects.filter(pk=delivery.pk).update(
        attempts=F("attempts") + 1, status=status, error="", sent_at=timezone.now()
    )


def not_taken(delivery: Delivery, status: int, error: str, *, for_good: bool = False) -> None:
    """The receiver did not take it: try again later, or give up and tell the owner. Inside a transaction."""
    attempts = delivery.attempts + 1
    dead = for_good or attempts >= MOST_ATTEMPTS or delivery.kind == TEST_KIND
    now = timezone.now()
    Delivery.objects.filter(pk=delivery.pk).update(
        attempts=attempts, status=status, error=error[:200], dead_at=now if dead else None
    )
    if not dead:
        _enqueue(delivery, attempts)
    elif delivery.kind != TEST_KIND:
        _tell_owner(delivery.webhook)


def forget_old() -> int:
    """Remove deliveries of long ago; how many."""
    before = timezone.now() - _KEEP
    return (
        Delivery.objects.filter(sent_at__lt=before).delete()[0]
        + Delivery.objects.filter(dead_at__lt=before).delete()[0]
    )


def _enqueue(delivery: Delivery, attempts: int) -> None:
    now = timezone.now()
    later = now + timedelta(seconds=PAUSES[attempts - 1]) if attempts else now
    jobs.enqueue(
        KIND, f"delivery {delivery.pk}", input_digest=f"{attempts} {now.isoformat()}",
        payload={"delivery": delivery.pk}, not_before=later,
    )  # fmt: skip


def _tell_owner(webhook: Webhook) -> None:
    inbox.send(
        [webhook.owner_id], "有事件没有能够送达您登记的地址",
        body="多次发送没有成功，这一条不再发送；之后的事件照常发送。请在发送记录中查看原因。",
        link=f"/api/webhooks/{webhook.pk}/",
    )  # fmt: skip
