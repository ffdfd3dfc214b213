"""How a case writes values."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.authoring.small_pack import write_pack
from xingshen.authoring.values import CaseError, case_values, unknown_values
from xingshen.guide.loading import load_guide
from xingshen.guide.pack import Guide
from xingshen.kernel.knowledge import Listing, Unknown, Why


@pytest.fixture
def guide(tmp_path: Path) -> Guide:
    return load_guide(write_pack(tmp_path))


def value(guide: Guide, name: str, raw: object) -> object:
    return case_values(guide, {name: raw})[guide.scope.slots[name]]


def why(read: object) -> Why:
    assert isinstance(read, Unknown)
    return read.missing[0].why


def test_what_a_case_leaves_out_is_taken_from_the_base(guide: Guide) -> None:
    values = case_values(guide, {})
    assert values[guide.scope.slots["自筹资金"]] == Decimal(60)


def test_the_words_for_what_is_not_known(guide: Guide) -> None:
    found = [why(value(guide, "自筹资金", raw)) for raw in ("未知", "未读到", "", None)]
    assert found == [Why.NOT_STATED, Why.NOT_FOUND, Why.NOT_FILLED, Why.NOT_FILLED]
    assert value(guide, "成员", "未知") == Listing((), complete=False)


def test_a_row_takes_what_it_leaves_out_from_the_first_row_of_the_base(guide: Guide) -> None:
    members = value(guide, "成员", [{}, {"年龄": "40"}])
    assert isinstance(members, Listing)
    assert [row["年龄"] for row in members.items if isinstance(row, dict)] == [30, 40]


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("自筹资金", "很多", "“自筹资金”的值“很多”不是金额"),
        ("成员", [{"岁数": "3"}], "“成员[1]”没有“岁数”"),
        ("成员", ["张三"], "“成员[1]”应为“{键: 值}”"),
    ],
)
def test_what_cannot_be_read_is_refused(guide: Guide, name: str, raw: object, words: str) -> None:
    with pytest.raises(CaseError, match="用例中") as caught:
        value(guide, name, raw)
    assert words in str(caught.value)


def test_nothing_is_known_of_the_unknown_dossier(guide: Guide) -> None:
    unknown = unknown_values(guide.scope)
    assert all(isinstance(item, Unknown) or item == Listing((), complete=False) for item in unknown)
