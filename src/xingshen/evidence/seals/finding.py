"""Find the seals on the picture of a page, and read them where a recogniser is at hand.

The one entry for whoever looks at pages. It knows pictures and seals; what ought to be sealed by whom it must not know.
"""

from __future__ import annotations

import numpy as np

from xingshen.evidence.page import Seal, SealReading
from xingshen.evidence.seals.bands import find_band
from xingshen.evidence.seals.inks import FAINT, Picture, reduce, strength
from xingshen.evidence.seals.reading import Recognise, read_curved
from xingshen.evidence.seals.rounds import FINE, Ring, find_rings
from xingshen.evidence.seals.views import views_of

_MM = 25.4
_POINTS = 72.0


def find_seals(picture: Picture, dpi: float, recognise: Recognise | None) -> tuple[Seal, ...]:
    """The seals on an upright page, from top to bottom, their boxes in points.

    ``picture`` is RGB, height × width × 3; ``dpi`` its pixels per inch. ``recognise`` gives text and confidence for
    each strip of one line of text; None: seals are found and not read.
    """
    seals: list[Seal] = []
    fine = reduce(picture, FINE * _MM / dpi)
    factor = fine.shape[1] / picture.shape[1]
    for colour in ("red", "blue"):
        for ring in find_rings(strength(fine, colour), FAINT[colour]):
            seals.append(_seal(picture, ring, factor, dpi, colour, recognise))
    return tuple(sorted(seals, key=lambda seal: (seal.box[1], seal.box[0])))


def _seal(picture: Picture, ring: Ring, factor: float, dpi: float, colour: str, recognise: Recognise | None) -> Seal:
    ellipse = ring.ellipse.scaled(1 / factor)
    tall, wide = picture.shape[:2]
    left, top, right, bottom = ellipse.box()
    box = (max(left, 0), max(top, 0), min(right, wide), min(bottom, tall))
    readings: tuple[SealReading, ...] = ()
    if recognise is not None:
        pad = dpi / _MM
        x0, y0 = max(int(left - pad), 0), max(int(top - pad), 0)
        crop = picture[y0 : int(bottom + pad) + 1, x0 : int(right + pad) + 1]
        moved = ellipse.scaled(1.0, -x0, -y0)
        views = views_of(crop, colour, dpi / _MM)
        band = find_band((views["soft"] > 60).astype(np.uint8), moved, dpi / _MM)
        if band is not None:
            readings = read_curved(views, moved, band, recognise)
    points = tuple(round(float(edge) * _POINTS / dpi, 1) for edge in box)
    return Seal(
        box=(points[0], points[1], points[2], points[3]),
        shape=ring.shape,
        colour=colour,
        whole=ring.whole,
        confidence=round(min(ring.coverage, 1.0), 3),
        readings=readings,
    )
