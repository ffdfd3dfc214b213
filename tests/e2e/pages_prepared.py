"""What the demonstration lacks for its pages to be looked at: lists, long work, a pair, a token, a webhook.

Runs in a process of its own beside the portal, with Django loaded. Twice does no harm: what is there is taken again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from xingshen.demo.cast import DOMAIN
from xingshen.demo.people import ORIGIN
from xingshen.reports.letters.templating import TemplateDesk
from xingshen.review.policy import Actor
from xingshen.store.api import api_tokens, webhooks
from xingshen.store.conclusions import batches, letters, public_lists
from xingshen.store.conclusions.public_lists import ListData
from xingshen.store.examination import assignment_runs
from xingshen.store.models import ApiToken, Application, Batch, Call, Letter, Likeness, PublicList, User, Webhook
from xingshen.store.people import people

_TITLES = ("形式审查结果公示", "撤下的名单", "准备中的名单")


@transaction.atomic
def prepare(call: Call, made: Mapping[str, Application]) -> dict[str, Any]:
    """The keys of everything, by the names that the list of pages uses."""
    office, reviewer = _actor("office"), _actor("reviewer")
    shown, withdrawn, prepared = (_list(call, title, office) for title in _TITLES)
    if shown.published_at is None:
        rows = public_lists.candidates(call.pk, refused=True)
        public_lists.show(shown, list(public_lists.entries_of(rows)), office)
    if withdrawn.withdrawn_at is None:
        public_lists.show(withdrawn, [], office)
        public_lists.withdraw(withdrawn, "名单有误，更正后另行公布。", office)
    return {
        "list": shown.slug,
        "withdrawn": withdrawn.slug,
        "published": shown.pk,
        "prepared": prepared.pk,
        "batch": (_batch(call, batches.TABLES) or batches.ask(call, batches.TABLES, office)).pk,
        "run": (_batch(call, assignment_runs.GIVE) or assignment_runs.begin(call.pk, {}, office, ORIGIN)).pk,
        "letter": _letter(made["partner-in-mainland"].pk, office),
        "likeness": _pair(call, made["clean-cat4-hongkong"], made["wrong-quota"]),
        "token": _token(reviewer),
        "webhook": _webhook(reviewer),
    }


def _actor(login: str) -> Actor:
    return people.actor(User.objects.get(email=f"{login}@{DOMAIN}").pk)


def _list(call: Call, title: str, office: Actor) -> PublicList:
    known = PublicList.objects.filter(call=call, title=title).first()
    now = timezone.now()
    data = ListData(title, "公示期内有异议的，请书面反映。", now - timedelta(days=1), now + timedelta(days=5), True)
    return known or public_lists.prepare(call, data, office)


def _batch(call: Call, kind: str) -> Batch | None:
    return Batch.objects.filter(call=call, kind=kind).first()


def _letter(application_id: int, office: Actor) -> str:
    """The code of the letter that told the refusal."""
    known = letters.of(application_id).first()
    if known is None:
        with TemplateDesk() as desk:
            known = letters.issue(application_id, office, desk=desk, origin=ORIGIN)
    assert isinstance(known, Letter)
    return known.code


def _pair(call: Call, one: Application, other: Application) -> int:
    first, second = sorted((one, other), key=lambda each: each.pk)
    detail = {"title": 91.0, "content": 0.87}
    row, _ = Likeness.objects.get_or_create(
        call=call, kind="text_near", first=first, second=second,
        defaults={"score": 0.91, "detail": detail, "set_aside_at": timezone.now(), "set_aside_reason": "已核对。"},
    )  # fmt: skip  # set aside, so that the worker does not take it away
    return row.pk


def _token(owner: Actor) -> int:
    known = ApiToken.objects.filter(user_id=owner.user_id).first()
    return (known or api_tokens.make(owner, "统计程序", ["read:dossiers"], None, ORIGIN).token).pk


def _webhook(owner: Actor) -> int:
    known = Webhook.objects.filter(owner_id=owner.user_id).first()
    return (known or webhooks.make(owner, "https://hooks.example/xingshen", ["examination.passed"], ORIGIN).webhook).pk
