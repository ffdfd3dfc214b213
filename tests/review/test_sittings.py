"""The panels that sat, read back from the events."""

from __future__ import annotations

from tests.review.desk import COUNTRY, DOUBTFUL, PANEL_A, PANEL_B, SEAL, assigned
from xingshen.kernel.outcome import Outcome
from xingshen.review.examination_commands import ConcludePanel, Conclusion, OpenPanel
from xingshen.review.sittings import sittings


def test_a_panel_that_concluded_is_told_with_its_opinions() -> None:
    desk = assigned(DOUBTFUL)
    desk.do(OpenPanel((COUNTRY.fingerprint,), (5, 6), "指南用“等”"))
    desk.opinions(COUNTRY, Outcome.FAIL, PANEL_A)
    assert sittings(desk.history) == ()
    desk.opinions(COUNTRY, Outcome.PASS, PANEL_B)
    desk.do(ConcludePanel((Conclusion(COUNTRY.fingerprint, Outcome.PASS, "属于所列"),)), PANEL_B)
    (sitting,) = sittings(desk.history)
    assert (sitting.reason, sitting.asked_by, sitting.members, sitting.concluded_by) == ("指南用“等”", 2, (5, 6), 6)
    assert [(each.by, each.opinion) for each in sitting.opinions_on(COUNTRY.fingerprint)] == [
        (5, Outcome.FAIL),
        (6, Outcome.PASS),
    ]
    assert sitting.opinions_on(SEAL.fingerprint) == ()
    assert [(each.settled, each.reason) for each in sitting.rulings] == [(Outcome.PASS, "属于所列")]


def test_each_panel_of_a_dossier_is_told_by_itself() -> None:
    desk = assigned(DOUBTFUL)
    for settled in (Outcome.PASS, Outcome.FAIL):
        desk.do(OpenPanel((COUNTRY.fingerprint,), (5, 6), settled.value))
        desk.opinions(COUNTRY, settled, PANEL_A, PANEL_B)
        desk.do(ConcludePanel((Conclusion(COUNTRY.fingerprint, settled, "理由"),)), PANEL_A)
    assert [each.reason for each in sittings(desk.history)] == ["pass", "fail"]
