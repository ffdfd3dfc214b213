"""Variants of the clean example dossiers: copied, changed in the application only, checked against the guide.

Knows how to change and to check; what is right stands in the tests.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from xingshen.dossier.reading import open_dossier
from xingshen.evidence.intake import PaperReader
from xingshen.evidence.store import PageStore
from xingshen.findings.finding import CheckResult, Finding
from xingshen.guide.loading import load_guide
from xingshen.kernel.identifiers import resident_id, uscc
from xingshen.kernel.outcome import Outcome
from xingshen.pipeline.check import check_dossiers, read_evidence
from xingshen.rules.compiled import CompiledGuide, compile_guide
from xingshen.rules.result import Answer

ROOT = Path(__file__).parents[2]
E1, S2 = "clean-cat1-enterprise", "clean-cat2-institute-science"
T2, H4 = "clean-cat2-university-transfer", "clean-cat4-hongkong"
RANK = (Outcome.FAIL, Outcome.HUMAN, Outcome.PASS, Outcome.NOT_APPLICABLE)
UNKNOWN = {"unknown": "正在核实"}


DROP = "<absent>"
"""The mark of a value to be taken out."""
Change = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Variant:
    """A clean dossier and what is different in it: path → value (``+`` adds a row), kinds of paper taken out."""

    base: str
    changes: Change
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of a check by clause, without the standing questions."""

    result: CheckResult

    @property
    def verdict(self) -> str:
        return self.result.verdict.value

    def outcome(self, clause: str) -> str | None:
        """The worst particular outcome among the findings of a clause."""
        found = [item.outcome for item in self.findings(clause)]
        return min(found, key=RANK.index).value if found else None

    def findings(self, clause: str) -> list[Finding]:
        return [item for item in self.particular() if any(quote.id == clause for quote in item.clauses)]

    def particular(self) -> list[Finding]:
        return [item for item in self.result.findings if not item.standing]

    def open(self) -> set[str]:
        """The rules that fail or need a person, without those that sum up others."""
        opened = (Outcome.FAIL, Outcome.HUMAN)
        return {item.rule for item in self.particular() if item.outcome in opened and not item.derived}


@cache
def guide() -> CompiledGuide:
    return compile_guide(load_guide(ROOT / "guides" / "hebei-intl-2026"))


@cache
def _holder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="xingshen-variants-")


@cache
def _reader() -> PaperReader:
    return PaperReader(store=PageStore(Path(_holder().name) / "store"))


def check_variants(variants: Sequence[Variant], answers: Mapping[str, Answer] | None = None) -> list[Checked]:
    """Check the variants together, as one batch."""
    with TemporaryDirectory(prefix="xingshen-variant-") as folder, ExitStack() as stack:
        read = []
        for at, variant in enumerate(variants, 1):
            root = write_variant(variant, Path(folder) / f"{at}-{variant.base}")
            read.append(read_evidence(stack.enter_context(open_dossier(root, guide().guide.form)), _reader()))
        return [Checked(item) for item in check_dossiers(guide(), read, answers=answers or {}, as_of=date(2026, 6, 20))]


def check_variant(base: str, changes: Change, without: Iterable[str] = ()) -> Checked:
    """Check one changed dossier alone."""
    return check_variants([Variant(base, changes, tuple(without))])[0]


def write_variant(variant: Variant, root: Path) -> Path:
    """Write the changed dossier as the folder ``root``."""
    shutil.copytree(ROOT / "examples" / "dossiers" / variant.base, root)
    application = json.loads((root / "application.json").read_text(encoding="utf-8"))
    for path, value in variant.changes.items():
        _put(application, path.split("."), value)
    rows = application["attachments"]
    for kind in variant.without:
        for row in [row for row in rows if row["kind"] == kind]:
            rows.remove(row)
            (root / row["file"]).unlink()
    (root / "application.json").write_text(json.dumps(application, ensure_ascii=False), encoding="utf-8")
    return root


def _put(tree: Any, path: Sequence[str], value: object) -> None:
    key: Any = int(path[0]) if isinstance(tree, list) and path[0].isdigit() else path[0]
    if len(path) > 1:
        if isinstance(tree, dict) and key not in tree:
            tree[key] = {}
        _put(tree[key], path[1:], value)
    elif isinstance(tree, list) and key == "+":
        tree.append(value)
    elif value == DROP:
        del tree[key]
    else:
        tree[key] = value


def unit_code(prefix: str, place: str = "130100", serial: str = "MA0TEXT0") -> str:
    """An invented unified social credit code that passes both check digits."""
    for ends in product("0123456789X", "0123456789ABCDEFGHJKLMNPQRTUWXY"):
        code = f"{prefix}{place}{serial}{''.join(ends)}"
        if uscc.is_valid(code):
            return code
    raise ValueError(f"no check digits for {prefix}{place}{serial}")


def person_code(birth: str, area: str = "130102", serial: str = "001") -> str:
    """An invented resident number that passes its check digit; ``birth`` as 19800506."""
    return next(code for end in "0123456789X" if resident_id.is_valid(code := f"{area}{birth}{serial}{end}"))
