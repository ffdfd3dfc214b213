from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.reports.builder import faulty_result
from xingshen.reports.json_report import to_json
from xingshen.reports.schema import report_schema


def test_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(report_schema())


def test_every_object_in_it_is_closed_and_complete_but_for_the_rendering_of_a_clause() -> None:
    records = {"report": report_schema(), **report_schema()["$defs"]}
    assert all(record["additionalProperties"] is False for record in records.values())
    optional = {name: set(record["properties"]) - set(record["required"]) for name, record in records.items()}
    assert {name: keys for name, keys in optional.items() if keys} == {"quote": {"rendering"}}


@pytest.mark.parametrize("part", ["findings", "priority", "notes", "papers"])
def test_refuses_an_unknown_key_in_each_part(part: str) -> None:
    report: dict[str, Any] = to_json(faulty_result())
    report[part][0]["extra"] = "x"
    assert [e.validator for e in Draft202012Validator(report_schema()).iter_errors(report)] == ["additionalProperties"]


@pytest.mark.parametrize(
    ("key", "wrong"), [("outcome", "maybe"), ("reason", "mood"), ("standing", "no"), ("would_be", "")]
)
def test_refuses_a_wrong_value_in_a_finding(key: str, wrong: str) -> None:
    report: dict[str, Any] = to_json(faulty_result())
    report["findings"][0][key] = wrong
    assert not Draft202012Validator(report_schema()).is_valid(report)
