"""Merged files: which pages are which paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.evidence.sheets import sheet
from tests.evidence.test_kinds import BODY, KINDS
from xingshen.evidence.fact import KindSpec
from xingshen.evidence.page import Page, Paper, PaperProblem
from xingshen.evidence.parts import Part, parts_of, restrict

LICENCE = KindSpec("licence", ("营业执照",), (), "licence")
PLEDGES = (
    KindSpec("unit_pledge", ("单位承诺书", "承诺书"), ("我单位",), "form_print"),
    KindSpec("leader_pledge", ("负责人承诺书", "承诺书"), ("本人",), "form_print"),
)
ALL = (*(kind for kind in KINDS if not kind.id.endswith("_pledge")), *PLEDGES, LICENCE)
TITLE = 22.0
Lines = tuple[str | tuple[str, float], ...]


def bound(*pages: Lines, method: str = "text-layer") -> Paper:
    sheets = [replace(sheet(*lines), number=at, method=method) for at, lines in enumerate(pages, 1)]
    return Paper("a.pdf", "sha256:0", "application/pdf", tuple(sheets))


def split(*pages: Lines, method: str = "text-layer") -> list[tuple[str | None, int, int]]:
    return [(part.kind, part.first, part.last) for part in parts_of(bound(*pages, method=method), ALL)]


def titled(title: str, *lines: str) -> Lines:
    return ((title, TITLE), *lines, *BODY)


def test_every_clear_title_begins_a_part() -> None:
    assert split(
        titled("2026年度项目申报书"),
        BODY,
        titled("单位承诺书"),
        titled("项目负责人承诺书"),
        titled("国际科技合作协议"),
        BODY,
        titled("合作协议（中文翻译件）"),
        titled("2025年度审计报告"),
        BODY,
        titled("营业执照"),
    ) == [
        ("application_form", 1, 2),
        ("unit_pledge", 3, 3),
        ("leader_pledge", 4, 4),
        ("agreement", 5, 6),
        ("translation", 7, 7),
        ("audit_report", 8, 9),
        ("licence", 10, 10),
    ]


def test_a_paper_of_one_kind_is_one_part() -> None:
    assert split(titled("合作协议"), BODY, titled("合作协议"), BODY) == [("agreement", 1, 4)]


@pytest.mark.parametrize("title", ["合 作 协 议", "附件5：合作协议", "合作协汉书"])
def test_titles_as_scanners_read_them(title: str) -> None:
    found = split(titled("审计报告"), BODY, titled(title), BODY, method="ocr")
    assert found == [("audit_report", 1, 2), ("agreement", 3, 4)] if title != "合作协汉书" else found[0][0]


def test_a_long_title_with_one_misread_character_begins_a_part_of_less_certainty() -> None:
    parts = parts_of(bound(titled("审计报告"), titled("发明专刊证书"), method="ocr"), ALL)
    assert [(part.kind, part.confidence < 0.9) for part in parts] == [("audit_report", False), ("ip", True)]


def test_a_misread_title_of_a_text_layer_is_no_title() -> None:
    assert split(titled("审计报告"), titled("发明专刊证书")) == [("audit_report", 1, 2)]


@pytest.mark.parametrize(
    "page",
    [
        ("合作协议", *BODY),
        (("附件一 项目分工", TITLE), *BODY),
        (("目录", TITLE), ("合作协议", TITLE), "审计报告", "营业执照"),
        ("合作协议……………3", "审计报告……………9", "营业执照……………12"),
        (*BODY, ("合作协议", TITLE), *BODY),
        ("本单位与对方签订了", "合作协议", *BODY),
        (),
    ],
)
def test_pages_without_a_title_of_their_own_go_on(page: Lines) -> None:
    assert split(titled("审计报告"), page, BODY) == [("audit_report", 1, 3)]


def test_a_running_head_begins_nothing() -> None:
    head = "2026年度项目申报书"
    assert split((head, ("审计报告", TITLE), *BODY), (head, *BODY), (head, ("合作协议", TITLE), *BODY)) == [
        ("audit_report", 1, 2),
        ("agreement", 3, 3),
    ]


def test_an_annex_that_the_agreement_announces_belongs_to_it() -> None:
    announced = ("本协议附件：附件1 审计报告", *BODY)
    assert split(titled("合作协议"), announced, titled("附件1 审计报告")) == [("agreement", 1, 3)]
    assert split(titled("合作协议"), BODY, titled("附件1 审计报告")) == [("agreement", 1, 2), ("audit_report", 3, 3)]


def test_the_licence_of_the_auditors_belongs_to_their_report() -> None:
    report = (titled("审计报告"), BODY)
    assert split(*report, titled("营业执照", "名称：冀衡会计师事务所")) == [("audit_report", 1, 3)]
    assert split(*report, titled("营业执照", "名称：华研新材料有限公司")) == [("audit_report", 1, 2), ("licence", 3, 3)]


def test_single_sheets_of_one_kind_are_papers_of_their_own() -> None:
    assert split(titled("发明专利证书"), BODY, titled("发明专利证书")) == [("ip", 1, 2), ("ip", 3, 3)]


def test_reports_of_different_years_are_two_papers() -> None:
    assert split(titled("2023年度审计报告"), titled("审计报告"), titled("2024年度审计报告"), BODY) == [
        ("audit_report", 1, 2),
        ("audit_report", 3, 4),
    ]


def test_the_agreement_behind_the_cover_of_a_translation_is_the_translation() -> None:
    assert split((("译件", TITLE),), titled("合作协议"), BODY) == [("translation", 1, 3)]


@pytest.mark.parametrize(("words", "kind"), [("本人郑重承诺", "leader_pledge"), ("我单位郑重承诺", "unit_pledge")])
def test_a_pledge_says_whose_it_is(words: str, kind: str) -> None:
    assert split(titled("审计报告"), titled("科研诚信承诺书", words)) == [("audit_report", 1, 1), (kind, 2, 2)]


def test_pages_before_the_first_title_are_of_no_kind() -> None:
    assert split(BODY, titled("合作协议")) == [(None, 1, 1), ("agreement", 2, 2)]


def test_nothing_to_divide() -> None:
    assert parts_of(Paper("a.pdf", "sha256:0", "application/pdf", ()), ALL) == ()


def test_what_concerns_the_whole_file_stays_with_its_first_part() -> None:
    problems = (PaperProblem("type_mismatch", "", ""), PaperProblem("no_text_layer", "", "", 2))
    pages = tuple(Page(at, 595, 842, ()) for at in (1, 2, 3))
    paper = Paper("a.pdf", "sha256:0", "application/pdf", pages, problems)
    first, second = Part("agreement", 1, 1, 0.9), Part("translation", 2, 3, 0.9)
    pieces = [restrict(paper, first), restrict(paper, second, first)]
    assert [[page.number for page in piece.pages] for piece in pieces] == [[1], [2, 3]]
    assert [[item.code for item in piece.problems] for piece in pieces] == [["type_mismatch"], ["no_text_layer"]]
