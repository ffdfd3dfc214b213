"""Every example dossier gives what its expected.json says, read from a folder or from a zip, today or again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.dossier.test_reading import make_zip
from xingshen.dossier.reading import open_dossier
from xingshen.evidence.intake import PaperReader
from xingshen.evidence.store import PageStore
from xingshen.findings.finding import CheckResult
from xingshen.guide.loading import load_guide
from xingshen.kernel.outcome import Outcome
from xingshen.pipeline.check import Evidenced, check_dossiers, read_evidence
from xingshen.reports.json_report import to_json
from xingshen.rules.compiled import CompiledGuide, compile_guide

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "dossiers"
NAMES = sorted(folder.name for folder in EXAMPLES.iterdir() if (folder / "expected.json").is_file())
SEVERITY = (Outcome.FAIL, Outcome.HUMAN, Outcome.PASS, Outcome.NOT_APPLICABLE)
SUMMING_UP = frozenset({"3.0.b", "5.0", "5.1.e", "5.6"})
"""Clauses that repeat what others say; expected.json lists them apart, under ``derived``, or not at all (3.0.b)."""
FOLDER_IN_ZIP = "形式审查样例"


def expected_of(name: str) -> dict[str, Any]:
    return json.loads((EXAMPLES / name / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def guide() -> CompiledGuide:
    return compile_guide(load_guide(ROOT / "guides" / "hebei-intl-2026"))


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PaperReader]:
    with PaperReader(store=PageStore(tmp_path_factory.mktemp("pages"))) as opened:
        yield opened


@pytest.fixture(scope="session")
def read(guide: CompiledGuide, reader: PaperReader) -> Iterator[Mapping[str, Evidenced]]:
    """All examples with their papers, read once."""
    with ExitStack() as stack:
        opened = {name: stack.enter_context(open_dossier(EXAMPLES / name, guide.guide.form)) for name in NAMES}
        yield {name: read_evidence(dossier, reader) for name, dossier in opened.items()}


def by_clause(result: CheckResult) -> dict[str, str]:
    """The most serious outcome per clause; standing questions are nobody's fault and left out."""
    worst: dict[str, Outcome] = {}
    for finding in result.findings:
        for clause in finding.clauses if not finding.standing else ():
            known = worst.get(clause.id, Outcome.NOT_APPLICABLE)
            worst[clause.id] = min(known, finding.outcome, key=SEVERITY.index)
    return {clause: outcome.value for clause, outcome in worst.items()}


def open_clauses(outcomes: Mapping[str, str], besides: Iterable[str]) -> set[str]:
    return {clause for clause, outcome in outcomes.items() if outcome in ("fail", "human")} - set(besides)


def without_place(result: CheckResult) -> dict[str, object]:
    """A result as JSON, without the name that the dossier happened to have."""
    return to_json(replace(result, dossier_id="-"))


def check_one(name: str, guide: CompiledGuide, read: Mapping[str, Evidenced]) -> CheckResult:
    together = [name, *expected_of(name).get("together", ())]
    return check_dossiers(guide, [read[other] for other in together])[0]


@pytest.mark.parametrize("name", NAMES)
def test_an_example_gives_what_is_expected_of_it(
    name: str, guide: CompiledGuide, read: Mapping[str, Evidenced]
) -> None:
    expected = expected_of(name)
    unsure: Sequence[str] = expected.get("unsure", [])
    result = check_one(name, guide, read)
    outcomes = by_clause(result)
    wanted = {key: value for key, value in expected["clauses"].items() if key not in unsure}
    derived = {key: value for key, value in expected["derived"].items() if key not in unsure}

    assert {key: outcomes.get(key) for key in wanted} == wanted
    assert {key: outcomes.get(key) for key in derived} == derived
    assert open_clauses(outcomes, {*unsure, *SUMMING_UP}) == set(expected["open"]) - {*unsure, *SUMMING_UP}
    assert result.verdict.value == expected["verdict"]


def test_checked_all_together_only_the_one_unit_in_two_categories_changes(
    guide: CompiledGuide, read: Mapping[str, Evidenced]
) -> None:
    together = {result.dossier_id: result for result in check_dossiers(guide, [read[name] for name in NAMES])}
    alone = {name: check_dossiers(guide, [read[name]])[0] for name in NAMES}
    assert {name for name in NAMES if together[name].verdict != alone[name].verdict} == {
        "two-categories-a",
        "two-categories-b",
    }


def test_the_same_dossiers_give_the_same_bytes_again(
    guide: CompiledGuide, read: Mapping[str, Evidenced], reader: PaperReader
) -> None:
    for name in ("unknown-values", "paper-contradicts-form", "clean-cat4-hongkong"):
        with open_dossier(EXAMPLES / name, guide.guide.form) as dossier:
            again = check_dossiers(guide, [read_evidence(dossier, reader)])[0]
        once = check_dossiers(guide, [read[name]])[0]
        assert json.dumps(to_json(again), ensure_ascii=False) == json.dumps(to_json(once), ensure_ascii=False)


def test_the_order_in_which_dossiers_are_given_does_not_matter(
    guide: CompiledGuide, read: Mapping[str, Evidenced]
) -> None:
    forwards = {result.dossier_id: to_json(result) for result in check_dossiers(guide, [read[name] for name in NAMES])}
    backwards = check_dossiers(guide, [read[name] for name in reversed(NAMES)])
    assert {result.dossier_id: to_json(result) for result in backwards} == forwards


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_zip_of_a_dossier_gives_what_the_folder_gives(
    encoding: str, guide: CompiledGuide, read: Mapping[str, Evidenced], reader: PaperReader, tmp_path: Path
) -> None:
    name = "clean-cat2-university-transfer"
    entries = {f"{FOLDER_IN_ZIP}/{path.name}": path.read_bytes() for path in sorted((EXAMPLES / name).iterdir())}
    packed = make_zip(tmp_path / f"{name}.zip", entries, encoding)
    with open_dossier(packed, guide.guide.form) as dossier:
        zipped = check_dossiers(guide, [read_evidence(dossier, reader)])[0]
    assert without_place(zipped) == without_place(check_dossiers(guide, [read[name]])[0])
