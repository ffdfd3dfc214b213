"""How the papers of a dossier count: by what they are, part by part."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from tests.evidence.sheets import sheet
from tests.evidence.test_kinds import BODY
from xingshen.dossier.dossier import Attachment, Dossier
from xingshen.dossier.reading import open_dossier
from xingshen.evidence.page import Paper
from xingshen.guide.loading import load_guide
from xingshen.pipeline.papers import PaperSet, gather
from xingshen.pipeline.system_values import known_kinds

ROOT = Path(__file__).parents[2]
ENGLISH = ("This agreement is made between the parties on the first of July and they agree as follows.",) * 20
Lines = tuple[str | tuple[str, float], ...]


@pytest.fixture(scope="module")
def clean() -> Dossier:
    form = load_guide(ROOT / "guides" / "hebei-intl-2026").form
    with open_dossier(ROOT / "examples" / "dossiers" / "clean-cat1-enterprise", form) as dossier:
        return dossier


def titled(title: str, *lines: str) -> Lines:
    return ((title, 22.0), *lines, *BODY)


def handed_in(clean: Dossier, files: dict[str, str], pages: dict[str, list[Lines]], method: str) -> PaperSet:
    """The paper set of ``files`` (name → heading) whose pages are these lines."""
    model = clean.attachments[0]
    attachments = tuple(
        replace(model, file=file, kind=kind, title=file, row=f"附件[{at}]", translation_of=None)
        for at, (file, kind) in enumerate(files.items(), 1)
    )
    papers = {item.row: bound(item, pages[item.file], method) for item in attachments}
    return gather(replace(clean, attachments=attachments), MappingProxyType(papers))


def bound(item: Attachment, pages: list[Lines], method: str) -> Paper:
    sheets = tuple(replace(sheet(*lines), number=at, method=method) for at, lines in enumerate(pages, 1))
    return Paper(item.file, f"sha256:{item.file}", "application/pdf", sheets)


MERGED = [
    titled("2026年度国际科技合作专项项目申报书"),
    BODY,
    titled("申报单位签字盖章页"),
    titled("单位承诺书"),
    titled("项目负责人承诺书"),
    titled("国际科技合作协议"),
    BODY,
]


@pytest.mark.parametrize("method", ["text-layer", "ocr"])
def test_a_merged_file_counts_as_the_papers_it_holds(clean: Dossier, method: str) -> None:
    papers = handed_in(clean, {"全部.pdf": "申报书"}, {"全部.pdf": MERGED}, method).papers
    assert [(paper.kind, paper.pages_told) for paper in papers] == [
        ("申报书", "第1—2页"),
        ("签章页", "第3页"),
        ("单位承诺书", "第4页"),
        ("负责人承诺书", "第5页"),
        ("合作协议", "第6—7页"),
    ]


def test_the_same_merged_file_under_two_headings_counts_once(clean: Dossier) -> None:
    model = clean.attachments[0]
    rows = [replace(model, file="a.pdf", kind=kind, row=f"附件[{at}]") for at, kind in ((1, "申报书"), (2, "签章页"))]
    papers = {row.row: bound(row, MERGED, "ocr") for row in rows}
    assert len(gather(replace(clean, attachments=tuple(rows)), papers).papers) == 5


def test_pages_before_the_first_title_are_what_the_file_was_handed_in_as(clean: Dossier) -> None:
    papers = handed_in(clean, {"a.pdf": "签章页"}, {"a.pdf": [BODY, titled("合作协议")]}, "ocr").papers
    assert [paper.kind for paper in papers] == ["签章页", "合作协议"]


def test_a_translation_bound_behind_its_original_belongs_to_it(clean: Dossier) -> None:
    pages = [(("COOPERATION AGREEMENT", 22.0), *ENGLISH), ENGLISH, titled("合作协议（中文译本）"), BODY]
    papers = handed_in(clean, {"a.pdf": "合作协议"}, {"a.pdf": pages}, "text-layer")
    original, translation = papers.papers
    assert (original.kind, translation.kind) == ("合作协议", "译件")
    assert (dict(papers.translations), papers.loose_translations) == ({original.key: translation}, ())


def absence(papers: PaperSet, kind: str) -> str:
    """What is known of ``kind`` among the papers."""
    listing = known_kinds(papers)
    if kind in listing.items:
        return "there"
    hidden = {getattr(item, "item", None) for item in listing.items}
    return "perhaps" if kind in hidden or not listing.complete else "absent"


@pytest.mark.parametrize(
    ("method", "sealed", "pledge"), [("text-layer", "absent", "absent"), ("ocr", "perhaps", "absent")]
)
def test_a_scan_under_a_wrong_heading_leaves_that_heading_open(
    clean: Dossier, method: str, sealed: str, pledge: str
) -> None:
    papers = handed_in(clean, {"a.pdf": "签章页"}, {"a.pdf": [titled("审计报告")]}, method)
    assert [paper.kind for paper in papers.papers] == ["审计报告"]
    assert (absence(papers, "签章页"), absence(papers, "单位承诺书")) == (sealed, pledge)
    assert papers.complete_for(clean.schema.fact_list("打印页")) is (method == "text-layer")


def test_a_heading_that_another_paper_answers_is_not_open(clean: Dossier) -> None:
    files = {"a.pdf": "签章页", "b.pdf": "签章页"}
    pages = {"a.pdf": [titled("审计报告")], "b.pdf": [titled("申报单位签字盖章页")]}
    assert absence(handed_in(clean, files, pages, "ocr"), "签章页") == "there"


@pytest.mark.parametrize(("method", "known"), [("text-layer", "absent"), ("ocr", "perhaps")])
def test_a_scan_of_several_papers_may_hide_any_other(clean: Dossier, method: str, known: str) -> None:
    pages = [titled("单位承诺书"), titled("合作协议")]
    assert absence(handed_in(clean, {"a.pdf": "合作协议"}, {"a.pdf": pages}, method), "负责人承诺书") == known


@pytest.mark.parametrize(("facts", "complete"), [("审计报告", False), ("营业执照", True)])
def test_what_a_scan_may_hide_matters_to_lists_whose_emptiness_counts(
    clean: Dossier, facts: str, complete: bool
) -> None:
    papers = handed_in(clean, {"a.pdf": "合作协议"}, {"a.pdf": [titled("单位承诺书"), titled("合作协议")]}, "ocr")
    assert papers.complete_for(clean.schema.fact_list(facts)) is complete
