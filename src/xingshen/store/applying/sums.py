"""The sums that a form works out itself: fields that are nothing but the total of others.

A sum is only filled where every part that is written can be read as a number; else what stands there stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xingshen.dossier.in_memory import hold_dossier
from xingshen.dossier.sums import form_sums
from xingshen.store.applying.answers import Address, Answers


def fill_sums(answers: Answers) -> Iterator[tuple[Address, str]]:
    """(field, its value) for every sum of the form that is to be filled in."""
    if not any(spec.fills for spec in answers.schema.sums):
        return
    for state in form_sums(hold_dossier(answers.schema, "", answers.plain())):
        if state.spec.fills and state.total is not None:
            spec = answers.schema.by_id[state.spec.field]
            yield Address(spec, spec.id), plain_number(state.total)


def plain_number(number: Decimal) -> str:
    """``199.99``, ``200``: without an exponent and without idle zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
