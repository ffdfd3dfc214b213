"""The canonical package, its manifest and digests, and what a receipt proves without the server."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.reports.receipts import AT, make_package, make_receipt, write_export
from xingshen.reports.receipt import canonical, digests_of, field_digests, leaves
from xingshen.reports.receipt_checking import NotAReceipt, check_package, check_receipt, shown_instant


def test_canonical_text_does_not_depend_on_the_order_of_keys() -> None:
    assert canonical({"b": [1, "两"], "a": None}) == canonical({"a": None, "b": [1, "两"]}) == (
        '{"a":null,"b":[1,"两"]}'.encode()
    )  # fmt: skip


def test_digests_are_those_of_the_standards() -> None:
    digests = digests_of(b"abc")
    assert digests.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert digests.sm3 == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_every_value_has_a_path_of_its_own() -> None:
    tree = {"team": [{"name": "甲"}, {"name": "乙"}], "project": {"title": "题"}, "form": {"kinds": ["一", "二"]}}
    assert dict(leaves(tree)) == {
        "team[1].name": "甲", "team[2].name": "乙", "project.title": "题", "form.kinds[1]": "一", "form.kinds[2]": "二",
    }  # fmt: skip


def test_equal_values_have_different_digests_under_another_salt_or_path() -> None:
    answers = {"a": "是", "b": "是"}
    one, other = field_digests(answers, "1"), field_digests(answers, "2")
    assert len({*one.values(), *other.values()}) == 4


def test_the_manifest_holds_no_value() -> None:
    package = make_package(leader={"id": "130102198104126876"})
    assert "130102198104126876" in str(package.tree)
    assert "130102198104126876" not in str(package.manifest)
    assert "salt" not in package.manifest


def test_a_receipt_shows_beijing_time_to_the_second() -> None:
    assert shown_instant(AT) == "2026-07-13T16:59:59+08:00"


def test_receipt_and_export_hold(tmp_path: Path) -> None:
    package = make_package()
    receipt = make_receipt(package)
    export = write_export(package, tmp_path / "all.zip")
    points = [*check_receipt(receipt), *check_package(receipt, export)]
    assert [point.holds for point in points] == [True] * 8


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 agreemenT", b"%PDF-1.7 agreement and more"])
def test_a_changed_paper_is_named(tmp_path: Path, content: bytes) -> None:
    package = make_package()
    export = write_export(package, tmp_path / "all.zip", content)
    wrong = [point.name for point in check_package(make_receipt(package), export) if not point.holds]
    assert wrong == ["05-协议.pdf"]


def test_what_is_no_export_is_told_so(tmp_path: Path) -> None:
    receipt = make_receipt(make_package())
    (tmp_path / "text.zip").write_text("no zip")
    with ZipFile(tmp_path / "empty.zip", "w"):
        pass
    for name in ("text.zip", "empty.zip", "missing.zip"):
        with pytest.raises(NotAReceipt):
            list(check_package(receipt, tmp_path / name))
