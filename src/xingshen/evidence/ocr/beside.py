"""Whether a photograph says something beside the sheet that was found on it: then nothing of it may be cut away.

Knows the places of text and nothing of sheets.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from xingshen.evidence.ocr.engine import Engine, Picture
from xingshen.evidence.ocr.sheet import sheet_of
from xingshen.evidence.ocr.strips import cut_strip, moved

_SURE = 0.85
_CHARACTERS = 4
"""What is read with less confidence, or has fewer characters, is the grain of a table or the brand of a pen."""
_MOST = 12
"""Places that are read; a ground with more of them is a pattern, unless the first of them already say something."""


def has_text_beside(picture: Picture, dpi: float, corners: npt.NDArray[np.float64], engine: Engine) -> bool:
    """Whether text can be read on ``picture`` outside ``corners`` (pixels)."""
    sheet = sheet_of(picture, dpi)
    outline = corners.astype(np.float32).reshape(-1, 1, 2)
    outside = []
    for quad in engine.detect(sheet.picture, sheet.detection_side):
        x, y = moved(quad, sheet.to_original).mean(axis=0).tolist()
        if cv2.pointPolygonTest(outline, (x, y), measureDist=False) < 0:
            outside.append(quad)
    said = engine.read([cut_strip(sheet.picture, quad) for quad in outside[:_MOST]])
    return any(len(each.text.strip()) >= _CHARACTERS and each.confidence >= _SURE for each in said)
