"""Picture files (PNG, JPEG, TIFF, HEIC …): their pages and sizes, and each page as an upright RGB picture.

What is written on them is for an OCR reader to say.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib

from PIL import Image, ImageCms, ImageFile, ImageOps

from xingshen.evidence import media
from xingshen.evidence.heic import can_read_heic, open_heic
from xingshen.evidence.limits import Limits
from xingshen.evidence.page import Page, PaperProblem
from xingshen.evidence.problems import problem

ASSUMED_INCHES = 11.69
"""The long side (A4) of what pictures show that do not say their resolution, or say something absurd."""
LEAST_DPI, MOST_DPI = 72.0, 600.0
BROKEN_IMAGE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    OverflowError,
    IndexError,
    KeyError,
    TypeError,
    RuntimeError,
    struct.error,
    zlib.error,
)
"""What decoders raise for pictures that are damaged."""
_ORIENTATION = 0x0112
_LYING = frozenset({5, 6, 7, 8})
"""Orientations (EXIF) in which width and height change places."""
_HALVED = 4
"""A JPEG of up to so many times the most pixels is opened at half its size."""


def read_image(data: bytes, limits: Limits) -> tuple[tuple[Page, ...], tuple[PaperProblem, ...]]:
    """One page without text for each frame of the picture, and the problem that it holds no text layer."""
    if media.identify(data) == media.HEIC and not can_read_heic():
        return (), (problem("unsupported:heic"),)
    try:
        with open_image(data, limits) as image:
            frames = frame_count(image)
            pages, codes = _pages(image, min(frames, limits.pages), limits)
    except Image.DecompressionBombError:
        return (), (problem("too_large"),)
    except BROKEN_IMAGE:
        return (), (problem("damaged"),)
    extra = (problem("too_many_pages"),) if frames > limits.pages else ()
    return pages, (*(problem(code, at) for at, code in enumerate(codes, start=1)), *extra)


def _pages(image: Image.Image, count: int, limits: Limits) -> tuple[tuple[Page, ...], tuple[str, ...]]:
    """The pages of the first frames, and for each what stands in the way; a frame that cannot be found is the last."""
    pages: list[Page] = []
    codes: list[str] = []
    for index in range(count):
        try:
            page, code = _page(image, index, limits)
        except BROKEN_IMAGE:
            if not pages:
                raise
            return tuple(pages), (*codes[:-1], "damaged")
        pages.append(page)
        codes.append(code)
    return tuple(pages), tuple(codes)


def open_image(data: bytes, limits: Limits) -> Image.Image:
    """The opened picture. Not a picture: OSError and its like; too many pixels: DecompressionBombError."""
    if media.identify(data) == media.HEIC:
        return open_heic(data, limits)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        image = Image.open(io.BytesIO(data))
    if image.format == "JPEG" and limits.pixels < image.width * image.height <= _HALVED * limits.pixels:
        across, down = resolution(image)
        image.draft(image.mode, (image.width // 2, image.height // 2))
        image.info["dpi"] = (across / 2, down / 2)
    _check_pixels(image, limits)
    return image


def frame_count(image: Image.Image) -> int:
    """How many pages the opened picture has; a telephone's JPEG with a depth map beside it (MPO) has one."""
    return 1 if image.format == "MPO" else int(getattr(image, "n_frames", 1))


def frame_picture(data: bytes, index: int, dpi: float, limits: Limits) -> Image.Image:
    """Frame ``index`` (from 0), upright, RGB, at ``dpi`` or at its own resolution where that is less.

    Of a picture that breaks off, what there is. Raises one of :data:`BROKEN_IMAGE` or DecompressionBombError.
    """
    with open_image(data, limits) as image:
        _seek(image, index, limits)
        across, down = resolution(image)
        target = min(dpi, max(across, down))
        size = (max(round(image.width * target / across), 1), max(round(image.height * target / down), 1))
        picture = _fit(as_rgb(_loaded(image)), size, image)
        ImageOps.exif_transpose(picture, in_place=True)
        return picture


def _fit(picture: Image.Image, size: tuple[int, int], source: Image.Image) -> Image.Image:
    """``picture`` in ``size``, with the orientation of ``source`` still to be applied."""
    fitted = picture if picture.size == size else picture.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    fitted.getexif()[_ORIENTATION] = _orientation(source)
    return fitted


def _orientation(image: Image.Image) -> int:
    """How the camera was held (EXIF), 1 where that is not said or cannot be read."""
    try:
        said = image.getexif().get(_ORIENTATION, 1)
    except BROKEN_IMAGE:
        return 1
    return said if isinstance(said, int) else 1


def as_rgb(image: Image.Image) -> Image.Image:
    """The picture in RGB, eight bits: transparent parts on white, deep greys scaled to their range."""
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        return _deep_grey(image).convert("RGB")
    if image.mode == "LAB":
        profiles = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, *profiles, outputMode="RGB") or image.convert("RGB")
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        shown = image.convert("RGBA")
        paper = Image.new("RGBA", shown.size, "white")
        return Image.alpha_composite(paper, shown).convert("RGB")
    return image.convert("RGB")


def resolution(image: Image.Image) -> tuple[float, float]:
    """Dots per inch of the picture, across and down (fax pictures differ)."""
    try:
        stated = tuple(float(each) for each in image.info.get("dpi", ())[:2])
    except (TypeError, ValueError, ZeroDivisionError):
        stated = ()
    if len(stated) != 2 or not all(50 <= each <= 2400 for each in stated) or max(stated) > 4 * min(stated):
        assumed = min(max(max(image.size) / ASSUMED_INCHES, LEAST_DPI), MOST_DPI)
        return assumed, assumed
    return stated[0], stated[1]


def _deep_grey(image: Image.Image) -> Image.Image:
    """Sixteen-bit greys from their full range; deeper ones, whose range is not known, from their brightest."""
    wide = image.convert("F")
    brightest = wide.getextrema()[1]
    top = 65535.0 if image.mode.startswith("I;16") or isinstance(brightest, tuple) else max(brightest, 1.0)
    return wide.point(lambda value: value * (255.0 / top)).convert("L")


def _loaded(image: Image.Image) -> Image.Image:
    try:
        image.load()
    except OSError:
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            image.load()
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = False
    return image


def _seek(image: Image.Image, index: int, limits: Limits) -> None:
    if index:
        image.seek(index)
        _check_pixels(image, limits)


def _check_pixels(image: Image.Image, limits: Limits) -> None:
    if image.width * image.height > limits.pixels:
        raise Image.DecompressionBombError("more pixels than the limit")


def _page(image: Image.Image, index: int, limits: Limits) -> tuple[Page, str]:
    """The page of a frame, and the code of what stands in the way of reading it."""
    _seek(image, index, limits)
    across, down = resolution(image)
    width, height = image.width * 72.0 / across, image.height * 72.0 / down
    if _orientation(image) in _LYING:
        width, height = height, width
    page = Page(index + 1, width, height, (), ((0.0, 0.0, width, height),), "none")
    return page, "no_text_layer" if _is_whole(image) else "damaged"


def _is_whole(image: Image.Image) -> bool:
    """Whether the frame can be decoded to its end; a JPEG is decoded small, which is quick."""
    try:
        if image.format == "JPEG":
            image.draft("L", (image.width // 8, image.height // 8))
        image.load()
    except BROKEN_IMAGE:
        return False
    return True
