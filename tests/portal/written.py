"""What people wrote, of everything that is stored: titles, names, notes, answers in words of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from xingshen.dossier.form_spec import FieldSpec, FieldType
from xingshen.store.applying.answers import Answers
from xingshen.store.calls import guides
from xingshen.store.models import (
    Application,
    Call,
    Department,
    Event,
    Extension,
    Invitation,
    Paper,
    Return,
    Unit,
    UnitPaper,
    User,
)

_CHOSEN = frozenset({FieldType.OPTION, FieldType.FLAG, FieldType.COUNTRY, FieldType.DATE})


_CUT = 80
"""Pages show no more than this of a long text in lists of changes."""


def written() -> set[str]:
    """Every such text, long ones also as they are cut, and the name that Chinese has for itself."""
    texts = {text.strip() for text in _texts() if text and text.strip()}
    return {*texts, *(text[:_CUT] for text in texts if len(text) > _CUT), "简体中文"}


def _texts() -> Iterator[str]:
    for call in Call.objects.all():
        yield call.title if not call.title_en else ""
        yield from (str(each) for each in call.settings.values() if isinstance(each, str))
    for unit in Unit.objects.all():
        yield from (unit.name, unit.place, unit.address, unit.legal_representative, unit.contact)
    for model, names in _COLUMNS.items():
        for row in model.objects.values_list(*names):
            yield from (str(each) for each in row if each)
    for given_back in Return.objects.all():
        yield from (str(value) for item in given_back.items for value in item.values())
    for summary in Paper.objects.values_list("summary", flat=True):
        yield from (text for offer in summary.get("offers", []) for text in _read(offer["value"]))
    yield from Event.objects.filter(kind__in=_WITH_WORDS).values_list("reason", flat=True)
    for application in Application.objects.select_related("call"):
        yield application.title
        yield from _answers(application)


_WITH_WORDS = ("filing.withdrawn", "filing.returned")
_COLUMNS: dict[Any, tuple[str, ...]] = {
    User: ("name",),
    Department: ("name",),
    Paper: ("name", "title"),
    UnitPaper: ("name",),
    Extension: ("reason",),
    Invitation: ("name",),
    Return: ("reason",),
}


def _read(value: Any) -> list[str]:
    """What a paper says of a field."""
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def _answers(application: Application) -> Iterator[str]:
    form = guides.of_call(application.call).guide.form
    answers = Answers(form, application.answers, application.private)
    plain = answers.plain()
    for spec in form.fields:
        yield from _of(spec, _at(plain, spec.id))


def _at(tree: Any, path: str) -> Any:
    for step in path.split("."):
        tree = tree.get(step) if isinstance(tree, dict) else None
    return tree


def _of(spec: FieldSpec, value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for row in value:
            yield from _of_row(spec, row) if isinstance(row, dict) else _of(spec, row)
    elif isinstance(value, str) and spec.type not in _CHOSEN:
        yield from value.splitlines()


def _of_row(spec: FieldSpec, row: dict[str, Any]) -> Iterable[str]:
    for item in spec.items:
        yield from _of(item, row.get(item.key))
