"""Pairs of dossiers: one with a dossier that is given to the reviewer who asks, one of two that are not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.portal.applicant.papers.paper_files import CLEAN, LICENCE
from tests.portal.conftest import give_second_factor, make_user
from tests.portal.route_objects import Objects
from tests.store.scenes.applying import make_call
from tests.store.scenes.reviewing import Review
from xingshen.review.policy import Role
from xingshen.store.models import Application, Likeness, Paper, User
from xingshen.store.record import files

_PAGES = {"pages": [{"width": 595.0, "height": 842.0, "turned": 0}]}


def _call() -> Objects:
    review = Review()
    review.accept(checked=False)
    return Objects(make_user(Role.OFFICE), {"call_id": review.call.pk}, {"call_id": make_call("other").pk})


def _pair(**more: Any) -> Callable[[], Objects]:
    def make() -> Objects:
        review = Review()
        drafts = [review.draft, *(review.make_draft(project__title=f"项目{at}") for at in range(2))]
        for draft in drafts:
            review.accept(draft, checked=False)
        review.assign()
        own, foreign = (_likeness(drafts[at], drafts[2]).pk for at in (0, 1))
        reviewer = give_second_factor(User.objects.get(pk=review.reviewer.user_id))
        return Objects(reviewer, {"likeness_id": own, **more}, {"likeness_id": foreign, **more})

    return make


def _likeness(one: Application, other: Application) -> Likeness:
    """The same licence in both."""
    blob = files.blob_of(files.put_path(CLEAN / LICENCE))
    for application in (one, other):
        Paper.objects.create(application=application, blob=blob, name="营业执照.pdf", kind="营业执照", summary=_PAGES)
    names = {str(each.pk): "营业执照.pdf" for each in (one, other)}
    detail = {"files": names, "digest": f"sha256:{blob.sha256}", "kind": "营业执照"}
    return Likeness.objects.create(
        call=one.call, kind="paper_same", first=one, second=other, what=blob.sha256, detail=detail
    )


OBJECTS = {
    "office:across_of": _call,
    "office:likeness": _pair(),
    "office:likeness_image": _pair(side="first", page=1),
}
