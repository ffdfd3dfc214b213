"""The answers of one application as a tree, and the addresses of its parts.

An address is what the form's page, saved changes and history call a value:

- ``project.title``: a field; ``form.activity_type``: a list of plain values, which is one value;
- ``team[k3f9].name``: a cell of a row; rows have ids of their own that stay when others are added, moved or removed,
  so that two people can edit one list; a list inside a row is one value;
- ``team[k3f9]``: a whole row, to add (a mapping) or remove (None); ``team[]``: the order of the rows, a list of ids.

Scalars are kept as texts as they were typed; private ones apart from the tree, by address. Knows the form and nothing
of people, versions or the database.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from xingshen.dossier.attachments import ATTACHMENTS_ID
from xingshen.dossier.form_spec import FieldSpec, FieldType, FormSchema

ROW_ID = "_id"
"""The key of a row's id; the reader of dossiers passes over keys that begin with ``_``."""
OPEN_LISTS = "_open"
"""The key under which lists stand that an imported dossier calls unknown or incomplete, until somebody edits them."""
MOST_ROWS = 300
LONGEST_TEXT = 20_000
_ADDRESS = re.compile(r"(?P<field>[a-z0-9_.]+)(?:\[(?P<row>[a-z0-9]{0,16})\](?:\.(?P<cell>[a-z0-9_]+))?)?")
_FOLDED_NUMBER = (int, float)


class BadChange(ValueError):  # noqa: N818  # what a browser sent cannot be taken
    """A change that names no field of this form or has the wrong shape; the text is a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Address:
    """One address, taken apart. ``spec`` is the field or the cell; ``orders``: the order of the rows is meant."""

    spec: FieldSpec
    field_id: str
    row: str = ""
    cell: str = ""
    orders: bool = False

    def __str__(self) -> str:
        if self.orders:
            return f"{self.field_id}[]"
        row = f"[{self.row}]" if self.row else ""
        return f"{self.field_id}{row}.{self.cell}" if self.cell else f"{self.field_id}{row}"

    @property
    def is_row(self) -> bool:
        """A whole row is meant."""
        return bool(self.row) and not self.cell

    @property
    def private(self) -> bool:
        """The value is kept encrypted and never told to anybody but the people of the application."""
        return self.spec.private and not self.is_row and not self.orders


def new_row_id() -> str:
    """An id that no other row has."""
    return secrets.token_hex(4)


def read_address(text: str, schema: FormSchema) -> Address:
    """The address that ``text`` writes. Raises BadChange where the form has no such place."""
    found = _ADDRESS.fullmatch(text)
    spec = schema.by_id.get(found["field"]) if found else None
    if found is None or spec is None or spec.id == ATTACHMENTS_ID or spec not in schema.fields:
        raise BadChange(f"表单中没有“{text[:60]}”这一处")
    row, cell = found["row"], found["cell"]
    if row is None:
        if spec.is_record_list:
            raise BadChange(f"“{spec.name}”须逐行修改")
        return Address(spec, spec.id)
    if not spec.is_record_list or (not row and cell):
        raise BadChange(f"表单中没有“{text[:60]}”这一处")
    if not cell:
        return Address(spec, spec.id, row, orders=not row)
    item = next((each for each in spec.items if each.key == cell), None)
    if item is None:
        raise BadChange(f"表单中没有“{text[:60]}”这一处")
    return Address(item, spec.id, row, cell)


class Answers:
    """Answers that can be read and changed by address. ``tree`` has no private values; ``private`` has nothing else."""

    def __init__(self, schema: FormSchema, tree: Mapping[str, Any] | None, private: Mapping[str, str] | None) -> None:
        self.schema = schema
        self.tree: dict[str, Any] = _copied(tree or {})
        self.private: dict[str, str] = dict(private or {})

    # --- reading -----------------------------------------------------------------------------------------------------

    def get(self, address: Address) -> Any:
        """What stands at ``address``; None where nothing does. A row comes without its private cells."""
        if address.orders:
            return [row[ROW_ID] for row in self.rows(address.field_id)]
        if address.private:
            return self.private.get(str(address))
        if not address.row:
            return self._node(address.field_id)
        row = self.row(address.field_id, address.row)
        if row is None or not address.cell:
            return None if row is None else {key: value for key, value in row.items() if key != ROW_ID}
        return row.get(address.cell)

    def rows(self, field_id: str) -> list[dict[str, Any]]:
        """The rows of a list of records, in order."""
        node = self._node(field_id)
        return node if isinstance(node, list) else []

    def row(self, field_id: str, row_id: str) -> dict[str, Any] | None:
        """The row with this id, or None."""
        return next((row for row in self.rows(field_id) if row.get(ROW_ID) == row_id), None)

    def written(self) -> Iterator[tuple[Address, Any]]:
        """Everything that is filled in, rows cell by cell."""
        for spec in self.schema.fields:
            if spec.id != ATTACHMENTS_ID:
                yield from ((each, value) for each in self._addresses(spec) if (value := self.get(each)) is not None)

    def _addresses(self, spec: FieldSpec) -> Iterator[Address]:
        if not spec.is_record_list:
            yield Address(spec, spec.id)
            return
        for row in self.rows(spec.id):
            yield from (Address(item, spec.id, row[ROW_ID], item.key) for item in spec.items)

    def plain(self) -> dict[str, Any]:
        """The tree of application.json: private values in their places, no ids of rows, no rows without content."""
        whole = Answers(self.schema, self.tree, None)
        for spec in self.schema.fields:
            if spec.is_record_list and spec.id != ATTACHMENTS_ID:
                rows = [self._plain_row(spec, row) for row in self.filled_rows(spec.id)]
                whole._put_node(spec.id, rows or None)
            elif spec.private and spec.id in self.private:
                whole._put_node(spec.id, self.private[spec.id])
        for field_id in whole.tree.pop(OPEN_LISTS, ()):
            whole._put_node(field_id, {"items": whole._node(field_id) or [], "complete": False})
        return whole.tree

    def filled_rows(self, field_id: str) -> list[dict[str, Any]]:
        """The rows in which anything is filled in: those that the engine counts, from 1."""
        return [row for row in self.rows(field_id) if len(row) > 1 or self._private_of_row(field_id, row[ROW_ID])]

    # --- changing ----------------------------------------------------------------------------------------------------

    def leave_open(self, field_id: str) -> None:
        """Note that more may belong into this list than is written."""
        self.tree[OPEN_LISTS] = sorted({*self.tree.get(OPEN_LISTS, ()), field_id})

    def put(self, address: Address, value: Any) -> None:
        """Put ``value`` (as :func:`clean` gives it) at ``address``; None clears. A cell makes its row where needed."""
        if address.field_id in self.tree.get(OPEN_LISTS, ()):
            self.tree[OPEN_LISTS] = [each for each in self.tree[OPEN_LISTS] if each != address.field_id]
        if address.orders:
            self._order(address.field_id, value)
        elif address.is_row:
            self._put_row(address, value)
        elif address.private:
            self._put_private(address, value)
        elif not address.row:
            self._put_node(address.field_id, value)
        else:
            row = self._row_or_new(address)
            row.pop(address.cell, None)
            if value is not None:
                row[address.cell] = value

    def _put_private(self, address: Address, value: Any) -> None:
        if address.row:
            self._row_or_new(address)
        self.private.pop(str(address), None)
        if value is not None:
            self.private[str(address)] = str(value)

    def _put_row(self, address: Address, value: Any) -> None:
        if value is None:
            kept = [row for row in self.rows(address.field_id) if row.get(ROW_ID) != address.row]
            for key in self._private_of_row(address.field_id, address.row):
                del self.private[key]
            self._put_node(address.field_id, kept or None)
            return
        for key, cell in value.items():
            item = next(each for each in address.spec.items if each.key == key)
            self.put(Address(item, address.field_id, address.row, key), cell)
        self._row_or_new(address)

    def _row_or_new(self, address: Address) -> dict[str, Any]:
        row = self.row(address.field_id, address.row)
        if row is None:
            row = {ROW_ID: address.row}
            rows = self.rows(address.field_id)
            if len(rows) >= MOST_ROWS:
                raise BadChange(f"“{self.schema.by_id[address.field_id].name}”最多 {MOST_ROWS} 行")
            self._put_node(address.field_id, [*rows, row])
        return row

    def _order(self, field_id: str, wanted: Any) -> None:
        """Rows in the wanted order; those that the list does not name stay behind the row they stood behind."""
        rows = self.rows(field_id)
        place = {row_id: at for at, row_id in enumerate(wanted)}
        keys, last = [], -1
        for row in rows:
            last = place.get(row[ROW_ID], last)
            keys.append((last, row[ROW_ID] not in place))
        order = sorted(range(len(rows)), key=lambda at: keys[at])
        self._put_node(field_id, [rows[at] for at in order] or None)

    def _plain_row(self, spec: FieldSpec, row: Mapping[str, Any]) -> dict[str, Any]:
        plain = {key: value for key, value in row.items() if key != ROW_ID}
        for item in spec.items:
            secret = self.private.get(f"{spec.id}[{row[ROW_ID]}].{item.key}")
            if secret is not None:
                plain[item.key] = secret
        return plain

    def _private_of_row(self, field_id: str, row_id: str) -> list[str]:
        return [key for key in self.private if key.startswith(f"{field_id}[{row_id}].")]

    def _node(self, field_id: str) -> Any:
        node: Any = self.tree
        for key in field_id.split("."):
            node = node.get(key) if isinstance(node, dict) else None
        return node

    def _put_node(self, field_id: str, value: Any) -> None:
        *groups, last = field_id.split(".")
        if value is None and self._node(field_id) is None:
            return
        node = self.tree
        for group in groups:
            if not isinstance(node.get(group), dict):
                node[group] = {}
            node = node[group]
        node.pop(last, None)
        if value is not None:
            node[last] = value


def _copied(node: Any) -> Any:
    """A copy of a JSON tree that shares no object and no list with it."""
    if isinstance(node, Mapping):
        return {key: _copied(value) for key, value in node.items()}
    return [_copied(value) for value in node] if isinstance(node, list) else node


def clean(address: Address, value: Any) -> Any:
    """``value`` as it is stored: texts as typed, lists without blanks, None for nothing. Raises BadChange."""
    if address.orders:
        return _texts(value, address.spec)
    if address.is_row:
        return None if value is None else _row(value, address.spec)
    return clean_value(address.spec, value)


def clean_value(spec: FieldSpec, value: Any) -> Any:
    """The stored form of one value of ``spec``. Raises BadChange."""
    if spec.is_record_list:
        if not isinstance(value, list | None):
            _refuse(spec)
        rows = [_row(each, spec) for each in value or []]
        return [row for row in rows if row] or None
    if spec.type is FieldType.LIST:
        return _texts(value, spec) or None
    return _text(value, spec)


def _row(value: Any, spec: FieldSpec) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        _refuse(spec)
    cells = {item.key: item for item in spec.items}
    if unknown := set(value) - set(cells) - {ROW_ID}:
        raise BadChange(f"“{spec.name}”中没有“{sorted(unknown)[0][:40]}”这一列")
    row = {key: clean_value(cells[key], each) for key, each in value.items() if key in cells}
    return {key: each for key, each in row.items() if each is not None}


def _texts(value: Any, spec: FieldSpec) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > MOST_ROWS:
        _refuse(spec)
    return [text for each in value if (text := _text(each, spec)) is not None]


def _text(value: Any, spec: FieldSpec) -> Any:
    """A scalar as text. What an imported dossier marks as unknown stays as it is."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, _FOLDED_NUMBER):
        return str(value)
    if isinstance(value, Mapping) and "unknown" in value:
        return dict(value)
    if not isinstance(value, str):
        _refuse(spec)
    if len(value) > LONGEST_TEXT:
        raise BadChange(f"“{spec.name}”超过 {LONGEST_TEXT} 字，请放在附件中")
    plain = value.replace("\r\n", "\n").replace("\0", "")
    return plain if plain.strip() else None


def _refuse(spec: FieldSpec) -> NoReturn:
    raise BadChange(f"“{spec.name}”的内容形状不对，没有保存")
