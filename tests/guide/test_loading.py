"""Loading a guide with the packs it includes."""

from pathlib import Path

import pytest

from tests.authoring.small_pack import write_pack
from xingshen.guide.errors import PackError
from xingshen.guide.finding import find_guide, find_guides, guides_folder
from xingshen.guide.loading import load_guide
from xingshen.guide.pack import Rule


@pytest.fixture(scope="module")
def rules() -> dict[str, Rule]:
    return {rule.id: rule for rule in load_guide(find_guide("hebei-intl-2026")).rules()}


def test_the_rules_of_an_included_draft_are_draft(rules: dict[str, Rule]) -> None:
    assert (rules["N1"].draft, rules["R-3.6.a"].draft) == (True, False)


def test_elsewhere_lets_an_included_rule_cite_the_clauses_that_refer_to_it(rules: dict[str, Rule]) -> None:
    assert set(rules["N1"].clauses) == {"N1", "3.0.a", "5.1.a"}


def test_the_digest_changes_with_any_file_but_the_lock(tmp_path: Path) -> None:
    pack = write_pack(tmp_path)
    before = load_guide(pack).pack.digest
    (pack / "lock.json").write_text("{}", encoding="utf-8")
    assert load_guide(pack).pack.digest == before
    (pack / "base.yaml").write_text("自筹资金: 61\n", encoding="utf-8")
    assert load_guide(pack).pack.digest != before


def test_a_pack_that_is_included_but_missing_is_named(tmp_path: Path) -> None:
    pack = write_pack(tmp_path, ("guide.md", "source: 示例", "source: 示例\nincludes: [absent]"))
    with pytest.raises(PackError, match="“absent”中未找到"):
        load_guide(pack)


def test_guides_are_found_in_the_folder_that_the_environment_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = write_pack(tmp_path)
    monkeypatch.setenv("XS_GUIDES_DIR", str(tmp_path))
    assert (guides_folder(), find_guides(), find_guide("small")) == (tmp_path, (pack,), pack.resolve())
    with pytest.raises(PackError, match="可用的有：small"):
        find_guide("large")
