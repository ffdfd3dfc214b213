"""Answers that are files: always a download, never a page of this site."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse
from django.http.response import HttpResponseBase

from xingshen.portal.headers import FILE_POLICY


def binary(*media_types: str) -> dict[str, Any]:
    """What the description says of such an answer."""
    content = {each: {"schema": {"type": "string", "format": "binary"}} for each in media_types}
    return {"responses": {200: {"content": content}}}


def download(body: Any, name: str, media_type: str) -> HttpResponseBase:
    """The open file under its name."""
    answer = FileResponse(body, as_attachment=True, filename=name, content_type=media_type)
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    return answer
