"""JSON Schema 2020-12 of ``application.json``, made out of a form, so that editors and portals can help to fill it in.

It describes the recommended way to write each value; the reader takes more (see scalars). Knows no rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from xingshen.dossier.form_spec import ALWAYS, FieldSpec, FieldType, FormSchema

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_NUMBER: Schema = {"type": ["number", "string"]}
_SCALARS: Mapping[FieldType, Schema] = {
    FieldType.TEXT: {"type": ["string", "number"]},
    FieldType.LONG_TEXT: _TEXT,
    FieldType.INTEGER: {"anyOf": [{"type": "integer", "minimum": 0}, _TEXT]},
    FieldType.NUMBER: _NUMBER,
    FieldType.MONEY: {"anyOf": [{"type": "number", "minimum": 0, "exclusiveMaximum": 10**8}, _TEXT]},
    FieldType.PERCENT: {"anyOf": [{"type": "number", "minimum": 0, "maximum": 100}, _TEXT]},
    FieldType.DATE: {"anyOf": [{"type": "string", "format": "date"}, _TEXT]},
    FieldType.TIME: _TEXT,
    FieldType.FLAG: {"type": ["boolean", "string"]},
    FieldType.COUNTRY: _TEXT,
}
_WAYS: Mapping[FieldType, str] = {
    FieldType.MONEY: "金额，单位为万元；也可写作“100万元”“1000000元”",
    FieldType.PERCENT: "0 至 1 的小数，或带百分号，如“51%”",
    FieldType.DATE: "日期，如 2026-07-01",
    FieldType.TIME: "时刻，如 17:00",
    FieldType.FLAG: "true 或 false，也可写“是”“否”",
    FieldType.COUNTRY: "国家或地区的名称或 ISO 代码，如 德国、DE、中国香港",
}


def form_json_schema(schema: FormSchema, title: str = "申报书数据") -> Schema:
    """The JSON Schema of the application file for ``schema``; dotted ids become nested objects."""
    root: Schema = {
        "$schema": DIALECT,
        "title": title,
        "description": "缺失、null 或空文字表示未填写；{“unknown”: “原因”} 表示未知。列表可写作数组，"
        "或 {“items”: […], “complete”: false} 表示可能还有未列出的项。",
        "$defs": {"unknown": _unknown()},
    }
    root.update(_object(schema.fields))
    root["properties"]["$schema"] = _TEXT
    return root


def _object(fields: Iterable[FieldSpec]) -> Schema:
    tree: Schema = {"type": "object", "properties": {}, "additionalProperties": False}
    for spec in fields:
        node = tree
        *groups, last = spec.id.split(".")
        for group in groups:
            empty: Schema = {"type": ["object", "null"], "properties": {}, "additionalProperties": False}
            node = node["properties"].setdefault(group, empty)
        field = _field(spec)
        node["properties"][last] = field
        node["properties"].update(dict.fromkeys(spec.aliases, field))
    return tree


def _field(spec: FieldSpec) -> Schema:
    value = _list(spec) if spec.type is FieldType.LIST else _scalar(spec, spec.type)
    described: Schema = {"title": spec.name}
    if words := _description(spec):
        described["description"] = words
    return described | {"anyOf": [value, {"type": "null"}, {"$ref": "#/$defs/unknown"}]}


def _scalar(spec: FieldSpec, kind: FieldType) -> Schema:
    if kind is not FieldType.OPTION:
        return dict(_SCALARS[kind])
    words = [word for option in spec.options for word in (option.word, *option.aliases)]
    listed: Schema = {"enum": list(dict.fromkeys(words))}
    return {"anyOf": [listed, _TEXT]} if spec.open else listed


def _list(spec: FieldSpec) -> Schema:
    rows: Schema = _row(spec) if spec.items else _scalar(spec, spec.item_type or FieldType.TEXT)
    array: Schema = {"type": "array", "items": {"anyOf": [rows, {"$ref": "#/$defs/unknown"}]}}
    partial: Schema = {
        "type": "object",
        "properties": {"items": array, "complete": {"type": "boolean"}},
        "required": ["items"],
        "additionalProperties": False,
    }
    return {"anyOf": [array, partial, rows]}


def _row(spec: FieldSpec) -> Schema:
    fields = {key: _field(item) for item in spec.items for key in (item.key, *item.aliases)}
    return {"type": "object", "properties": fields, "additionalProperties": False}


def _description(spec: FieldSpec) -> str:
    parts = [
        spec.hint,
        _WAYS.get(spec.item_type or spec.type),
        f"单位：{spec.unit}" if spec.unit and spec.type is not FieldType.MONEY else None,
        "必填" if spec.required == ALWAYS else f"以下情形必填：{spec.required}" if spec.required else None,
        f"格式：{spec.format}" if spec.format else None,
        "可填名单以外的内容" if spec.open else None,
        f"条款：{'、'.join(spec.clauses)}" if spec.clauses else None,
    ]
    return "。".join(part for part in parts if part)


def _unknown() -> Schema:
    return {
        "title": "未知",
        "description": "值未知：unknown 写原因；candidate 或 candidates 可写推测的值",
        "type": "object",
        "properties": {"unknown": {}, "candidate": {}, "candidates": {"type": "array"}},
        "required": ["unknown"],
        "additionalProperties": False,
    }
