"""The JSON Schema that a form yields."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from xingshen.dossier.form_schema import FormSchema
from xingshen.dossier.json_schema import form_json_schema


@pytest.fixture(scope="module")
def validator(schema: FormSchema) -> Draft202012Validator:
    built = form_json_schema(schema)
    Draft202012Validator.check_schema(built)
    return Draft202012Validator(built)


@pytest.mark.parametrize(
    "application",
    [
        {},
        {"$schema": "x"},
        {"budget": {"self_funding": 299.99, "loan": None, "foreign": {"unknown": "未说明", "candidate": 5}}},
        {"form": {"category": "1", "field": "低空经济", "activity_type": ["联合攻关"], "subtype": "科学研究类"}},
        {"team": {"items": [{"name": "甲", "time": "51%"}], "complete": False}},
        {"partners": [{"name": "甲", "shareholders": [{"name": "乙", "share": 0.5}]}]},
        {"attachments": [{"file": "a.pdf", "kind": "专利证书", "fiscal_year": 2025}]},
        {"team": {"unknown": "未附"}, "joint_lab": None},
        {"leader": {"phone": 13900000000, "in_service": "是"}},
    ],
)
def test_what_the_reader_takes_is_valid(validator: Draft202012Validator, application: object) -> None:
    assert [error.message for error in validator.iter_errors(application)] == []


@pytest.mark.parametrize(
    "application",
    [
        [],
        {"zzz": 1},
        {"budget": {"self_fundng": 1}},
        {"budget": {"self_funding": -1}},
        {"budget": {"self_funding": [1]}},
        {"form": {"category": "5"}},
        {"project": {"title": {"x": 1}}},
        {"team": "甲"},
        {"attachments": [{"file": "a.pdf", "kind": "菜谱"}]},
    ],
)
def test_what_the_reader_refuses_is_not(validator: Draft202012Validator, application: object) -> None:
    assert not validator.is_valid(application)


def test_fields_carry_name_hint_unit_and_clauses(schema: FormSchema) -> None:
    properties: dict[str, Any] = form_json_schema(schema)["properties"]
    grant = properties["budget"]["properties"]["requested_grant"]
    assert grant["title"] == "申请财政资金"
    assert grant["description"].startswith(schema.field("budget.requested_grant").hint or "—")
    assert "。金额，单位为万元；也可写作“100万元”“1000000元”。必填。条款：5.3、2.1.n3b" in grant["description"]
    assert "以下情形必填：类别 != " in properties["form"]["properties"]["field"]["description"]
    assert properties["partners"] == properties["partner"]
