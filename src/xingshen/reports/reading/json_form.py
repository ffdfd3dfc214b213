"""The reading of one paper as JSON, in the shape that ``schema`` publishes.

Boxes are in points (1/72 inch) from the top left corner of the upright page; numbers of people are starred. Knows
nothing of terminals.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from xingshen.evidence.fact import FactValue
from xingshen.evidence.page import Code, DigitalSignature, Line, Page, Paper, Seal
from xingshen.kernel.place import Box, Evidence
from xingshen.reports.presentable import presentable_part
from xingshen.reports.private import mask_numbers
from xingshen.reports.reading.account import NamedFact, PaperAccount, Part, least_confidence, mean_confidence
from xingshen.reports.reading.words import state_sentence

SCHEMA = "xingshen-reading/1"
"""Name and version of the shape; the number rises whenever a reader of the old shape would no longer understand."""
_POINTS_DIGITS = 2
_CONFIDENCE_DIGITS = 4

Json = dict[str, Any]


def reading_to_json(account: PaperAccount) -> Json:
    """The account as plain JSON values, texts made presentable."""
    shown = presentable_part(account)
    paper = shown.paper
    return {
        "schema": SCHEMA,
        "file": paper.file,
        "digest": paper.digest,
        "media_type": paper.media_type,
        "state": shown.state.value,
        "sentence": state_sentence(shown),
        "parts": [_part(part) for part in shown.parts],
        "pages": [_page(page) for page in paper.pages],
        "signatures": [_signature(item) for item in paper.signatures],
        "problems": _problems(paper),
    }


def _part(part: Part) -> Json:
    return {
        "kind": part.kind,
        "first_page": part.first,
        "last_page": part.last,
        "confidence": _sure(part.confidence),
        "evidence": [_evidence(place) for place in part.evidence],
        "facts": [_fact(named) for named in part.facts],
    }


def _fact(named: NamedFact) -> Json:
    fact = named.fact
    return {
        "id": fact.name,
        "name": named.name,
        "value": _value(fact.value),
        "confidence": _sure(fact.confidence),
        "alternatives": [_value(value) for value in fact.alternatives],
        "evidence": [_evidence(place) for place in fact.evidence],
    }


def _value(value: FactValue | None) -> object:
    if isinstance(value, tuple):
        return [mask_numbers(item) for item in value]
    if isinstance(value, date | Decimal):
        return str(value)
    return mask_numbers(value) if isinstance(value, str) else value


def _evidence(place: Evidence) -> Json:
    return {
        "page": place.page,
        "box": _box(place.box),
        "quote": mask_numbers(place.quote),
        "method": place.method,
        "confidence": _sure(place.confidence),
    }


def _page(page: Page) -> Json:
    mean, least = mean_confidence(page.lines), least_confidence(page.lines)
    return {
        "number": page.number,
        "width": round(page.width, _POINTS_DIGITS),
        "height": round(page.height, _POINTS_DIGITS),
        "method": page.method,
        "turned": page.turned,
        "looked": page.looked,
        "mean_confidence": None if mean is None else _sure(mean),
        "least_confidence": None if least is None else _sure(least),
        "lines": [_line(line, page.method) for line in page.lines],
        "seals": [_seal(seal) for seal in page.seals],
        "ink": [_box(box) for box in page.ink],
        "codes": [_code(code) for code in page.codes],
    }


def _line(line: Line, method: str) -> Json:
    return {
        "text": mask_numbers(line.text),
        "box": _box(line.box),
        "confidence": _sure(line.confidence),
        "method": line.method or method,
    }


def _seal(seal: Seal) -> Json:
    readings = [{"text": mask_numbers(item.text), "confidence": _sure(item.confidence)} for item in seal.readings]
    return {
        "box": _box(seal.box),
        "shape": seal.shape,
        "colour": seal.colour,
        "whole": seal.whole,
        "confidence": _sure(seal.confidence),
        "readings": readings,
        "centre": mask_numbers(seal.centre),
    }


def _code(code: Code) -> Json:
    return {"text": mask_numbers(code.text), "box": _box(code.box)}


def _signature(signature: DigitalSignature) -> Json:
    return {
        "kind": signature.kind,
        "signer": mask_numbers(signature.signer),
        "signed_at": signature.signed_at,
        "unchanged": signature.unchanged,
        "page": signature.page,
        "box": _box(signature.box),
    }


def _problems(paper: Paper) -> list[Json]:
    return [
        {"code": item.code, "page": item.page, "message": item.message, "cure": item.cure} for item in paper.problems
    ]


def _box(box: Box | None) -> list[float] | None:
    return None if box is None else [round(number, _POINTS_DIGITS) for number in box]


def _sure(confidence: float) -> float:
    return round(confidence, _CONFIDENCE_DIGITS)
