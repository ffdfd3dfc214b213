import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingshen.pipeline.across import (
    AcrossFacts,
    PaperDigest,
    SameFile,
    Similar,
    Summary,
    UnitCategory,
    look_across,
    normalised_code,
)
from xingshen.pipeline.copies import MOST_NAMED

CHARACTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 2500)]
STEEL = "91130100MA0AAAAA0X"
WHEAT = "12130000400000000P"


def prose(seed: int, length: int) -> str:
    return "".join(random.Random(seed).choices(CHARACTERS, k=length))


def summary(
    dossier_id: str,
    *,
    uscc: str | None = STEEL,
    unit: str = "河北甲钢研究有限公司",
    category: str | None = "一带一路",
    leader: tuple[str, str | None] = ("", None),
    papers: tuple[PaperDigest, ...] = (),
    title: str = "",
    texts: str = "",
) -> Summary:
    return Summary(
        dossier_id=dossier_id,
        title=title,
        applicant_uscc=uscc,
        applicant_name=unit,
        category=category,
        leader_name=leader[0],
        leader_id=leader[1],
        papers=papers,
        texts=texts,
    )


def paper(kind: str, file: str = "a.pdf", digest: str = "d1") -> PaperDigest:
    return PaperDigest(file, digest, kind)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("91130100ma0aaaaa0x", STEEL),
        ("９１１３０１００ＭＡ０ＡＡＡＡＡ０Ｘ", STEEL),
        (" 9113 0100-MA0AAAAA-0X ", STEEL),
        ("无", None),
        ("待定", None),
        ("000000000000000000", None),
        ("130102********1234", None),
        ("130102XXXXXXXX1234", None),
        ("", None),
        (None, None),
    ],
)
def test_a_code_is_normalised_or_names_nobody(written: str | None, code: str | None) -> None:
    assert normalised_code(written) == code


def test_nothing_given_nothing_said() -> None:
    assert look_across([]) == {}


def test_a_dossier_alone_says_only_its_own_category() -> None:
    assert look_across([summary("D1")]) == {"D1": AcrossFacts(categories_of_unit=(UnitCategory("一带一路", "D1"),))}


def test_two_dossiers_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="same id"):
        look_across([summary("D1"), summary("D1")])


def test_a_unit_is_known_by_its_code_however_it_is_written() -> None:
    facts = look_across(
        [
            summary("D1"),
            summary("D2", uscc=STEEL.lower(), unit="河北甲钢研究公司", category="港澳台"),
            summary("D3", uscc=WHEAT, category="重点产业"),
        ]
    )
    both = (UnitCategory("一带一路", "D1"), UnitCategory("港澳台", "D2"))
    assert [facts[dossier].categories_of_unit for dossier in ("D1", "D2")] == [both, both]
    assert facts["D3"].categories_of_unit == (UnitCategory("重点产业", "D3"),)


def test_a_unit_without_a_code_is_known_by_its_name() -> None:
    facts = look_across(
        [
            summary("D1"),
            summary("D2", uscc=None, category="港澳台"),
            summary("D3", uscc=WHEAT, category="重点产业"),
            summary("D4", uscc=None, unit="另一家单位", category="港澳台"),
        ]
    )
    categories = {dossier: [each.dossier_id for each in found.categories_of_unit] for dossier, found in facts.items()}
    assert categories == {"D1": ["D1", "D2"], "D2": ["D1", "D2", "D3"], "D3": ["D2", "D3"], "D4": ["D4"]}


def test_units_of_which_nothing_is_known_are_not_one_unit() -> None:
    facts = look_across([summary("D1", uscc=None, unit=""), summary("D2", uscc="无", unit=" ", category="港澳台")])
    assert [len(found.categories_of_unit) for found in facts.values()] == [1, 1]


def test_an_unknown_category_is_not_counted() -> None:
    facts = look_across([summary("D1"), summary("D2", category=None)])
    assert facts["D2"].categories_of_unit == (UnitCategory("一带一路", "D1"),)


ID_ONE, ID_TWO = "130102198001010010", "130102198502020029"


@pytest.mark.parametrize(
    ("one", "other", "same_unit", "same"),
    [
        (("张三", ID_ONE), ("张三", ID_ONE), False, True),
        (("张三", ID_ONE), ("章三", ID_ONE), True, True),
        (("张三", ID_ONE), ("张三", ID_TWO), True, False),
        (("张三", ID_ONE), ("张 三", None), True, True),
        (("张三", None), ("张三", "无"), True, True),
        (("张三", None), ("张三", ID_TWO), False, False),
        (("张三", None), ("李四", None), True, False),
        (("", None), ("", None), True, False),
    ],
)
def test_one_leader_is_known_by_id_else_by_name_and_unit(
    one: tuple[str, str | None], other: tuple[str, str | None], same_unit: bool, same: bool
) -> None:
    second = summary("D2", leader=other) if same_unit else summary("D2", leader=other, uscc=WHEAT)
    facts = look_across([summary("D1", leader=one), second])
    assert (facts["D1"].same_leader, facts["D2"].same_leader) == ((("D2",), ("D1",)) if same else ((), ()))


@pytest.mark.parametrize(
    ("kind", "kind_there", "same_unit", "counts"),
    [
        ("合作协议", "合作协议", True, True),
        ("合作协议", "合作协议", False, True),
        ("单位承诺书", "单位承诺书", True, True),
        ("审计报告", "审计报告", True, False),
        ("审计报告", "审计报告", False, True),
        ("营业执照", "其他", True, False),
        ("知识产权", "合作协议", True, True),
        ("其他", "其他", True, True),
    ],
)
def test_the_same_paper_counts_unless_one_unit_may_use_it_again(
    kind: str, kind_there: str, same_unit: bool, counts: bool
) -> None:
    there = (paper(kind_there, "b.pdf"),)
    second = summary("D2", papers=there) if same_unit else summary("D2", papers=there, uscc=WHEAT)
    facts = look_across([summary("D1", papers=(paper(kind),)), second])
    assert facts["D1"].same_files == ((SameFile("a.pdf", "d1", "D2", "b.pdf", kind),) if counts else ())
    assert facts["D2"].same_files == ((SameFile("b.pdf", "d1", "D1", "a.pdf", kind_there),) if counts else ())


def test_a_paper_twice_in_one_dossier_or_without_digest_is_not_across() -> None:
    facts = look_across(
        [
            summary("D1", papers=(paper("合作协议", "a.pdf"), paper("合作协议", "b.pdf"), paper("其他", "c.pdf", ""))),
            summary("D2", papers=(paper("其他", "c.pdf", ""),)),
        ]
    )
    assert [found.same_files for found in facts.values()] == [(), ()]


def test_a_paper_that_everybody_attaches_names_a_few_others_for_each() -> None:
    facts = look_across(summary(f"D{place:02}", papers=(paper("合作协议"),)) for place in range(40))
    assert {len(found.same_files) for found in facts.values()} == {MOST_NAMED}


def test_near_copies_are_said_on_both_sides() -> None:
    title, other_title = "高强钢表面缺陷智能检测技术联合研发", "高强钢表面缺陷智能检测技术研发"
    text = prose(1, 500)
    facts = look_across(
        [
            summary("D1", title=title, texts=text),
            summary("D2", uscc=WHEAT, title=other_title, texts=text),
            summary("D3", title="小麦抗旱品种选育技术联合研发", texts=prose(2, 500)),
        ]
    )
    assert facts["D1"].similar == (Similar("D2", 93.8, 1.0),)
    assert facts["D2"].similar == (Similar("D1", 93.8, 1.0),)
    assert facts["D3"].similar == ()


def test_dossiers_that_share_nothing_but_short_boilerplate_are_strangers() -> None:
    boilerplate = "本项目符合指南要求，材料真实有效。"
    facts = look_across(
        [summary("D1", title="联合研发", texts=boilerplate), summary("D2", title="联合研发", texts=boilerplate)]
    )
    assert [found.similar for found in facts.values()] == [(), ()]


def test_at_most_a_few_near_copies_are_named_for_each() -> None:
    text = prose(3, 300)
    facts = look_across(summary(f"D{place:02}", texts=text) for place in range(60))
    assert {len(found.similar) for found in facts.values()} == {MOST_NAMED}


@given(st.permutations(range(6)))
def test_the_order_of_the_dossiers_does_not_matter(order: list[int]) -> None:
    batch = [
        summary(
            f"D{place}",
            uscc=STEEL if place % 2 else None,
            category=("港澳台", "一带一路", None)[place % 3],
            leader=("张三", ID_ONE if place > 3 else None),
            papers=(paper("合作协议", f"{place}.pdf", f"d{place % 2}"),),
            title="高强钢表面缺陷智能检测技术联合研发",
            texts=prose(place // 2, 300),
        )
        for place in range(6)
    ]
    assert look_across([batch[place] for place in order]) == look_across(batch)
