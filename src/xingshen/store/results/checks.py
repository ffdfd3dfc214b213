"""The stored result of the latest self-check of a draft: for lists and for what is looked up without judging anew.

Made by the worker with the same look as the pages show; the results of submissions are in ``filing_checks``.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from xingshen.reports.json_report import to_json
from xingshen.store.applying import applications, papers, self_check
from xingshen.store.models import Application, Check
from xingshen.store.results.check_outcomes import letters_of


@dataclass(frozen=True, slots=True)
class Made:
    """A check that is ready to be kept."""

    version: int
    digest: str
    engine: str
    guide_digest: str
    verdict: str
    result: dict[str, Any]
    outcomes: dict[str, str]


def input_digest(application_id: int) -> str:
    """What a check of this application would rest on: the version of its answers, its papers and what was read."""
    version = Application.objects.values_list("version", flat=True).get(pk=application_id)
    rows = papers.present(application_id).values_list("blob_id", "name", "kind", "state", "translation_of")
    return sha256(repr((version, list(rows))).encode()).hexdigest()


def make(application_id: int) -> Made | None:
    """The check of the application as it is now; None where it was removed."""
    found = Application.objects.filter(pk=application_id, deleted_at=None).select_related("call").first()
    if found is None:
        return None
    digest = input_digest(application_id)
    look = self_check.look(found, applications.answers_of(found), list(papers.present(application_id)))
    result = look.result
    return Made(
        found.version, digest, result.engine, result.guide.digest, result.verdict.value,
        to_json(result), letters_of(result),
    )  # fmt: skip


def keep(application_id: int, made: Made) -> None:
    """Keep the check in the place of the one before; called inside the transaction that finishes the job."""
    Check.objects.filter(application_id=application_id, submission=None).delete()
    Check.objects.create(
        application_id=application_id, version=made.version, input_digest=made.digest, engine=made.engine,
        guide_digest=made.guide_digest, verdict=made.verdict, result=made.result, outcomes=made.outcomes,
    )  # fmt: skip
