"""Objects of the routes of applications: own ones that open, foreign ones that do not."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from tests.portal.applicant.papers import routes as papers
from tests.portal.route_objects import Objects
from tests.store.scenes.applying import actor_for, make_application, make_call, make_person, make_unit
from xingshen.kernel.identifiers import uscc

_numbers = itertools.count(1)


def _of_applicant(*, method: str = "get", data: dict[str, Any] | None = None, **more: Any) -> Callable[[], Objects]:
    def make() -> Objects:
        number = next(_numbers)
        call = make_call(f"routes-{number}")
        people = [
            make_person(
                make_unit(f"路由单位{number}{side}", uscc.complete(f"91130100MC{number:05}{at}")),
                f"route{number}{side}@example.cn",
            )
            for at, side in enumerate("ab")
        ]
        own, foreign = (make_application(call, actor_for(person)).pk for person in people)
        return Objects(
            people[0], {"application_id": own, **more}, {"application_id": foreign, **more}, method, data or {}
        )

    return make


_READ = ("application", "show", "review", "clauses", "print", "people", "export", "delete", "check", "correction")
OBJECTS: dict[str, Callable[[], Objects]] = {
    **{f"applicant:{name}": _of_applicant() for name in _READ},
    "applicant:form": _of_applicant(section_id="basics"),
    "applicant:paste": _of_applicant(method="post", data={"field": "team", "text": "甲"}, section_id="people"),
    "applicant:save": _of_applicant(method="post", data={"base": "1", "changes": "[]"}),
    "applicant:undo": _of_applicant(method="post", data={"version": "1"}),
    "applicant:restore": _of_applicant(method="post"),
    **papers.OBJECTS,
}
OPEN = {"applicant:advisor": {"slug": "nothing"}, "applicant:import": {"slug": "nothing"}}
