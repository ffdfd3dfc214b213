"""The record of readings and the guide packs speak of the same readings, rules and clauses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from xingshen.guide.loading import load_guide
from xingshen.guide.pack import Guide

ROOT = Path(__file__).parents[2]
RECORD = (ROOT / "docs" / "readings.md").read_text(encoding="utf-8")
PACKS = sorted((ROOT / "guides").glob("*/guide.md"))
DOCUMENTS = ("README.md", "README.zh-CN.md", "docs/architecture.md", "docs/readings.md")


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide(ROOT / "guides" / "hebei-intl-2026")


def test_every_reading_that_a_pack_cites_is_recorded_once() -> None:
    recorded = re.findall(r"^\| ([DAR]\d+) ", RECORD, re.MULTILINE)
    cited = {name for pack in PACKS for name in re.findall(r"\b[DAR]\d+\b", pack.read_text(encoding="utf-8"))}
    assert (len(recorded), cited - set(recorded)) == (len(set(recorded)), set())


def test_every_rule_and_question_that_the_record_names_exists(guide: Guide) -> None:
    named = set(re.findall(r"\b[RH]-\d\.\w+(?:\.\w+)*(?:-[一-龥]+)?", RECORD))
    known = {rule.id for rule in guide.rules()} | {question for pack in guide.packs for question in pack.questions}
    assert named - known == set()


def test_every_clause_that_the_record_names_exists(guide: Guide) -> None:
    named = set(re.findall(r"(?<![-\w.])\d\.[0-9a-z]+(?:\.[a-z0-9]+)?(?![-\w])", RECORD))
    known = {clause for pack in guide.packs for clause in pack.clauses}
    assert {name for name in named if ".x" not in name} - known == set()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    document = ROOT / name
    links = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []
