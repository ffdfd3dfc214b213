"""What was given back and has to be answered, with the names of what its items point at; for pages of all sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from xingshen.dossier.form_spec import FormSchema
from xingshen.guide.form_words import FormWords
from xingshen.review.filing_events import Target
from xingshen.store.filing import filings


def open_return(application_id: int, schema: FormSchema, words: FormWords) -> Any:
    """The return that has to be answered, its items named; None where there is none."""
    row = filings.open_return(application_id)
    if row is not None:
        row.items = named_items(row.items, schema, words)
    return row


def named_items(items: Iterable[dict[str, Any]], schema: FormSchema, words: FormWords) -> list[dict[str, Any]]:
    """Stored items with the name of what they point at: of a field its name, of a paper its file, of a rule nothing."""
    names = {field_id: words.name(spec) for field_id, spec in schema.by_id.items()}
    return [{**each, "label": _label(each, names)} for each in items]


def _label(item: Mapping[str, str], names: Mapping[str, str]) -> str:
    return "" if item["target"] == Target.RULE else names.get(item["at"], item["at"])
