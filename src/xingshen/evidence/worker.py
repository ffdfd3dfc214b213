"""The reading process: takes tasks on standard input, parses foreign files, answers on standard output.

Started by :mod:`xingshen.evidence.bounded` and never imported by it; its bounds are in ``confined``.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from xingshen.evidence.codec import page_from_json, page_to_json, paper_to_json, problem_to_json
from xingshen.evidence.confined import Answering, serve
from xingshen.evidence.limits import Limits
from xingshen.evidence.page import Page
from xingshen.evidence.picture import picture_of
from xingshen.evidence.readers import read_bytes
from xingshen.evidence.sight import open_eyes
from xingshen.evidence.view import View, view_of


def main() -> None:
    """Serve tasks until standard input ends."""
    serve(_open_desk)


def _open_desk(limits: Limits) -> Answering:
    desk = _Desk(limits)
    tasks = {"read": desk.read, "render": desk.render, "fingerprint": desk.fingerprint, "look": desk.look}
    return lambda task: tasks[task["do"]](task)


class _Desk:
    """What the process holds between tasks: the bytes of the last file and the view of its last page."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._file: tuple[str, bytes] = ("", b"")
        self._view: tuple[str, int, View | None] = ("", 0, None)

    def read(self, task: dict[str, Any]) -> dict[str, Any]:
        """The paper as its own format gives it."""
        self._file, self._view = ("", b""), ("", 0, None)
        paper = read_bytes(self._bytes(task["path"]), task["file"], task["digest"], self._limits)
        return {"paper": paper_to_json(paper)}

    def render(self, task: dict[str, Any]) -> dict[str, Any]:
        """One page as PNG."""
        data = self._bytes(task["path"])
        picture = picture_of(data, int(task["page"]), float(task["dpi"]), self._limits, int(task["turned"]))
        return {"picture": None if picture is None else base64.b64encode(picture).decode("ascii")}

    def fingerprint(self, task: dict[str, Any]) -> dict[str, Any]:
        """The digest of a page's pixels; none where it cannot be shown."""
        view = self._view_of(task["path"], page_from_json(task["page"]))
        return {"pixels": "" if view is None else view.digest}

    def look(self, task: dict[str, Any]) -> dict[str, Any]:
        """One page, looked at."""
        page = page_from_json(task["page"])
        view = self._view_of(task["path"], page)
        if view is None:
            return {"problem": "missing"}
        looked, problems = open_eyes()(page, view)
        return {"page": page_to_json(looked), "problems": [problem_to_json(each) for each in problems]}

    def _view_of(self, path: str, page: Page) -> View | None:
        if self._view[:2] != (path, page.number):
            self._view = (path, page.number, view_of(self._bytes(path), page, self._limits))
        return self._view[2]

    def _bytes(self, path: str) -> bytes:
        if self._file[0] != path:
            self._file = (path, Path(path).read_bytes())
        return self._file[1]


if __name__ == "__main__":
    main()
