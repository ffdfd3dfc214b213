from __future__ import annotations

import pytest

from tests.evidence.sheets import paper
from xingshen.evidence.sensitive import sensitive_words

WORDS = ("内部资料", "内部文件", "军品", "武器", "国防专利", "武器装备")


def _words(*lines: str) -> list[object]:
    return [row.facts["word"].value for row in sensitive_words(paper(*lines), WORDS)]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("内部资料 注意保存",), ["内部资料"]),
        (("本成果用于军品配套。",), ["军品"]),
        (
            (
                "本成果用于武",
                "器装备配套。",
            ),
            ["武器装备"],
        ),
        (("用于无人机武器平台",), ["武器"]),
        (("是否涉及军品：☑是 □否",), ["军品"]),
        (("是否涉及军品：是",), ["军品"]),
        (("是否涉及军品：是☑ 否□",), ["军品"]),
        (("是否涉及军品：是□ 否☑",), []),
        (("不涉及军品", "另有国防专利一项"), []),
        (("本项目不涉及军品、武器和国防专利。",), []),
        (("本项目不涉及军品。另有国防专利一项。",), ["国防专利"]),
        (("本项目不涉密，包含国防专利一项。",), ["国防专利"]),
        (("军品：无",), []),
        (("是否涉及军品：□是 ☑否",), []),
        (("非军品",), []),
        (("普通资料",), []),
    ],
)
def test_stated_words_count_and_denied_ones_do_not(lines: tuple[str, ...], words: list[str]) -> None:
    assert _words(*lines) == words


def test_a_word_counts_once_on_a_page() -> None:
    assert _words("军品配套，军品生产。", "军品") == ["军品"]


def test_a_word_shows_its_place() -> None:
    (row,) = sensitive_words(paper("本成果用于军品配套。"), WORDS)
    assert [(each.quote, each.page) for each in row.facts["word"].evidence] == [("军品", 1)]
