"""A paper as JSON and back: what the reading process sends and what the page store keeps.

JSON rather than pickle, because the process that parses foreign files is not trusted. Numbers are rounded to
hundredths of a point.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xingshen.evidence.page import Code, DigitalSignature, Line, Page, Paper, PaperProblem, Seal, SealReading
from xingshen.kernel.place import Box

Json = dict[str, Any]


def paper_to_json(paper: Paper) -> Json:
    """The paper as plain JSON values."""
    return {
        "file": paper.file,
        "digest": paper.digest,
        "media_type": paper.media_type,
        "pages": [page_to_json(page) for page in paper.pages],
        "problems": [problem_to_json(each) for each in paper.problems],
        "signatures": [_signature_to_json(each) for each in paper.signatures],
    }


def paper_from_json(data: Json) -> Paper:
    """The paper that :func:`paper_to_json` described. Another shape: KeyError, TypeError or ValueError."""
    return Paper(
        str(data["file"]),
        str(data["digest"]),
        str(data["media_type"]),
        tuple(page_from_json(each) for each in data["pages"]),
        tuple(problem_from_json(each) for each in data["problems"]),
        tuple(_signature_from_json(each) for each in data["signatures"]),
    )


def page_to_json(page: Page) -> Json:
    """One page as plain JSON values."""
    return {
        "number": page.number,
        "size": [round(page.width, 2), round(page.height, 2)],
        "method": page.method,
        "images": [_rounded(box) for box in page.images],
        "turned": page.turned,
        "looked": page.looked,
        "lines": [_line_to_json(line) for line in page.lines],
        "seals": [_seal_to_json(seal) for seal in page.seals],
        "ink": [_rounded(box) for box in page.ink],
        "codes": [[code.text, _rounded(code.box)] for code in page.codes],
    }


def page_from_json(data: Json) -> Page:
    """The page that :func:`page_to_json` described. Another shape: KeyError, TypeError or ValueError."""
    width, height = data["size"]
    return Page(
        int(data["number"]),
        float(width),
        float(height),
        tuple(_line_from_json(*each) for each in data["lines"]),
        tuple(_box(each) for each in data["images"]),
        str(data["method"]),
        int(data["turned"]),
        bool(data["looked"]),
        tuple(_seal_from_json(each) for each in data["seals"]),
        tuple(_box(each) for each in data["ink"]),
        tuple(Code(str(text), _box(box)) for text, box in data["codes"]),
    )


def _line_to_json(line: Line) -> list[Any]:
    return [line.text, _rounded(line.box), _rounded(line.edges), round(line.confidence, 4), line.method]


def _line_from_json(
    text: str, box: Sequence[float], edges: Sequence[float], confidence: float, method: str | None
) -> Line:
    if not isinstance(text, str) or len(edges) != len(text) + 1:
        raise ValueError("edges do not fit the text")
    return Line(text, _box(box), tuple(float(edge) for edge in edges), float(confidence), _text_or_none(method))


def _seal_to_json(seal: Seal) -> Json:
    return {
        "box": _rounded(seal.box),
        "shape": seal.shape,
        "colour": seal.colour,
        "whole": seal.whole,
        "confidence": round(seal.confidence, 4),
        "readings": [[each.text, round(each.confidence, 4), each.view] for each in seal.readings],
        "centre": seal.centre,
    }


def _seal_from_json(data: Json) -> Seal:
    return Seal(
        box=_box(data["box"]),
        shape=str(data["shape"]),
        colour=str(data["colour"]),
        whole=bool(data["whole"]),
        confidence=float(data["confidence"]),
        readings=tuple(SealReading(str(text), float(sure), str(view)) for text, sure, view in data["readings"]),
        centre=str(data["centre"]),
    )


def _signature_to_json(signature: DigitalSignature) -> Json:
    return {
        "kind": signature.kind,
        "signer": signature.signer,
        "signed_at": signature.signed_at,
        "unchanged": signature.unchanged,
        "page": signature.page,
        "box": None if signature.box is None else _rounded(signature.box),
    }


def _signature_from_json(data: Json) -> DigitalSignature:
    unchanged, page, box = data["unchanged"], data["page"], data["box"]
    return DigitalSignature(
        kind=str(data["kind"]),
        signer=str(data["signer"]),
        signed_at=str(data["signed_at"]),
        unchanged=None if unchanged is None else bool(unchanged),
        page=None if page is None else int(page),
        box=None if box is None else _box(box),
    )


def _text_or_none(value: object) -> str | None:
    return None if value is None else str(value)


def problem_to_json(problem: PaperProblem) -> list[Any]:
    """One obstacle as plain JSON values."""
    return [problem.code, problem.message, problem.cure, problem.page]


def problem_from_json(data: Sequence[Any]) -> PaperProblem:
    """The obstacle that :func:`problem_to_json` described."""
    code, message, cure, page = data
    return PaperProblem(str(code), str(message), str(cure), None if page is None else int(page))


def _box(data: Sequence[float]) -> Box:
    left, top, right, bottom = data
    return (float(left), float(top), float(right), float(bottom))


def _rounded(numbers: Sequence[float]) -> list[float]:
    return [round(number, 2) for number in numbers]
