"""Reading a field of a row, and looking up decision tables: ``甲.截止日``, ``类别表[类别].额度``, ``表[行][列]``."""

from __future__ import annotations

import ast
from dataclasses import replace

from xingshen.kernel.knowledge import Listing, Missing, Unknown, Why
from xingshen.language.assembly import Code, Context, Mode, Run, Visit
from xingshen.language.errors import nearest
from xingshen.language.frame import Frame, Record
from xingshen.language.kleene import Maybe, merge
from xingshen.language.types import TEXT, Kind, Type, list_of


def traced(frame: Frame, path: str, value: object) -> object:
    """Record the value read at ``path``; a candidate put in its place is used instead of the unknown."""
    frame.trace[path] = value
    return frame.overrides.get(path, value)


def traced_rows(run: Run, names: tuple[str, ...]) -> Run:
    """The list that ``run`` yields, with the fields ``names`` of its rows recorded and candidates put in."""

    def read(frame: Frame) -> object:
        listing = run(frame)
        if not isinstance(listing, Listing):
            return listing
        return Listing(tuple(_traced_row(frame, item, names) for item in listing.items), listing.complete)

    return read


def _traced_row(frame: Frame, item: object, names: tuple[str, ...]) -> object:
    if isinstance(item, Maybe):
        return replace(item, item=_traced_row(frame, item.item, names))
    if not isinstance(item, Record):
        return item
    read = {name: traced(frame, f"{item.path}.{name}", item[name]) for name in names if name in item}
    return Record({**item, **read}, item.path, item.title)


def compile_attribute(node: ast.Attribute, context: Context, visit: Visit) -> Code:
    """A field of a row of a list or of a table."""
    owner, name = visit(node.value, context), node.attr
    of = owner.type.field(name) if owner.type.kind is Kind.RECORD else None
    if of is None:
        known = [field_name for field_name, _ in owner.type.fields]
        raise context.error(node, f"{owner.type}没有“{name}”", nearest(name, known))
    run = owner.run

    def read(frame: Frame) -> object:
        record = run(frame)
        return record[name] if isinstance(record, Record) else _unknown(record)

    def read_traced(frame: Frame) -> object:
        record = run(frame)
        if not isinstance(record, Record):
            return _unknown(record)
        return traced(frame, f"{record.path}.{name}", record[name])

    return Code(of, read if context.mode is Mode.DECIDE else read_traced)


def _unknown(record: object) -> Unknown:
    return merge((record,))


def compile_lookup(node: ast.Subscript, context: Context, visit: Visit) -> Code:
    """``类别表[类别]`` gives a row; a two-way table is looked up twice, ``表[行][列]``."""
    if isinstance(node.value, ast.Subscript):
        return _cell(node, visit(node.value, context), context, visit)
    if not isinstance(node.value, ast.Name) or node.value.id not in context.scope.tables:
        raise context.error(node, "方括号只用于查表，如 类别表[类别].额度")
    name, table = node.value.id, context.scope.tables[node.value.id]
    context.used.add(name)
    key = visit(node.slice, context)
    _check_key(node, key, tuple(table.rows), context)
    run, rows = key.run, {word: Record(row, f"{name}[{word}]") for word, row in table.rows.items()}

    def read(frame: Frame) -> object:
        word = run(frame)
        if isinstance(word, Unknown):
            return merge((word,))
        assert isinstance(word, str)
        return rows.get(word) or _no_cell(f"{name}[{word}]")

    return Code(Type(Kind.RECORD, fields=tuple(table.columns.items())), read)


def _no_cell(path: str) -> Unknown:
    return Unknown((Missing(f"{path}（表中没有这一项）", Why.NOT_STATED),))


def _cell(node: ast.Subscript, row: Code, context: Context, visit: Visit) -> Code:
    columns = row.type.fields
    if row.type.kind is not Kind.RECORD or not columns:
        raise context.error(node, "两次方括号只用于两向表，如 表[类别][主体类型]")
    key = visit(node.slice, context)
    _check_key(node, key, tuple(name for name, _ in columns), context)
    of = _common_type(node, [of for _, of in columns], context)
    owner, run, trace, lists = row.run, key.run, context.mode is Mode.EXPLAIN, of.kind is Kind.LIST

    def read(frame: Frame) -> object:
        record, word = owner(frame), run(frame)
        if not isinstance(record, Record) or not isinstance(word, str):
            return merge((record, word))
        path = f"{record.path}[{word}]"
        value = record[word] if word in record else _no_cell(path)
        if lists and isinstance(value, str):
            value = Listing((value,))
        return traced(frame, path, value) if trace else value

    return Code(of, read)


def _common_type(node: ast.Subscript, types: list[Type], context: Context) -> Type:
    """A two-way table has cells of one type; any of them may ask nothing, and one word is a list of one."""
    sorts = {replace(of, waivable=False) for of in types}
    if sorts == {TEXT, list_of(TEXT)}:
        sorts = {list_of(TEXT)}
    if len(sorts) > 1:
        raise context.error(node, "两向表的各列类型不同，请用“表[行].列名”")
    return replace(sorts.pop(), waivable=any(of.waivable for of in types))


def _check_key(node: ast.Subscript, key: Code, rows: tuple[str, ...], context: Context) -> None:
    if key.type.kind not in (Kind.TEXT, Kind.OPTION, Kind.COUNTRY):
        raise context.error(node, f"查表的键应为选项或文本，得到的是{key.type}")
    words = key.type.options if not key.type.open else ()
    written = (key.literal,) if isinstance(key.literal, str) else ()
    lost = [word for word in (*words, *written) if word not in rows]
    if lost:
        raise context.error(node, f"表中缺少“{lost[0]}”一行（列）", nearest(lost[0], rows) if written else None)
