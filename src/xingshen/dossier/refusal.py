"""The one way in which a written value is refused by its field: how surely, why, and what it may have meant."""

from __future__ import annotations

from xingshen.dossier.dossier import Scalar, Severity
from xingshen.kernel.knowledge import Why


class Refused(Exception):  # noqa: N818  # an answer about a value, not an error of the program
    """``severity`` None: nothing is wrong with the form; the value is one of, or lies between, ``candidates``.

    ``why`` is the reason that the unknown value carries.
    """

    def __init__(
        self, severity: Severity | None, message: str, candidates: tuple[Scalar, ...] = (), why: Why = Why.INVALID
    ) -> None:
        self.severity, self.message, self.candidates, self.why = severity, message, candidates, why
        super().__init__(message)

    @classmethod
    def impossible(cls, message: str) -> Refused:
        """No reading makes this a value of the field (ruling R24)."""
        return cls(Severity.IMPOSSIBLE, message)

    @classmethod
    def doubtful(cls, message: str, candidates: tuple[Scalar, ...] = ()) -> Refused:
        """Not understood, or not precise enough; a person can tell."""
        return cls(Severity.DOUBTFUL, message, candidates)

    @classmethod
    def imprecise(cls, message: str, candidates: tuple[Scalar, ...]) -> Refused:
        """A day of which only the month or the year is given, between the two ``candidates``."""
        return cls(None, message, candidates, Why.IMPRECISE)

    @classmethod
    def ambiguous(cls, message: str, candidates: tuple[Scalar, ...]) -> Refused:
        """What is written means one of ``candidates``; nobody can tell which."""
        return cls(None, message, candidates, Why.LOW_CONFIDENCE)
