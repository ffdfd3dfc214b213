"""The names that an expression may use, with their types: fields, parameters, tables, definitions, rules.

Built by the guide loader out of ``form.yaml`` and the pack; the compiler only looks things up here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from xingshen.language.types import Type


@dataclass(frozen=True, slots=True)
class Constant:
    """A parameter of the guide: its type, its value, and how the guide prints it (``3:1``, ``20%``, ``2年``)."""

    type: Type
    value: object
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table: rows by key, each a mapping from column to value; a two-way table has rows of rows' cells."""

    keys: tuple[str, ...]
    columns: Mapping[str, Type]
    rows: Mapping[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Scope:
    """Everything an expression may name. ``slots`` gives the position of a field in ``Frame.values``."""

    fields: Mapping[str, Type]
    constants: Mapping[str, Constant] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    rules: frozenset[str] = frozenset()
    clauses: frozenset[str] = frozenset()
    slots: Mapping[str, int] = field(default_factory=dict)

    def names(self) -> Iterable[str]:
        """Every name that may stand alone, for suggestions."""
        return (*self.fields, *self.constants, *self.tables, *self.definitions)


def make_scope(
    fields: Mapping[str, Type],
    *,
    constants: Mapping[str, Constant] | None = None,
    tables: Mapping[str, Table] | None = None,
    definitions: Mapping[str, str] | None = None,
    rules: Iterable[str] = (),
    clauses: Iterable[str] = (),
) -> Scope:
    """A scope whose fields are numbered in the order given."""
    slots = {name: position for position, name in enumerate(fields)}
    return Scope(
        fields, constants or {}, tables or {}, definitions or {}, frozenset(rules), frozenset(clauses), slots
    )
