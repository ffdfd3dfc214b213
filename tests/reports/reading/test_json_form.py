"""The JSON of a reading keeps to its published schema and hides what is private."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from tests.reports.reading.papers import ID, account, paper, scanned_page, unread_page
from xingshen.evidence.page import Paper
from xingshen.reports.reading.json_form import reading_to_json
from xingshen.reports.reading.schema import reading_schema

WHOLE = paper(scanned_page(), unread_page())


@pytest.mark.parametrize("read", [WHOLE, paper(problems=("damaged",))])
def test_it_keeps_to_the_schema(read: Paper) -> None:
    document = json.loads(json.dumps(reading_to_json(account(read))))
    assert list(Draft202012Validator(reading_schema()).iter_errors(document)) == []


def test_the_schema_is_valid_and_closed() -> None:
    schema = reading_schema()
    Draft202012Validator.check_schema(schema)
    assert all(record["additionalProperties"] is False for record in (schema, *schema["$defs"].values()))


def test_seals_ink_and_facts_are_told_with_their_places() -> None:
    document = reading_to_json(account(WHOLE))
    page, part = document["pages"][0], document["parts"][0]
    assert (page["seals"][0]["readings"][0], page["seals"][0]["box"]) == (
        {"text": "河北测试研究院", "confidence": 0.97},
        [400, 600, 520, 720],
    )
    assert page["ink"] == [[100, 640, 160, 670]]
    assert (part["facts"][0]["value"], part["facts"][0]["evidence"][0]["page"]) == ("2028-06-30", 1)
    assert (document["state"], document["schema"]) == ("partly", "xingshen-reading/1")


def test_numbers_of_people_are_starred() -> None:
    assert ID not in json.dumps(reading_to_json(account(WHOLE)))
