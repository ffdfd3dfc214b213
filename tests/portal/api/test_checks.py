"""Checking as a service: a posted dossier is checked as the command line checks it, and nothing of it stays."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from tests.portal.api.scene import Program, token_of
from tests.portal.conftest import make_user
from xingshen.jobs.loop import Lane, Loop
from xingshen.jobs.registry import POSTED
from xingshen.review.policy import Role
from xingshen.store.api import posted_checks
from xingshen.store.models import PostedCheck

GUIDE = "/checks?guide=hebei-intl-2026&wait=0"
EXAMPLE = Path(__file__).parents[3] / "examples" / "dossiers" / "clean-cat1-enterprise" / "application.json"
pytestmark = pytest.mark.django_db


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def dossier() -> bytes:
    """The application of an example, without its papers."""
    return packed({"application.json": EXAMPLE.read_bytes()})


@pytest.fixture
def program() -> Program:
    """A program of an applicant."""
    return Program(token_of(make_user(Role.APPLICANT), ["check"]))


def work() -> None:
    """Do what was posted."""
    Loop([Lane("posted", POSTED)], Event()).run_once()


def post(program: Program, content: bytes, path: str = GUIDE) -> Any:
    """Post a zip."""
    return program.post(path, content, "application/zip")


def test_a_posted_dossier_is_checked_in_the_background(
    program: Program, django_capture_on_commit_callbacks: Any
) -> None:
    posted = post(program, dossier())
    address = posted.headers["Location"].removeprefix("/api/v1")
    assert (posted.status_code, posted.json()["state"], posted.json()["result"]) == (202, "waiting", None)
    assert program.get(address).json()["state"] == "waiting"
    with django_capture_on_commit_callbacks(execute=True):
        work()
    told = program.get(address).json()
    assert (told["state"], told["problems"], told["result"]["guide"]["id"]) == ("done", [], "hebei-intl-2026")
    assert len(told["result"]["findings"]) > 50
    assert list(posted_checks.root().glob(f"{told['id']}*")) == []


def test_the_result_is_kept_encrypted_and_belongs_to_its_person(program: Program) -> None:
    address = post(program, dossier()).headers["Location"].removeprefix("/api/v1")
    work()
    with connection.cursor() as cursor:
        cursor.execute("SELECT result FROM store_postedcheck")
        (kept,) = cursor.fetchone()
    assert ("findings" in kept, program.get(address).status_code) == (False, 200)
    assert Program(token_of(make_user(Role.APPLICANT))).get(address).status_code == 404


def test_a_result_expires(program: Program) -> None:
    address = post(program, dossier()).headers["Location"].removeprefix("/api/v1")
    PostedCheck.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert program.get(address).status_code == 404
    assert (posted_checks.forget_expired(), PostedCheck.objects.count()) == (1, 0)
    assert list(posted_checks.root().glob(f"{address.rpartition('/')[2]}*")) == []


HOSTILE = {
    "no zip": b"hello",
    "an empty one": packed({}),
    "no application": packed({"readme.txt": b"x"}),
    "broken text": packed({"application.json": b"{"}),
    "a bomb": packed({"application.json": b"{}", "a.bin": b"\0" * 40_000_000}),
    "deep nesting": packed({"application.json": b"[" * 100_000}),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_no_dossier_is_refused_with_the_reason(kind: str, program: Program, settings: Any) -> None:
    settings.XS = settings.XS.model_copy(update={"dossier_limit_mb": 20})
    address = post(program, HOSTILE[kind]).headers["Location"].removeprefix("/api/v1")
    work()
    told = program.get(address).json()
    assert (told["state"], len(told["problems"]) > 0, told["result"]) == ("refused", True, None)


def test_names_that_leave_the_folder_are_left_out(program: Program, tmp_path: Path) -> None:
    content = packed({"application.json": EXAMPLE.read_bytes(), "../../evil.txt": b"x", "/tmp/evil.txt": b"x"})
    address = post(program, content).headers["Location"].removeprefix("/api/v1")
    work()
    told = program.get(address).json()
    assert told["state"] == "done"
    assert sum("指向文件夹之外" in note["message"] for note in told["result"]["notes"]) == 2


def test_more_than_a_dossier_may_have_is_not_taken_in(program: Program, settings: Any) -> None:
    settings.XS = settings.XS.model_copy(update={"dossier_limit_mb": 1})
    before = set(posted_checks.root().glob("*.zip"))
    answer = post(program, b"\0" * 1_100_000)
    assert (answer.status_code, PostedCheck.objects.count()) == (413, 0)
    assert set(posted_checks.root().glob("*.zip")) == before


@pytest.mark.parametrize(
    ("path", "media", "status"),
    [
        ("/checks", "application/zip", 422),
        ("/checks?guide=hebei-intl-2026&call=x", "application/zip", 422),
        ("/checks?guide=no-such-guide", "application/zip", 404),
        ("/checks?guide=..", "application/zip", 404),
        ("/checks?call=no-such-call", "application/zip", 404),
        (GUIDE, "text/plain", 415),
    ],
)
def test_a_guide_that_is_not_there_and_other_media_are_refused(
    path: str, media: str, status: int, program: Program
) -> None:
    assert program.post(path, b"PK", media).status_code == status


def test_a_token_posts_so_many_a_day_and_no_more(program: Program, settings: Any) -> None:
    settings.XS = settings.XS.model_copy(update={"api_checks_per_day": 2})
    statuses = [post(program, b"PK").status_code for _ in range(3)]
    answer = post(program, b"PK")
    assert (statuses, answer.json()["code"]) == ([202, 202, 429], "quota")
    assert 86_000 < int(answer.headers["Retry-After"]) <= 86_400
    assert program.get("/token").json()["checks_left"] == 0


def test_no_more_than_five_wait_at_once(program: Program) -> None:
    assert [post(program, b"PK").status_code for _ in range(6)] == [202] * 5 + [429]


def test_english_programs_get_english_findings(program: Program) -> None:
    english = Program(program.secret, "en")
    address = post(english, dossier()).headers["Location"].removeprefix("/api/v1")
    work()
    findings = english.get(address).json()["result"]["findings"]
    assert [each["title"] for each in findings if not each["title"].isascii()] == []


@pytest.mark.django_db(transaction=True)
def test_a_small_dossier_is_answered_at_once(program: Program) -> None:
    stop = Event()
    worker = Thread(target=Loop([Lane("posted", POSTED)], stop).run)
    worker.start()
    try:
        answer = post(program, dossier(), GUIDE.replace("wait=0", "wait=20"))
    finally:
        stop.set()
        worker.join()
    assert (answer.status_code, answer.json()["state"]) == (200, "done")
