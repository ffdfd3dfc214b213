"""From the tree of an application file to the values of the form.

Finds each field under its id, alias or name, types its value, and keeps three kinds of trouble apart: what makes the
file unreadable (a list where one value belongs), what is wrong with a single value, and what is only worth telling.
Knows no file but the one it is given, and no rule.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from xingshen.dossier.dossier import FormProblem, FormSpot, Notice, Record, Severity, Value
from xingshen.dossier.form_spec import LONGEST_WORD, FieldSpec, FieldType, Format, FormSchema
from xingshen.dossier.formats import canonical, format_problem
from xingshen.dossier.refusal import Refused
from xingshen.dossier.scalars import UNKNOWN_WORD, is_blank, read_scalar, says_nothing
from xingshen.dossier.showing import mask, shorten, show_path, show_tree
from xingshen.dossier.source_text import SourceText, Tree, TreePath, in_line
from xingshen.kernel.identifiers import resident_id
from xingshen.kernel.knowledge import Listing, Missing, Unknown, Why

_UNKNOWN_KEY = "unknown"
_CANDIDATE_KEYS = ("candidate", "candidates")
_LIST_KEYS = frozenset({"items", "complete", _UNKNOWN_KEY, *_CANDIDATE_KEYS})
_RESIDENT_CARD = "居民身份证"
_OPTION_JOINTS = "、，,；;"


@dataclass(frozen=True, slots=True)
class Malformed:
    """A value of the wrong shape (a list where one value belongs), or one that is written twice.

    ``path`` is where it stands in the tree (``partner[1].country``); ``field_id`` is empty where no single field is
    meant; ``message`` is a Chinese sentence without the place.
    """

    line: int
    path: str
    message: str
    field_id: str = ""
    sentence: str = ""
    """The message with its place, where that is worded otherwise than usual."""

    def __str__(self) -> str:
        return self.sentence or f"{self.path or '文件内容'}{in_line(self.line)}：{self.message}"


@dataclass(frozen=True, slots=True)
class FormContent:
    """What an application file says. ``malformed`` is empty where the file can be used as it is."""

    values: Mapping[str, Value]
    spots: Mapping[str, FormSpot]
    problems: tuple[FormProblem, ...]
    notices: tuple[Notice, ...]
    malformed: tuple[Malformed, ...]


@dataclass(frozen=True, slots=True)
class _Written:
    """What is written for one field: the node, and where it stands in the tree."""

    node: Tree
    path: TreePath


def read_form(source: SourceText, schema: FormSchema) -> FormContent:
    """The values of every field of ``schema``, by Chinese name, with their places and problems. Never raises."""
    reader = _Reader(source, schema)
    reader.read()
    return FormContent(
        reader.values,
        reader.spots,
        tuple(sorted(reader.problems, key=lambda problem: problem.line)),
        tuple(notice for _, notice in sorted(reader.notices, key=lambda entry: entry[0])),
        tuple(sorted(reader.malformed, key=lambda item: (item.line, str(item)))),
    )


@dataclass
class _Reader:
    source: SourceText
    schema: FormSchema
    values: dict[str, Value] = field(default_factory=dict)
    spots: dict[str, FormSpot] = field(default_factory=dict)
    problems: list[FormProblem] = field(default_factory=list)
    notices: list[tuple[int, Notice]] = field(default_factory=list)
    malformed: list[Malformed] = field(default_factory=list)

    def read(self) -> None:
        bound: dict[str, _Written] = {}
        if isinstance(self.source.tree, dict):
            self._bind_object(self.source.tree, "", (), bound)
        else:
            self._refuse_shape((), "应为一个对象（以 { 开头，键为字段名）", self.source.tree)
        for spec in self.schema.fields:
            self.values[spec.name] = self._value(spec, bound.get(spec.id), "")
        self._check_formats(self.schema.fields, self.values, "")

    # --- finding the fields ------------------------------------------------------------------------------------------

    def _bind_object(self, node: Mapping[str, Tree], stem: str, path: TreePath, bound: dict[str, _Written]) -> None:
        for key, child in node.items():
            here = (*path, key)
            full = stem + _plain_key(key)
            spec = self.schema.ids_and_aliases.get(full)
            if spec is not None:
                self._bind(bound, spec, _Written(child, here))
            elif any(True for _ in self._fields_under(full)):
                self._bind_group(full, child, here, bound)
            elif not key.startswith(("$", "_")):
                self._notice_unknown(full, here, self.schema.ids_and_groups)

    def _bind_group(self, group: str, node: Tree, path: TreePath, bound: dict[str, _Written]) -> None:
        if _says_unknown(node):
            for spec in self._fields_under(group):
                self._bind(bound, spec, _Written(node, path))
        elif isinstance(node, dict):
            self._bind_object(node, f"{group}.", path, bound)
        elif node and not _is_blank_node(node):
            self._refuse_shape(path, "应为一个对象，其中逐项写出各字段", node)

    def _fields_under(self, group: str) -> Iterator[FieldSpec]:
        return (spec for spec in self.schema.fields if spec.id.startswith(f"{group}."))

    def _bind(self, bound: dict[str, _Written], spec: FieldSpec, written: _Written) -> None:
        earlier = bound.get(spec.id)
        if earlier is None:
            bound[spec.id] = written
            return
        line, path = self._line(written.path), show_path(written.path)
        message = f"{show_path(earlier.path)} 与 {path} 写的是同一字段“{spec.name}”"
        told = f"{message}{in_line(line)}，请只保留一处"
        self.malformed.append(Malformed(line, path, f"{message}，请只保留一处", spec.id, told))

    def _bind_row(self, row: Mapping[str, Tree], spec: FieldSpec, path: TreePath) -> dict[str, _Written]:
        bound: dict[str, _Written] = {}
        by_name = {item.name: item for item in spec.items}
        for key, child in row.items():
            here = (*path, key)
            item = spec.items_by_key.get(_plain_key(key)) or by_name.get(key.strip())
            if item is not None:
                self._bind(bound, item, _Written(child, here))
            elif not key.startswith(("$", "_")):
                self._notice_unknown(show_path(here), here, (f"{show_path(path)}.{item.key}" for item in spec.items))
        return bound

    # --- values ------------------------------------------------------------------------------------------------------

    def _value(self, spec: FieldSpec, written: _Written | None, stem: str) -> Value:
        path = stem + spec.name
        if spec.type is FieldType.LIST:
            return self._list(spec, written, path)
        return self._scalar(spec, spec.type, written, path)

    def _scalar(self, spec: FieldSpec, kind: FieldType, written: _Written | None, path: str) -> Value:
        if written is None or _is_blank_node(written.node):
            return _unknown(path, Why.NOT_FILLED)
        node = written.node
        self._mark(path, written.path, node, spec)
        if _says_unknown(node):
            return _unknown(path, Why.NOT_STATED, self._candidates(spec, kind, node))
        if isinstance(node, (list, dict)) or node is None:
            self._refuse_shape(written.path, f"“{spec.name}”应为单个值（{kind}）", node, spec)
            return _unknown(path, Why.INVALID)
        if says_nothing(node, spec, kind):
            return _unknown(path, Why.NOT_FILLED)
        try:
            return read_scalar(node, spec, kind)
        except Refused as refusal:
            if refusal.severity is not None:
                self._problem(spec, path, refusal.severity, refusal.message)
            return _unknown(path, refusal.why, refusal.candidates)

    def _candidates(self, spec: FieldSpec, kind: FieldType, node: Tree) -> tuple[object, ...]:
        """The proposed values of ``{"unknown": …, "candidate": x}`` that can be values of the field."""
        if not isinstance(node, dict):
            return ()
        given = [node[key] for key in _CANDIDATE_KEYS if key in node]
        flat = [item for entry in given for item in (entry if isinstance(entry, list) else [entry])]
        found: list[object] = []
        for item in flat:
            if isinstance(item, (str, bool)) and not is_blank(item):
                try:
                    found.append(read_scalar(item, spec, kind))
                except Refused as refusal:
                    found.extend(refusal.candidates)
        return tuple(found)

    def _list(self, spec: FieldSpec, written: _Written | None, path: str) -> Listing:
        if written is None or _is_blank_node(written.node):
            return Listing()
        self._mark(path, written.path, written.node, spec)
        rows, complete = self._rows(spec, written)
        items: list[object] = []
        for row in rows:
            if _says_unknown(row.node) and not (isinstance(row.node, dict) and set(row.node) - _LIST_KEYS):
                complete = False
            elif not _is_blank_node(row.node):
                items.append(self._item(spec, row, f"{path}[{len(items) + 1}]"))
        return Listing(tuple(items), complete)

    def _rows(self, spec: FieldSpec, written: _Written) -> tuple[list[_Written], bool]:
        """The rows that are written, and whether the list says that these are all."""
        node, path = written.node, written.path
        if isinstance(node, list):
            return [_Written(row, (*path, at)) for at, row in enumerate(node)], True
        if isinstance(node, dict) and set(node) <= _LIST_KEYS and (_UNKNOWN_KEY in node or "items" in node):
            inner, _ = self._rows(spec, _Written(node.get("items") or [], (*path, "items")))
            return inner, _UNKNOWN_KEY not in node and self._is_complete(node.get("complete", True), path, spec)
        if isinstance(node, dict) and spec.items:
            return [written], True
        if isinstance(node, str) and _says_unknown(node):
            return [], False
        if isinstance(node, str) and says_nothing(node, spec, FieldType.OPTION):
            return [], True
        if isinstance(node, (str, bool)) and spec.item_type is not None:
            return [_Written(part, path) for part in _split_options(node, spec)], True
        self._refuse_shape(path, f"“{spec.name}”应为列表（以 [ 开头）", node, spec)
        return [], False

    def _is_complete(self, node: Tree, path: TreePath, spec: FieldSpec) -> bool:
        if isinstance(node, bool):
            return node
        if isinstance(node, str) and node.strip().casefold() in ("true", "是", "false", "否"):
            return node.strip().casefold() in ("true", "是")
        self._refuse_shape((*path, "complete"), "complete 应为 true 或 false", node, spec)
        return False

    def _item(self, spec: FieldSpec, row: _Written, path: str) -> Value | Record:
        if spec.item_type is not None:
            return self._scalar(spec, spec.item_type, row, path)
        if not isinstance(row.node, dict):
            self._refuse_shape(row.path, f"“{spec.name}”的每一项应为对象（以 {{ 开头）", row.node, spec)
            return {}
        self._mark(path, row.path, row.node, spec)
        bound = self._bind_row(row.node, spec, row.path)
        record = {item.name: self._value(item, bound.get(item.id), f"{path}.") for item in spec.items}
        self._check_formats(spec.items, record, f"{path}.")
        return record

    # --- written forms -----------------------------------------------------------------------------------------------

    def _check_formats(self, specs: Iterable[FieldSpec], values: dict[str, Value], stem: str) -> None:
        """Note texts that lack the form of their field; bring those that have it into the registered spelling."""
        for spec in specs:
            value = values.get(spec.name)
            if spec.format is None or not isinstance(value, str) or not self._applies(spec, value, values):
                continue
            message = format_problem(spec.format, value)
            if message is None:
                values[spec.name] = canonical(spec.format, value)
            else:
                self._problem(spec, stem + spec.name, Severity.FORMAT, message)

    def _applies(self, spec: FieldSpec, value: str, values: Mapping[str, Value]) -> bool:
        """An id number is checked where ``…id_type`` says 居民身份证, or says nothing and it has 18 places."""
        if spec.format is not Format.RESIDENT_ID:
            return True
        kind_spec = self.schema.by_id.get(f"{spec.id}_type")
        kind = values.get(kind_spec.name) if kind_spec else None
        if isinstance(kind, str):
            return kind == _RESIDENT_CARD
        return len(resident_id.normalise(value)) == 18

    # --- notes -------------------------------------------------------------------------------------------------------

    def _mark(self, path: str, tree_path: TreePath, node: Tree, spec: FieldSpec) -> None:
        shown = mask(node) if spec.private and isinstance(node, str) else show_tree(node)
        self.spots[path] = FormSpot(tree_path, self._line(tree_path), shown)

    def _problem(self, spec: FieldSpec, path: str, severity: Severity, message: str) -> None:
        spot = self.spots[path]
        self.problems.append(
            FormProblem(
                field_id=spec.id,
                path=path,
                name=spec.name,
                line=spot.line,
                severity=severity,
                message=message,
                shown=spot.shown,
            )
        )

    def _notice_unknown(self, full: str, path: TreePath, known: Iterable[str]) -> None:
        line = self._line(path)
        near = process.extractOne(full[:200], [*known], scorer=fuzz.ratio, score_cutoff=75)
        hint = f"，是否为 {near[0]}？" if near else ""
        self.notices.append((line, Notice(f"未知字段 {shorten(full)}{in_line(line)}{hint}", line or None)))

    def _refuse_shape(self, path: TreePath, expected: str, node: Tree, spec: FieldSpec | None = None) -> None:
        message = f"{expected}，此处为{_shape(node)}"
        self.malformed.append(Malformed(self._line(path), show_path(path), message, spec.id if spec else ""))

    def _line(self, path: TreePath) -> int:
        return self.source.line_of(path)


def _unknown(path: str, why: Why, candidates: tuple[object, ...] = ()) -> Unknown:
    return Unknown((Missing(path, why),), candidates)


def _says_unknown(node: Tree) -> bool:
    if isinstance(node, dict):
        return _UNKNOWN_KEY in node and "items" not in node
    return isinstance(node, str) and node.strip() == UNKNOWN_WORD


def _is_blank_node(node: Tree) -> bool:
    if isinstance(node, (list, dict)):
        return not node
    return is_blank(node)


def _split_options(node: str | bool, spec: FieldSpec) -> list[str | bool]:
    """The words of a single text that stands for a list of options: itself, or its parts where all are listed."""
    if isinstance(node, bool) or spec.item_type is not FieldType.OPTION:
        return [node]
    for joint in _OPTION_JOINTS:
        parts = [part for part in node.split(joint) if part.strip()] if len(node) <= LONGEST_WORD else []
        if len(parts) > 1 and spec.knows(node) is None and all(spec.knows(part) for part in parts):
            return list(parts)
    return [node]


def _plain_key(key: str) -> str:
    return unicodedata.normalize("NFKC", key).strip().replace("-", "_") if len(key) <= 200 else key


def _shape(node: Tree) -> str:
    if isinstance(node, dict):
        return "对象"
    if isinstance(node, list):
        return "列表"
    return f"“{show_tree(node)}”" if node is not None else "空值"
