"""The reference to read, the description for programs, and the pages of webhooks."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from tests.portal.api.scene import NOWHERE
from tests.portal.api.test_tokens import proved
from tests.portal.conftest import make_user, signed_in
from xingshen.cli.api_commands import Language, schema
from xingshen.portal.api.description import describe, operations
from xingshen.review.policy import Role
from xingshen.store.api import webhooks
from xingshen.store.models import Delivery, User, Webhook
from xingshen.store.people import people

pytestmark = pytest.mark.django_db
PUBLIC = "https://93.184.216.34/hook"


def test_the_description_is_openapi_3_1_in_the_language_that_is_asked_for() -> None:
    chinese = Client().get("/api/v1/openapi.json").json()
    english = Client().get("/api/v1/openapi.json", headers={"Accept-Language": "en"}).json()
    assert (chinese["openapi"], chinese["info"]["title"], english["info"]["title"]) == (
        "3.1.0",
        "形审接口",
        "xingshen API",
    )
    assert [each["summary"] for _, _, each in operations(english) if not each["summary"].isascii()] == []
    assert (
        re.search(
            "[一-鿿]",
            json.dumps(english["components"], ensure_ascii=False).replace(
                "形式审查结果：每条意见都带条款原文、证据和指纹。", ""
            ),
        )
        is None
    )


def test_its_shapes_are_valid_schemas_and_every_reference_leads_somewhere() -> None:
    described = describe()
    for shape in described["components"]["schemas"].values():
        Draft202012Validator.check_schema(shape)
    wanted = set(re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(described)))
    lost = []
    for each in wanted:
        node: Any = described
        for part in each.split("/"):
            node = node.get(part, {})
        if not node:
            lost.append(each)
    assert lost == []


def test_the_command_prints_the_same_description(capsys: Any) -> None:
    schema(Language.ENGLISH)
    printed = json.loads(capsys.readouterr().out)
    assert printed == Client().get("/api/v1/openapi.json", headers={"Accept-Language": "en"}).json()


def test_the_reference_shows_every_operation_and_loads_nothing_from_elsewhere() -> None:
    text = Client().get("/api/docs/").text
    assert [
        each["operationId"] for _, _, each in operations(describe()) if f'id="{each["operationId"]}"' not in text
    ] == []
    assert re.findall(r'(?:src|<link[^>]*href)="(?:https?:)?//', text) == []
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(re.findall(r'id="([^"]+)"', text))


def test_an_address_is_registered_and_its_secret_shown_once() -> None:
    user = make_user(Role.APPLICANT)
    client = proved(user)
    answer = client.post("/api/webhooks/new/", {"url": PUBLIC, "kinds": ["letter.issued"]})
    secret, hook = answer.context["made"].secret, Webhook.objects.get()
    assert (secret in answer.text, hook.kinds, answer.headers["Cache-Control"]) == (True, ["letter.issued"], "no-store")
    assert [path for path in ("/api/webhooks/", f"/api/webhooks/{hook.pk}/") if secret in client.get(path).text] == []


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("http://93.184.216.34/", "请使用 https:// 开头的网址。"),
        ("https://localhost/", "这个网址指向内部网络，不能使用"),
        ("https://192.168.1.1/", "这个网址指向内部网络，不能使用"),
        ("hello", "请填写完整的网址，以 https:// 开头。"),
    ],
)
def test_an_address_that_leads_inside_is_not_registered(url: str, sentence: str) -> None:
    answer = proved(make_user(Role.APPLICANT)).post("/api/webhooks/new/", {"url": url})
    assert (answer.status_code, sentence in answer.text, Webhook.objects.count()) == (200, True, 0)


def test_kinds_that_the_roles_do_not_get_are_not_taken() -> None:
    answer = proved(make_user(Role.APPLICANT)).post("/api/webhooks/new/", {"url": PUBLIC, "kinds": ["point.confirmed"]})
    assert (answer.status_code, Webhook.objects.count()) == (200, 0)


def hook_of(user: User) -> Webhook:
    return webhooks.make(people.actor(user.pk), PUBLIC, [], NOWHERE).webhook


def test_it_can_be_tried_paused_resumed_and_removed() -> None:
    user = make_user(Role.APPLICANT)
    hook, client = hook_of(user), signed_in(user)
    path, active = f"/api/webhooks/{hook.pk}/", []
    for action in ("test", "pause", "resume"):
        assert client.post(path, {"action": action}).status_code == 302
        active.append(Webhook.objects.get().active)
    assert (active, Delivery.objects.get().kind) == ([True, False, True], "webhook.test")
    assert client.post(path, {"action": "explode"}).status_code == 404
    client.post(path, {"action": "remove"})
    assert Webhook.objects.count() == 0


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_an_address_asks_the_database_as_often_for_many_deliveries(
    number: int, django_assert_num_queries: Any
) -> None:
    user = make_user(Role.APPLICANT)
    hook = hook_of(user)
    Delivery.objects.bulk_create(Delivery(webhook=hook, event_seq=each, kind="letter.issued") for each in range(number))
    client = signed_in(user)
    with django_assert_num_queries(11):
        client.get(f"/api/webhooks/{hook.pk}/")
