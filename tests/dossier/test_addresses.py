"""From the words of rules to the field of the form that is meant."""

from __future__ import annotations

import pytest

from xingshen.dossier.addresses import field_ref
from xingshen.dossier.form_schema import FormSchema


@pytest.mark.parametrize(
    ("path", "field_id", "top", "address"),
    [
        ("自筹资金", "budget.self_funding", "budget.self_funding", "budget.self_funding"),
        ("境外合作机构[2].机构所在地", "partner.country", "partner", "partner[2].country"),
        (
            "境外合作机构[1].机构股东[3].机构股东持股",
            "partner.shareholders.share",
            "partner",
            "partner[1].shareholders[3].share",
        ),
        ("项目组成员[1]", "team", "team", "team[1]"),
    ],
)
def test_a_form_value_has_an_address(schema: FormSchema, path: str, field_id: str, top: str, address: str) -> None:
    ref = field_ref(schema, path)
    assert ref is not None
    assert (ref.field_id, ref.top, ref.address, ref.path) == (field_id, top, address, path)


@pytest.mark.parametrize(
    "path", ["合作协议[1].截止日", "已有材料", "机构所在地", "项目组成员[1].机构所在地", "a.pdf 的印章", ""]
)
def test_what_is_no_form_value_has_none(schema: FormSchema, path: str) -> None:
    assert field_ref(schema, path) is None
