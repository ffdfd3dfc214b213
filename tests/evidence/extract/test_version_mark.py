"""The version code on a printed page: from its bar code, from its print."""

from __future__ import annotations

from dataclasses import replace

from plain_papers import paper_of

from xingshen.evidence.extract.version_mark import FROM_PICTURE, version_mark
from xingshen.evidence.page import Code, Paper
from xingshen.kernel.identifiers.version_code import of_number

OURS, OTHER = of_number(123456789), of_number(987654321)
BOX = (500.0, 20.0, 550.0, 70.0)


def scan_of(text: str, *codes: str) -> Paper:
    paper = paper_of(text)
    page = replace(paper.pages[0], method="ocr", codes=tuple(Code(each, BOX) for each in codes), looked=True)
    return replace(paper, pages=(page,))


def test_bar_code_says_it_surely() -> None:
    fact = version_mark(scan_of("签字盖章页", f"xingshen:1:{OURS}:seal"))
    assert (fact.value, fact.confidence, fact.evidence[0].box) == (OURS, 1.0, BOX)


def test_print_says_it_where_the_check_character_is_right() -> None:
    written = OURS.replace("0", "O").replace("1", "I")
    wrong = OURS[:-1] + ("7" if OURS[-1] != "7" else "8")
    read = [version_mark(scan_of(f"版本码：{text}")) for text in (written, wrong)]
    assert [(fact.value, fact.confidence) for fact in read] == [(OURS, FROM_PICTURE), (None, 1.0)]


def test_other_bar_codes_say_nothing() -> None:
    texts = (OURS, f"xingshen:2:{OURS}:1", "https://example.org/", "xingshen:1:XS1-0000-0000-0000-1:1")
    assert version_mark(scan_of("签字盖章页", *texts)).value is None


def test_different_codes_are_candidates() -> None:
    fact = version_mark(scan_of("页", f"xingshen:1:{OURS}:1", f"xingshen:1:{OTHER}:2"))
    assert (fact.value, fact.alternatives, fact.confidence < 0.8, len(fact.evidence)) == (OURS, (OTHER,), True, 2)
