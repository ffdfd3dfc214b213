"""What a pack with English lacks in English is a warning, never a problem."""

from pathlib import Path

import pytest

from tests.authoring.small_pack import check_pack, write_pack
from xingshen.authoring.translations import check_english
from xingshen.guide.finding import find_guide
from xingshen.guide.loading import load_guide


@pytest.mark.parametrize("name", ["hebei-intl-2026", "hebei-notice-2026"])
def test_the_packs_of_this_repository_lack_no_english(name: str) -> None:
    folder = find_guide(name)
    assert check_english(load_guide(folder), folder) == []


def test_what_is_missing_is_a_warning(tmp_path: Path) -> None:
    pack = write_pack(tmp_path)
    (pack / "en.yaml").write_text("规则: {R-1: {名称: Enough self-raised funds}}\n", encoding="utf-8")
    report = check_pack(pack)
    missing = [str(problem) for problem in report.warnings if problem.check == "英文"]
    assert "en.yaml：缺少英文：规则 R-1 说明 不通过，显示中文" in missing
    assert [text for text in missing if "R-1 名称" in text] == []
    assert [problem.check for problem in report.problems] == ["确认记录"]


def test_a_pack_without_english_has_no_such_warning(tmp_path: Path) -> None:
    assert check_pack(write_pack(tmp_path)).warnings == ()
