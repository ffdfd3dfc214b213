"""Reading a seal: the curved name laid out straight, the rows across its middle, and the rows of rectangular ones.

It knows the layout of seals; which characters those are only the recogniser knows that is handed in. Confidence 0 to 1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from xingshen.evidence.page import SealReading
from xingshen.evidence.seals.apart import reversed_strip
from xingshen.evidence.seals.bands import Band
from xingshen.evidence.seals.comparing import APART
from xingshen.evidence.seals.ellipse import Ellipse
from xingshen.evidence.seals.inks import Picture
from xingshen.evidence.seals.unwrapping import arc_length, even_angles, unwrap
from xingshen.evidence.seals.views import View, for_recogniser

Recognise = Callable[[Sequence[Picture]], list[tuple[str, float]]]
_HEIGHT = 48
"""The height of the strips the recogniser takes."""
_FLOOR = 0.3
_SURE, _COUNTED = 0.97, 0.9
"""Confidence from which agreeing views need no third, and from which the characters may be counted."""
_MARGIN = 0.1
"""Added above and below the band, as a share of its height."""
_HAN = re.compile("[㐀-鿿]+")


def read_curved(
    views: Mapping[str, View], ellipse: Ellipse, band: Band, recognise: Recognise
) -> tuple[SealReading, ...]:
    """The readings of the name around a seal, best first."""
    found: list[SealReading] = []
    for name, view in views.items():
        text, confidence = recognise([cut_band(view, ellipse, band, band.arcs[0])])[0]
        found.append(SealReading(text, confidence, name))
        if _settled(found):
            break
    strip = cut_band(views["ink"], ellipse, band, band.arcs[0])
    return _with_apart(best_first(found), strip, recognise)


def _with_apart(found: tuple[SealReading, ...], strip: Picture, recognise: Recognise) -> tuple[SealReading, ...]:
    """The readings and, last, the name with its characters read one by one; not where their number is unsure."""
    if not found or found[0].confidence < _COUNTED or not _HAN.fullmatch(found[0].text):
        return found
    turned = reversed_strip(strip, len(found[0].text))
    if turned is None:
        return found
    text, confidence = recognise([turned])[0]
    apart = SealReading(text[::-1].strip(), round(float(confidence), 4), APART)
    if any(each.text == apart.text for each in found):
        return tuple(replace(each, view=f"{each.view},{APART}") if each.text == apart.text else each for each in found)
    return (*found, apart) if apart.text and apart.confidence >= _FLOOR else found


def settle_arc(view: View, ellipse: Ellipse, band: Band, recognise: Recognise) -> Band:
    """The band with the one arc that reads best."""
    if len(band.arcs) == 1:
        return band
    tried = recognise([cut_band(view, ellipse, band, arc) for arc in band.arcs])
    best = max(range(len(tried)), key=lambda index: (_worth(tried[index]), -index))
    return Band(band.outer, band.inner, (band.arcs[best],))


def _settled(found: Sequence[SealReading]) -> bool:
    """Whether two views agree and are sure: a third would add nothing."""
    return len(found) == 2 and found[0].text == found[1].text and min(each.confidence for each in found) >= _SURE


def _worth(reading: tuple[str, float]) -> float:
    return sum(map(len, _HAN.findall(reading[0]))) * reading[1] ** 6


def best_first(readings: Sequence[SealReading]) -> tuple[SealReading, ...]:
    """Distinct readings with enough confidence, the surest first; ``view`` names all views that agree, by commas."""
    order = sorted(readings, key=lambda reading: -reading.confidence)
    kept: dict[str, SealReading] = {}
    for reading in order:
        text = reading.text.strip()
        if _HAN.search(text) and reading.confidence >= _FLOOR:
            before = kept.get(text)
            view = f"{before.view},{reading.view}" if before else reading.view
            confidence = before.confidence if before else round(float(reading.confidence), 4)
            kept[text] = SealReading(text, confidence, view)
    return tuple(kept.values())


def cut_band(view: View, ellipse: Ellipse, band: Band, arc: tuple[float, float], stretch: float = 1.0) -> Picture:
    """The arc of the band laid out straight as a strip for the recogniser."""
    high = band.inner - band.outer
    top, bottom = band.outer - _MARGIN * high, band.inner + _MARGIN * high
    opening = 2 * np.pi - arc[1]
    margin = min(0.08, 0.35 * opening)
    start, sweep = arc[0] - margin, arc[1] + 2 * margin
    middle = (top + bottom) / 2
    wide = round(arc_length(ellipse, middle, start, sweep) * _HEIGHT / (bottom - top) * stretch)
    angles = even_angles(ellipse, middle, max(wide, _HEIGHT), start, sweep)
    return for_recogniser(unwrap(view, ellipse, np.linspace(top, bottom, _HEIGHT), angles))
