"""Names of files: any script stays, what nobody sees goes, what is too long is refused, no two are the same."""

from __future__ import annotations

import pytest

from xingshen.store.applying.paper_names import MOST_BYTES, PaperRefused, clean_name, distinct_name


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("协议 甲方.pdf", "协议 甲方.pdf"),
        ("Договор №3 – копия.PDF", "Договор №3 – копия.PDF"),
        (r"C:\用户\桌面\审计报告.pdf", "审计报告.pdf"),
        ("../../etc/passwd", "passwd"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("a\u200b\u2066b\u2069.pdf", "ab.pdf"),
        ("a\x00\x1b[31m\n b.pdf", "a[31m b.pdf"),
        ("e\u0301.pdf", "é.pdf"),
        ("", "未命名"),
        ("..", "未命名"),
        (" . ", "未命名"),
        ("\ud800.pdf", ".pdf"),
    ],
)
def test_a_name_reads_as_it_is(given: str, kept: str) -> None:
    assert clean_name(given) == kept


def test_a_name_of_255_bytes_is_kept_and_a_longer_one_refused_with_a_sentence() -> None:
    longest = "长" * 83 + "ab.pdf"
    assert (len(longest.encode()), clean_name(longest)) == (MOST_BYTES, longest)
    with pytest.raises(PaperRefused, match="文件名过长（256 字节，最多 255 字节"):
        clean_name("长" * 83 + "abc.pdf")


@pytest.mark.parametrize(
    ("name", "taken", "given"),
    [
        ("a.pdf", [], "a.pdf"),
        ("a.pdf", ["A.PDF"], "a (2).pdf"),
        ("a.pdf", ["a.pdf", "a (2).pdf"], "a (3).pdf"),
        ("无后缀", ["无后缀"], "无后缀 (2)"),
    ],
)
def test_two_of_the_same_name_are_told_apart(name: str, taken: list[str], given: str) -> None:
    assert distinct_name(name, taken) == given


def test_telling_apart_stays_within_the_limit() -> None:
    longest = "长" * 83 + "ab.pdf"
    given = distinct_name(longest, [longest])
    assert (given.endswith(" (2).pdf"), len(given.encode()) <= MOST_BYTES) == (True, True)
