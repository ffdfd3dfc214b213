from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.evidence.forge import typeset
from tests.evidence.sheets import paper, sheet
from xingshen.evidence.fact import KindSpec
from xingshen.evidence.kinds import guess_kind
from xingshen.evidence.limits import DEFAULT_LIMITS
from xingshen.evidence.page import Line, Page, Paper
from xingshen.evidence.pdf_text import read_pdf

KINDS = (
    KindSpec("application_form", ("项目申报书", "申报书"), (), "form_print"),
    KindSpec("unit_pledge", ("单位承诺书", "承诺书"), (), "form_print"),
    KindSpec("leader_pledge", ("负责人承诺书",), (), "form_print"),
    KindSpec(
        "agreement",
        ("合作协议", "协议书", "备忘录", "Agreement", "Memorandum of Understanding"),
        ("甲方", "Party A"),
        "agreement",
    ),
    KindSpec("translation", ("中文翻译件", "中文译本", "译文", "译件"), (), "agreement"),
    KindSpec("audit_report", ("审计报告", "Auditor's Report"), ("会计师事务所",), "audit_report"),
    KindSpec("ip", ("发明专利证书", "专利申请受理通知书"), (), "certificate"),
    KindSpec("approval", ("受理通知书", "伦理审查", "批件"), (), "certificate"),
    KindSpec("base_recognition", ("国际科技合作基地", "认定通知"), (), "certificate"),
    KindSpec("joint_lab_agreement", ("共建协议", "共建联合实验室"), (), "agreement"),
)


def _kind(*lines: str | tuple[str, float]) -> tuple[str | None, bool]:
    guess = guess_kind(paper(*lines), KINDS)
    return guess.kind, guess.confidence >= 0.9


BODY = ("第一条 双方同意开展联合研究，并按照约定履行各自的义务。",) * 12


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("合作协议", "agreement"),
        ("某某大学与某某研究院联合研发合作协议", "agreement"),
        ("合 作 协 议 书", "agreement"),
        ("合作協議", "agreement"),
        ("COOPERATION AGREEMENT", "agreement"),
        ("Agreement on Joint Research between A and B", "agreement"),
        ("Memorandum of Understanding", "agreement"),
        ("Independent Auditors’ Report", "audit_report"),
        ("审计报告（2025年度）", "audit_report"),
        ("2025年度审计报告", "audit_report"),
        ("项目负责人承诺书", "leader_pledge"),
        ("附件3：单位承诺书", "unit_pledge"),
        ("专利申请受理通知书", "ip"),
        ("合作协议（中文翻译件）", "translation"),
        ("合作协议中文译本", "translation"),
        ("中匈联合实验室共建协议", "joint_lab_agreement"),
    ],
)
def test_a_clear_title_names_the_kind(title: str, kind: str) -> None:
    assert _kind((title, 22.0), *BODY) == (kind, True)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("承诺书", "unit_pledge"),
        ("伦理审查申请受理通知书", "approval"),
        ("关于认定国际科技合作基地的通知", "base_recognition"),
        ("共建联合实验室合作协议", "agreement"),
        ("国际科技合作基地示范项目申报书", "application_form"),
    ],
)
def test_a_generic_or_mixed_title_is_a_guess_only(title: str, kind: str) -> None:
    assert _kind((title, 22.0), *BODY) == (kind, False)


@pytest.mark.parametrize(
    "lines",
    [
        ("情况说明", "本单位2025年度审计报告见附件，双方已签订合作协议。", *BODY),
        ("会议纪要", "一、合作协议", "二、审计报告", *BODY),
        ("目录", "合作协议……………3", "审计报告……………9", *BODY),
        ("登记表", "材料名称：合作协议", "材料名称：审计报告", *BODY),
        ("Cover letter", "This agreement is made between the parties on the first of July", *BODY),
        BODY,
        (),
    ],
)
def test_a_mention_is_no_title(lines: tuple[str, ...]) -> None:
    assert guess_kind(paper(*lines), KINDS).kind is None


def test_a_translation_mark_on_a_line_of_its_own_decides() -> None:
    assert _kind("（译文）", ("合作协议", 22.0), *BODY)[0] == "translation"


def test_a_title_in_two_big_lines_is_one_title() -> None:
    assert _kind(("国际科技合作基地", 22.0), ("示范项目申报书", 22.0), *BODY) == ("application_form", False)


def test_an_unreadable_paper_is_of_no_kind() -> None:
    scan = Paper("a.pdf", "sha256:0", "application/pdf", (Page(1, 595, 842, (), method="none"),))
    assert guess_kind(scan, KINDS).kind is None


def test_the_title_is_shown_as_evidence() -> None:
    (evidence,) = guess_kind(paper(("合作协议", 22.0), *BODY), KINDS).evidence
    assert (evidence.quote, evidence.page, evidence.method) == ("合作协议", 1, "docx")


def test_the_end_of_a_wrapped_sentence_is_no_title(tmp_path: Path) -> None:
    opening = ("经双方充分友好协商" * 5)[:37] + "合作协议\n\n"
    pages, problems = read_pdf(typeset(opening + "正文内容。" * 200, tmp_path), DEFAULT_LIMITS)
    assert pages[0].lines[1].text == "合作协议"
    assert guess_kind(Paper("a.pdf", "sha256:0", "application/pdf", pages, problems), KINDS).kind is None


def test_a_part_of_a_printed_form_is_named_after_the_form() -> None:
    kinds = (*KINDS, KindSpec("sealed_page", ("签字盖章页", "签章页"), (), "form_print"))
    assert guess_kind(paper(("项目申报书签章页", 20.0), *BODY), kinds).kind == "sealed_page"
    assert guess_kind(paper(("项目申报书签章页", 20.0), *BODY), kinds).confidence >= 0.95


def test_on_a_cover_all_is_large_and_the_title_is_told_by_what_follows() -> None:
    cover = sheet(("石家庄某某科技有限公司", 20.0), ("2025年度审计报告", 22.0), ("某某会计师事务所", 18.0))
    body = replace(sheet(*BODY), number=2)
    report = Paper("a.docx", "sha256:0", "text/plain", (cover, body))
    assert guess_kind(report, KINDS).confidence >= 0.95
    assert guess_kind(replace(report, pages=(cover,)), KINDS).confidence < 0.95


def _slanting(text: str, left: float, top: float, em: float) -> Line:
    """A line that OCR read on a page scanned at a slant: its box is as much higher as the line falls."""
    edges = tuple(left + em * at for at in range(len(text) + 1))
    return Line(text, (left, top, edges[-1], top + 1.1 * em + 0.04 * em * len(text)), edges, 0.99)


@pytest.mark.parametrize("method", ["ocr", "text-layer"])
def test_long_lines_of_a_slanting_scan_are_not_big(method: str) -> None:
    lines = (
        _slanting("负责人承诺书", 230, 64, 20),
        _slanting("本人承诺所提交的材料真实准确完整，不存在弄虚作假行为，如有不实", 90, 95, 12),
        _slanting("愿承担由此引起的责任。", 90, 125, 12),
        _slanting("签字：", 330, 160, 12),
        _slanting("日期：", 330, 180, 12),
    )
    read = Paper("a.pdf", "sha256:0", "application/pdf", (Page(1, 595.0, 842.0, lines, method=method),))
    assert guess_kind(read, KINDS).kind == ("leader_pledge" if method == "ocr" else None)
