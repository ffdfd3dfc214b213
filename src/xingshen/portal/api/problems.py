"""What a program is told where something cannot be done: ``application/problem+json`` (RFC 9457), in its language.

A closed list of codes. Never a traceback, never a value of a dossier.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

MEDIA_TYPE = "application/problem+json"
TITLES: Mapping[str, tuple[int, str]] = {
    "malformed": (400, _("请求的内容无法读出。")),
    "unauthorized": (401, _("需要有效的访问令牌。")),
    "forbidden": (403, _("没有权限办理此项。")),
    "not_found": (404, _("没有这个内容，或者它不属于您。")),
    "method_not_allowed": (405, _("这个地址不支持这种请求。")),
    "refused": (409, _("现在不能办理此项。")),
    "too_large": (413, _("内容超过了允许的大小。")),
    "unsupported": (415, _("请以 application/zip 提交。")),
    "invalid": (422, _("有参数不符合要求。")),
    "key_reused": (422, _("这个 Idempotency-Key 已用于另一个请求。")),
    "too_many": (429, _("请求过于频繁，请稍后再试。")),
    "quota": (429, _("检查次数已达上限，请稍后再试。")),
    "failed": (500, _("服务器没有能够完成这个请求，内容没有改动。")),
    "unavailable": (503, _("所需的内容暂时不可用，请稍后再试。")),
}
"""Status and title of each code."""
_FIELDS: Mapping[str, str] = {
    "missing": _("缺少这一项。"),
    "int_parsing": _("应为整数。"),
    "int_type": _("应为整数。"),
    "greater_than_equal": _("数值过小。"),
    "less_than_equal": _("数值过大。"),
    "string_type": _("应为文字。"),
    "string_too_long": _("文字过长。"),
    "string_too_short": _("文字过短。"),
    "uuid_parsing": _("编号的格式不对。"),
    "literal_error": _("不是可选的值。"),
    "enum": _("不是可选的值。"),
    "extra_forbidden": _("没有这一项。"),
}


class Problem(Exception):  # noqa: N818  # an answer to a program
    """Ends an operation with this answer. ``detail``: a sentence in the language of the request."""

    def __init__(
        self, code: str, detail: str = "", *, headers: Mapping[str, str] | None = None,
        errors: Sequence[Mapping[str, str]] = (),
    ) -> None:  # fmt: skip
        super().__init__(code)
        self.code, self.detail, self.headers, self.errors = code, detail, dict(headers or {}), list(errors)


def answer(problem: Problem) -> HttpResponse:
    """The answer that tells it."""
    status, title = TITLES[problem.code]
    told: dict[str, Any] = {
        "type": f"/api/docs/#problem-{problem.code}",
        "title": gettext(title),
        "status": status,
        "code": problem.code,
        "detail": problem.detail or gettext(title),
        "errors": problem.errors,
    }
    body = json.dumps(told, ensure_ascii=False)
    return HttpResponse(body, status=status, content_type=MEDIA_TYPE, headers=problem.headers)


def of_status(status: int) -> Problem:
    """What is told where a library ended a request with this status."""
    code = next((code for code, (known, _title) in TITLES.items() if known == status), None)
    return Problem(code or ("failed" if status >= 500 else "malformed"))


def invalid(errors: Sequence[Mapping[str, Any]]) -> Problem:
    """What pydantic found, field by field."""
    return Problem("invalid", errors=list(_told(errors)))


def _told(errors: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, str]]:
    english = (get_language() or "").startswith("en")
    for each in errors:
        kind = str(each.get("type", ""))
        sentence = str(each.get("msg", "")) if english else gettext(_FIELDS.get(kind, _("不符合要求。")))
        yield {"at": ".".join(str(part) for part in each.get("loc", ())), "message": sentence}
