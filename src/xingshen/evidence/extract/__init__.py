"""Readers of facts, one per family of papers, by the names that a guide's form gives them (读取)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from xingshen.evidence.extract.agreement import agreement_facts
from xingshen.evidence.extract.audit_report import audit_report_facts
from xingshen.evidence.extract.certificate import certificate_facts
from xingshen.evidence.extract.form_print import form_print_facts
from xingshen.evidence.extract.licence import licence_facts
from xingshen.evidence.fact import FactRow
from xingshen.evidence.page import Paper

EXTRACTORS: Mapping[str, Callable[[Paper], FactRow]] = {
    "agreement": agreement_facts,
    "audit_report": audit_report_facts,
    "certificate": certificate_facts,
    "form_print": form_print_facts,
    "licence": licence_facts,
}
"""The reader of each family: takes a paper as read, gives its facts; never fails on what a paper says."""
