"""Events of an examination as plain JSON values and back, without loss; for the store and for the bundle.

The shape is read off the event types, so that a new event needs nothing here.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from xingshen.review.examination_events import EVENT_TYPES, Event

Record = dict[str, Any]
BY_KIND: Mapping[str, type[Event]] = {each.kind: each for each in EVENT_TYPES}


class BadRecord(ValueError):  # noqa: N818  # says what it is
    """A record that no event was written as."""


def to_record(event: Event) -> Record:
    """The event as JSON values, its kind under ``kind``."""
    return {"kind": event.kind, **_plain(event)}


def from_record(record: Mapping[str, Any]) -> Event:
    """The event that ``record`` was written from. Raises BadRecord."""
    kind = BY_KIND.get(str(record.get("kind")))
    if kind is None:
        raise BadRecord(f"no such event: {record.get('kind')!r}")
    try:
        return cast(Event, _built(kind, {name: value for name, value in record.items() if name != "kind"}))
    except (KeyError, TypeError, ValueError) as problem:
        raise BadRecord(f"{kind.kind}: {problem}") from problem


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _built(kind: type, record: Any) -> Any:
    if not isinstance(record, Mapping):
        raise BadRecord(f"{record!r} is no {kind.__name__}")
    wanted = _shape(kind)
    unknown = record.keys() - wanted.keys()
    if unknown:
        raise BadRecord(f"unknown: {', '.join(sorted(unknown))}")
    return kind(**{name: _read(wanted[name], value) for name, value in record.items()})


@cache
def _shape(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(kind)}


def _read(wanted: Any, value: Any) -> Any:
    if get_origin(wanted) in (Union, types.UnionType):
        return None if value is None else _read(_not_none(wanted), value)
    if get_origin(wanted) is tuple:
        return tuple(_read(get_args(wanted)[0], each) for each in value)
    if is_dataclass(wanted):
        return _built(cast(type, wanted), value)
    return _simple(wanted, value)


def _not_none(wanted: Any) -> Any:
    return next(each for each in get_args(wanted) if each is not type(None))


def _simple(wanted: type, value: Any) -> Any:
    if wanted is datetime:
        return _instant(value)
    if issubclass(wanted, Enum):
        return wanted(value)
    if type(value) is not wanted:
        raise BadRecord(f"{value!r} is no {wanted.__name__}")
    return value


def _instant(value: str) -> datetime:
    instant = datetime.fromisoformat(value)
    if instant.tzinfo is None:
        raise BadRecord(f"an instant without a time zone is no instant: {value}")
    return instant
