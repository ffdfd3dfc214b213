"""All checks of a guide pack, in the order in which an author should read them.

Later checks rest on earlier ones: where names do not resolve, cases and mutants are not run.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from xingshen.authoring import demands, locks, names, quotation, translations
from xingshen.authoring.cases import run_cases
from xingshen.authoring.mutation import MutationReport, run_mutants
from xingshen.guide.errors import PackProblem
from xingshen.guide.pack import Guide

NOT_RUN = MutationReport(0, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What the checks of one pack found, and how much they looked at.

    ``complete`` is false where names did not resolve, so that cases and mutants were not run.
    """

    pack: str
    problems: tuple[PackProblem, ...]
    warnings: tuple[PackProblem, ...]
    clauses: int
    rules: int
    questions: int
    cases: int
    mutants: int
    survivors: int
    complete: bool


def check_guide(guide: Guide, folder: Path) -> CheckReport:
    """Check the guide's own pack, which stands in ``folder``; included packs are checked on their own."""
    pack = guide.pack
    texts = [
        *quotation.check_verbatim(pack),
        *quotation.check_clauses(guide, folder),
        *quotation.check_sentences(pack),
        *quotation.check_readings(pack),
    ]
    lost = names.check_names(guide)
    behaviour, warnings, cases, mutation = _behaviour(guide) if not lost else ([], [], 0, NOT_RUN)
    rest = [] if lost else [*quotation.check_literals(guide), *names.check_unused(guide, folder)]
    return CheckReport(
        pack=pack.id,
        problems=(*texts, *lost, *rest, *behaviour, *locks.check_lock(pack, folder)),
        warnings=(*warnings, *translations.check_english(guide, folder)),
        clauses=len(pack.clauses),
        rules=len(pack.rules) + len(pack.priorities),
        questions=len(pack.questions),
        cases=cases,
        mutants=mutation.made,
        survivors=len(mutation.survivors),
        complete=not lost,
    )


def _behaviour(guide: Guide) -> tuple[list[PackProblem], list[PackProblem], int, MutationReport]:
    """Cases, kinds of cases, mutants, and the dossier of which nothing is known."""
    results = run_cases(guide, guide.pack.id)
    mutation = run_mutants(guide, guide.pack.id)
    problems = [
        *demands.wrong_cases(results),
        *demands.missing_kinds(guide),
        *demands.survivors(mutation.survivors),
        *demands.check_unknown(guide),
    ]
    return problems, demands.vacuous(guide), len(results), mutation
