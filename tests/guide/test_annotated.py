"""The guide as people read it: the text as issued, and on every clause what is checked and what only people judge."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from xingshen.guide.annotated import AnnotatedGuide, annotate
from xingshen.guide.loading import load_guide
from xingshen.guide.pack import Guide
from xingshen.guide.reads import what_is_read

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide(ROOT / "guides" / "hebei-intl-2026")


@pytest.fixture(scope="module")
def read(guide: Guide) -> AnnotatedGuide:
    return annotate(guide)[0]


def test_the_text_stands_as_it_was_issued(guide: Guide, read: AnnotatedGuide) -> None:
    shown = "".join(piece.text for part in read.parts for paragraph in part.paragraphs for piece in paragraph.pieces)
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", guide.pack.source)


def test_every_clause_has_its_piece_of_text_and_no_other(guide: Guide, read: AnnotatedGuide) -> None:
    found: dict[str, str] = {}
    for part in read.parts:
        for piece in (piece for paragraph in part.paragraphs for piece in paragraph.pieces):
            for key in piece.clauses:
                found[key] = found.get(key, "") + piece.text
    assert {key: text.replace("\n", " ") for key, text in found.items()} == {
        key: clause.text for key, clause in guide.pack.clauses.items()
    }


def test_parts_come_in_the_order_of_the_guide(read: AnnotatedGuide) -> None:
    titles = [part.title for part in read.parts]
    assert titles[:3] == ["标题", "一、总体安排", "二（一）重点产业技术国际联合研发项目"]
    assert titles[-1] == "五、形式审查要点"


def test_every_clause_says_what_becomes_of_it(read: AnnotatedGuide) -> None:
    idle = [
        key
        for key, item in read.clauses.items()
        if not (item.rules or item.questions or item.background or item.elsewhere)
    ]
    assert idle == []
    assert {item.level for item in read.clauses.values()} == {
        "由程序检查", "部分由程序检查", "由人判断", "说明，不作要求",
    }  # fmt: skip


def test_a_rule_says_what_it_checks_and_what_it_reads(read: AnnotatedGuide) -> None:
    (rule,) = read.clauses["3.6.a"].rules
    assert rule.checks.startswith("企业牵头的自筹资金不低于 3:1；不符合的，")
    assert {"budget.self_funding", "budget.requested_grant", "applicant.uscc"} <= set(rule.reads.fields)
    assert "牵头配套倍数" in rule.reads.parameters
    assert rule.reading != ""


def test_papers_are_known_by_what_is_read_of_them_and_by_their_names(guide: Guide, read: AnnotatedGuide) -> None:
    assert read.clauses["5.7"].rules[0].reads.papers == ("审计报告", "营业执照")
    assert "合作协议" in read.clauses["3.3.b"].rules[0].reads.papers
    assert what_is_read(guide, ['"签章页" in 已有材料']).papers == ("签章页",)


def test_columns_stand_for_the_list_they_are_read_of(guide: Guide) -> None:
    read = what_is_read(guide, ["all(甲.机构所在地 in 港澳台 for 甲 in 境外合作机构)", "count(知识产权) >= 1"])
    assert (read.fields, read.parameters) == (("form.ip", "partner.country"), ("港澳台",))


def test_what_only_people_judge_is_a_question(read: AnnotatedGuide) -> None:
    (question,) = read.clauses["3.1.a"].questions
    assert (question.id, question.why != "") == ("H-3.1.a", True)
    assert read.clauses["3.1.a"].rules == ()


def test_a_preference_is_told_apart_and_a_draft_only_asks(guide: Guide, read: AnnotatedGuide) -> None:
    assert [rule.id for rule in read.clauses["2.2.s5"].rules if rule.preference] == ["P-2.2.s5"]
    drafts = [rule for item in annotate(guide)[1].clauses.values() for rule in item.rules]
    assert {rule.checks.rpartition("，")[2] for rule in drafts} == {"需人工。"}
