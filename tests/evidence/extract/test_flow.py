"""The flow of a paper: what is normalised, and that every place leads back to the page."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from plain_papers import FILE, paper_of, scanned_paper

from xingshen.evidence.extract.flow import flow_of

CHINESE = "本协议有效期自二〇二六年七月一日起两年甲乙方"


@given(st.lists(st.sampled_from(CHINESE), min_size=1, max_size=40), st.data())
def test_blanks_and_line_breaks_inside_chinese_do_not_matter(chars: list[str], data: st.DataObject) -> None:
    blanks = st.sampled_from(["", " ", "  ", "　", "\n"])
    spaced = "".join(char + data.draw(blanks) for char in chars)
    assert flow_of(paper_of(f"题\n{spaced}")).text == "题" + "".join(chars)


@given(st.text(st.sampled_from("协议ＡB１2，。 \n（)"), min_size=1, max_size=60), st.data())
def test_every_span_leads_back_to_its_characters(text: str, data: st.DataObject) -> None:
    paper = paper_of(text)
    flow = flow_of(paper)
    assert len(flow.text) == len(flow.written) == len(flow.origins)
    if flow.text:
        at = data.draw(st.integers(0, len(flow.text) - 1))
        page, offset = flow.origins[at]
        origin = unicodedata.normalize("NFKC", paper.pages[page].text[offset])
        assert flow.written[at] == " " or origin == flow.written[at]


def test_full_width_radicals_and_traditional_characters_are_folded_and_kept_as_written() -> None:
    flow = flow_of(paper_of("協議⻓２０２６年"))
    assert (flow.text, flow.written) == ("协议长2026年", "協議长2026年")


def test_page_numbers_and_running_heads_are_left_out() -> None:
    flow = flow_of(
        paper_of("某某大学合作协议\n本协议有效期至\n第 1 页 共 2 页\f某某大学合作协议\n2028年6月30日。\n- 2 -")
    )
    assert flow.text == "某某大学合作协议本协议有效期至2028年6月30日。"


def test_words_of_two_lines_are_parted_and_a_number_of_a_full_line_is_not() -> None:
    full = "本协议有效期自二〇二六年七月一日起至合作各方另行约定之日止期间届满之时即20"
    flow = flow_of(paper_of(f"University of\nVolga\n{full}\n28年"))
    assert (flow.text[:19], flow.text[-5:]) == ("University of Volga", "2028年")


def test_evidence_of_a_span_over_two_pages_names_both() -> None:
    flow = flow_of(paper_of("有效期至\f2028年"))
    places = flow.evidence(0, len(flow.text))
    assert [(place.file, place.page, place.quote) for place in places] == [(FILE, 1, "有效期至"), (FILE, 2, "2028年")]


def test_a_scan_has_an_incomplete_empty_flow() -> None:
    flow = flow_of(scanned_paper())
    assert (flow.text, flow.complete) == ("", False)
