"""``xingshen compare``: what changed between checks of one dossier."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rich.console import Console

from xingshen.cli.check_command import Format
from xingshen.cli.single import check_single
from xingshen.cli.sources import read_report
from xingshen.findings.compare import compare_history
from xingshen.findings.finding import CheckResult
from xingshen.reports.comparison import comparison_to_json, render_comparison


def run_compare(paths: Sequence[Path], guide_id: str, as_of: date | None, form: Format, out: Console) -> None:
    """Compare the last of ``paths`` with those before it; each is a dossier or a saved report. Raises InputError."""
    comparison = compare_history([_result(path, guide_id, as_of) for path in paths])
    if form is Format.JSON:
        out.file.write(json.dumps(comparison_to_json(comparison), ensure_ascii=False, indent=1) + "\n")
    else:
        render_comparison(comparison, out)


def _result(path: Path, guide_id: str, as_of: date | None) -> CheckResult:
    if path.is_file() and path.suffix.casefold() == ".json":
        return read_report(path)
    return check_single(path, guide_id, as_of).result
