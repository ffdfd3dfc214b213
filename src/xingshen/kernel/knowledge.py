"""What is known of a value: known, not filled in, or unknown with its reasons.

A known value is the plain Python value itself. Everything else is an :class:`Unknown`, which has no truth value, so
that no caller can take a missing paper for a "no" by accident. Lists say whether they are complete.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn


class Why(StrEnum):
    """Why a value is not there."""

    NOT_FILLED = "not_filled"
    """Known to be absent: the form was read and holds nothing here."""
    NOT_STATED = "not_stated"
    """Nobody has said; the dossier marks it as unknown."""
    NOT_FOUND = "not_found"
    """The paper was read; the fact was not found in it."""
    PENDING = "pending"
    """The paper is there and is still being read."""
    UNREADABLE = "unreadable"
    """The paper could not be read (scan without text, damaged, encrypted)."""
    LOW_CONFIDENCE = "low_confidence"
    SCANNED = "scanned"
    """Well read, but from a picture, and nothing else says the same: it may count for somebody, never alone against."""
    CONFLICT = "conflict"
    IMPRECISE = "imprecise"
    """Only a month or a year is given; the candidates are its first and last day."""
    INVALID = "invalid"
    """Something is written there that cannot be a value of this field."""


@dataclass(frozen=True, slots=True)
class Missing:
    """One value that could not be had: its path as a reader would name it, and why."""

    path: str
    why: Why


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that is not known.

    ``candidates`` are values that somebody or something proposed (a form's declaration, a doubtful reading); the
    engine may try them, and decides only where all of them lead to the same outcome (ruling R10).
    """

    missing: tuple[Missing, ...]
    candidates: tuple[object, ...] = ()

    def __bool__(self) -> NoReturn:
        raise TypeError("an unknown value has no truth value")

    @property
    def not_filled(self) -> bool:
        """True where the form was read and holds nothing here (known absent)."""
        return len(self.missing) == 1 and self.missing[0].why is Why.NOT_FILLED


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of values or records. Incomplete: there may be more items than these."""

    items: tuple[object, ...] = ()
    complete: bool = True
