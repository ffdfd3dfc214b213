from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from tests.reports.builder import clear_result, empty_result, faulty_result, finding, from_form, human_result, result
from tests.reports.html.markup import read
from tests.reports.pages import TypesetPages
from xingshen.findings.finding import CheckResult
from xingshen.kernel.outcome import Outcome, Verdict
from xingshen.kernel.place import Evidence
from xingshen.reports.html.images import NoPageImages, PageImages
from xingshen.reports.html.page import keep_together, render_html

SCRIPT = "</style></title><script>alert(1)</script><img src=x onerror=alert(1)>\"'"


def hostile_result() -> CheckResult:
    bad = finding(
        "3.5",
        Outcome.FAIL,
        title=SCRIPT,
        message=SCRIPT,
        cure=SCRIPT,
        evidence=(from_form(SCRIPT), Evidence(SCRIPT + "\u202e\x1b[2J.pdf", "长" * 10_000, "text-layer", page=1)),
    )
    return replace(faulty_result(), findings=(bad,), title=SCRIPT, applicant=SCRIPT, dossier_id=SCRIPT, engine=SCRIPT)


RESULTS = {
    "empty": empty_result(),
    "clear": clear_result(),
    "human": human_result(),
    "faulty": faulty_result(),
    "hostile": hostile_result(),
    "pass": replace(empty_result(), verdict=Verdict.PASS),
}
every_result = pytest.mark.parametrize("checked", RESULTS.values(), ids=RESULTS.keys())
with_and_without_pictures = pytest.mark.parametrize(
    "images", [TypesetPages(), NoPageImages()], ids=["pictures", "none"]
)


@every_result
@with_and_without_pictures
def test_is_well_formed_and_every_link_leads_somewhere(checked: CheckResult, images: PageImages) -> None:
    markup = read(render_html(checked, images))
    assert (markup.faults, markup.open) == ([], [])
    assert len(markup.ids) == len(set(markup.ids))
    inner = {link[1:] for link in markup.links if link.startswith("#")}
    assert inner - set(markup.ids) == set()


@every_result
def test_fetches_nothing_and_runs_nothing(checked: CheckResult) -> None:
    markup = read(render_html(checked, TypesetPages()))
    assert {link.partition(":")[0] for link in markup.links if not link.startswith("#")} <= {"data"}
    assert {"script", "iframe", "link", "img", "form", "object"} & set(markup.tags) == set()
    assert [name for name, _ in markup.attributes if name.startswith("on") or name == "style"] == []


def test_what_a_dossier_says_stays_text() -> None:
    markup = read(render_html(hostile_result(), TypesetPages()))
    assert markup.text.count("<script>alert(1)</script>") >= 5
    assert "\x1b" not in markup.text
    assert "\u202e" not in markup.text
    assert "⟨U+202E⟩␛[2J.pdf" in markup.text


def test_long_quotes_are_shortened() -> None:
    text = read(render_html(hostile_result(), TypesetPages())).text
    assert "长…”" in text
    assert "长" * 240 not in text


def test_every_page_is_embedded_once_however_often_it_is_cited() -> None:
    document = render_html(faulty_result(), TypesetPages())
    assert document.count("data:image/webp;base64,") == 2
    assert document.count('href="#image-page-1"') > 2


def test_headings_descend_without_a_gap() -> None:
    levels = [
        int(tag[1])
        for tag in read(render_html(faulty_result(), TypesetPages())).tags
        if tag[0] == "h" and tag[1:].isdigit()
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_speaks_simplified_chinese_and_offers_a_way_past_the_top() -> None:
    markup = read(render_html(faulty_result(), NoPageImages()))
    assert ("lang", "zh-Hans") in markup.attributes
    assert markup.links[0] == "#main"


def test_begins_with_the_verdict_then_what_to_mend() -> None:
    text = read(render_html(faulty_result(), NoPageImages())).text
    body = text[text.index("跳到正文") :]
    steps = [
        "不通过",
        "有 2 处不符合指南",
        "每一项都要改正",
        "早 1 天",
        "没有把握下结论",
        "按指南逐条",
        "三、申报要求",
        "四、申报材料",
    ]
    places = [body.index(step) for step in steps]
    assert places == sorted(places)


def test_shows_all_that_was_used() -> None:
    text = read(render_html(faulty_result(), NoPageImages())).text
    used = ["3f9a" * 16, "b1c2" * 16, "8e41" * 16, "xingshen 0.1.0", "2026-11-22", "附件/专利证书.pdf", "已损坏"]
    assert [item for item in used if item not in text] == []


def test_standing_questions_have_a_box_and_a_line_each() -> None:
    document = render_html(clear_result(), NoPageImages())
    assert document.count('<p class="answer"') == 13
    assert "先改这些" not in document


def test_empty_states_say_what_will_be_here() -> None:
    text = read(render_html(empty_result(), NoPageImages())).text
    assert "这里将列出指南各条的审查意见" in text
    assert "附件上传后，这里会列出每份文件的种类、页数和摘要。" in text


def test_is_the_same_each_time() -> None:
    assert render_html(faulty_result(), TypesetPages()) == render_html(faulty_result(), TypesetPages())


def test_a_finding_without_clause_is_shown_under_other() -> None:
    text = read(render_html(result(finding("3.5", Outcome.FAIL, clauses=())), NoPageImages())).text
    assert "其他" in text


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("止于 2028-06-29。", '止于 <span class="nb">2028-06-29</span>。'),
        ("差 0.01 万元", '差 <span class="nb">0.01 万元</span>'),
        ("<b>1 天", '&lt;b&gt;<span class="nb">1 天</span>'),
        ("第三条", "第三条"),
    ],
)
def test_dates_and_amounts_are_kept_on_one_line(text: str, marked: str) -> None:
    assert keep_together(text) == marked
