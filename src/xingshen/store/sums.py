"""The sums that a form works out itself: fields that are nothing but the total of others.

A sum is only filled where every part that is written can be read as a number; else what stands there stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from xingshen.dossier.form_spec import FieldSpec
from xingshen.dossier.refusal import Refused
from xingshen.dossier.scalars import is_blank, read_scalar, says_nothing
from xingshen.store.answers import ROW_ID, Address, Answers


def fill_sums(answers: Answers) -> Iterator[tuple[Address, str]]:
    """(field, its value) for every sum of the form that is to be filled in."""
    for spec in answers.schema.sums:
        if spec.fills and (total := total_of(answers, spec.parts)) is not None:
            yield Address(answers.schema.by_id[spec.field], spec.field), plain_number(total)


def total_of(answers: Answers, parts: tuple[str, ...]) -> Decimal | None:
    """The total of fields and columns; None where nothing is written or something cannot be read."""
    total, written = Decimal(0), False
    for spec, value in _values(answers, parts):
        if value is None or (isinstance(value, str) and (is_blank(value) or says_nothing(value, spec, spec.type))):
            continue
        amount = _read(value, spec)
        if amount is None:
            return None
        total, written = total + amount, True
    return total if written else None


def plain_number(number: Decimal) -> str:
    """``199.99``, ``200``: without an exponent and without idle zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _values(answers: Answers, parts: tuple[str, ...]) -> Iterator[tuple[FieldSpec, Any]]:
    for part in parts:
        spec = answers.schema.by_id[part]
        holder = part.rpartition(".")[0]
        if spec in answers.schema.fields:
            yield spec, answers.get(Address(spec, part))
        else:
            for row in answers.rows(holder):
                yield spec, answers.get(Address(spec, holder, row[ROW_ID], spec.key))


def _read(value: Any, spec: FieldSpec) -> Decimal | None:
    try:
        amount = read_scalar(value, spec, spec.type) if isinstance(value, str) else None
    except Refused:
        return None
    return Decimal(amount) if isinstance(amount, int | Decimal) else None
