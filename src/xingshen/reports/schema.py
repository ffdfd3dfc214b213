"""The JSON Schema (2020-12) of the JSON report: closed, so that a typing slip in a consumer is found at once.

Knows the shape only; writing and reading reports is ``json_report``'s work.
"""

from __future__ import annotations

from dataclasses import fields
from enum import StrEnum
from typing import Any

from xingshen.kernel.outcome import Outcome, Reason, Verdict
from xingshen.reports.tally import Tally

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_FLAG: Schema = {"type": "boolean"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_OPTIONAL: dict[str, Schema] = {"quote": {"rendering": _TEXT}}
"""Parts that only some reports have: the rendering of a clause in the language in which the check was told."""


def report_schema() -> Schema:
    """The schema of what ``to_json`` yields; every call gives a fresh object."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "xingshen report",
        "description": "形式审查结果：每条意见都带条款原文、证据和指纹。",
        **_record(_report()),
        "$defs": {name: _record(parts, _OPTIONAL.get(name, {})) for name, parts in _definitions().items()},
    }


def _report() -> Schema:
    return {
        "guide": _reference("guide"),
        "dossier": _reference("dossier"),
        "as_of": _TEXT,
        "verdict": _one_of(Verdict),
        "counts": _reference("counts"),
        "findings": _list_of("finding"),
        "priority": _list_of("priority"),
        "notes": _list_of("note"),
        "papers": _list_of("paper"),
        "engine": _reference("engine"),
    }


def _definitions() -> dict[str, Schema]:
    return {
        "guide": {**_texts("id", "title", "version", "digest"), "lists": _list_of("list")},
        "list": _texts("file", "as_of", "digest"),
        "dossier": _texts("id", "digest", "title", "applicant", "category"),
        "counts": {field.name: _COUNT for field in fields(Tally)},
        "finding": _finding(),
        "quote": _texts("clause", "text", "part"),
        "evidence": _evidence(),
        "read": {**_texts("name", "value"), "evidence": _list_of("evidence")},
        "missing": _texts("name", "why"),
        "priority": _priority(),
        "note": {**_texts("message"), "evidence": _list_of("evidence")},
        "paper": {
            **_texts("file", "title", "declared_kind", "read_as", "media_type"),
            "pages": _COUNT,
            **_texts("digest", "state"),
        },
        "engine": _texts("name", "version"),
    }


def _finding() -> Schema:
    return {
        **_texts("rule", "title"),
        "clauses": {"type": "array", "items": _TEXT},
        "quotes": _list_of("quote"),
        "outcome": _one_of(Outcome),
        "reason": _one_of_or_nothing(Reason),
        "standing": _FLAG,
        "derived": _FLAG,
        **_texts("message", "cure"),
        "evidence": _list_of("evidence"),
        "read": _list_of("read"),
        "missing": _list_of("missing"),
        "fingerprint": _TEXT,
        "would_be": _one_of_or_nothing(Outcome),
        "answered_by": {"type": ["string", "null"]},
    }


def _evidence() -> Schema:
    return {
        "file": _TEXT,
        "page": {"type": ["integer", "null"], "minimum": 1},
        "box": {
            "description": "left, top, right, bottom in points from the page's top left corner",
            "type": ["array", "null"],
            "items": {"type": "number"},
            "minItems": 4,
            "maxItems": 4,
        },
        **_texts("quote", "method"),
        "confidence": {"type": "number", "minimum": 0, "maximum": 1},
    }


def _priority() -> Schema:
    return {
        **_texts("rule", "title"),
        "clauses": {"type": "array", "items": _TEXT},
        "quotes": _list_of("quote"),
        "state": {"enum": ["claimed_evidenced", "claimed_to_check", "not_claimed"]},
        "message": _TEXT,
        "evidence": _list_of("evidence"),
    }


def _record(properties: Schema, optional: Schema | None = None) -> Schema:
    return {
        "type": "object",
        "properties": properties | (optional or {}),
        "required": list(properties),
        "additionalProperties": False,
    }


def _texts(*names: str) -> Schema:
    return dict.fromkeys(names, _TEXT)


def _reference(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _list_of(name: str) -> Schema:
    return {"type": "array", "items": _reference(name)}


def _one_of(words: type[StrEnum]) -> Schema:
    return {"enum": [word.value for word in words]}


def _one_of_or_nothing(words: type[StrEnum]) -> Schema:
    return {"enum": [*(word.value for word in words), None]}
