"""What was read of a paper is offered to the form; only what is pressed is taken over, and both values stay visible."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.jobs.papering import work_off
from tests.portal.applicant.papers.paper_files import example
from tests.store.scenes.applying import actor_for
from xingshen.portal.applicant.papers.offering import offers_of
from xingshen.store.applying import applications
from xingshen.store.applying.answers import Answers, read_address
from xingshen.store.applying.changes import Change
from xingshen.store.applying.saving import save_changes
from xingshen.store.calls import guides
from xingshen.store.models import Application, Paper

SCHEMA_OF = "hebei-intl-2026"


def paper(key: int, *offers: tuple[str, Any], settled: dict[str, Any] | None = None, language: str = "zh") -> Any:
    """A paper whose summary offers these fields."""
    told = [
        {"field": name, "value": value, "page": 3, "box": None, "sure": True, "from": "合作协议"}
        for name, value in offers
    ]
    kinds = [{"counts_as": "合作协议", "language": language}]
    return SimpleNamespace(
        pk=key, summary={"offers": told, "kinds": kinds}, settled=settled or {}, fiscal_year="", kind="合作协议"
    )


def answers(**values: Any) -> Answers:
    """Answers with these values by address."""
    schema = guides.compiled(SCHEMA_OF).guide.form
    found = Answers(schema, None, None)
    for path, value in values.items():
        found.put(read_address(path, schema), value)
    return found


def told(found: Any) -> list[tuple[str, str, str]]:
    return [(offer.name, offer.shown, offer.ours) for offer in found.open]


def test_a_beginning_and_an_end_are_one_offer() -> None:
    both = paper(1, ("agreement.effective_from", "2026-07-01"), ("agreement.effective_to", "2028-06-30"))
    assert told(offers_of([both], answers())[1]) == [("申报协议起始日、申报协议截止日", "2026-07-01 至 2028-06-30", "")]


def test_what_the_form_says_too_is_not_offered_and_what_differs_is_shown_with_both_values() -> None:
    written = answers(**{"agreement[a1].signed_on": "2026-05-18", "agreement[a1].effective_to": "2028-06-29"})
    read = paper(1, ("agreement.signed_on", "2026-05-18"), ("agreement.effective_to", "2028-06-30"))
    found = offers_of([read], written)[1]
    assert (told(found), found.agreeing) == ([("申报协议截止日", "2028-06-30", "2028-06-29")], 1)
    assert found.paths["agreement.effective_to"].path == "agreement[a1].effective_to"


def test_two_agreements_go_to_the_rows_that_they_agree_with() -> None:
    written = answers(**{"agreement[a1].signed_on": "2026-01-01", "agreement[b2].signed_on": "2026-02-02"})
    second = paper(1, ("agreement.signed_on", "2026-02-02"), ("agreement.title", "乙"))
    first = paper(2, ("agreement.signed_on", "2026-01-01"), ("agreement.title", "甲"))
    third = paper(3, ("agreement.signed_on", "2026-03-03"))
    found = offers_of([second, first, third], written)
    assert found[1].paths["agreement.title"].path == "agreement[b2].title"
    assert found[2].paths["agreement.title"].path == "agreement[a1].title"
    assert found[3].paths["agreement.signed_on"].path not in (
        "agreement[a1].signed_on", "agreement[b2].signed_on",
    )  # fmt: skip


def test_a_dismissed_offer_comes_back_only_with_another_value() -> None:
    settled = {"applicant.name": "甲"}
    assert told(offers_of([paper(1, ("applicant.name", "甲"), settled=settled)], answers())[1]) == []
    again = offers_of([paper(1, ("applicant.name", "乙"), settled=settled)], answers())[1]
    assert told(again) == [("申报单位", "乙", "")]


CHINESE_PARTIES = ["砺行机器人科技有限公司", "北光机器人有限公司"]
FOREIGN_PARTIES = ["Lixing Robot Technology Co., Ltd.", CHINESE_PARTIES[0], "Nordlicht Robotik GmbH"]


def test_names_and_titles_in_a_foreign_language_are_no_offer() -> None:
    read = paper(1, ("agreement.parties", FOREIGN_PARTIES), ("agreement.project_title", "Joint research on welding"))
    read.summary["kinds"][0]["language"] = "en"
    assert told(offers_of([read], answers())[1]) == []
    written = answers(**{"agreement[a1].parties": CHINESE_PARTIES, "agreement[a1].project_title": "焊接联合研究"})
    found = offers_of([read], written)[1]
    assert (told(found), found.agreeing) == ([], 1)


def test_of_names_in_two_languages_the_chinese_ones_count() -> None:
    both = paper(1, ("agreement.parties", [*CHINESE_PARTIES, "Nordlicht Robotik GmbH"]), language="bilingual")
    assert told(offers_of([both], answers())[1]) == [("申报协议各方", "砺行机器人科技有限公司、北光机器人有限公司", "")]
    agreeing = answers(**{"agreement[a1].parties": CHINESE_PARTIES})
    assert told(offers_of([both], agreeing)[1]) == []
    other = answers(**{"agreement[a1].parties": ["甲"]})
    assert told(offers_of([both], other)[1]) == [("申报协议各方", "砺行机器人科技有限公司、北光机器人有限公司", "甲")]


def test_codes_are_offered_though_they_have_letters() -> None:
    read = paper(1, ("applicant.uscc", "91130100MA01106879"), ("applicant.tech_proof_number", "GR202413000123"))
    assert [shown for _, shown, _ in told(offers_of([read], answers())[1])] == ["91130100MA01106879", "GR202413000123"]


def test_fields_that_are_not_asked_get_no_offer() -> None:
    read = paper(1, ("applicant.tech_proof_number", "GR2024"))
    assert told(offers_of([read], answers(), ["applicant.tech_proof_number"])[1]) == []


@pytest.mark.parametrize(
    ("left", "right", "agrees"), [("100", "100.00", True), ("一 二", "一  二", True), ("1", "2", False)]
)
def test_values_are_compared_as_readers_compare_them(left: str, right: str, agrees: bool) -> None:
    written = answers(**{"applicant.name": right})
    assert (offers_of([paper(1, ("applicant.name", left))], written)[1].agreeing == 1) is agrees


def test_a_licence_is_read_sorted_and_its_facts_are_taken_over_when_pressed(
    own_client: Client, application: Application
) -> None:
    own_client.post(reverse("applicant:paper_upload", args=[application.pk]), {"files": [example()]})
    work_off()
    licence = Paper.objects.get()
    assert (licence.state, licence.kind, licence.pages) == ("read", "营业执照", 1)
    page = own_client.get(reverse("applicant:papers", args=[application.pk])).content.decode()
    assert "把空着的" in page
    base = Application.objects.get().version
    url = reverse("applicant:paper_offer", args=[application.pk, licence.pk])
    keys = "applicant.name applicant.registered_on"
    own_client.post(url, {"keys": keys, "do": "fill", "base": base})
    tree = applications.tree(applications.get(application.pk))["applicant"]
    assert (tree["name"], tree["registered_on"]) == ("石家庄砺行机器人科技有限公司", "2014-03-18")
    own_client.post(url, {"keys": "applicant.address", "do": "dismiss", "base": base})
    assert Paper.objects.get().settled == {"applicant.address": "河北省石家庄市高新区长江大道甲18号"}


def test_an_offer_never_overwrites_what_somebody_wrote_meanwhile(own_client: Client, application: Application) -> None:
    own_client.post(reverse("applicant:paper_upload", args=[application.pk]), {"files": [example()]})
    work_off()
    base = Application.objects.get().version
    save_changes(application.pk, actor_for(application.owner), base, [Change("applicant.name", "刚改的名称")])
    url = reverse("applicant:paper_offer", args=[application.pk, Paper.objects.get().pk])
    answer = own_client.post(url, {"keys": "applicant.name", "do": "fill", "base": base}, follow=True)
    assert [str(message) for message in answer.context["messages"]][-1:] == [
        "“申报单位”刚被冯知衡改为“刚改的名称”，没有覆盖。如仍要填入，请再点一次。"
    ]
    assert applications.tree(applications.get(application.pk))["applicant"]["name"] == "刚改的名称"
