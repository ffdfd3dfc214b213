"""Which routes speak of one object, and how a test gets one that a person may open and one that they may not.

For every route with arguments an app keeps an entry in ``OBJECTS`` of its own module ``tests/portal/<app>/routes.py``:

    OBJECTS = {"filing:receipt": receipt_objects}

The value is a function without arguments that makes what it needs in the database and returns :class:`Objects`: a
person, the arguments of an object that this person may open (``own``), and those of an object of somebody else
(``foreign``) which the same person is refused (403 or 404). Routes whose argument is no object of anybody (a public
call, a token that is itself the permission) stand in ``OPEN`` of the same module: name → arguments to try.

``tests/portal/conftest.py`` makes people, units and departments. A route with arguments that is in neither place fails
``tests/portal/test_access.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any

APPS = ("accounts", "api", "applicant", "desk", "filing", "office", "public", "ui")


@dataclass(frozen=True)
class Objects:
    """A person with an own and a foreign object of one route; how it is asked for."""

    person: Any
    own: Mapping[str, Any]
    foreign: Mapping[str, Any]
    method: str = "get"
    data: Mapping[str, Any] = field(default_factory=dict)


def objects() -> dict[str, Callable[[], Objects]]:
    """The entries of all apps."""
    return {name: maker for module in _modules() for name, maker in module.OBJECTS.items()}


def open_routes() -> dict[str, Mapping[str, Any]]:
    """Routes with arguments that are nobody's objects, with arguments to try."""
    return {name: given for module in _modules() for name, given in getattr(module, "OPEN", {}).items()}


def _modules() -> list[Any]:
    names = [f"tests.portal.{app}.routes" for app in APPS]
    return [import_module(name) for name in names if find_spec(name.rpartition(".")[0]) and find_spec(name)]
