"""Pages with one seal each whose name is not, or only almost, the name of the declared unit.

Every true page has its twins: one character changed to one that looks alike, one changed to any other, another unit.
Even seeds are the development half, odd seeds the test half.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.papers.corpus import wear
from benchmarks.papers.corpus.files import scanned_pdf
from benchmarks.papers.corpus.imaging import SealPlan, Shot, shoot
from benchmarks.papers.corpus.labels import CLEAN, PaperTruth
from benchmarks.papers.corpus.sheet import Sheet, choose_face
from benchmarks.papers.corpus.twins import forge
from benchmarks.papers.corpus.words import draw_unit

TRUE, ALIKE, UNLIKE, OTHER = "true", "alike", "unlike", "other"
VARIANTS = (TRUE, ALIKE, UNLIKE, OTHER)


@dataclass(frozen=True, slots=True)
class ForgeryFile:
    """A scanned PDF with one sealed page per variant, in the order of :data:`VARIANTS`."""

    path: Path
    truth: PaperTruth


def make_forgeries(seed: int, target: Path) -> ForgeryFile:
    """The true seal of one unit and its false twins, on pages that are else alike."""
    chance = random.Random(f"forgeries {seed}")
    unit = draw_unit(chance, chance.choice(("企业", "企业", "高校", "科研院所"))).name
    condition = wear.draw_condition(chance)
    while condition.mode != wear.COLOUR:
        condition = wear.draw_condition(chance)
    worn = chance.choice((0.05, 0.15, 0.25)) if condition.grade == CLEAN else chance.choice((0.1, 0.3, 0.5))
    purpose = chance.choices(("公章", "合同专用章", "条章", "发票专用章"), (3, 1, 2, 2))[0]
    names = {
        TRUE: unit,
        ALIKE: forge(chance, unit, "alike"),
        UNLIKE: forge(chance, unit, "unlike"),
        OTHER: draw_unit(chance, "企业").name,
    }
    face = choose_face(chance)
    shots: list[Shot] = []
    for variant in VARIANTS:
        sheet = Sheet(face, "其他", size=14)
        _write(sheet, unit, purpose)
        shots.append(shoot(sheet.page, chance, condition, SealPlan({unit: names[variant]}, worn)))
    return _written(seed, target, shots, condition)


def _write(sheet: Sheet, unit: str, purpose: str) -> None:
    sheet.title("情况说明", 20)
    sheet.para("现就有关事项说明如下，所述内容属实，由我单位负责解释。")
    sheet.space(40)
    sheet.at(f"{unit}（盖章）", sheet.right - 20 - sheet.width(f"{unit}（盖章）", 14, "song"))
    sheet.seal(sheet.right - 130, sheet.y + 30, unit, purpose)
    sheet.space(40)
    sheet.right_aligned("2026年6月18日")


def _written(seed: int, target: Path, shots: Sequence[Shot], condition: wear.Condition) -> ForgeryFile:
    target.mkdir(parents=True, exist_ok=True)
    path = target / f"seals-{seed:04d}.pdf"
    path.write_bytes(scanned_pdf(shots, condition))
    truth = PaperTruth(file=path.name, kind="其他", pages=tuple(shot.truth for shot in shots))
    return ForgeryFile(path, truth)
