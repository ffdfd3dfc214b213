"""Every kind of event that the code appends has a word."""

from __future__ import annotations

import re
from pathlib import Path

import xingshen
from xingshen.portal.event_words import EVENT_WORDS, event_word
from xingshen.review.examination_events import EVENT_TYPES

_SUBJECTS = (
    "application|paper|filing|call|unit|department|invitation|member|role|profile|password|second_factor|sessions"
    "|login|account|officer|token|webhook|queue|likeness"
)
_KIND = re.compile(rf'"((?:{_SUBJECTS})\.[a-z_]+)"')


def appended() -> set[str]:
    """Kinds as they are written in the packages that append events; ids of form fields look alike in part."""
    root = Path(xingshen.__file__).parent
    files = [*root.glob("store/*.py"), *root.glob("review/*.py"), *root.glob("portal/accounts/*.py")]
    return {kind for path in files for kind in _KIND.findall(path.read_text(encoding="utf-8"))}


def test_every_kind_of_event_has_a_word() -> None:
    assert sorted(appended() - set(EVENT_WORDS)) == []


def test_every_event_of_an_examination_has_a_word() -> None:
    assert [each.kind for each in EVENT_TYPES if each.kind not in EVENT_WORDS] == []


def test_a_kind_without_a_word_is_shown_as_it_is() -> None:
    assert event_word("something.new") == "something.new"
