"""Picture files (PNG, JPEG, TIFF …): their pages and sizes. What is written on them is for an OCR reader to say."""

from __future__ import annotations

import io
import warnings

from PIL import Image

from xingshen.evidence.limits import Limits
from xingshen.evidence.page import Page, PaperProblem
from xingshen.evidence.problems import problem

ASSUMED_DPI = 150.0
"""For pictures that do not say their resolution, or say something absurd."""


def read_image(data: bytes, limits: Limits) -> tuple[tuple[Page, ...], tuple[PaperProblem, ...]]:
    """One page without text for each frame of the picture, and the problem that it holds no text layer."""
    try:
        with open_image(data, limits) as image:
            frames = getattr(image, "n_frames", 1)
            pages = tuple(_page(image, index) for index in range(min(frames, limits.pages)))
    except Image.DecompressionBombError:
        return (), (problem("too_large"),)
    except (OSError, ValueError, SyntaxError, EOFError, OverflowError):
        return (), (problem("damaged"),)
    extra = (problem("too_many_pages"),) if frames > limits.pages else ()
    return pages, (*(problem("no_text_layer", page.number) for page in pages), *extra)


def open_image(data: bytes, limits: Limits) -> Image.Image:
    """The opened picture. Not a picture: OSError and its like; too many pixels: DecompressionBombError."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        image = Image.open(io.BytesIO(data))
    if image.width * image.height > limits.pixels:
        raise Image.DecompressionBombError("more pixels than the limit")
    return image


def resolution(image: Image.Image) -> float:
    """Dots per inch of the picture."""
    try:
        stated = float(image.info.get("dpi", (ASSUMED_DPI,))[0])
    except (TypeError, ValueError, ZeroDivisionError, IndexError):
        return ASSUMED_DPI
    return stated if 50 <= stated <= 1200 else ASSUMED_DPI


def _page(image: Image.Image, index: int) -> Page:
    if index:
        image.seek(index)
    scale = 72.0 / resolution(image)
    width, height = image.width * scale, image.height * scale
    return Page(index + 1, width, height, (), ((0.0, 0.0, width, height),), "none")
