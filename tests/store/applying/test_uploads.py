"""Uploads: the offset never promises more than the disk holds, room is bounded, late ones are forgotten."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.store.scenes.applying import actor_for, make_application, make_call, make_person, make_unit
from xingshen.review.policy import Actor
from xingshen.store.applying import papers, uploads
from xingshen.store.applying.papers import Place
from xingshen.store.models import Application, Upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor() -> Actor:
    return actor_for(make_person(make_unit()))


@pytest.fixture
def application(actor: Actor) -> Application:
    return make_application(make_call(), actor)


def begin(application: Application, actor: Actor, length: int = 10) -> Upload:
    return uploads.create(Place(application.pk), actor, "a.pdf", length)


def test_a_connection_that_breaks_keeps_what_arrived(application: Application, actor: Actor) -> None:
    upload = begin(application, actor)
    body = io.BytesIO(b"1234")

    def read(size: int) -> bytes:
        piece = body.read(size)
        if not piece:
            raise OSError("connection reset")
        return piece

    assert uploads.write(upload, 0, read) == 4
    assert (Upload.objects.get().offset, uploads.path_of(upload.pk).read_bytes()) == (4, b"1234")


def test_more_than_was_announced_is_not_read(application: Application, actor: Actor) -> None:
    upload = begin(application, actor, 3)
    assert uploads.write(upload, 0, io.BytesIO(b"abcdef").read) == 3
    assert uploads.finish(upload, actor).paper.blob.size == 3


def test_of_two_connections_only_one_moves_the_offset(application: Application, actor: Actor) -> None:
    upload = begin(application, actor)
    other = Upload.objects.get()
    uploads.write(upload, 0, io.BytesIO(b"1234").read)
    with pytest.raises(uploads.WrongOffset):
        uploads.write(other, 0, io.BytesIO(b"12").read)
    assert Upload.objects.get().offset == 4


def test_a_late_writer_cannot_change_what_was_taken_in(application: Application, actor: Actor) -> None:
    upload = begin(application, actor, 3)
    with uploads.path_of(upload.pk).open("r+b") as late:
        uploads.write(upload, 0, io.BytesIO(b"abc").read)
        paper = uploads.finish(upload, actor).paper
        late.write(b"xyz")
    assert papers.held([paper])[0].path.read_bytes() == b"abc"
    with pytest.raises(uploads.WrongOffset):
        uploads.write(Upload.objects.get(), 3, io.BytesIO(b"d").read)


def test_unfinished_uploads_take_bounded_room(application: Application, actor: Actor) -> None:
    for _ in range(5):
        begin(application, actor, 90_000_000)
    assert uploads.under_way(application.pk, actor).count() == 3


def test_late_uploads_are_forgotten_with_their_bytes(application: Application, actor: Actor) -> None:
    upload = begin(application, actor)
    path = uploads.path_of(upload.pk)
    Upload.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert (uploads.forget_expired(), path.exists(), Upload.objects.count()) == (1, False, 0)
