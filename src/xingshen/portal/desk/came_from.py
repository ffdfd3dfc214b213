"""The list from which somebody came to a dossier, so that the one before and the one after are those of that list.

Kept in the session: the filters, and some of the dossiers in the order in which they stood when the list was shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

_KEY = "desk_list"


@dataclass(frozen=True, slots=True)
class CameFrom:
    """The filters as in the address of the queue, and the applications in order."""

    query: str = ""
    listed: tuple[int, ...] = ()

    @property
    def url(self) -> str:
        """The way back to the list."""
        return reverse("desk:queue") + (f"?{self.query}" if self.query else "")


NOWHERE = CameFrom()


def remember(request: HttpRequest, query: str, listed: Iterable[int]) -> None:
    """Somebody looks at this list; the session is written only where it is another than before."""
    seen = {"query": query, "listed": [*listed]}
    if request.session.get(_KEY) != seen:
        request.session[_KEY] = seen


def recall(request: HttpRequest) -> CameFrom:
    """The list that was looked at last."""
    seen = request.session.get(_KEY)
    return CameFrom(seen["query"], tuple(seen["listed"])) if seen else NOWHERE
