"""Own and foreign papers and uploads of the routes under ``papers/``: a paper that was read, and an upload begun."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from tests.portal.applicant.papers.paper_files import CLEAN, LICENCE
from tests.portal.route_objects import Objects
from tests.store.scenes.applying import actor_for, make_application, make_call, make_person, make_unit
from xingshen.kernel.identifiers import uscc
from xingshen.store.applying import papers, uploads
from xingshen.store.applying.papers import Place
from xingshen.store.models import Application, Paper, User
from xingshen.store.record import files

_numbers = itertools.count(1)
_PAGES = {"pages": [{"width": 595.0, "height": 842.0, "turned": 0}]}


def _sides() -> list[tuple[User, Application]]:
    """Two people of two units with an application each, in one call."""
    number = next(_numbers)
    call = make_call(f"paper-routes-{number}")
    people = [
        make_person(
            make_unit(f"材料单位{number}{side}", uscc.complete(f"91130100MD{number:05}{at}")),
            f"paper{number}{side}@example.cn",
        )
        for at, side in enumerate("ab")
    ]
    return [(person, make_application(call, actor_for(person))) for person in people]


def _of_list(*, method: str = "get", data: dict[str, Any] | None = None) -> Callable[[], Objects]:
    def make() -> Objects:
        (person, own), (_, foreign) = _sides()
        return Objects(person, {"application_id": own.pk}, {"application_id": foreign.pk}, method, data or {})

    return make


def _of_paper(*, method: str = "post", data: dict[str, Any] | None = None, **more: Any) -> Callable[[], Objects]:
    def make() -> Objects:
        sides = _sides()
        own, foreign = ({"application_id": at.pk, "paper_id": _paper(at, who).pk, **more} for who, at in sides)
        return Objects(sides[0][0], own, foreign, method, data or {})

    return make


def _removed() -> Objects:
    given = _of_paper()()
    for kwargs in (given.own, given.foreign):
        paper = Paper.objects.get(pk=kwargs["paper_id"])
        papers.remove(paper, actor_for(given.person))
    return given


def _upload() -> Objects:
    sides = _sides()
    own, foreign = (
        {"application_id": at.pk, "upload_id": uploads.create(Place(at.pk), actor_for(who), "协议.pdf", 10).pk}
        for who, at in sides
    )
    return Objects(sides[0][0], own, foreign, "options")


def _paper(application: Application, person: User) -> Paper:
    stored = files.put_path(CLEAN / LICENCE)
    paper = papers.add(stored, LICENCE, Place(application.pk), actor_for(person)).paper
    Paper.objects.filter(pk=paper.pk).update(state=Paper.State.READ, summary=_PAGES)
    return paper


OBJECTS: dict[str, Callable[[], Objects]] = {
    "applicant:papers": _of_list(),
    "applicant:papers_poll": _of_list(),
    "applicant:paper_upload": _of_list(method="post"),
    "applicant:uploads": _of_list(method="options"),
    "applicant:upload": _upload,
    "applicant:paper_file": _of_paper(method="get"),
    "applicant:paper_page": _of_paper(method="get", page=1),
    "applicant:paper_image": _of_paper(method="get", page=1),
    "applicant:paper_crop": _of_paper(method="get", data={"box": "10,10,200,60"}, page=1),
    "applicant:paper_change": _of_paper(data={"fiscal_year": "2025"}),
    "applicant:paper_kind": _of_paper(data={"kind": "营业执照"}),
    "applicant:paper_move": _of_paper(data={"to": "up"}),
    "applicant:paper_remove": _of_paper(),
    "applicant:paper_restore": _removed,
    "applicant:paper_offer": _of_paper(data={"keys": "", "do": "dismiss"}),
}
