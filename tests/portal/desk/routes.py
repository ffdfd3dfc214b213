"""Objects of the routes of the desk: an examination that is given to the reviewer who asks."""

from __future__ import annotations

from tests.portal.conftest import give_second_factor, make_user
from tests.portal.route_objects import Objects
from tests.store.reviewing import Review
from xingshen.review.policy import Role
from xingshen.store import saved_views
from xingshen.store.models import User


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


_PAGES = ("dossier", "correction", "countersign", "panel", "panel_open", "reexamination")
OBJECTS = {**{f"desk:{name}": _assigned for name in _PAGES}, "desk:change_view": _view}
OPEN: dict[str, dict[str, object]] = {}
