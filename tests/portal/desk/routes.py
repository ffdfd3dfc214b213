"""Objects of the routes of the desk: an examination that is given to the reviewer who asks."""

from __future__ import annotations

from tests.portal.conftest import give_second_factor
from tests.portal.route_objects import Objects
from tests.store.reviewing import Review
from xingshen.store.models import User


def _assigned() -> Objects:
    review = Review()
    review.accept(checked=False)
    review.assign()
    other = review.make_draft(project__title="另一个项目")
    review.accept(other, checked=False)
    reviewer = give_second_factor(User.objects.get(pk=review.reviewer.user_id))
    return Objects(reviewer, {"application_id": review.draft.pk}, {"application_id": other.pk})


_PAGES = ("dossier", "countersign", "panel", "panel_open")
OBJECTS = {f"desk:{name}": _assigned for name in _PAGES}
OPEN: dict[str, dict[str, object]] = {}
