"""One dossier for one operation: fetched, and seen by the caller's person or not there at all."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from xingshen.portal.api.caller import Caller, caller_of
from xingshen.portal.api.problems import Problem
from xingshen.review.api_policy import Side
from xingshen.store.examination import dossier_access, examinations
from xingshen.store.examination.dossier_access import Seen
from xingshen.store.filing import submissions


def open_dossier(request: HttpRequest, dossier: int) -> tuple[Caller, Seen]:
    """The dossier as this caller sees it. Raises Problem: of what is not theirs a program learns nothing."""
    caller = caller_of(request)
    seen = dossier_access.see(dossier, caller.actor)
    if seen is None:
        raise Problem("not_found")
    return caller, seen


def open_examination(request: HttpRequest, dossier: int) -> tuple[Caller, Any, Any]:
    """Caller, row and case (of a panel only what is theirs to see), for those who review it. Raises Problem."""
    caller, seen = open_dossier(request, dossier)
    if Side.OFFICER not in seen.sides or seen.case is None:
        raise Problem("not_found")
    return caller, seen.row, examinations.seen_by(seen.case, caller.actor)


def open_submission(request: HttpRequest, dossier: int, sequence: int) -> tuple[Caller, Seen, Any]:
    """The same with one submission. Raises Problem."""
    caller, seen = open_dossier(request, dossier)
    submission = submissions.at(dossier, sequence)
    if submission is None:
        raise Problem("not_found")
    return caller, seen, submission
