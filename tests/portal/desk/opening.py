"""A dossier on the desk for tests: given to the reviewer, with papers that can be looked at."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests.portal.conftest import give_second_factor, signed_in
from tests.store.scenes.filing import EXAMPLE
from tests.store.scenes.reviewing import Review
from xingshen.review.points import Point
from xingshen.review.policy import Actor
from xingshen.store.models import Paper, User

AGREED = {
    "title": "国际科技合作项目合作协议", "signed_on": "2026-05-18", "effective_from": "2026-07-01",
    "effective_to": "2028-06-28", "language": "中文",
}  # fmt: skip
"""What the form says of the agreement; the paper says 2028-06-30."""
PAGES = {"pages": [{"width": 595.0, "height": 842.0, "turned": 0, "how": "text"}] * 2}


def client_of(actor: Actor) -> Client:
    """A client in which this officer is signed in."""
    user = User.objects.get(pk=actor.user_id)
    known = Authenticator.objects.filter(user=user).exists()
    return signed_in(user if known else give_second_factor(user))


def on_the_desk(*, papers: bool = False) -> Review:
    """A dossier that was accepted, checked and given to the reviewer."""
    review = Review()
    if papers:
        add_agreement(review)
        review.change(agreement=[{**AGREED, "_id": "a1"}])
    review.accept()
    review.assign()
    return review


def add_agreement(review: Review) -> Paper:
    """The agreement of an example, with two pages."""
    paper = review.add_paper(content=(EXAMPLE.parent / "match-300" / "05-合作协议.pdf").read_bytes())
    Paper.objects.filter(pk=paper.pk).update(summary=PAGES)
    return paper


def page_of(review: Review, actor: Actor | None = None, **asked: Any) -> Any:
    """The page of the dossier, as the reviewer or somebody else sees it."""
    return client_of(actor or review.reviewer).get(reverse("desk:dossier", args=[review.draft.pk]), asked)


def post(review: Review, point: Point, actor: Actor | None = None, **said: str) -> Any:
    """A step on a point."""
    url = reverse("desk:decide", args=[review.draft.pk, point.finding.fingerprint])
    return client_of(actor or review.reviewer).post(url, {"seen": point.basis.digest, **said})


def shown_point(answer: Any) -> str:
    """The point that an answer leads to."""
    return parse_qs(urlsplit(answer.url).query).get("point", [""])[0]
