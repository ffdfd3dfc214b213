"""HEIC photographs by pi-heif, an optional package (extra ``heic``; docs/adr/0008)."""

from __future__ import annotations

import io

from PIL import Image

from xingshen.evidence.limits import Limits

try:
    import pi_heif
except ImportError:  # without the extra, a HEIC gets a sentence
    pi_heif = None


def can_read_heic() -> bool:
    """Whether the optional package is here."""
    return pi_heif is not None


def open_heic(data: bytes, limits: Limits) -> Image.Image:
    """The main picture of the HEIC ``data``, upright. Damaged: ValueError, OSError …; large: DecompressionBombError."""
    if pi_heif is None:
        raise OSError("pi-heif is not installed")
    container = pi_heif.open_heif(io.BytesIO(data))
    width, height = container.size
    if width * height > limits.pixels:
        raise Image.DecompressionBombError("more pixels than the limit")
    picture: Image.Image = container.to_pillow()
    return picture
