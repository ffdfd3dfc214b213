"""Templates: parsed, translatable, without inline styles and scripts; partials as pages use them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory, override_settings
from django.utils import translation

import xingshen.portal.ui
from xingshen.portal.ui import errors
from xingshen.portal.ui.gallery import gallery
from xingshen.portal.ui.templatetags.ui import mistakes

TEMPLATES = Path(xingshen.portal.ui.__file__).parent / "templates"
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=|javascript:")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
MARKED = re.compile(
    r"\{% blocktranslate.*?endblocktranslate %\}|\{% translate .*?%\}|_\(\"[^\"]*\"\)|_\('[^']*'\)"
    r"|<button[^>]*lang=.*?</button>",
    re.DOTALL,
)


class Sample(forms.Form):
    title = forms.CharField(label="项目名称", help_text="不超过 60 字。")
    kind = forms.ChoiceField(label="单位性质", choices=[("firm", "企业")], widget=forms.RadioSelect)
    note = forms.CharField(label="备注", required=False)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_sound(name: str) -> None:
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    get_template(name)
    assert not INLINE.search(source)
    if "/gallery/" not in name:
        assert not CHINESE.search(MARKED.sub("", source)), "not marked for translation"


def test_pages_of_failures_need_no_context() -> None:
    for name in ("400.html", "500.html", "503.html"):
        page = render_to_string(name)
        assert "<h1>" in page
        assert "已保存" in page


@pytest.mark.parametrize(("current", "label"), [(True, "2 申报单位"), (False, "填报进度")])
def test_the_selector_of_steps_has_a_label_also_on_a_page_about_all_of_them(current: bool, label: str) -> None:
    step = {"number": 2, "title": "申报单位", "url": "/x/", "current": current, "outcome": "", "count": ""}
    page = render_to_string("ui/_steps.html", {"steps": [step]})
    assert f"<summary><span>{label}</span>" in page


def test_a_refusal_says_why() -> None:
    response = errors.forbidden(visitor(), PermissionError("您的账号没有办理此项业务的角色。"))
    assert response.status_code == 403
    assert "您的账号没有办理此项业务的角色。" in response.content.decode()


@pytest.mark.parametrize(
    ("page", "status"),
    [
        (errors.csrf_failure, 403),
        (errors.method_not_allowed, 405),
        (errors.too_large, 413),
        (errors.too_many, 429),
        (errors.server_error, 500),
        (errors.busy, 503),
    ],
)
def test_pages_of_failures_answer_with_their_status(page: object, status: int) -> None:
    assert callable(page)
    response = page(visitor())
    assert response.status_code == status
    assert response.content.decode().count("<h1>") == 1


def test_a_field_ties_hint_and_mistake_to_its_widget() -> None:
    form = Sample({})
    with translation.override("zh-hans"):
        page = render_to_string("ui/_field.html", {"field": form["title"], "clause_id": "2.1", "guide_url": "/guide"})
    assert 'aria-describedby="id_title_helptext id_title_error"' in page
    assert 'id="id_title_helptext"' in page
    assert 'id="id_title_error"' in page
    assert 'href="/guide#c-2.1"' in page
    assert "（选填）" not in page
    with translation.override("zh-hans"):
        assert "（选填）" in render_to_string("ui/_field.html", {"field": form["note"]})


def test_choices_are_a_group_with_a_legend() -> None:
    page = render_to_string("ui/_field.html", {"field": Sample()["kind"]})
    assert page.startswith("<fieldset")
    assert "<legend>" in page


def test_every_link_of_the_error_summary_has_a_target() -> None:
    form = Sample({})
    form.add_error(None, "两处金额不相等。")
    page = "".join(render_to_string("ui/_field.html", {"field": field}) for field in form)
    assert mistakes(form)[0] == ("", "", "两处金额不相等。")
    assert all(f'id="{target}"' in page for target, _, _ in mistakes(form)[1:])
    assert render_to_string("ui/_error_summary.html", {"form": Sample()}).strip() == ""


def test_the_pager_keeps_the_question() -> None:
    request = RequestFactory().get("/list", {"q": "涂层", "page": "2"})
    page = render_to_string("ui/_pagination.html", {"page": Paginator(range(100), 10).get_page(2)}, request)
    assert "?q=%E6%B6%82%E5%B1%82&amp;page=3" in page
    assert 'aria-current="page"' in page


def test_the_gallery_is_shown_in_debugging_only() -> None:
    with override_settings(DEBUG=True):
        response = gallery(visitor())
    assert response.status_code == 200
    assert not INLINE.search(response.content.decode())
    with override_settings(DEBUG=False), pytest.raises(Http404):
        gallery(visitor())


def visitor() -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return request
