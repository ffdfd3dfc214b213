from dataclasses import replace

from xingshen.evidence import media
from xingshen.evidence.looked_pages import LookedPage, has_views, with_looked_pages
from xingshen.evidence.page import Page, Paper
from xingshen.evidence.problems import problem


def paper(*codes: tuple[str, int | None], pages: int = 2) -> Paper:
    unread = tuple(Page(number, 595.0, 842.0, (), method="none") for number in range(1, pages + 1))
    return Paper("a.pdf", "sha256:0", media.PDF, unread, tuple(problem(code, page) for code, page in codes))


def looked(number: int, *codes: str) -> LookedPage:
    page = Page(number, 595.0, 842.0, (), method="ocr", looked=True)
    return LookedPage(page, tuple(problem(code, number) for code in codes))


def told(result: Paper) -> list[tuple[str, int | None]]:
    return [(each.code, each.page) for each in result.problems]


def test_a_page_that_was_looked_at_is_no_longer_without_text() -> None:
    result = with_looked_pages(paper(("no_text_layer", 1), ("no_text_layer", 2)), [looked(2)])
    assert told(result) == [("no_text_layer", 1)]
    assert [page.looked for page in result.pages] == [False, True]


def test_a_file_that_is_blank_by_its_format_and_to_the_eye_is_blank() -> None:
    result = with_looked_pages(paper(("blank", None)), [looked(1, "blank_page"), looked(2, "blank_page")])
    assert told(result) == [("blank", None)]


def test_a_file_that_is_blank_by_its_format_and_shows_something_is_not_blank() -> None:
    result = with_looked_pages(paper(("blank", None)), [looked(1, "blank_page"), looked(2)])
    assert told(result) == [("blank_page", 1)]


def test_scans_on_which_nothing_is_seen_are_told_page_by_page() -> None:
    scan = paper(("no_text_layer", 1), ("no_text_layer", 2))
    result = with_looked_pages(scan, [looked(1, "blank_page"), looked(2, "blank_page")])
    assert told(result) == [("blank_page", 1), ("blank_page", 2)]


def test_other_obstacles_stay_and_new_ones_come_after_them() -> None:
    result = with_looked_pages(paper(("active_content", None), ("no_text_layer", 1)), [looked(1, "upside_down")])
    assert told(result) == [("active_content", None), ("upside_down", 1)]


def test_only_papers_with_pages_to_show_are_looked_at() -> None:
    assert has_views(paper())
    assert not has_views(paper(pages=0))
    assert not has_views(replace(paper(), media_type=media.DOCX))
