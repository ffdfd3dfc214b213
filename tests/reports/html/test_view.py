from __future__ import annotations

from dataclasses import replace

from tests.reports.builder import clause, faulty_result, finding, from_form, result
from xingshen.kernel.outcome import Outcome
from xingshen.reports.html.images import NoPageImages
from xingshen.reports.html.view import MOST_EVIDENCE, build_view


def part_titles(*identifiers: str) -> list[str]:
    view = build_view(result(*(finding(identifier) for identifier in identifiers)), NoPageImages())
    return [part.title for part in view.parts]


def test_parts_stand_in_the_order_of_the_guide_whatever_the_order_of_findings() -> None:
    assert part_titles("5.3", "3.5", "2.4.n1", "2.1.n1a", "0.t") == [
        "标题",
        clause("2.1.n1a").part,
        clause("2.4.n1").part,
        "三、申报要求",
        "五、形式审查要点",
    ]


def test_ids_are_ordered_by_number_and_lettered_ones_come_after() -> None:
    parts = {identifier: replace(clause("3.5"), id=identifier, part=identifier) for identifier in ("N1", "10.a", "9.a")}
    findings = [finding("3.5", clauses=(quote,)) for quote in parts.values()]
    view = build_view(result(*findings, finding("3.5", clauses=())), NoPageImages())
    assert [part.title for part in view.parts] == ["9.a", "10.a", "N1", "其他"]


def test_every_finding_stands_in_its_part_once_or_is_a_standing_question() -> None:
    view = build_view(faulty_result(), NoPageImages())
    shown = [v.anchor for p in view.parts for v in (*p.open, *p.summed, *p.passed, *p.not_applicable)]
    assert len(shown) == len(set(shown))
    assert len(shown) + len(view.standing) == len(faulty_result().findings)
    assert sum(part.standing for part in view.parts) == len(view.standing)


def test_a_sum_over_standing_questions_is_shown_but_not_asked() -> None:
    summed = finding("5.0", Outcome.HUMAN, standing=True, derived=True)
    view = build_view(result(summed), NoPageImages())
    assert (len(view.standing), len(view.parts[0].summed), view.parts[0].standing) == (0, 1, 0)


def test_much_evidence_is_counted() -> None:
    crowded = finding("3.5", Outcome.FAIL, evidence=tuple(from_form(str(n)) for n in range(MOST_EVIDENCE + 3)))
    [view] = build_view(result(crowded), NoPageImages()).to_mend
    assert (len(view.evidence), view.more_evidence) == (MOST_EVIDENCE, 3)
