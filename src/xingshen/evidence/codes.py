"""Bar codes on a page picture: QR and Data Matrix, with what they say and where they stand.

Needs the extra ``ocr`` (zxing-cpp). It must not know what a code is for.
"""

from __future__ import annotations

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from xingshen.evidence.page import Code
from xingshen.kernel.place import Box

LONGEST = 400
"""Characters of a code's text that are kept."""
MOST = 16
_FORMATS = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.DataMatrix])


def find_codes(picture: NDArray[np.uint8], dpi: float) -> tuple[Code, ...]:
    """The codes on ``picture`` (RGB) of ``dpi`` dots per inch, from top to bottom; at most :data:`MOST`."""
    if not picture.size:
        return ()
    grey = np.ascontiguousarray(picture[:, :, 1])
    found = zxingcpp.read_barcodes(grey, formats=_FORMATS, try_rotate=False, try_invert=False)
    codes = {Code(each.text[:LONGEST], _box(each.position, dpi)) for each in found if each.text}
    return tuple(sorted(codes, key=lambda code: (code.box[1], code.box[0], code.text))[:MOST])


def _box(position: zxingcpp.Position, dpi: float) -> Box:
    corners = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    across, down = [corner.x for corner in corners], [corner.y for corner in corners]
    left, top, right, bottom = (round(side * 72 / dpi, 1) for side in (min(across), min(down), max(across), max(down)))
    return (left, top, right, bottom)
