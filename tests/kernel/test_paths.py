from __future__ import annotations

import pytest

from xingshen.kernel.paths import word_path

TITLES = {"合作协议[1]": "05-合作协议.pdf", "印章[2]": "02-签字盖章页.pdf 第1页"}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("自筹资金", "自筹资金"),
        ("合作协议[1].截止日", "05-合作协议.pdf 的截止日"),
        ("合作协议[1]", "05-合作协议.pdf"),
        ("合作协议[2].截止日", "合作协议第2项的截止日"),
        ("印章[2].印章相符", "02-签字盖章页.pdf 第1页 的印章相符"),
        ("境外合作机构[1].机构股东[2].机构股东持股", "境外合作机构第1项的机构股东第2项的机构股东持股"),
        ("类别表[一带一路].额度", "类别表“一带一路”的额度"),
        ("结论:R-3.3.e", "3.3.e 的结论"),
        ("要点:*", "有关各要点的结论"),
        ("要点:5.6", "要点 5.6 的结论"),
    ],
)
def test_a_path_is_said_as_a_reader_would(path: str, words: str) -> None:
    assert word_path(path, TITLES) == words


@pytest.mark.parametrize(
    "text", ["", "05-合作协议.pdf", "05-合作协议.pdf 第2页的印章", "a[1].b 的密级标志", "条件执行出错：X"]
)
def test_what_is_no_path_is_left_alone(text: str) -> None:
    assert word_path(text, TITLES) == text
