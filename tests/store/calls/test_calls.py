"""Which calls are open, until when for a unit, and that a call keeps the guide it was published with."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.store.scenes.applying import GUIDE, make_call, make_unit
from xingshen.guide.finding import VARIABLE, guides_folder
from xingshen.store.calls import calls, guides
from xingshen.store.calls.calls import Opening
from xingshen.store.models import Call, Extension, Window

pytestmark = pytest.mark.django_db


def window(call: Call) -> Window:
    return call.windows.get(who=Window.Who.APPLICANT)


@pytest.mark.parametrize(
    ("opens", "closes", "state"),
    [(1, 2, Opening.NOT_YET), (-1, 1, Opening.OPEN), (-2, -1, Opening.CLOSED)],
)
def test_a_window_is_not_yet_open_open_or_closed(opens: int, closes: int, state: Opening) -> None:
    call = make_call(opens=opens, closes=closes)
    assert calls.applicant_window(calls.get(call.pk), None).state is state


def test_a_window_is_open_at_its_first_instant_and_closed_at_its_last() -> None:
    call = make_call()
    row = window(call)
    states = [calls.applicant_window(call, None, at).state for at in (row.opens_at, row.closes_at)]
    assert states == [Opening.OPEN, Opening.CLOSED]


def test_an_extension_counts_for_its_unit_alone_and_says_why() -> None:
    call, unit = make_call(closes=-1, opens=-9), make_unit()
    row = window(call)
    later = row.closes_at + timedelta(days=3)
    Extension.objects.create(window=row, unit=unit, closes_at=later, reason="防汛停电")
    found = calls.applicant_window(calls.get(call.pk), unit.pk)
    assert (found.is_open, found.closes_at, found.extended, found.reason) == (True, later, True, "防汛停电")
    assert calls.applicant_window(calls.get(call.pk), None).state is Opening.CLOSED


def test_an_extension_never_shortens_a_window() -> None:
    call, unit = make_call(), make_unit()
    Extension.objects.create(window=window(call), unit=unit, closes_at=timezone.now(), reason="误填")
    assert calls.applicant_window(calls.get(call.pk), unit.pk).closes_at == window(call).closes_at


def test_a_call_without_a_window_is_not_open() -> None:
    call = make_call()
    call.windows.all().delete()
    assert calls.applicant_window(calls.get(call.pk), None).state is Opening.NOT_SET
    assert calls.open_calls(None) == []


@pytest.mark.parametrize("count", [1, 3])
def test_open_calls_come_by_their_end_with_those_to_come_last(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ends = {"c": 30, "a": 5, "b": 9}
    for slug, closes in list(ends.items())[-count:]:
        make_call(slug, closes=closes)
    make_call("soon", opens=1, closes=2)
    make_call("over", opens=-9, closes=-1)
    Call.objects.create(slug="draft", title="未发布", number_prefix="x", guide_id=GUIDE)
    with django_assert_num_queries(3):
        found = [call.slug for call, _ in calls.open_calls(None)]
    assert found == ["a", "b", "c", "soon"][-count - 1 :] if count == 3 else ["b", "soon"]


def test_a_call_keeps_the_guide_it_was_published_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(guides_folder(), tmp_path / "guides")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "guides"))
    file = tmp_path / "guides" / GUIDE / "guide.md"
    file.write_text(file.read_text(encoding="utf-8").replace("version: 1.0.0", "version: 1.0.0-kept"), encoding="utf-8")
    guides.forget()
    call = make_call()
    file.write_text(file.read_text(encoding="utf-8").replace("1.0.0-kept", "9.9.9"), encoding="utf-8")
    guides.forget()
    assert guides.of_call(call).guide.pack.version == "1.0.0-kept"
    assert guides.pin(GUIDE).version == "9.9.9"
    guides.forget()


def test_a_guide_that_is_gone_is_told_in_a_sentence() -> None:
    call = make_call()
    call.guide_digest = "sha256:" + "0" * 64
    with pytest.raises(guides.GuideUnavailable, match="的文本已不在本机"):
        guides.of_call(call)


def test_only_guides_with_a_form_can_be_applied_under() -> None:
    assert guides.available() == [GUIDE]
