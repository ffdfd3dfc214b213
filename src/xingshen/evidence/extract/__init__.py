"""Readers of facts, one per family of papers, by the names that a guide's form gives them (读取)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from xingshen.evidence.extract.agreement import agreement_facts
from xingshen.evidence.fact import FactRow
from xingshen.evidence.page import Paper

EXTRACTORS: Mapping[str, Callable[[Paper], FactRow]] = {"agreement": agreement_facts}
"""The reader of each family: takes a paper as read, gives its facts; never fails on what a paper says."""
