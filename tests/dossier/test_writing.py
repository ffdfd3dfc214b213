"""The way back: from values to an application file."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingshen.dossier.form_schema import FormSchema
from xingshen.dossier.reading import read_dossier
from xingshen.dossier.writing import nest, plain_value, write_application
from xingshen.kernel.knowledge import Listing, Missing, Unknown, Why


def unknown(why: Why, *candidates: object) -> Unknown:
    return Unknown((Missing("x", why),), candidates)


def test_what_is_written_reads_back(tmp_path: Path, schema: FormSchema) -> None:
    fields = {
        "project.title": "甲",
        "project.start": date(2026, 7, 1),
        "budget.self_funding": Decimal("299.99"),
        "budget.loan": unknown(Why.NOT_FILLED),
        "budget.foreign": unknown(Why.NOT_STATED, Decimal(5)),
        "form.priority.joint_lab": True,
        "partner": [{"name": "乙", "country": "中国香港"}],
        "team": Listing(({"name": "丙"},), complete=False),
    }
    path = write_application(tmp_path / "材料", fields)
    dossier = read_dossier(path.parent, schema)
    assert dossier.problems == dossier.notices == ()
    assert dossier.values["自筹资金"] == Decimal("299.99")
    assert dossier.values["执行期起"] == date(2026, 7, 1)
    assert dossier.values["外方投入"] == Unknown((Missing("外方投入", Why.NOT_STATED),), (Decimal(5),))
    team = dossier.values["项目组成员"]
    assert isinstance(team, Listing)
    assert not team.complete


def test_the_file_is_stable_and_readable(tmp_path: Path) -> None:
    path = write_application(tmp_path, {"b.y": "乙", "a": 1, "b.x": None})
    assert path.read_text(encoding="utf-8") == '{\n  "b": {\n    "y": "乙",\n    "x": null\n  },\n  "a": 1\n}\n'


def test_nested_and_dotted_keys_meet() -> None:
    assert nest({"a": {"b": 1}, "a.c": 2}) == {"a": {"b": 1, "c": 2}}
    with pytest.raises(ValueError, match="写了两次"):
        nest({"a.b": 1, "a": 2})
    with pytest.raises(ValueError, match="不能同时是值和分组"):
        nest({"a": 1, "a.b": 2})


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**8), max_value=10**8))
def test_numbers_lose_nothing(number: Decimal) -> None:
    assert Decimal(str(json.loads(json.dumps(plain_value(number)), parse_float=str))) == number


@pytest.mark.parametrize("value", [object(), Decimal("NaN"), Decimal("Infinity"), float("inf"), {1, 2}])
def test_what_has_no_place_in_a_form_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="不能写入申报书数据"):
        plain_value(value)
