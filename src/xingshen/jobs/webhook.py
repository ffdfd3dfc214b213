"""The job ``webhook``: one event, signed and sent to the address that somebody registered.

Sent at least once: where the worker dies after sending, it is sent again under the same ``seq``. What the receiver does
not take is tried again after longer and longer pauses, each of which is a job of its own.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import ssl
import time

from django.conf import settings

from xingshen.jobs import outgoing
from xingshen.jobs.outgoing import Allowed, NotAllowed
from xingshen.jobs.work import Work
from xingshen.store.api import webhooks

SIGNATURE = "X-Xingshen-Signature"
_GONE = 410


def send_webhook(work: Work) -> None:
    """Handler of ``webhook``; payload: ``delivery`` (id). What was paused, done or removed meanwhile needs nothing."""
    delivery = webhooks.for_sending(work.claim.payload["delivery"])
    if delivery is None:
        return
    status, error = _send(delivery.webhook.url, delivery.webhook.secret or "", webhooks.told(delivery))
    with work.finishing():
        if 200 <= status < 300:
            webhooks.taken(delivery, status)
        else:
            webhooks.not_taken(delivery, status, error, for_good=status == _GONE)


def what_is_allowed() -> Allowed:
    """Where this installation may send to; this machine itself only in demonstrations and while developing."""
    return Allowed(settings.XS.inner_networks, loopback=settings.XS.demo or settings.XS.debug)


def signature(secret: str, body: bytes, at: int) -> str:
    """The value of the header: the instant, and the keyed digest over instant and body."""
    signed = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={signed}"


def _send(url: str, secret: str, told: object) -> tuple[int, str]:
    """Status and, where it was not taken, why, without what the receiver wrote."""
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "xingshen-webhook",
        SIGNATURE: signature(secret, body, int(time.time())),
    }
    try:
        status = outgoing.post(outgoing.look_at(url, what_is_allowed()), body, headers)
    except NotAllowed as refusal:
        return 0, str(refusal)
    except ssl.SSLError:
        return 0, "对方的证书不能通过校验。"
    except TimeoutError:
        return 0, "对方没有在限定的时间内回应。"
    except (OSError, http.client.HTTPException) as error:
        return 0, f"没有能够连接（{type(error).__name__}）。"
    return status, "" if 200 <= status < 300 else f"对方回应 {status}。"
