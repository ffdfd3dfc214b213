"""The statistics: every topic with its tables, an empty state, and a workbook of which nothing runs as a formula."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.portal.conftest import make_user
from tests.store.scenes.reviewing import Review
from xingshen.portal.office.statistics.tables import TOPICS, Column, Table
from xingshen.portal.office.statistics.workbook import workbook
from xingshen.review.policy import Role
from xingshen.store.figures import figures
from xingshen.store.models import Event

pytestmark = pytest.mark.django_db
QUERIES = {"progress": 16, "clauses": 8, "rules": 8, "work": 10}
"""Literal counts: session, person, roles, second factor, inbox, calls, and the topic's own."""


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_user(Role.OFFICE))
    return client


@pytest.fixture
def review() -> Review:
    made = Review()
    made.accept()
    made.assign()
    figures.refresh(made.call)
    return made


def page(office: Client, review: Review, topic: str) -> str:
    response = office.get(reverse("office:statistics_of", args=[review.call.pk, topic]))
    assert response.status_code == 200
    return response.content.decode()


def test_without_a_call_the_page_says_what_will_be_here(office: Client) -> None:
    assert "还没有批次" in office.get(reverse("office:statistics")).content.decode()


def test_progress_counts_states_categories_departments_units_and_days(office: Client, review: Review) -> None:
    shown = page(office, review, "progress")
    for words in ("按状态：申报", "按状态：审查", "按类别", "按归口管理部门", "按申报单位", "按日期", review.unit.name):
        assert words in shown


def test_clauses_are_told_with_their_text_and_share(office: Client, review: Review) -> None:
    shown = page(office, review, "clauses")
    assert "共 1 份参与统计。" in shown
    assert "100" in shown
    assert "data-chart" in shown


def test_rules_are_told_with_what_people_made_of_them(office: Client, review: Review) -> None:
    assert "R-3.6.a" in page(office, review, "rules")


def test_work_is_told_by_reviewer(office: Client, review: Review) -> None:
    assert "沈细行" in page(office, review, "work")


def test_what_was_not_counted_yet_is_said(office: Client, review: Review) -> None:
    figures.Figures.objects.all().delete()
    assert "还没有统计" in page(office, review, "clauses")


@pytest.mark.parametrize("topic", [*TOPICS])
def test_more_dossiers_need_no_more_queries(
    topic: str, office: Client, review: Review, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page(office, review, topic)
    for title in ("第二个项目", "第三个项目"):
        review.accept(review.make_draft(project__title=title))
    with django_assert_num_queries(QUERIES[topic]):
        page(office, review, topic)


@pytest.mark.parametrize("topic", [*TOPICS])
def test_every_topic_can_be_taken_as_a_workbook_and_that_is_recorded(
    topic: str, office: Client, review: Review
) -> None:
    response = office.get(reverse("office:statistics_export", args=[review.call.pk, topic]))
    assert response.status_code == 200
    with ZipFile(BytesIO(response.content)) as book:
        assert "xl/workbook.xml" in book.namelist()
    assert Event.objects.filter(kind="call.exported").values_list("after__what", flat=True).get() == (
        f"statistics.{topic}"
    )


def test_nothing_in_a_workbook_runs_as_a_formula() -> None:
    table = Table("t", "=危险", (Column("名称", number=False), Column("份")), (("=1+1", 2), ("@SUM(A1)", None)))
    with ZipFile(BytesIO(workbook([table], "=x", timezone.now()))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert [text in sheet for text in ("'=危险", "'=x", "'=1+1", "'@SUM(A1)")] == [True] * 4


def test_an_unknown_topic_is_not_there(office: Client, review: Review) -> None:
    response = office.get(reverse("office:statistics_of", args=[review.call.pk, "else"]))
    assert response.status_code == 404
