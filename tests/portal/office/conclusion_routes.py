"""Objects of the routes of letters, batches, lists and bundles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.portal.conftest import give_second_factor, make_user
from tests.portal.route_objects import Objects
from tests.store.conclusions.test_public_lists import data
from tests.store.scenes.applying import make_call
from tests.store.scenes.concluding import Concluding
from xingshen.review.policy import Role
from xingshen.store.conclusions import batches, public_lists
from xingshen.store.models import Batch, User
from xingshen.store.people import people
from xingshen.store.record import files

_NONE = 999_999_999


def _call(method: str = "get", **more: Any) -> Callable[[], Objects]:
    def make() -> Objects:
        return Objects(make_user(Role.OFFICE), {"call_id": make_call().pk, **more}, {"call_id": _NONE, **more}, method)

    return make


def _new_batch() -> Objects:
    person, own = make_user(Role.OFFICE), {"call_id": make_call().pk}
    return Objects(person, own, {"call_id": _NONE}, "post", {"kind": batches.LETTERS})


def _concluded(method: str = "get", **more: Any) -> Callable[[], Objects]:
    def make() -> Objects:
        scene = Concluding()
        scene.passed()
        own, foreign = {"application_id": scene.draft.pk, **more}, {"application_id": _NONE, **more}
        return Objects(_office(scene), own, foreign, method)

    return make


def _letter() -> Objects:
    scene = Concluding()
    scene.passed()
    file = {"letter_id": scene.send().pk, "suffix": "pdf"}
    own, foreign = {"application_id": scene.draft.pk, **file}, {"application_id": _NONE, **file}
    return Objects(_office(scene), own, foreign)


def _batch(method: str = "get") -> Callable[[], Objects]:
    def make() -> Objects:
        office = make_user(Role.OFFICE)
        blob = files.blob_of(files.put([b"table"]))
        row = Batch.objects.create(
            call=make_call(), kind=batches.TABLES, asked_by=office, total=1, file=blob, file_name="t.csv"
        )
        return Objects(office, {"batch_id": row.pk}, {"batch_id": _NONE}, method)

    return make


def _list(method: str = "get", **form: Any) -> Callable[[], Objects]:
    def make() -> Objects:
        office = make_user(Role.OFFICE)
        row = public_lists.prepare(make_call(), data(), people.actor(office.pk))
        return Objects(office, {"list_id": row.pk}, {"list_id": _NONE}, method, form)

    return make


def _office(scene: Concluding) -> User:
    return give_second_factor(User.objects.get(pk=scene.office.user_id))


OBJECTS: dict[str, Callable[[], Objects]] = {
    "office:letters": _call(),
    "office:letter_templates": _call(),
    "office:letter_template": _call(kind="pass"),
    "office:letter_template_file": _call(kind="pass"),
    "office:letter_sample": _call(kind="pass"),
    "office:letter_builtin": _call("post", kind="pass"),
    "office:dossier_letters": _concluded(),
    "office:letter_preview": _concluded(suffix="pdf"),
    "office:letter_file": _letter,
    "office:bundle": _concluded(),
    "office:conclusions": _call(),
    "office:batch_new": _new_batch,
    "office:list_new": _call(),
    "office:batch": _batch(),
    "office:batch_progress": _batch(),
    "office:batch_stop": _batch("post"),
    "office:batch_file": _batch(),
    "office:list": _list(),
    "office:list_publish": _list("post"),
    "office:list_withdraw": _list("post", reason="有误。"),
}
