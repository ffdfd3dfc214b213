"""The description of all operations (OpenAPI 3.1), told in the language that is active.

Corrects what the library leaves out: problems have their own media type, findings their published schema, every answer
its headers; what the code says of itself is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from xingshen.portal.api.operations import PREFIX, api
from xingshen.portal.api.problems import MEDIA_TYPE
from xingshen.reports.schema import report_schema

Json = dict[str, Any]
_MODULES = ("calls", "dossiers", "decisions", "conclusions", "events", "checks", "exports")
_ABOUT = _(
    "供程序使用的接口。每个请求都带 Authorization: Bearer 加令牌；令牌在“访问令牌”页建立，权限不超过您本人。"
    "错误以 application/problem+json 说明，按 Accept-Language 用中文或英文。"
)
_TOLD = ("summary", "description")
_LIMITS = {
    "RateLimit-Limit": _("每分钟最多多少次。"),
    "RateLimit-Remaining": _("这一分钟还剩多少次。"),
    "RateLimit-Reset": _("多少秒后重新计数。"),
}
_REPORT = "#/components/schemas/Report"


def load_operations() -> None:
    """Make all operations known to the library."""
    for each in _MODULES:
        import_module(f"xingshen.portal.api.{each}_operations")


def describe() -> Json:
    """The description in the active language; every call gives a fresh object."""
    load_operations()
    described: Json = dict(api.get_openapi_schema(path_prefix=PREFIX))
    described["info"] = {
        "title": gettext("形审接口"),
        "version": str(described["info"]["version"]),
        "description": gettext(_ABOUT),
    }
    described["servers"] = [{"url": settings.XS.base_url}]
    schemas = described["components"]["schemas"]
    for schema in schemas.values():
        schema.pop("description", None)
    schemas["Report"] = _report()
    tags: dict[str, None] = {}
    for _path, _method, operation in operations(described):
        _correct(operation)
        tags.update(dict.fromkeys(operation["tags"]))
    described["tags"] = [{"name": tag} for tag in tags]
    _tell(described["paths"])
    _tell({name: schema for name, schema in schemas.items() if name != "Report"})
    return described


def operations(described: Json) -> Iterator[tuple[str, str, Json]]:
    """Path, method and operation, in order."""
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _correct(operation: Json) -> None:
    operation["tags"] = [gettext(tag) for tag in operation["tags"]]
    for status, response in operation["responses"].items():
        content = response.get("content")
        if int(status) >= 400 and content:
            response["content"] = {MEDIA_TYPE: next(iter(content.values()))}
        response["headers"] = _headers(int(status))
        response["description"] = response.get("description") or "OK"


def _headers(status: int) -> Json:
    found = {name: {"description": gettext(text), "schema": {"type": "string"}} for name, text in _LIMITS.items()}
    if status in (202, 429):
        found["Retry-After"] = {"description": gettext("多少秒后再试。"), "schema": {"type": "string"}}
    if status == 202:
        found["Location"] = {"description": gettext("查询结果的地址。"), "schema": {"type": "string"}}
    return found


def _report() -> Json:
    """The published schema of a report at its place in this document."""
    schema = {name: value for name, value in report_schema().items() if name != "$schema"}
    moved = _moved(schema)
    assert isinstance(moved, dict)
    return moved


def _moved(node: Any) -> Any:
    if isinstance(node, dict):
        return {
            key: value.replace("#/$defs/", f"{_REPORT}/$defs/") if key == "$ref" else _moved(value)
            for key, value in node.items()
        }
    return [_moved(each) for each in node] if isinstance(node, list) else node


def _tell(node: Any) -> None:
    """Summaries and descriptions in the active language."""
    if isinstance(node, list):
        for each in node:
            _tell(each)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in _TOLD and isinstance(value, str) and value:
                node[key] = gettext(value)
            else:
                _tell(value)
