"""The process that opens templates of offices: checks one, or merges it with the values of a letter.

Started by ``templating`` through ``evidence.bounded`` and never imported by it.
"""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from xingshen.evidence.confined import Answering, serve
from xingshen.evidence.limits import Limits
from xingshen.evidence.office_activity import office_activity
from xingshen.reports.letters.content import Picture
from xingshen.reports.letters.filling import Filling, Values
from xingshen.reports.letters.merging import TemplateBroken, merge, problems_of
from xingshen.review.examination_values import LetterKind


def main() -> None:
    """Serve tasks until standard input ends."""
    serve(_open_desk)


def _open_desk(limits: Limits) -> Answering:
    return lambda task: {"check": _check, "merge": _merge}[task["do"]](task, limits)


def _check(task: Mapping[str, Any], limits: Limits) -> dict[str, Any]:
    template = base64.b64decode(task["template"])
    active = [each.message for each in office_activity(template)]
    if active or not _fits(template, limits):
        return {"problems": active or ["这不是 Word 文档（.docx），或文件已损坏，或内容过大。"]}
    return {"problems": problems_of(template, LetterKind(task["kind"]))}


def _merge(task: Mapping[str, Any], limits: Limits) -> dict[str, Any]:
    template = base64.b64decode(task["template"])
    if not _fits(template, limits):
        return {"problem": "damaged"}
    filling = Filling(_values(task["values"]), tuple(_values(each) for each in task["items"]))
    at = datetime.fromisoformat(task["at"])
    try:
        made = merge(template, filling, title=task["title"], author=task["author"], at=at)
    except TemplateBroken:
        return {"problem": "damaged"}
    return {"docx": base64.b64encode(made).decode("ascii")}


def _values(told: Mapping[str, Any]) -> Values:
    pictures = {
        name: tuple(Picture(each["caption"], base64.b64decode(each["png"])) for each in shown)
        for name, shown in told["pictures"].items()
    }
    return Values(told["lines"], pictures)


def _fits(template: bytes, limits: Limits) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
    return sum(member.file_size for member in members) <= limits.unpacked_bytes and len(members) <= limits.pages * 10


if __name__ == "__main__":
    main()
