"""What a read paper came to, in the few words that its row shows: which papers it holds, what the form could take over.

Plain JSON without private values. Takes what was read and the form; knows neither people nor the database.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from xingshen.dossier.dossier import Attachment
from xingshen.dossier.form_spec import FactListSpec, FactScope, FormSchema, PaperKindSpec
from xingshen.evidence.fact import Fact
from xingshen.evidence.page import Paper
from xingshen.evidence.problems import problem
from xingshen.kernel.knowledge import Missing, Unknown, Why
from xingshen.pipeline.papers import SURE, ReadPaper, sort_out
from xingshen.pipeline.resolving import Source, is_sure, source_of

_FATAL = frozenset({"missing", "empty", "damaged", "encrypted", "unsupported", "too_large"})
_NOTHING_AMISS = frozenset({"upside_down", "blank_page", "type_mismatch", "active_content"})
_LONGEST = 200
_MOST_PROBLEMS = 40


def summarise(paper: Paper, declared: str, translation_of: str, schema: FormSchema) -> dict[str, Any]:
    """The summary of one file: ``kinds`` with page ranges, ``offers``, ``problems``, ``pages``."""
    found = sort_out(_attachment(paper, declared, translation_of), paper, schema) if paper.pages else ()
    return {
        "kinds": [_kind(each) for each in found],
        "offers": [offer for each in found for offer in _offers(each, schema)],
        "problems": [
            {"code": each.code, "message": each.message, "cure": each.cure, "page": each.page}
            for each in paper.problems[:_MOST_PROBLEMS]
        ],
        "pages": [
            {"width": round(page.width, 1), "height": round(page.height, 1), "turned": page.turned, "how": page.method}
            for page in paper.pages
        ],
        "seals": sum(len(page.seals) for page in paper.pages),
    }


def state_of(paper: Paper) -> str:
    """``read``, ``partly`` (some pages or some of it not) or ``failed`` (nothing of it)."""
    codes = {each.code for each in paper.problems}
    if not paper.pages:
        return "failed"
    pictured = [page for page in paper.pages if page.method == "none" and page.images]
    if len(pictured) == len(paper.pages):
        return "failed"
    return "partly" if pictured or codes & _FATAL or codes - _NOTHING_AMISS - _FATAL else "read"


def sure_kind(summary: dict[str, Any]) -> str:
    """The kind of a file that holds one paper and says clearly what it is; else empty."""
    kinds = summary["kinds"]
    return str(kinds[0]["counts_as"]) if len(kinds) == 1 and kinds[0]["sure"] else ""


def empty_paper(name: str, digest: str) -> Paper:
    """What is to be said of a file of 0 bytes, which no reader is asked about."""
    return Paper(name, digest, "", (), (problem("empty"),))


def _attachment(paper: Paper, declared: str, translation_of: str) -> Attachment:
    unfilled = Unknown((Missing("附件", Why.NOT_FILLED),))
    return Attachment(
        row="附件[1]",
        file=paper.file,
        kind=declared or unfilled,
        title=unfilled,
        translation_of=translation_of or unfilled,
        fiscal_year=unfilled,
        path=Path(paper.file),
        problem=None,
        digest=paper.digest,
        size=1,
    )


def _kind(read: ReadPaper) -> dict[str, Any]:
    """What the text says it is, whatever it was handed in as; ``sure``: enough to say so."""
    first, last = (read.part.first, read.part.last) if read.part else (1, len(read.paper.pages))
    return {
        "counts_as": read.kind or "",
        "looks_like": read.guess.kind or "",
        "sure": read.guess.kind is not None and read.guess.confidence >= SURE,
        "first": first,
        "last": last,
        "language": read.language.code,
    }


def _offers(read: ReadPaper, schema: FormSchema) -> Iterator[dict[str, Any]]:
    kind = schema.kind(read.kind) if read.kind else None
    if kind is None:
        return
    for fact_name, field_id in _fields(kind, schema).items():
        fact = read.row.facts.get(fact_name)
        if fact is not None and fact.value is not None and not fact.alternatives:
            offer = _offer(fact, field_id, read, schema)
            if offer is not None:
                yield offer


def _fields(kind: PaperKindSpec, schema: FormSchema) -> dict[str, str]:
    """Fact of this kind's reader → form field, as the guide's form declares it, then as ``offered_facts.csv`` adds."""
    found: dict[str, str] = {}
    for facts in schema.facts:
        if facts.scope is FactScope.KINDS and facts.reader is None and kind.name in facts.kinds:
            found.update(_declared(facts))
    for row in _extra():
        if row["kind"] == kind.id:
            found.setdefault(row["fact"], row["field"])
    return {fact: field for fact, field in found.items() if _may_be_filled(field, schema)}


def _declared(facts: FactListSpec) -> dict[str, str]:
    items = [item for item in facts.items if item.declared is not None and "." not in item.reads]
    return {item.reads: item.declared for item in items if item.declared is not None}


def _may_be_filled(field_id: str, schema: FormSchema) -> bool:
    spec = schema.by_id.get(field_id)
    return spec is not None and not spec.private


def _offer(fact: Fact, field_id: str, read: ReadPaper, schema: FormSchema) -> dict[str, Any] | None:
    value = _text(fact.value)
    if value is None:
        return None
    place = fact.evidence[0] if fact.evidence else None
    source = source_of(fact.evidence, Source.PICTURE if read.scanned else Source.ELECTRONIC)
    return {
        "field": field_id,
        "name": schema.by_id[field_id].name,
        "value": value,
        "sure": is_sure(fact, source) and source is Source.ELECTRONIC,
        "page": place.page if place else None,
        "box": [round(each, 1) for each in place.box] if place and place.box else None,
        "quote": place.quote[:_LONGEST] if place else "",
        "from": read.kind,
    }


def _text(value: object) -> str | list[str] | None:
    """The value as the form stores it: text as one would type it."""
    if isinstance(value, tuple):
        return [str(each)[:_LONGEST] for each in value]
    if isinstance(value, bool):
        return None
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)[:_LONGEST] if value not in (None, "") else None


@cache
def _extra() -> Sequence[dict[str, str]]:
    text = (files("xingshen.jobs") / "offered_facts.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
