"""Which clause is answered by what."""

from pathlib import Path

from tests.authoring.small_pack import write_pack
from xingshen.authoring.coverage import CoverageRow, coverage
from xingshen.guide.finding import find_guide
from xingshen.guide.loading import load_guide


def test_rules_questions_and_background_cover_a_clause(tmp_path: Path) -> None:
    pack = write_pack(tmp_path, ("guide.md", "1.3: 鼓励", "{}"))
    assert coverage(load_guide(pack)) == [
        CoverageRow("1.1", "F", ("R-1",), 5),
        CoverageRow("1.2", "H", ("H-1",), 2),
        CoverageRow("1.3", "I", (), 0),
    ]


def test_rules_of_an_included_pack_cover_the_clauses_that_refer_to_them() -> None:
    rows = {row.clause: row for row in coverage(load_guide(find_guide("hebei-intl-2026")))}
    assert len(rows) == 105
    assert all(row.covered for row in rows.values())
    assert {"N1", "N2", "N3"} <= set(rows["5.1.a"].answers)
