"""Which way up a page is: lines that stand on their ends, and lines that read better upside down.

A few lines are read both ways, and only where they read badly as they are; the angle classifier that comes with the
models is not used, because it turns correct lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from xingshen.evidence.ocr.engine import Engine, Quad, StripText
from xingshen.evidence.ocr.found import Found
from xingshen.evidence.ocr.sheet import Sheet
from xingshen.evidence.ocr.strips import cut_strip, is_tall, sides

SAMPLE = 6
"""Lines that are read to tell which way up a page is."""
READS_WELL = 0.88
"""Mean confidence of the sample above which nothing else is tried."""
CLEARLY_BETTER = 0.06
"""By how much the mean confidence must rise for a page to be turned."""
FEWEST_CHARACTERS = 4
_TALL_SHARE = 0.6
"""The share of the length of all lines that must stand on end before a page counts as lying on its side."""


@dataclass(frozen=True, slots=True)
class Stand:
    """One way to lay the sheet: turned clockwise by ``turned`` degrees, with the lines found and some of them read."""

    sheet: Sheet
    turned: int
    found: list[Found]
    sureness: float


def upright(sheet: Sheet, engine: Engine) -> Stand:
    """The sheet turned upright."""
    level = _right_way_up(sheet, 0, engine)
    tall = _tall_share(level.found)
    if level.sureness >= READS_WELL and tall <= _TALL_SHARE:
        return level
    standing = _right_way_up(sheet.turned(1), 90, engine)
    better = standing.sureness * (1 - _tall_share(standing.found)) > level.sureness * (1 - tall)
    return standing if better else level


def _right_way_up(sheet: Sheet, turned: int, engine: Engine) -> Stand:
    """The sheet as it lies or turned over, whichever reads better."""
    quads = engine.detect(sheet.picture, sheet.detection_side)
    chosen = _sample(quads)
    strips = [cut_strip(sheet.picture, quads[at]) for at in chosen]
    as_is = engine.read(strips)
    read = dict(zip(chosen, as_is, strict=True))
    level = Stand(sheet, turned, [Found(quad, read.get(at)) for at, quad in enumerate(quads)], mean_confidence(as_is))
    if not strips or level.sureness >= READS_WELL:
        return level
    over = engine.read([np.ascontiguousarray(strip[::-1, ::-1]) for strip in strips])
    if not _is_better(over, as_is):
        return level
    other = sheet.turned(2)
    found = [Found(quad) for quad in engine.detect(other.picture, other.detection_side)]
    return Stand(other, turned + 180, found, mean_confidence(over))


def _is_better(over: Sequence[StripText], as_is: Sequence[StripText]) -> bool:
    characters = sum(len(each.text) for each in over)
    return characters >= FEWEST_CHARACTERS and mean_confidence(over) > mean_confidence(as_is) + CLEARLY_BETTER


def mean_confidence(read: Sequence[StripText]) -> float:
    """The mean over the characters of all strips; 0 where there are none."""
    sure = [confidence for each in read for confidence in each.confidences]
    return sum(sure) / len(sure) if sure else 0.0


def _sample(quads: Sequence[Quad]) -> list[int]:
    """The numbers of lines of middling length: long enough to tell, short enough to be cheap."""
    level = [at for at, quad in enumerate(quads) if not is_tall(quad)]
    lines = sorted(level, key=lambda at: sides(quads[at])[0])
    middle = max((len(lines) - SAMPLE) // 2, 0)
    return lines[middle : middle + SAMPLE]


def _tall_share(found: Sequence[Found]) -> float:
    """The share of the length of all lines that stands on end."""
    lengths = [(max(sides(each.quad)), is_tall(each.quad)) for each in found]
    return sum(length for length, tall in lengths if tall) / max(sum(length for length, _ in lengths), 1.0)
