"""From a section that was posted as a whole, without scripts, to the changes that it means.

A field counts as changed only where it differs from what the page was made with; so a form that was open for an hour
does not put old values back over new ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.http import QueryDict

from xingshen.dossier.attachments import ATTACHMENTS_ID
from xingshen.dossier.form_asking import SectionSpec
from xingshen.dossier.form_spec import FieldSpec, FormSchema
from xingshen.guide.form_words import CHINESE_FORM, FormWords
from xingshen.portal.applicant.fields import kind_of
from xingshen.store.applying.answers import Address, Answers, BadChange, clean
from xingshen.store.applying.changes import Change

_CAN_BE_EMPTY = frozenset({"flag", "radio", "checks"})
"""Widgets that send nothing where nothing is chosen."""


def _everywhere(_: str) -> bool:
    return True


def posted_changes(
    section: SectionSpec, data: QueryDict, before: Answers, words: FormWords = CHINESE_FORM,
    asked: Callable[[str], bool] = _everywhere,
) -> list[Change]:  # fmt: skip
    """What the person changed in this section since the page was made from ``before``.

    ``asked``: whether the page asked at an address; what it only showed was not posted.
    """
    found = []
    for address, typed in _posted(section, data, before.schema):
        if not asked(str(address)):
            continue
        value = words.stored(address.spec, typed)
        try:
            stored = clean(address, value)
        except BadChange:
            found.append(Change(str(address), value))
            continue
        if stored != before.get(address):
            found.append(Change(str(address), value))
    return found


def row_ids(data: QueryDict, field_id: str) -> list[str]:
    """The ids of the rows that the page held, in order."""
    return [each for each in data.getlist(f"{field_id}[]") if each != "__row__"]


def read_value(spec: FieldSpec, path: str, data: QueryDict, *, inner: bool = False) -> Any:
    """The value of one field or cell as its widget sends it."""
    kind = kind_of(spec, inner=inner)
    if kind == "checks":
        return [*data.getlist(path), *data.get(f"{path}+", "").splitlines()]
    if kind == "lines":
        return data.get(path, "").splitlines()
    if kind == "table":
        return list(_inner_rows(spec, path, data))
    return data.get(path, "")


def _posted(section: SectionSpec, data: QueryDict, schema: FormSchema) -> Iterator[tuple[Address, Any]]:
    for field_id in section.fields:
        spec = schema.by_id[field_id]
        if field_id == ATTACHMENTS_ID:
            continue
        if not spec.is_record_list:
            if field_id in data or f"{field_id}+" in data or kind_of(spec) in _CAN_BE_EMPTY:
                yield Address(spec, field_id), read_value(spec, field_id, data)
            continue
        for row_id in row_ids(data, field_id):
            yield from _posted_row(spec, row_id, data)


def _posted_row(spec: FieldSpec, row_id: str, data: QueryDict) -> Iterator[tuple[Address, Any]]:
    for item in spec.items:
        address = Address(item, spec.id, row_id, item.key)
        yield address, read_value(item, str(address), data, inner=True)


def _inner_rows(spec: FieldSpec, path: str, data: QueryDict) -> Iterable[dict[str, str]]:
    """The rows of a list inside a row: inputs ``path#0.name``, ``path#0.share``, ``path#1.name`` …"""
    at = 0
    while any(f"{path}#{at}.{item.key}" in data for item in spec.items):
        yield {item.key: data.get(f"{path}#{at}.{item.key}", "") for item in spec.items}
        at += 1
