from __future__ import annotations

import pytest

from tests.evidence.sheets import paper
from xingshen.evidence.facts import READERS, facts_of


def test_every_reader_takes_an_empty_paper() -> None:
    assert {name: facts_of(paper(), name).file for name in READERS} == dict.fromkeys(READERS, "a.docx")


def test_an_unknown_reader_is_refused() -> None:
    with pytest.raises(ValueError, match="no such reader"):
        facts_of(paper(), "nobody")
