"""Objects of the routes of the desk: an examination that is given to the reviewer who asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.portal.conftest import give_second_factor, make_user
from tests.portal.desk.opening import on_the_desk
from tests.portal.route_objects import Objects
from tests.store.scenes.reviewing import Review
from xingshen.review.policy import Role
from xingshen.store.examination import saved_views
from xingshen.store.models import Paper, User


def _assigned() -> Objects:
    review = Review()
    review.accept(checked=False)
    review.assign()
    other = review.make_draft(project__title="另一个项目")
    review.accept(other, checked=False)
    reviewer = give_second_factor(User.objects.get(pk=review.reviewer.user_id))
    return Objects(reviewer, {"application_id": review.draft.pk}, {"application_id": other.pk})


def _view() -> Objects:
    mine, other = make_user(Role.REVIEWER), make_user(Role.REVIEWER)
    own, foreign = (saved_views.keep(person.pk, "补正中", "tab=correction") for person in (mine, other))
    return Objects(mine, {"view_id": own.pk}, {"view_id": foreign.pk}, method="post", data={"do": "default"})


def _batch() -> Objects:
    review = on_the_desk()
    other = review.make_draft(project__title="另一个项目")
    review.accept(other, checked=False)
    own, foreign = ({"application_id": each.pk, "part": 1} for each in (review.draft, other))
    reviewer = give_second_factor(User.objects.get(pk=review.reviewer.user_id))
    return Objects(reviewer, own, foreign, data={"kind": "passes"})


def _with(method: str = "get", **more: Any) -> Callable[[], Objects]:
    """The same with more arguments, or asked for in another way; ``data`` is what is asked with."""

    def objects() -> Objects:
        made, data = _assigned(), more.get("data", {})
        keys = {name: value for name, value in more.items() if name != "data"}
        return Objects(made.person, {**made.own, **keys}, {**made.foreign, **keys}, method=method, data=data)

    return objects


def _of_paper(**more: Any) -> Callable[[], Objects]:
    """A paper of a dossier; the foreign one is asked for by the same digest."""

    def objects() -> Objects:
        review = on_the_desk(papers=True)
        other = review.make_draft(project__title="另一个项目")
        review.accept(other, checked=False)
        digest = Paper.objects.get(application=review.draft).blob_id
        own, foreign = ({"application_id": each.pk, "digest": digest, **more} for each in (review.draft, other))
        reviewer = give_second_factor(User.objects.get(pk=review.reviewer.user_id))
        data = {"box": "100,100,200,140", "size": "thumb"}
        return Objects(reviewer, own, foreign, data=data)

    return objects


def _point() -> Objects:
    review = on_the_desk()
    other = review.make_draft(project__title="另一个项目")
    review.accept(other, checked=False)
    mark = review.waiting()[0].finding.fingerprint
    own, foreign = ({"application_id": each.pk, "mark": mark} for each in (review.draft, other))
    reviewer = give_second_factor(User.objects.get(pk=review.reviewer.user_id))
    return Objects(reviewer, own, foreign, method="post", data={"step": "comment", "reason": "请再看。"})


_PAGES = ("dossier", "correction", "countersign", "panel", "panel_open", "reexamination", "conclude", "history", "form")
OBJECTS = {
    **{f"desk:{name}": _assigned for name in _PAGES},
    "desk:change_view": _view,
    "desk:decide": _point,
    "desk:remark": _with("post", data={"reason": "请再看。"}),
    "desk:batch": _batch,
    "desk:paper_file": _of_paper(),
    "desk:paper_image": _of_paper(page=1),
    "desk:paper_crop": _of_paper(page=1),
}
OPEN: dict[str, dict[str, object]] = {}
