"""Nothing is left in the wrong language: every collected text has its English, and every page says it.

The pages are walked as people would, link by link, on what the demonstration holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from babel.messages.catalog import Catalog, Message
from django.test import Client
from django.utils.translation import override
from scripts.messages import PORTAL, current, missing, spoken_files, unmarked, update

from tests.portal.conftest import signed_in
from tests.portal.crawling import CHINESE, Page, chinese_texts, texts_without, walk
from tests.portal.written import written
from xingshen.demo.cast import DOMAIN, ENDINGS
from xingshen.demo.filings import build_application, build_call, examples_folder, read_example
from xingshen.demo.people import build_departments, build_officers, build_unit, build_waiting_unit
from xingshen.kernel.identifiers import uscc
from xingshen.portal.telling import tell
from xingshen.review.policy import Role
from xingshen.store.models import User

PLACEHOLDER = re.compile(r"%%?\(\w+\)[sd]|%[sd]|\{[a-z]+\}")
ENGLISH_RUN = re.compile(r"(?:\b[A-Za-z]{2,}[ ,.;]+){2,}[A-Za-z]{2,}")
EXAMPLES = ("match-299-99", "clean-cat1-enterprise", "clean-cat4-hongkong", "old-year-pledge")
"""A draft, one before the unit, an accepted one, one that was returned."""
CHINESE_ONLY = {
    "applicant/fields.py": "stored words and keys of form.yaml",
    "configuration.py": "the operator's terminal",
    "desk/dossier_evidence.py": "how kept findings write values",
    "diagnosis.py": "the operator's terminal",
    "filing/print_page.py": "names of Chinese documents",
    "filing/receipt_page.py": "names of Chinese documents",
    "settings.py": "the name of a language, and of the system in authenticator apps",
    "ui/apps.py": "the name of an app",
    "ui/gallery.py": "samples for developers",
    "ui/gallery_samples.py": "samples for developers",
}
"""Modules of the portal whose Chinese texts reach no English page, and why."""
PEOPLE = (
    *(f"applicant-{name}" for name in EXAMPLES),
    "unit-clean-cat1-enterprise", "department-130300", "department-130100", "waiting",
    "office", "reviewer", "system", "security", "audit",
)  # fmt: skip


# --- the catalogue ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return update()


def test_every_text_of_templates_and_code_has_its_english(catalog: Catalog) -> None:
    assert [str(message.id) for message in missing(catalog)] == []


def test_the_catalogue_on_the_disk_holds_exactly_the_collected_texts(catalog: Catalog) -> None:
    assert sorted(map(_key, current())) == sorted(map(_key, catalog))


def test_english_keeps_the_places_for_values_and_holds_no_chinese(catalog: Catalog) -> None:
    wrong = [
        (said, told)
        for message in catalog
        if message.id
        for said, told in zip(_forms(message.id), _forms(message.string), strict=True)
        if set(PLACEHOLDER.findall(said)) != set(PLACEHOLDER.findall(told)) or CHINESE.search(told)
    ]
    assert wrong == []


def test_no_module_of_the_portal_says_anything_that_is_not_collected() -> None:
    modules = set(PORTAL.rglob("*.py")) - set(spoken_files())
    silent = {path.relative_to(PORTAL).as_posix(): list(unmarked(path.read_text(encoding="utf-8"))) for path in modules}
    assert {name: texts for name, texts in silent.items() if texts and name not in CHINESE_ONLY} == {}


def _key(message: Message) -> str:
    return str(message.id)


def _forms(text: str | list[str] | tuple[str, ...]) -> Iterable[str]:
    return [text] if isinstance(text, str) else text


# --- sentences of packages that know no language ---------------------------------------------------------------------


def test_a_sentence_with_values_is_told_with_what_stands_in_it() -> None:
    with override("en"):
        assert [
            tell("此操作由归口管理部门、项目办公室办理。"),
            tell("“项目名称”超过 20000 字，请放在附件中"),
            tell("新的单位登记待审核：河北测试科技有限公司"),
            tell("已提交：焊接机器人"),
        ] == [
            "This is done by: Recommending department, Project office.",
            "“Project title” is longer than 20000 characters; please put it into a paper",
            "A new unit registration is waiting for review: 河北测试科技有限公司",
            "Submitted: 焊接机器人",
        ]


def test_what_the_engine_says_of_codes_is_told_by_its_own_book() -> None:
    with override("en"):
        assert tell(uscc.problem("9113")) == "A unified social credit code has 18 characters, here are 4"


def test_what_nobody_translated_and_every_text_on_a_chinese_page_stays_as_it_is() -> None:
    with override("en"):
        assert tell("请把第三页重新扫描。") == "请把第三页重新扫描。"
    with override("zh-hans"):
        assert tell("此操作由项目办公室办理。") == "此操作由项目办公室办理。"


# --- pages -----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_pages_say_nothing_in_the_language_that_was_not_chosen() -> None:
    _demonstration()
    people, routes = written(), set()
    chinese, english = set(), set()
    for who in ("", *PEOPLE):
        for page in _pages(who, "en"):
            routes.add(page.route)
            chinese |= {(page.route, text) for text in chinese_texts(page.html, people)}
    for who in ("", PEOPLE[0]):
        for page in _pages(who, "zh-hans"):
            english |= {(page.route, text) for text in _english(page, people)}
    assert (sorted(chinese), sorted(english)) == ([], [])
    assert len(routes) >= 45


def _pages(who: str, language: str) -> Iterable[Page]:
    client = signed_in(User.objects.get(email=f"{who}@{DOMAIN}")) if who else Client()
    client.cookies["xs_language"] = language
    return walk(client)


def _english(page: Page, people: Iterable[str]) -> list[str]:
    """Three English words in a row that nobody wrote."""
    return [text for text in texts_without(page.html, people) if ENGLISH_RUN.search(text)]


def _demonstration() -> None:
    folder = examples_folder()
    assert folder is not None
    officers = build_officers()
    departments = build_departments(officers[Role.SYSTEM_ADMIN][0])
    build_waiting_unit(departments)
    call = build_call(officers[Role.OFFICE][0])
    for name in EXAMPLES:
        example = read_example(folder, name)
        build_application(call, example, build_unit(example.form, name, departments), ENDINGS[name])
