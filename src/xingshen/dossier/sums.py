"""The sums that a form declares (合计), worked out from what is filled in, for showing beside the fields.

Whether a difference matters is the guide's question; nothing here judges.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xingshen.dossier.dossier import Dossier
from xingshen.dossier.form_asking import SumSpec
from xingshen.kernel.knowledge import Listing, Unknown


@dataclass(frozen=True, slots=True)
class SumState:
    """One sum: ``total`` of what is filled in (None: nothing is, or a part cannot be read), ``written`` in the field.

    ``difference`` is written minus total, None where one of them is not there.
    """

    spec: SumSpec
    total: Decimal | None
    written: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """How much more is written than the parts add up to."""
        return None if self.total is None or self.written is None else self.written - self.total


def form_sums(dossier: Dossier) -> tuple[SumState, ...]:
    """Every sum of the form for ``dossier``."""
    return tuple(
        SumState(spec, _total(dossier, spec), _number(_top(dossier, spec.field))) for spec in dossier.schema.sums
    )


def _total(dossier: Dossier, spec: SumSpec) -> Decimal | None:
    """Fields that are empty count as nothing; one that cannot be read leaves the sum open."""
    values = [value for part in spec.parts for value in _values(dossier, part)]
    filled = [value for value in values if not (isinstance(value, Unknown) and value.not_filled)]
    numbers = [number for number in map(_number, filled) if number is not None]
    return sum(numbers, Decimal(0)) if numbers and len(numbers) == len(filled) else None


def _values(dossier: Dossier, part: str) -> Iterator[object]:
    holder = dossier.schema.by_id.get(part.rpartition(".")[0])
    if holder is None:
        yield _top(dossier, part)
        return
    rows, name = dossier.values.get(holder.name), dossier.schema.field(part).name
    yield from (row[name] for row in _rows(rows) if name in row)


def _rows(value: object) -> list[dict[str, object]]:
    return [row for row in value.items if isinstance(row, dict)] if isinstance(value, Listing) else []


def _top(dossier: Dossier, field_id: str) -> object:
    return dossier.values.get(dossier.schema.field(field_id).name)


def _number(value: object) -> Decimal | None:
    return Decimal(value) if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else None
