"""When a role may act on filings: instants, never days; the server's clock is handed in.

An action counts at the instant at which the server, having the whole request, begins to store it: a request that began
to arrive before the end and was whole only after it is late; one that was whole before the end and waited its turn to
be stored is in time. Nothing here reads a clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Window:
    """Open from ``opens_at`` (included) to ``ends`` (excluded). ``extended_to``: a later end for one unit."""

    opens_at: datetime
    closes_at: datetime
    extended_to: datetime | None = None

    def __post_init__(self) -> None:
        if None in (self.opens_at.tzinfo, self.closes_at.tzinfo):
            raise ValueError("an instant without a time zone is no instant")

    @property
    def ends(self) -> datetime:
        """The end that counts; an extension never shortens a window."""
        return max(self.closes_at, self.extended_to or self.closes_at)

    def is_open(self, now: datetime) -> bool:
        """Whether it is open at ``now``."""
        return self.opens_at <= now < self.ends


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows of one call as they hold for one unit; None: the call sets none, so the role may not act yet."""

    applicant: Window | None = None
    unit: Window | None = None
    department: Window | None = None
