"""One dossier checked on its own, for the commands that look at one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xingshen.cli.sources import InputError, open_guide, open_reader
from xingshen.dossier.dossier import DossierUnreadable
from xingshen.dossier.reading import open_dossier
from xingshen.findings.finding import CheckResult
from xingshen.pipeline.across import look_across
from xingshen.pipeline.check import Evidenced, check_dossier, filing_day, read_evidence, rule_values
from xingshen.rules.compiled import CompiledGuide
from xingshen.rules.judge import slot_values


@dataclass(frozen=True, slots=True)
class Single:
    """A dossier, what was found, and the values that the rules saw."""

    guide: CompiledGuide
    evidenced: Evidenced
    result: CheckResult
    values: list[object]


def check_single(path: Path, guide_id: str, as_of: date | None) -> Single:
    """Check the dossier at ``path``. Raises InputError."""
    guide = open_guide(guide_id)
    try:
        with open_dossier(path, guide.guide.form) as dossier, open_reader(2) as reader:
            evidenced = read_evidence(dossier, reader)
    except DossierUnreadable as error:
        raise InputError(
            f"{path.name or path} 无法检查：\n" + "\n".join(f"  · {item}" for item in error.problems)
        ) from None
    across = look_across([evidenced.summary])[evidenced.summary.dossier_id]
    result = check_dossier(guide, evidenced, across, as_of=as_of)
    values, _ = rule_values(guide, evidenced, across, as_of or filing_day(evidenced.dossier))
    return Single(guide, evidenced, result, slot_values(guide.guide.scope, values))
