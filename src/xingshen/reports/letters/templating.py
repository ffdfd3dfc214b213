"""Templates of offices, opened only in a bounded process: whether one can be used, and the letter made from it."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from xingshen.evidence.bounded import BoundedWorker
from xingshen.evidence.limits import MEBIBYTE, Limits
from xingshen.reports.letters.content import Letter
from xingshen.reports.letters.filling import Values, filling_of
from xingshen.review.examination_values import LetterKind

LARGEST = 4 * MEBIBYTE
"""Bytes of a template."""
_MODULE = "xingshen.reports.letters.worker"
_LIMITS = Limits(
    unpacked_bytes=64 * MEBIBYTE, seconds=20.0, memory_bytes=1024 * MEBIBYTE, worker_resident_bytes=512 * MEBIBYTE
)
_TOLD = {"timeout": "打开这个文件用时过长，请另存一份内容更简单的模板。"}
_DAMAGED = "这个文件打不开：不是 Word 文档（.docx），或已损坏。"


class TemplateUnusable(Exception):  # noqa: N818  # something to tell a person
    """The template cannot be merged; the text says in Chinese why."""


class TemplateDesk:
    """The process and what may be asked of it; ``close`` ends it. Not for two threads at once."""

    def __init__(self) -> None:
        self._worker = BoundedWorker(_LIMITS, _MODULE)

    def problems(self, template: bytes, kind: LetterKind) -> Sequence[str]:
        """What stops the template from being used for ``kind``; nothing for a good one."""
        if len(template) > LARGEST:
            return [f"文件超过 {LARGEST // MEBIBYTE} MB；请去掉模板里的大图。"]
        answer = self._worker.perform({"do": "check", "template": _coded(template), "kind": kind.value})
        return [_reason(answer)] if "problem" in answer else [str(each) for each in answer["problems"]]

    def merge(self, template: bytes, letter: Letter) -> bytes:
        """The letter as Word. Raises TemplateUnusable."""
        filling = filling_of(letter)
        answer = self._worker.perform({
            "do": "merge",
            "template": _coded(template),
            "values": _told(filling.values),
            "items": [_told(item) for item in filling.items],
            "title": f"{letter.title} {letter.number}",
            "author": letter.sign,
            "at": datetime.combine(letter.issued_on, time(), UTC).isoformat(),
        })  # fmt: skip
        if "problem" in answer:
            raise TemplateUnusable(_reason(answer))
        return base64.b64decode(answer["docx"])

    def close(self) -> None:
        """End the process."""
        self._worker.stop()

    def __enter__(self) -> TemplateDesk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _reason(answer: dict[str, Any]) -> str:
    return _TOLD.get(str(answer["problem"]), _DAMAGED)


def _told(values: Values) -> dict[str, Any]:
    return {
        "lines": {name: list(lines) for name, lines in values.lines.items()},
        "pictures": {
            name: [{"caption": each.caption, "png": _coded(each.png)} for each in shown]
            for name, shown in values.pictures.items()
        },
    }


def _coded(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
