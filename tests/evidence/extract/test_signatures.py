"""Signature blocks: filled in, empty, or absent; and the day of signing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from plain_papers import paper_of

from xingshen.evidence.extract.agreement import agreement_facts
from xingshen.evidence.fact import Fact
from xingshen.evidence.flow import FlowLine, flow_page
from xingshen.evidence.page import Seal
from xingshen.kernel.place import Box

SURE = 0.8
HEAD = (
    "合作协议\n甲方：河北云岭智能装备有限公司\n乙方：伏尔加应用物理研究所\n"
    "本协议有效期自2026年7月1日至2028年6月30日，双方签字盖章后生效。\n"
)


def read(text: str, *images: Box) -> dict[str, Fact]:
    return dict(agreement_facts(paper_of(HEAD + text, *images)).facts)


FILLED = [
    (
        "甲方（盖章）：河北云岭智能装备有限公司\n法定代表人（签字）：张明远\n日期：2026年6月20日\n"
        "乙方（签字）：I. Petrov\n日期：2026年6月20日"
    ),
    (
        "甲方（盖章）：                         乙方（盖章）：\n授权代表（签字）：张明远             "
        "   授权代表（签字）：I. Petrov\n日期：2026年6月20日                    日期：2026年6月20日"
    ),
    "Party A\nSignature: Zhang Mingyuan\nParty B\nSignature: /s/ Ivan Petrov",
    "甲方（公章）：\n代表签字：张明远\n2026年6月20日\n乙方（公章）：\n代表签字：Ivan Petrov\n2026年6月20日",
    "For and on behalf of Hebei Yunling\nBy: Zhang Mingyuan\nFor and on behalf of Volga Institute\nBy: Ivan Petrov",
]


@pytest.mark.parametrize("text", FILLED)
def test_filled_blocks_are_signed(text: str) -> None:
    fact = read(text)["signed"]
    assert (fact.value, fact.confidence >= SURE) == (True, True)


EMPTY = [
    (
        "甲方（盖章）：河北云岭智能装备有限公司\n法定代表人（签字）：张明远\n日期：2026年6月20日\n"
        "乙方（签字）：\n日期：    年   月   日"
    ),
    (
        "甲方（盖章）：                         乙方（盖章）：\n授权代表（签字）：张明远             "
        "   授权代表（签字）：________\n日期：2026年6月20日                    日期：____年__月__日"
    ),
    "Party A\nSignature: ____________\nParty B\nSignature: ____________",
    "甲方（盖章）：\n乙方（盖章）：",
]


@pytest.mark.parametrize("text", EMPTY)
def test_empty_block_is_not_signed(text: str) -> None:
    fact = read(text)["signed"]
    assert (fact.value, fact.confidence >= SURE, len(fact.evidence) > 0) == (False, True, True)


def test_image_beside_the_label_counts_as_signature() -> None:
    text = "甲方（盖章）：\n法定代表人（签字）：\n\n\n\n\n\n\n\n乙方（盖章）：\n授权代表（签字）："
    both = read(text, (150.0, 150.0, 240.0, 220.0), (150.0, 330.0, 240.0, 380.0))["signed"]
    one = read(text, (150.0, 150.0, 240.0, 220.0))["signed"]
    assert (both.value, one.value) == (True, False)


def test_background_image_of_the_whole_page_is_no_signature() -> None:
    text = "甲方（盖章）：\n法定代表人（签字）：\n乙方（盖章）：\n授权代表（签字）："
    assert read(text, (0.0, 0.0, 595.0, 842.0))["signed"].value is False


def test_typed_date_over_an_empty_signature_line_is_only_a_candidate() -> None:
    fact = read("甲方（签字）：\n日期：2026年6月20日\n乙方（签字）：\n日期：2026年6月20日")["signed"]
    assert (fact.value, fact.confidence < SURE) == (True, True)


def test_no_block_at_all_is_unknown() -> None:
    assert read("双方友好协商。")["signed"].value is None


def test_unit_names_beside_the_seal_label_say_nothing_of_a_signature() -> None:
    fact = read("甲方（盖章）：河北云岭智能装备有限公司\n乙方（盖章）：伏尔加应用物理研究所")["signed"]
    assert fact.value is None


@pytest.mark.parametrize(
    ("text", "signed_on"),
    [
        ("甲方（盖章）：\n日期：2026年6月20日\n乙方（盖章）：\n日期：2026年6月25日", date(2026, 6, 25)),
        ("签订日期：2026年6月20日\n签订地点：石家庄", date(2026, 6, 20)),
        ("签署日期：二〇二六年六月二十日", date(2026, 6, 20)),
        ("本协议由双方于2026年6月20日在石家庄签订。", date(2026, 6, 20)),
        ("本协议于2026年6月20日签署，一式两份。", date(2026, 6, 20)),
        ("甲方（盖章）：\n2026年6月20日\n乙方（盖章）：\n2026年6月21日", date(2026, 6, 21)),
        (
            ("Party A\nSignature: Zhang\nDate: 20 June 2026\nParty B\nSignature: Petrov\nDate: June 22, 2026"),
            date(2026, 6, 22),
        ),
        ("This Agreement is made and entered into on 20 June 2026.", date(2026, 6, 20)),
        ("甲方（盖章）：\n日期：    年  月  日\n乙方（盖章）：\n日期：", None),
        ("双方曾于2024年5月6日签署谅解备忘录。", None),
        ("双方于2024年5月6日签订的《合作意向书》同时废止。", None),
        ("签订日期：2026年6月", None),
        ("甲方应于2026年9月1日前付款。", None),
    ],
)
def test_day_of_signing(text: str, signed_on: date | None) -> None:
    assert read(text)["signed_on"].value == signed_on


def _word_paper(seal_only: bool = False) -> dict[str, Fact]:
    second = FlowLine("签字：", pictures=() if seal_only else (3,))
    lines = [
        *map(FlowLine, HEAD.splitlines()),
        FlowLine("甲方（盖章）：", pictures=(7,)),
        FlowLine("签字：", pictures=(3,)),
        FlowLine("日期：2026年6月20日"),
        FlowLine("乙方（盖章）：", pictures=(7,)),
        second,
        FlowLine("日期：2026年6月20日"),
    ]
    paper = replace(paper_of(""), pages=(flow_page(lines, "docx"),))
    return dict(agreement_facts(paper).facts)


def test_pictures_beside_the_labels_of_a_word_paper_are_signatures() -> None:
    fact = _word_paper()["signed"]
    assert (fact.value, fact.confidence >= SURE) == (True, True)


def test_a_seal_or_the_other_partys_signature_is_no_signature_in_a_word_paper() -> None:
    assert _word_paper(seal_only=True)["signed"].confidence < SURE


BLOCKS = "甲方（盖章）：\n法定代表人（签字）：\n日期：2026年6月20日\n\n\n\n乙方（盖章）：\n授权代表（签字）：\n日期："
"""Rows of labels: 甲方 at 152, 172 and 192 points; 乙方 at 272, 292 and 312."""
A_INK, B_INK = (190.0, 162.0, 260.0, 190.0), (190.0, 282.0, 260.0, 310.0)
A_SEAL, B_SEAL = ((150.0, top, 270.0, top + 120.0) for top in (100.0, 225.0))


def scan(text: str, *ink: Box, seals: Sequence[Box] = (), looked: bool = True, colour: str = "red") -> Fact:
    paper = paper_of(HEAD + text)
    stamps = tuple(Seal(box=box, shape="round", colour=colour) for box in seals)
    page = replace(paper.pages[0], method="ocr", looked=looked, ink=ink, seals=stamps)
    return agreement_facts(replace(paper, pages=(page,))).facts["signed"]


def test_ink_at_every_label_of_a_scan_is_signed_and_at_none_is_not() -> None:
    both, one, none = scan(BLOCKS, A_INK, B_INK), scan(BLOCKS, A_INK), scan(BLOCKS.replace("2026年6月20日", ""))
    assert (both.value, both.confidence >= SURE, one.value, none.value) == (True, True, False, False)


def test_scan_that_nobody_looked_at_is_not_judged() -> None:
    assert scan(BLOCKS.replace("2026年6月20日", ""), looked=False).value is None


def test_seals_alone_leave_it_open_whether_somebody_signed() -> None:
    assert scan(BLOCKS, seals=(A_SEAL, B_SEAL)).value is None


def test_seals_fill_blocks_that_ask_for_seals_only() -> None:
    fact = scan(
        "甲方（盖章）：\n\n\n\n\n\n乙方（盖章）：", seals=((130.0, 100.0, 250.0, 220.0), (130.0, 225.0, 250.0, 345.0))
    )
    assert (fact.value, fact.confidence >= SURE) == (True, True)


def test_ink_through_red_seals_is_signed_and_grey_seals_hide_it() -> None:
    red, grey = (scan(BLOCKS, A_INK, B_INK, seals=(A_SEAL, B_SEAL), colour=colour) for colour in ("red", "grey"))
    assert (red.value, grey.value) == (True, None)


def test_ink_of_a_handwritten_date_is_no_signature() -> None:
    text = "甲方（签字）：\n\n日期：\n\n\n乙方（签字）：\n\n日期："
    assert scan(text, (120.0, 186.0, 180.0, 206.0), (120.0, 286.0, 180.0, 306.0)).value is False


def test_typed_name_on_a_scan_without_ink_is_only_a_candidate() -> None:
    fact = scan("甲方（签字）：张明远\n\n\n乙方（签字）：I. Petrov")
    assert (fact.value, fact.confidence < SURE) == (True, True)


def test_parties_side_by_side_have_their_own_ink() -> None:
    gap = " " * 21
    text = f"甲方（盖章）：    {gap}乙方（盖章）：\n\n授权代表（签字）：{gap}授权代表（签字）："
    left, right = (170.0, 180.0, 240.0, 206.0), (400.0, 180.0, 470.0, 206.0)
    assert [scan(text, *ink).value for ink in ((left, right), (left,), (right,))] == [True, False, False]
