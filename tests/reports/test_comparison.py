from __future__ import annotations

import json
from dataclasses import replace

from tests.reports.builder import faulty_result, finding, human_result, result
from tests.reports.console import printed
from xingshen.findings.compare import Comparison, compare, compare_history
from xingshen.kernel.outcome import Outcome
from xingshen.reports.comparison import comparison_to_json, render_comparison

MONEY = finding("3.6.a", Outcome.FAIL, title="自筹")


def page(comparison: Comparison) -> str:
    return printed(lambda console: render_comparison(comparison, console))


def test_says_how_the_verdict_moved_and_counts_each_group() -> None:
    lines = page(compare(faulty_result(), human_result())).splitlines()
    assert lines[:2] == ["结论：不通过 → 需人工", "新出现 0，又出现 0，仍未解决 3，已解决 4。"]


def test_names_a_point_that_came_back() -> None:
    text = page(compare_history([result(MONEY), result(), result(MONEY)]))
    assert "曾解决，又出现（1）" in text
    assert "✕ 不通过  3.6.a  自筹" in text


def test_a_point_whose_outcome_moved_shows_both() -> None:
    text = page(compare(result(replace(MONEY, outcome=Outcome.HUMAN)), result(MONEY)))
    assert "? 需人工 → ✕ 不通过  3.6.a  自筹" in text


def test_a_solved_point_says_what_became_of_it() -> None:
    answered = replace(MONEY, outcome=Outcome.PASS, answered_by="审查员甲")
    assert "由 审查员甲 答复" in page(compare(result(MONEY), result(answered)))
    assert "✓ 不再出现  3.6.a  自筹" in page(compare(result(MONEY), result()))


def test_warns_that_the_basis_changed() -> None:
    newer = replace(result(), engine="xingshen 0.2.0")
    text = page(compare(result(), newer))
    assert "两次审查的依据不同" in text
    assert "程序：xingshen 0.1.0 → xingshen 0.2.0" in text


def test_json_holds_every_group() -> None:
    saved = json.loads(json.dumps(comparison_to_json(compare(faulty_result(), human_result()))))
    assert saved["verdict"] == {"before": "fail", "now": "human"}
    assert [item["before"]["rule"] for item in saved["solved"]] == ["r3.3.d", "r3.6.a", "r5.0", "r5.1.e"]
    assert (len(saved["still_open"]), saved["new"], saved["reappeared"], saved["basis"]) == (3, [], [], [])


def test_steering_characters_are_shown_as_signs() -> None:
    dirty = replace(MONEY, message="\x1b[2J")
    comparison = compare(result(), result(dirty))
    assert "␛[2J" in page(comparison)
    assert comparison_to_json(comparison)["new"][0]["message"] == "␛[2J"
