"""The description of the operations: as JSON for programs, and as a calm page to read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from xingshen.portal.access import open_to_all
from xingshen.portal.api.description import describe, operations
from xingshen.portal.api.envelope import language_of
from xingshen.portal.api.problems import TITLES
from xingshen.review.api_policy import SCOPE_WORDS


@open_to_all
@require_safe
def description_json(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1, in the language that the program asks for."""
    language = language_of(request)
    with translation.override(language):
        response = JsonResponse(describe(), json_dumps_params={"ensure_ascii": False})
    response.headers["Content-Language"] = language
    response.headers["Vary"] = "Accept-Language"
    return response


@open_to_all
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The same to read: operations by subject with parameters and answers, shapes, scopes, problems."""
    described = describe()
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, method, operation in operations(described):
        groups.setdefault(operation["tags"][0], []).append(_operation(path, method, operation))
    context = {
        "info": described["info"],
        "groups": groups,
        "shapes": [_shape(name, schema) for name, schema in described["components"]["schemas"].items()],
        "scopes": [(scope.value, word) for scope, word in SCOPE_WORDS.items()],
        "problems": [(code, status, gettext(title)) for code, (status, title) in TITLES.items()],
    }
    return render(request, "api/docs.html", context)


def _operation(path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    answers = [
        (status, _content(response), response.get("content") and next(iter(response["content"])))
        for status, response in operation["responses"].items()
        if int(status) < 400
    ]
    body = operation.get("requestBody", {}).get("content", {})
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": operation["summary"],
        "about": operation["description"] if operation["description"] != operation["summary"] else "",
        "scope": operation["x-scope"],
        "parameters": [_parameter(each) for each in operation["parameters"]],
        "body": [(media, _type(each["schema"])) for media, each in body.items()],
        "answers": answers,
        "problems": [status for status in operation["responses"] if int(status) >= 400],
    }


def _parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    schema = parameter["schema"]
    return {
        "name": parameter["name"],
        "in": parameter["in"],
        "type": _type(schema),
        "required": parameter["required"],
        "default": schema.get("default", ""),
        "about": parameter.get("description", ""),
    }


def _content(response: dict[str, Any]) -> dict[str, str]:
    return next((_type(each["schema"]) for each in response.get("content", {}).values()), {})


def _shape(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    required = set(schema.get("required", ()))
    rows = [
        {"name": key, "type": _type(each), "required": key in required, "about": each.get("description", "")}
        for key, each in schema.get("properties", {}).items()
    ]
    return {"name": name, "rows": rows}


def _type(schema: dict[str, Any]) -> dict[str, str]:
    """A short word for a schema, with the shape that it refers to."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/components/schemas/").partition("/")[0]
        return {"word": name, "shape": name}
    if "enum" in schema:
        return {"word": " | ".join(str(each) for each in schema["enum"]), "shape": ""}
    if "anyOf" in schema:
        parts = [_type(each) for each in schema["anyOf"]]
        shape = next((part["shape"] for part in parts if part["shape"]), "")
        return {"word": " | ".join(part["word"] for part in parts), "shape": shape}
    if schema.get("type") == "array":
        inner = _type(schema.get("items", {}))
        return {"word": f"{inner['word']}[]", "shape": inner["shape"]}
    kind = str(schema.get("format") or schema.get("type") or "any")
    return {"word": kind, "shape": ""}
