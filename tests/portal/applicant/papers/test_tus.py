"""Resumable uploads over a real connection to a real server: cut anywhere, gone on with, whole in the end."""

from __future__ import annotations

import hashlib
import random
import socket
from base64 import b64encode
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from tests.store.scenes.applying import actor_for, make_application, make_call, make_person, make_unit
from xingshen.store.applying import uploads
from xingshen.store.models import Application, Job, Paper, Upload, User
from xingshen.store.record import files

pytestmark = pytest.mark.django_db(transaction=True)
TUS = {"Tus-Resumable": "1.0.0"}


class Browser:
    """A signed-in person who speaks tus."""

    def __init__(self, server: LiveServer, user: User, application: Application) -> None:
        client = Client()
        client.force_login(user)
        self.host = urlsplit(server.url).netloc
        token = "a" * 32
        cookie = f"sessionid={client.cookies['sessionid'].value}; csrftoken={token}"
        self.headers = {**TUS, "Cookie": cookie, "X-CSRFToken": token}
        self.endpoint = reverse("applicant:uploads", args=[application.pk])

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> HTTPResponse:
        connection = HTTPConnection(self.host, timeout=60)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body=body, headers={**self.headers, **named})
        answer = connection.getresponse()
        answer.text = answer.read().decode()  # type: ignore[attr-defined]
        connection.close()
        return answer

    def begin(self, name: str, length: int, **metadata: str) -> HTTPResponse:
        told = {"filename": name, **metadata}
        encoded = ",".join(f"{key} {b64encode(value.encode()).decode()}" for key, value in told.items())
        return self.ask("POST", self.endpoint, Upload_Length=str(length), Upload_Metadata=encoded)

    def offset(self, place: str) -> int:
        return int(self.ask("HEAD", place).headers["Upload-Offset"])

    def send(self, place: str, offset: int, body: bytes) -> HTTPResponse:
        return self.ask("PATCH", place, body, Upload_Offset=str(offset), Content_Type=BODY)

    def go_on(self, place: str, body: bytes) -> HTTPResponse:
        """Send the rest, as a client does: ask where to begin, and ask again where that has moved."""
        for _ in range(50):
            offset = self.offset(place)
            answer = self.send(place, offset, body[offset:])
            if answer.status != 409:
                break
        return answer

    def send_and_break(self, place: str, offset: int, body: bytes, after: int) -> None:
        """Announce all of ``body``, send ``after`` bytes of it, and hang up."""
        with socket.create_connection(tuple(self.host.split(":")), timeout=60) as connection:  # type: ignore[arg-type]
            told = {**self.headers, "Upload-Offset": str(offset), "Content-Type": BODY, "Host": self.host}
            told["Content-Length"] = str(len(body))
            head = f"PATCH {place} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in told.items())
            connection.sendall(head.encode() + b"\r\n" + body[:after])


BODY = "application/offset+octet-stream"


@pytest.fixture
def application() -> Application:
    return make_application(make_call(), actor_for(make_person(make_unit())))


@pytest.fixture
def browser(live_server: LiveServer, application: Application) -> Browser:
    return Browser(live_server, application.owner, application)


def wait_for_the_server(browser: Browser, place: str, at_least: int) -> int:
    """The server notices a broken connection a moment later."""
    for _ in range(200):
        offset = browser.offset(place)
        if offset >= at_least:
            return offset
    return offset


def test_sixty_megabytes_cut_at_any_byte_arrive_whole(browser: Browser) -> None:
    dice = random.Random(11)
    body = dice.randbytes(60_000_000)
    place = browser.begin("协议.pdf", len(body), kind="合作协议").headers["Location"]
    offset = 0
    for cut in (1, 5_000_001, 13_777_777):
        browser.send_and_break(place, offset, body[offset:], cut)
        offset = wait_for_the_server(browser, place, offset + 1)
    assert 0 < offset < len(body)
    answer = browser.go_on(place, body)
    paper = Paper.objects.get()
    assert (answer.status, answer.headers["Upload-Offset"], answer.headers["XS-Paper"]) == (
        204, "60000000", str(paper.pk),
    )  # fmt: skip
    assert (paper.blob_id, paper.blob.size) == (hashlib.sha256(body).hexdigest(), 60_000_000)
    assert (paper.name, paper.kind, Job.objects.get().kind) == ("协议.pdf", "合作协议", "read_paper")
    assert files.path_of(paper.blob_id).read_bytes() == body
    assert not uploads.path_of(Upload.objects.get().pk).exists()


def test_what_the_server_can_do_is_told(browser: Browser) -> None:
    told = browser.ask("OPTIONS", browser.endpoint)
    assert (told.status, told.headers["Tus-Version"]) == (204, "1.0.0")
    assert told.headers["Tus-Extension"] == "creation,expiration,termination,checksum"
    assert told.headers["Tus-Checksum-Algorithm"] == "sha1,sha256"
    assert told.headers["Tus-Max-Size"] == "100000000"


def checksum(algorithm: str, body: bytes) -> str:
    return f"{algorithm} {b64encode(hashlib.new(algorithm, body).digest()).decode()}"


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_bytes_that_are_not_those_that_were_sent_are_not_kept(browser: Browser, algorithm: str) -> None:
    place = browser.begin("a.pdf", 10).headers["Location"]
    told = {"Upload_Offset": "0", "Content_Type": BODY, "Upload_Checksum": checksum(algorithm, b"12345")}
    wrong = browser.ask("PATCH", place, b"12X45", **told)
    assert (wrong.status, wrong.reason, browser.offset(place)) == (460, "Checksum Mismatch", 0)
    assert uploads.path_of(Upload.objects.get().pk).read_bytes() == b""
    right = browser.ask("PATCH", place, b"12345", **told)
    assert (right.status, right.headers["Upload-Offset"]) == (204, "5")
    assert browser.send(place, 5, b"67890").headers["XS-Paper"] == str(Paper.objects.get().pk)
    assert files.path_of(Paper.objects.get().blob_id).read_bytes() == b"1234567890"


@pytest.mark.parametrize("told", ["md5 rL0Y20zC+Fzt72VPzMSk2A==", "sha256 ***", "sha256"])
def test_a_checksum_that_cannot_be_checked_is_refused(browser: Browser, told: str) -> None:
    place = browser.begin("a.pdf", 10).headers["Location"]
    answer = browser.ask("PATCH", place, b"12345", Upload_Offset="0", Content_Type=BODY, Upload_Checksum=told)
    assert (answer.status, browser.offset(place)) == ((460 if told == "sha256" else 400), 0)


def test_a_truncated_file_is_never_a_paper(browser: Browser) -> None:
    place = browser.begin("a.pdf", 10).headers["Location"]
    assert browser.send(place, 0, b"12345").headers["Upload-Offset"] == "5"
    assert not Paper.objects.exists()


def test_bytes_that_begin_elsewhere_are_refused(browser: Browser) -> None:
    place = browser.begin("a.pdf", 10).headers["Location"]
    browser.send(place, 0, b"12345")
    assert browser.send(place, 0, b"12345").status == 409
    assert browser.send(place, 6, b"789").status == 409
    assert browser.offset(place) == 5


def test_a_finished_upload_asked_about_again_is_the_same_paper(browser: Browser) -> None:
    place = browser.begin("a.pdf", 3).headers["Location"]
    first = browser.send(place, 0, b"abc").headers["XS-Paper"]
    assert browser.ask("HEAD", place).headers["XS-Paper"] == first
    assert Paper.objects.count() == 1


def test_a_crash_between_the_last_byte_and_the_paper_is_made_good(browser: Browser) -> None:
    place = browser.begin("a.pdf", 3).headers["Location"]
    upload = Upload.objects.get()
    uploads.path_of(upload.pk).write_bytes(b"abc")
    Upload.objects.update(offset=3)
    assert browser.ask("HEAD", place).headers["XS-Paper"] == str(Paper.objects.get().pk)


def test_an_empty_file_is_taken_in_at_once(browser: Browser) -> None:
    assert browser.begin("空.pdf", 0).status == 201
    assert Paper.objects.get().blob.size == 0


def test_too_large_and_too_long_are_sentences(browser: Browser) -> None:
    large = browser.begin("大.pdf", 100_000_001)
    assert (large.status, large.text) == (  # type: ignore[attr-defined]
        413, "“大.pdf”有 100 MB，超过每份 100 MB 的上限，没有收下。请压缩图片或分成几个文件后再传。",
    )  # fmt: skip
    assert browser.begin("长" * 90 + ".pdf", 1).status == 413


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"Tus_Resumable": "0.2"}, 412), ({"Upload_Length": "ten"}, 400), ({"Upload_Metadata": "filename ***"}, 400)],
)
def test_what_is_not_tus_is_refused(browser: Browser, headers: dict[str, str], status: int) -> None:
    assert browser.ask("POST", browser.endpoint, **{"Upload_Length": "3", **headers}).status == status


def test_an_upload_can_be_given_up(browser: Browser) -> None:
    place = browser.begin("a.pdf", 10).headers["Location"]
    path = uploads.path_of(Upload.objects.get().pk)
    assert browser.ask("DELETE", place).status == 204
    assert (browser.ask("HEAD", place).status, path.exists()) == (404, False)


def test_uploads_of_others_are_not_there(live_server: LiveServer, browser: Browser, application: Application) -> None:
    place = browser.begin("a.pdf", 10).headers["Location"]
    stranger = make_person(make_unit("石家庄他方科技有限公司", "91130100MA0TEXT040"), "other@example.cn")
    assert Browser(live_server, stranger, application).ask("HEAD", place).status == 403
