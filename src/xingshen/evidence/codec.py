"""A paper as JSON and back: what the reading process sends and what the page store keeps.

JSON rather than pickle, because the process that parses foreign files is not trusted. Numbers are rounded to
hundredths of a point.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xingshen.evidence.page import Line, Page, Paper, PaperProblem
from xingshen.kernel.place import Box

Json = dict[str, Any]


def paper_to_json(paper: Paper) -> Json:
    """The paper as plain JSON values."""
    return {
        "file": paper.file,
        "digest": paper.digest,
        "media_type": paper.media_type,
        "pages": [_page_to_json(page) for page in paper.pages],
        "problems": [[each.code, each.message, each.cure, each.page] for each in paper.problems],
    }


def paper_from_json(data: Json) -> Paper:
    """The paper that :func:`paper_to_json` described. Another shape: KeyError, TypeError or ValueError."""
    return Paper(
        str(data["file"]),
        str(data["digest"]),
        str(data["media_type"]),
        tuple(_page_from_json(each) for each in data["pages"]),
        tuple(_problem_from_json(each) for each in data["problems"]),
    )


def _page_to_json(page: Page) -> Json:
    return {
        "number": page.number,
        "size": [round(page.width, 2), round(page.height, 2)],
        "method": page.method,
        "images": [_rounded(box) for box in page.images],
        "lines": [[line.text, _rounded(line.box), _rounded(line.edges), line.confidence] for line in page.lines],
    }


def _page_from_json(data: Json) -> Page:
    width, height = data["size"]
    return Page(
        int(data["number"]),
        float(width),
        float(height),
        tuple(_line_from_json(*each) for each in data["lines"]),
        tuple(_box(each) for each in data["images"]),
        str(data["method"]),
    )


def _line_from_json(text: str, box: Sequence[float], edges: Sequence[float], confidence: float) -> Line:
    if not isinstance(text, str) or len(edges) != len(text) + 1:
        raise ValueError("edges do not fit the text")
    return Line(text, _box(box), tuple(float(edge) for edge in edges), float(confidence))


def _problem_from_json(data: Sequence[Any]) -> PaperProblem:
    code, message, cure, page = data
    return PaperProblem(str(code), str(message), str(cure), None if page is None else int(page))


def _box(data: Sequence[float]) -> Box:
    left, top, right, bottom = data
    return (float(left), float(top), float(right), float(bottom))


def _rounded(numbers: Sequence[float]) -> list[float]:
    return [round(number, 2) for number in numbers]
