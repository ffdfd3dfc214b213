"""Sums that the form declares, worked out from what is filled in."""

from __future__ import annotations

from decimal import Decimal

from xingshen.dossier.form_schema import FormSchema
from xingshen.dossier.in_memory import hold_dossier
from xingshen.dossier.sums import SumState, form_sums


def sums(schema: FormSchema, **budget: object) -> dict[str, SumState]:
    return {state.spec.field: state for state in form_sums(hold_dossier(schema, "x", {"budget": budget}))}


def test_what_is_filled_in_is_added_up(schema: FormSchema) -> None:
    found = sums(schema, requested_grant=50, self_funding="149.99", total_sources=200)["budget.total_sources"]
    assert (found.total, found.written, found.difference) == (Decimal("199.99"), Decimal(200), Decimal("0.01"))


def test_nothing_filled_in_is_no_sum(schema: FormSchema) -> None:
    found = sums(schema)["budget.total_spending"]
    assert (found.total, found.written, found.difference) == (None, None, None)


def test_a_part_that_cannot_be_read_leaves_the_sum_open(schema: FormSchema) -> None:
    assert sums(schema, equipment="若干", labour=3)["budget.total_spending"].total is None


def test_a_column_is_added_up_over_its_rows(schema: FormSchema) -> None:
    rows = [{"amount": 100}, {"amount": "50.5"}, {"name": "空"}]
    assert sums(schema, self_funding=150, sources=rows)["budget.self_funding"].difference == Decimal("-0.5")
