"""The proof beside a point: pages with marks, values side by side, pictures only for those who may see the dossier."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.portal.desk.opening import client_of, on_the_desk, page_of
from tests.store.scenes.reviewing import Review, make_officer
from xingshen.review.points import Point
from xingshen.review.policy import Role
from xingshen.store.models import Paper

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG"


@pytest.fixture
def review() -> Review:
    """A dossier with an agreement that was read."""
    return on_the_desk(papers=True)


def digest(review: Review) -> str:
    return str(Paper.objects.get(application=review.draft).blob_id)


def on_paper(review: Review) -> Point:
    """A point that cites a place on a page."""
    return next(
        point
        for point in review.case().points()
        if any(each.page and each.box and each.method != "form" for each in point.finding.evidence)
    )


def shown(review: Review, **asked: Any) -> Any:
    return page_of(review, point=on_paper(review).finding.fingerprint, show="all", **asked).context["evidence"]


def test_the_page_that_is_cited_is_shown_with_its_place_marked(review: Review) -> None:
    place = next(each for each in on_paper(review).finding.evidence if each.page and each.method != "form")
    evidence = shown(review)
    assert (evidence.view.name, evidence.view.number) == (place.file, place.page)
    assert [mark.strong for mark in evidence.view.marks].count(True) == 1
    assert (evidence.place.number, evidence.place.method, evidence.place.quote) == (1, "文字层读取", place.quote)


def test_the_next_place_comes_round_to_the_first(review: Review) -> None:
    count = len(shown(review).places)
    assert shown(review, at=count).next_place.endswith("at=1")
    assert shown(review, at=1).previous_place.endswith(f"at={count}")


@pytest.mark.parametrize("asked", [{"at": "99"}, {"at": "x"}, {"at": "-1"}, {"turn": "45"}, {"paper": "none"}])
def test_what_nobody_can_ask_for_shows_what_there_is(review: Review, asked: dict[str, str]) -> None:
    assert shown(review, **asked).view is not None


def test_another_page_and_turning_keep_the_point(review: Review) -> None:
    mark = on_paper(review).finding.fingerprint
    view = shown(review, paper=digest(review), page=2).view
    assert (view.number, view.next) == (2, "")
    assert f"point={mark}" in view.previous
    assert f"point={mark}" in view.turn_right
    assert shown(review, paper=digest(review), page=2, turn=90).view.turn == 90


def test_form_and_paper_are_side_by_side_with_how_it_was_read(review: Review) -> None:
    point = next(each for each in review.case().points() if each.finding.rule == "R-3.3.d")
    rows = page_of(review, point=point.finding.fingerprint).context["evidence"].rows
    assert [(row.name, row.form, row.paper[:10], row.how, row.differs) for row in rows] == [
        ("截止日", "2028-06-28", "2028-06-30", "文字层读取 05-协议.pdf 第1页", True),
        ("起始日", "2026-07-01", "2026-07-01", "文字层读取 05-协议.pdf 第1页", False),
    ]


def test_pages_parts_and_files_are_handed_out(review: Review) -> None:
    client, keys = client_of(review.reviewer), [review.draft.pk, digest(review)]
    image = client.get(reverse("desk:paper_image", args=[*keys, 1]), {"size": "thumb"})
    assert (image.status_code, b"".join(image.streaming_content)[:4]) == (200, PNG)
    crop = client.get(reverse("desk:paper_crop", args=[*keys, 1]), {"box": "100,100,200,140"})
    assert (crop.status_code, crop.content[:4]) == (200, PNG)
    file = client.get(reverse("desk:paper_file", args=keys))
    assert (file.status_code, file.headers["Content-Disposition"][:10]) == (200, "attachment")
    assert b"".join(file.streaming_content)[:5] == b"%PDF-"


@pytest.mark.parametrize(
    ("name", "more", "asked"),
    [
        ("paper_image", [9], {}),
        ("paper_image", [1], {"size": "huge"}),
        ("paper_crop", [1], {"box": "1,2,3"}),
        ("paper_crop", [9], {"box": "1,2,30,40"}),
    ],
)
def test_what_is_not_there_is_not_found(review: Review, name: str, more: list[int], asked: dict[str, str]) -> None:
    url = reverse(f"desk:{name}", args=[review.draft.pk, digest(review), *more])
    assert client_of(review.reviewer).get(url, asked).status_code == 404


def test_a_paper_of_another_dossier_is_not_found_and_strangers_see_none(review: Review) -> None:
    url = reverse("desk:paper_image", args=[review.draft.pk, "0" * 64, 1])
    assert client_of(review.reviewer).get(url).status_code == 404
    own = reverse("desk:paper_file", args=[review.draft.pk, digest(review)])
    assert client_of(make_officer(Role.REVIEWER, "另一人")).get(own).status_code == 403


def test_a_paper_that_was_removed_afterwards_is_still_shown_as_handed_in(review: Review) -> None:
    Paper.objects.filter(application=review.draft).update(removed_at="2026-07-01T00:00:00Z")
    url = reverse("desk:paper_file", args=[review.draft.pk, digest(review)])
    answer = client_of(review.reviewer).get(url)
    assert (answer.status_code, b"".join(answer.streaming_content)[:5]) == (200, b"%PDF-")
    assert shown(review).view is not None
