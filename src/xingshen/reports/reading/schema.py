"""The JSON Schema (2020-12) of the reading of one paper: closed, like that of the check report.

Knows the shape only; ``json_form`` writes it.
"""

from __future__ import annotations

from typing import Any

from xingshen.reports.reading.account import ReadState
from xingshen.reports.reading.json_form import SCHEMA

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_FLAG: Schema = {"type": "boolean"}
_SURE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
_SURE_OR_NOTHING: Schema = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
_PAGE: Schema = {"type": "integer", "minimum": 1}
_PAGE_OR_NOTHING: Schema = {"type": ["integer", "null"], "minimum": 1}
_LENGTH: Schema = {"type": "number", "minimum": 0}
_NUMBERS: Schema = {"items": {"type": "number"}, "minItems": 4, "maxItems": 4}
_BOX: Schema = {"type": "array", "description": "left, top, right, bottom in points, upright page", **_NUMBERS}
_BOX_OR_NOTHING: Schema = {"type": ["array", "null"], **_NUMBERS}
_VALUE: Schema = {"type": ["string", "number", "boolean", "array", "null"], "items": _TEXT}


def reading_schema() -> Schema:
    """The schema of what ``reading_to_json`` yields; every call gives a fresh object."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        "description": "一份材料读出了什么：逐页文字、印章、笔迹、条码、数字签名，以及由此读出的事实。",
        **_record(_reading()),
        "$defs": {name: _record(parts) for name, parts in _definitions().items()},
    }


def _reading() -> Schema:
    return {
        "schema": {"const": SCHEMA},
        **_texts("file", "digest", "media_type"),
        "state": {"enum": [state.value for state in ReadState]},
        "sentence": _TEXT,
        "parts": _list_of("part"),
        "pages": _list_of("page"),
        "signatures": _list_of("signature"),
        "problems": _list_of("problem"),
    }


def _definitions() -> dict[str, Schema]:
    return {
        "part": _part(),
        "fact": _fact(),
        "evidence": _evidence(),
        "page": _page(),
        "line": {"text": _TEXT, "box": _BOX, "confidence": _SURE, "method": _TEXT},
        "seal": _seal(),
        "seal_reading": {"text": _TEXT, "confidence": _SURE},
        "code": {"text": _TEXT, "box": _BOX},
        "signature": _signature(),
        "problem": {"code": _TEXT, "page": _PAGE_OR_NOTHING, **_texts("message", "cure")},
    }


def _part() -> Schema:
    return {
        "kind": {"type": ["string", "null"]},
        "first_page": _PAGE,
        "last_page": _PAGE,
        "confidence": _SURE,
        "evidence": _list_of("evidence"),
        "facts": _list_of("fact"),
    }


def _fact() -> Schema:
    return {
        **_texts("id", "name"),
        "value": _VALUE,
        "confidence": _SURE,
        "alternatives": {"type": "array", "items": _VALUE},
        "evidence": _list_of("evidence"),
    }


def _evidence() -> Schema:
    return {
        "page": _PAGE_OR_NOTHING,
        "box": _BOX_OR_NOTHING,
        **_texts("quote", "method"),
        "confidence": _SURE,
    }


def _page() -> Schema:
    return {
        "number": _PAGE,
        "width": _LENGTH,
        "height": _LENGTH,
        "method": _TEXT,
        "turned": {"enum": [0, 90, 180, 270]},
        "looked": _FLAG,
        **dict.fromkeys(("mean_confidence", "least_confidence"), _SURE_OR_NOTHING),
        "lines": _list_of("line"),
        "seals": _list_of("seal"),
        "ink": {"type": "array", "items": _BOX},
        "codes": _list_of("code"),
    }


def _seal() -> Schema:
    return {
        "box": _BOX,
        **_texts("shape", "colour"),
        "whole": _FLAG,
        "confidence": _SURE,
        "readings": _list_of("seal_reading"),
        "centre": _TEXT,
    }


def _signature() -> Schema:
    return {
        **_texts("kind", "signer", "signed_at"),
        "unchanged": {"type": ["boolean", "null"]},
        "page": _PAGE_OR_NOTHING,
        "box": _BOX_OR_NOTHING,
    }


def _record(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _texts(*names: str) -> Schema:
    return dict.fromkeys(names, _TEXT)


def _list_of(name: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}
