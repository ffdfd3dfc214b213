"""What anybody may read: first page, call, annotated guide, help."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.store.scenes.applying import make_call
from tests.store.scenes.reviewing import Review
from xingshen.store.calls import guides
from xingshen.store.figures import figures

pytestmark = pytest.mark.django_db


def page(name: str, *args: str, language: str = "zh-hans") -> str:
    """The page as a visitor gets it."""
    client = Client()
    client.cookies["xs_language"] = language
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_guide_shows_every_clause_with_an_anchor_of_its_own() -> None:
    call = make_call()
    anchors = re.findall(r'<span id="c-([^"]+)"', page("public:guide", call.slug))
    clauses = set(guides.of_call(call).guide.pack.clauses)
    assert clauses - set(anchors) == set()
    assert len(anchors) == len(set(anchors))


def test_the_guide_says_which_clauses_fail_most_where_there_are_enough_applications(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    review = Review()
    review.accept()
    figures.refresh(review.call)
    assert "自查不通过" not in page("public:guide", review.call.slug)
    monkeypatch.setattr(figures, "FEWEST", 1)
    told = re.findall(r"目前 1 份申报中，100 % 在这一条自查不通过", page("public:guide", review.call.slug))
    assert len(told) == len(figures.common_faults(review.call))


def test_the_guides_text_is_shown_as_issued() -> None:
    call = make_call()
    html = page("public:guide", call.slug)
    shown = "".join(re.sub(r"<[^>]+>", "", law) for law in re.findall(r'<p class="law"[^>]*>(.*?)</p>', html, re.S))
    assert "企业牵头承担项目自筹资金按财政资金支持额度3:1配套" in shown


def test_in_english_the_chinese_text_stays_with_a_rendering_below_it() -> None:
    html = page("public:guide", make_call().slug, language="en")
    assert "自筹资金按财政资金支持额度3:1配套" in html
    assert "3:1" in re.sub(r'<p class="law".*?</p>', "", html, flags=re.S)


def test_a_call_states_what_stops_a_submission() -> None:
    html = page("public:call", make_call().slug)
    assert "请声明申报材料不涉密" in html


def test_the_first_page_names_open_calls_and_their_end() -> None:
    call = make_call()
    html = page("home")
    assert call.title in html
    assert "申报截止" in html


def test_without_a_call_the_first_page_says_what_will_be_here() -> None:
    assert "目前没有正在进行的批次" in page("home")


def test_help_names_the_limits_of_files() -> None:
    assert "100 MB" in page("public:help")
