import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xingshen.pipeline.copies import (
    CONTENT_JACCARD,
    MOST_NAMED,
    TITLE_RATIO,
    NearCopy,
    bare,
    candidate_pairs,
    content_jaccard,
    find_near_copies,
    title_keys,
    title_ratio,
)

CHARACTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 2500)]


def prose(seed: int, length: int) -> str:
    return "".join(random.Random(seed).choices(CHARACTERS, k=length))


def pairs(titles: list[str], contents: list[str]) -> list[tuple[int, int]]:
    return [(found.first, found.second) for found in find_near_copies(titles, contents)]


def test_bare_text_has_no_punctuation_spaces_or_width() -> None:
    assert bare("（Ａ１） “钢铁”、 缺陷－检测\n") == "a1钢铁缺陷检测"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("高强钢表面缺陷智能检测技术联合研发", "高强钢表面缺陷智能检测技术 联合研发。", True),
        ("高强钢表面缺陷智能检测技术联合研发", "高强钢表面缺陷智能检测技术研发", True),
        ("高强钢表面缺陷智能检测技术联合研发", "小麦抗旱品种选育技术联合研发", False),
        ("abcdefghij", "abcdefghix", True),  # exactly 90: 9 of 10 in common
        ("abcdefghij", "abcdefghxy", False),
        ("新材料联合研发", "新材料联合研发", False),  # nine characters or fewer: no evidence
        ("", "", False),
    ],
)
def test_titles_are_alike_from_ninety_percent_on(one: str, other: str, alike: bool) -> None:
    assert pairs([one, other], ["", ""]) == ([(0, 1)] if alike else [])


def test_near_copies_of_contents_are_found_and_measured_exactly() -> None:
    original = prose(1, 1000)
    edited = original[:500] + "改动一处" + original[500:]
    shared, all_of_both = 992, 996 + 1000 - 992
    found = find_near_copies(["甲", "乙", "丙"], [original, prose(2, 1000), edited])
    assert found == (NearCopy(0, 2, 0.0, round(shared / all_of_both, 3)),)


def test_contents_that_share_half_are_not_near_copies() -> None:
    half = prose(3, 500)
    assert pairs(["", ""], [half + prose(4, 500), half + prose(5, 500)]) == []


@pytest.mark.parametrize(("length", "expected"), [(199, []), (200, [(0, 1)])])
def test_identical_boilerplate_is_no_evidence_while_it_is_short(length: int, expected: list[tuple[int, int]]) -> None:
    text = prose(6, length)
    assert pairs(["", ""], [text, text]) == expected


def test_empty_contents_are_never_near_copies() -> None:
    assert pairs(["", "", ""], ["", "", " 。\n"]) == []


def test_a_long_text_of_one_character_does_not_stop_the_search() -> None:
    assert pairs(["", ""], ["一" * 5000, prose(7, 5000)]) == []


words = st.lists(
    st.sampled_from(["钢铁", "缺陷", "检测", "小麦", "育种", "技术", "研发", "联合", "a", "1"]), max_size=14
)


@settings(max_examples=150, deadline=None)
@given(st.lists(words.map("".join), max_size=12))
def test_no_pair_of_alike_titles_is_missed(titles: list[str]) -> None:
    every_pair = [
        (one, other)
        for other in range(len(titles))
        for one in range(other)
        if min(len(titles[one]), len(titles[other])) >= 10 and title_ratio(titles[one], titles[other]) >= TITLE_RATIO
    ]
    found = pairs(titles, [""] * len(titles))
    assert set(found) == set(every_pair)


def test_near_copies_above_the_bound_are_found_among_strangers() -> None:
    contents = [prose(seed, 800) for seed in range(100, 160)]
    copies = [text[:700] + prose(seed, 30) + text[700:] for seed, text in enumerate(contents)]
    above = [content_jaccard(text, copy) for text, copy in zip(contents, copies, strict=True)]
    assert min(above) >= CONTENT_JACCARD
    assert pairs([""] * 120, contents + copies) == [(place, place + 60) for place in range(60)]


def test_the_order_of_the_keys_of_a_key_holder_does_not_matter() -> None:
    keys = [["a", "b"], ["b"], ["c"], ["a", "c"]]
    assert sorted(candidate_pairs(keys, range(4))) == [(0, 1), (0, 3), (2, 3)]
    assert sorted(candidate_pairs(keys, [3, 2, 1, 0])) == [(0, 1), (0, 3), (2, 3)]


def title_comparisons(count: int) -> int:
    """Candidate pairs among titles that share their set phrases, as titles of one programme do."""
    draw = random.Random(count)
    titles = [
        f"基于{''.join(draw.choices(CHARACTERS, k=8))}的关键技术国际联合研发与产业化应用示范" for _ in range(count)
    ]
    return sum(1 for _ in candidate_pairs(title_keys(titles), range(count)))


def test_comparisons_of_titles_grow_with_their_number_not_its_square() -> None:
    few, many = title_comparisons(500), title_comparisons(4000)
    assert many <= 1.5 * (4000 / 500) * few
    assert many <= 4000 * 64 * 2


def test_a_crowd_of_identical_texts_costs_a_bounded_number_of_comparisons() -> None:
    comparisons = sum(1 for _ in candidate_pairs([["same", "keys"]] * 3000, range(3000)))
    assert comparisons == 64 * 3000 - 64 * 65 // 2


def test_in_a_crowd_everybody_is_named_and_enough_others_with_them() -> None:
    text = prose(8, 400)
    found = find_near_copies(["同一个项目名称写了很多遍"] * 100, [text] * 100)
    named = [sum(place in (each.first, each.second) for each in found) for place in range(100)]
    assert min(named) >= MOST_NAMED
    assert len(found) <= 100 * 2 * MOST_NAMED


def test_the_same_input_gives_the_same_output() -> None:
    titles = ["高强钢表面缺陷智能检测技术联合研发"] * 3 + ["小麦抗旱品种选育技术联合研发示范"]
    contents = [prose(9, 600)] * 2 + [prose(10, 600)] * 2
    assert find_near_copies(titles, contents) == find_near_copies(titles, contents)
