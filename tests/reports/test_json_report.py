from __future__ import annotations

import json
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from tests.reports.builder import clear_result, empty_result, faulty_result, finding, from_form, human_result, result
from xingshen.findings.finding import CheckResult
from xingshen.kernel.outcome import Outcome, Verdict
from xingshen.reports.json_report import NotAReportError, from_json, to_json
from xingshen.reports.presentable import presentable
from xingshen.reports.schema import report_schema

RESULTS = {
    "empty": empty_result(),
    "clear": clear_result(),
    "human": human_result(),
    "faulty": faulty_result(),
    "hostile": result(finding("3.5", Outcome.FAIL, evidence=(from_form("\x1b[2J\u202e" + "长" * 10_000),))),
    "engine without version": replace(empty_result(), engine="xingshen"),
    "no engine": replace(empty_result(), engine=""),
}
every_result = pytest.mark.parametrize("checked", RESULTS.values(), ids=RESULTS.keys())


@every_result
def test_follows_its_own_schema(checked: CheckResult) -> None:
    assert list(Draft202012Validator(report_schema()).iter_errors(to_json(checked))) == []


@every_result
def test_reads_back_what_it_wrote(checked: CheckResult) -> None:
    saved = json.loads(json.dumps(to_json(checked), ensure_ascii=False))
    assert from_json(saved) == presentable(checked)


def test_names_what_a_consumer_looks_for() -> None:
    report = to_json(faulty_result())
    money = next(item for item in report["findings"] if item["rule"] == "r3.6.a")
    assert report["verdict"] == "fail"
    assert report["guide"]["id"] == "hebei-intl-2026"
    assert report["engine"] == {"name": "xingshen", "version": "0.1.0"}
    assert money["clauses"] == ["3.6.a", "5.5.a"]
    assert money["quotes"][0]["text"] == "企业牵头承担项目自筹资金按财政资金支持额度3:1配套"
    assert money["read"][0]["value"] == "299.99 万元"


def test_counts_every_finding_once() -> None:
    counts = to_json(faulty_result())["counts"]
    total = counts.pop("total")
    assert (counts["failed"], counts["human"], counts["derived"]) == (2, 3, 3)
    assert sum(counts.values()) == total == len(faulty_result().findings)


def test_a_clear_dossier_has_standing_questions_and_nothing_else_open() -> None:
    report = to_json(clear_result())
    assert report["verdict"] == Verdict.CLEAR
    assert (report["counts"]["failed"], report["counts"]["human"]) == (0, 0)
    assert report["counts"]["standing"] == 13


@pytest.mark.parametrize(
    ("place", "change"),
    [
        ("verdict", {"verdict": "perhaps"}),
        ("最外层", {"surprise": 1}),
        ("as_of", {"as_of": 20260712}),
    ],
)
def test_says_where_a_file_is_not_a_report(place: str, change: dict[str, object]) -> None:
    with pytest.raises(NotAReportError, match=f"：{place} 处"):
        from_json({**to_json(empty_result()), **change})


def test_says_so_when_something_else_is_handed_in() -> None:
    with pytest.raises(NotAReportError, match="最外层"):
        from_json([])  # type: ignore[arg-type]


def test_control_characters_are_gone_from_the_json() -> None:
    hostile = json.dumps(to_json(RESULTS["hostile"]), ensure_ascii=False)
    assert "\x1b" not in hostile
    assert "\\u001b" not in hostile
    assert "\u202e" not in hostile
