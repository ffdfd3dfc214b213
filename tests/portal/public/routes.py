"""Routes that anybody may open, with a call that does not exist: the answer is 404 and not a sign-in."""

from __future__ import annotations

from collections.abc import Callable

from tests.portal.route_objects import Objects

OBJECTS: dict[str, Callable[[], Objects]] = {}
OPEN = {name: {"slug": "nothing"} for name in ("public:call", "public:guide", "public:list")}
