"""Places to sign: ink, empty, or not to be told; never who signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from plain_papers import paper_of

from xingshen.evidence.extract.flow import flow_of
from xingshen.evidence.extract.form_print import form_print_facts
from xingshen.evidence.extract.signature_areas import EMPTY, INK, UNKNOWN, signature_areas
from xingshen.evidence.fact import Fact
from xingshen.evidence.page import Paper, Seal
from xingshen.kernel.place import Box

PLEDGE = (
    "单位承诺书\n本单位承诺材料真实，须经法定代表人签字并加盖公章，双方签字盖章后生效。\n\n"
    "法定代表人（签字）：                     单位（盖章）：\n\n日期：2026年6月20日\n\n项目负责人（签名）：\n"
)
FIRST, SECOND = (185.0, 120.0, 265.0, 152.0), (185.0, 200.0, 265.0, 230.0)
"""Where the signatures of the pledge stand: the labels' rows are at 132 and 212 points."""


def scan(text: str, *ink: Box, seals: tuple[Seal, ...] = (), method: str = "ocr", looked: bool = True) -> Paper:
    paper = paper_of(text)
    (page,) = paper.pages
    return replace(paper, pages=(replace(page, method=method, looked=looked, ink=ink, seals=seals),))


def states(paper: Paper) -> dict[str, str]:
    return {area.label: area.state for area in signature_areas(flow_of(paper))}


def facts(paper: Paper) -> dict[str, Fact]:
    return dict(form_print_facts(paper).facts)


def test_ink_and_dates_of_a_signed_pledge() -> None:
    read = facts(scan(PLEDGE, FIRST, SECOND))
    names = ("signed_labels", "empty_labels", "all_signed", "signed_dates")
    assert [read[name].value for name in names] == [
        ("法定代表人(签字)", "项目负责人(签名)"),
        (),
        True,
        ("2026-06-20",),
    ]
    assert [place.box for place in read["signed_labels"].evidence] == [FIRST, SECOND]


def test_empty_place_beside_a_signed_one() -> None:
    read = facts(scan(PLEDGE, FIRST))
    assert (read["signed_labels"].value, read["empty_labels"].value, read["all_signed"].value) == (
        ("法定代表人(签字)",),
        ("项目负责人(签名)",),
        False,
    )


@pytest.mark.parametrize(("method", "looked", "state"), [("ocr", False, UNKNOWN), ("text-layer", False, EMPTY)])
def test_only_a_page_that_was_seen_can_be_empty(method: str, looked: bool, state: str) -> None:
    assert set(states(scan(PLEDGE, method=method, looked=looked)).values()) == {state}


def test_page_without_places_to_sign_says_nothing() -> None:
    read = facts(scan("签字盖章页\n须经法定代表人签字后生效。\n签字日期：2026年6月20日"))
    assert [read[name].value for name in ("signed_labels", "empty_labels", "all_signed", "signed_dates")] == [None] * 4


def test_ink_of_the_date_is_no_signature() -> None:
    text = "法定代表人（签字）：\n\n日期：    年    月    日"
    assert states(scan(text, (110.0, 106.0, 170.0, 126.0))) == {"法定代表人(签字)": EMPTY}


def test_typed_name_is_no_ink() -> None:
    text = "项目负责人（签名）：张明远"
    assert (states(scan(text, method="text-layer")), states(scan(text))) == (
        {"项目负责人(签名)": EMPTY},
        {"项目负责人(签名)": UNKNOWN},
    )


@pytest.mark.parametrize(
    ("colour", "state"),
    [("red", INK), ("grey", UNKNOWN)],
)
def test_strokes_through_a_red_seal_count_and_a_grey_seal_hides(colour: str, state: str) -> None:
    seal = Seal(box=(160.0, 90.0, 280.0, 210.0), shape="round", colour=colour)
    assert states(scan(PLEDGE, FIRST, seals=(seal,)))["法定代表人(签字)"] == state


def test_stamp_of_a_name_counts_only_where_the_label_allows_it() -> None:
    seal = Seal(box=(185.0, 60.0, 235.0, 100.0), shape="rectangle")
    read = [states(scan(f"法定代表人（{word}）：", seals=(seal,))) for word in ("签字或盖章", "签字")]
    assert [list(each.values()) for each in read] == [[INK], [UNKNOWN]]


def test_picture_beside_the_label_of_a_native_page_is_ink_and_a_background_is_not() -> None:
    paper = paper_of("承诺人（签字）：", (160.0, 62.0, 220.0, 92.0))
    background = paper_of("承诺人（签字）：", (0.0, 0.0, 595.0, 842.0))
    assert (states(paper), states(background)) == ({"承诺人(签字)": INK}, {"承诺人(签字)": UNKNOWN})


LABELS = [
    ("承诺人：", "承诺人"),
    ("经办人签字：", "经办人签字"),
    ("单位负责人：                  （签字）", "单位负责人"),
    ("授权代表（签字或盖章）：", "授权代表(签字或盖章)"),
    ("法定代表人或授权代表（签章）：", "法定代表人或授权代表(签章)"),
    ("负责人签字", "负责人签字"),
    ("法定代表人（签字）\n日期：2026年6月20日", "法定代表人(签字)"),
    ("法定代表人（签   ", "法定代表人(签"),
    ("Signature: ____________", "Signature"),
    ("Signed by: ____________", "Signed by"),
    ("By: ____________", "By"),
    ("Authorized signatory", "Authorized signatory"),
]


@pytest.mark.parametrize(("text", "label"), LABELS)
def test_places_to_sign_by_their_labels(text: str, label: str) -> None:
    assert states(scan(text)) == {label: EMPTY}


def test_one_signs_above_a_label_that_stands_under_a_line() -> None:
    assert states(scan("Pledge\n\n\n\nAuthorized signatory", (80.0, 115.0, 150.0, 148.0))) == {
        "Authorized signatory": INK
    }


def test_a_role_alone_is_a_place_to_sign_only_where_there_is_ink() -> None:
    text = "法定代表人：                电话："
    assert (states(scan(text)), states(scan(text, (140.0, 62.0, 190.0, 92.0)))) == ({}, {"法定代表人": INK})


def test_day_beside_each_signature() -> None:
    text = "承诺人（签字）：\n2026年6月20日\n\n经办人（签字）：\n日期：二〇二六年六月二十一日"
    days = [area.signed_on for area in signature_areas(flow_of(scan(text)))]
    assert days == [date(2026, 6, 20), date(2026, 6, 21)]
