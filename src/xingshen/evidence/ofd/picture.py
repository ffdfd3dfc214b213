"""An OFD page as a plain RGB picture, for people to look at and for finding seals and reading scans.

Draws pictures, paths, writing and the pictures of electronic seals; shadings, clips and blend modes are left out.
"""

from __future__ import annotations

import math

from PIL import Image, ImageChops, ImageDraw

from xingshen.evidence import media
from xingshen.evidence.image_file import BROKEN_IMAGE, as_rgb, open_image
from xingshen.evidence.limits import Limits
from xingshen.evidence.ofd.document import OfdPage, pages
from xingshen.evidence.ofd.drawn import Picture, Shape, Sign, Writing, drawn_on
from xingshen.evidence.ofd.fonts import Faces
from xingshen.evidence.ofd.geometry import POINTS_PER_MM, Matrix
from xingshen.evidence.ofd.jbig2 import SIGNATURE, open_jbig2
from xingshen.evidence.ofd.package import OfdPackage
from xingshen.evidence.ofd.path_data import Outline
from xingshen.evidence.ofd.signatures import Stamp, stamps

GREY = (200, 200, 200)
_FAR = 50_000.0
"""Pixels; what reaches farther is not drawn."""
_PARTS_WITH_HOLES = 300
_STAMP_DPI = 300.0

Canvas = Image.Image


def ofd_picture(data: bytes, page_number: int, dpi: float, limits: Limits) -> Image.Image:
    """Page ``page_number`` (from 1) at ``dpi``, with never more than ``limits.pixels`` pixels.

    No such page: IndexError; unreadable: OfdRefused.
    """
    package = OfdPackage.open(data, limits)
    found = pages(package, limits.pages)
    if not 1 <= page_number <= len(found):
        raise IndexError(page_number)
    shown = [stamp for stamp in stamps(package, found) if stamp.page == page_number]
    return _Painter(package, found[page_number - 1], dpi, limits).paint(shown)


class _Painter:
    """Draws one page on its canvas."""

    def __init__(self, package: OfdPackage, page: OfdPage, dpi: float, limits: Limits) -> None:
        width, height = (side * POINTS_PER_MM for side in page.area[2:])
        scale = min(dpi / 72.0, math.sqrt(limits.pixels / (width * height)))
        self._package, self._page, self._limits = package, page, limits
        self._faces = Faces(package.part)
        self._to_pixels = Matrix(scale, 0.0, 0.0, scale, 0.0, 0.0)
        self._canvas = Image.new("RGB", (max(round(width * scale), 1), max(round(height * scale), 1)), "white")
        self._draw = ImageDraw.Draw(self._canvas)

    def paint(self, shown: list[Stamp]) -> Canvas:
        """The page with everything drawn, seals on top."""
        signs = 0
        for drawn in drawn_on(self._package, self._page):
            if isinstance(drawn, Picture):
                self._paint_picture(drawn)
            elif isinstance(drawn, Shape):
                self._paint_shape(drawn)
            elif drawn.visible and signs < self._limits.page_characters:
                signs += len(drawn.signs)
                self._paint_writing(drawn)
        for stamp in shown:
            self._paint_stamp(stamp)
        return self._canvas

    def _paint_picture(self, picture: Picture) -> None:
        to_pixels = picture.to_page.then(self._to_pixels)
        image = _opened(self._package.part(picture.part) or b"", self._limits)
        if image is None:
            corners = [to_pixels.at(x, y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]
            if _is_near(corners):
                self._draw.polygon(corners, fill=GREY)
            return
        placed = _placed(image, to_pixels, self._canvas.size)
        if placed is not None:
            clear = placed[0].getchannel("A").point(lambda value: round(value * picture.opacity))
            self._canvas.paste(placed[0].convert("RGB"), placed[1], clear)

    def _paint_stamp(self, stamp: Stamp) -> None:
        """Ink on paper: the stamp darkens what is below and hides nothing."""
        image = _stamp_picture(stamp.picture, self._limits)
        if image is None or stamp.box is None:
            return
        left, top, right, bottom = stamp.box
        to_pixels = Matrix(right - left, 0.0, 0.0, bottom - top, left, top).then(self._to_pixels)
        placed = _placed(image, to_pixels, self._canvas.size)
        if placed is not None:
            ink, corner = placed
            below = self._canvas.crop((*corner, corner[0] + ink.width, corner[1] + ink.height))
            self._canvas.paste(ImageChops.multiply(below, as_rgb(ink)), corner)

    def _paint_shape(self, shape: Shape) -> None:
        to_pixels = shape.to_page.then(self._to_pixels)
        pieces = [[to_pixels.at(*point) for point in outline.points] for outline in shape.outlines]
        if not pieces or not all(_is_near(piece) for piece in pieces):
            return
        if shape.fill is not None:
            self._fill(pieces, shape.fill)
        if shape.line is not None:
            width = max(round(shape.width * self._to_pixels.a), 1)
            for piece, outline in zip(pieces, shape.outlines, strict=True):
                self._draw.line(_closed(piece, outline), fill=shape.line, width=width)

    def _fill(self, pieces: list[list[tuple[float, float]]], colour: tuple[int, int, int]) -> None:
        """Filled by the even-odd rule, so that holes stay open."""
        solid = [piece for piece in pieces if len(piece) >= 3]
        if len(solid) == 1 or len(solid) > _PARTS_WITH_HOLES:
            for piece in solid:
                self._draw.polygon(piece, fill=colour)
            return
        across, down = [x for piece in solid for x, _ in piece], [y for piece in solid for _, y in piece]
        if not solid:
            return
        left, top = max(math.floor(min(across)), 0), max(math.floor(min(down)), 0)
        right, bottom = (
            min(math.ceil(max(across)) + 1, self._canvas.width),
            min(math.ceil(max(down)) + 1, self._canvas.height),
        )
        if left >= right or top >= bottom:
            return
        mask = Image.new("1", (right - left, bottom - top))
        for piece in solid:
            part = Image.new("1", mask.size)
            ImageDraw.Draw(part).polygon([(x - left, y - top) for x, y in piece], fill=1)
            mask = ImageChops.logical_xor(mask, part)
        self._canvas.paste(colour, (left, top), mask)

    def _paint_writing(self, writing: Writing) -> None:
        to_pixels = writing.to_page.then(self._to_pixels)
        size = writing.size * to_pixels.down
        angle = math.degrees(math.atan2(-to_pixels.b, to_pixels.a)) - writing.turn
        for sign in writing.signs:
            place = to_pixels.at(sign.x, sign.y)
            if not sign.text.isspace() and size >= 1.0 and _is_near([place]):
                self._paint_sign(sign, writing, place, size, angle)

    def _paint_sign(self, sign: Sign, writing: Writing, place: tuple[float, float], size: float, angle: float) -> None:
        face = self._faces.face(writing.font, size, sign.text)
        if face is None:
            x, y = place
            self._draw.rectangle((x + 0.1 * size, y - 0.7 * size, x + 0.5 * size, y), outline=writing.colour)
        elif abs((angle + 180) % 360 - 180) < 1.0:
            self._draw.text(place, sign.text, fill=writing.colour, font=face, anchor="ls")
        else:
            reach = math.ceil(2 * min(size, _FAR))
            mask = Image.new("L", (2 * reach, 2 * reach))
            ImageDraw.Draw(mask).text((reach, reach), sign.text, fill=255, font=face, anchor="ls")
            turned = mask.rotate(angle, Image.Resampling.BILINEAR)
            self._canvas.paste(writing.colour, (round(place[0]) - reach, round(place[1]) - reach), turned)


def _closed(piece: list[tuple[float, float]], outline: Outline) -> list[tuple[float, float]]:
    return [*piece, piece[0]] if outline.closed else piece


def _is_near(points: list[tuple[float, float]]) -> bool:
    return all(abs(x) <= _FAR and abs(y) <= _FAR for x, y in points)


def _opened(data: bytes, limits: Limits) -> Image.Image | None:
    """The picture with its transparency; None for formats that are not drawn and damage."""
    if data.startswith(SIGNATURE):
        page = open_jbig2(data, limits)
        return page.convert("RGBA") if page is not None else None
    if media.identify(data) not in media.IMAGES:
        return None
    try:
        with open_image(data, limits) as image:
            image.load()
            clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
            return image.convert("RGBA") if clear else as_rgb(image).convert("RGBA")
    except (*BROKEN_IMAGE, Image.DecompressionBombError):
        return None


def _stamp_picture(data: bytes, limits: Limits) -> Image.Image | None:
    """The picture of a seal; a small OFD is drawn, without the seals that it may carry itself."""
    if media.identify(data) != media.OFD:
        return _opened(data, limits)
    try:
        package = OfdPackage.open(data, limits)
        first = pages(package, 1)
        return _Painter(package, first[0], _STAMP_DPI, limits).paint([]).convert("RGBA") if first else None
    except ValueError:
        return None


def _placed(
    image: Image.Image, to_pixels: Matrix, canvas: tuple[int, int]
) -> tuple[Image.Image, tuple[int, int]] | None:
    """The part of ``image`` that falls on the canvas, and its corner there; ``to_pixels`` maps the unit square."""
    corners = [to_pixels.at(x, y) for x in (0, 1) for y in (0, 1)]
    determinant = to_pixels.a * to_pixels.d - to_pixels.b * to_pixels.c
    if not _is_near(corners) or abs(determinant) < 0.25:
        return None
    across, down = zip(*corners, strict=True)
    left, top = max(math.floor(min(across)), 0), max(math.floor(min(down)), 0)
    right, bottom = min(math.ceil(max(across)), canvas[0]), min(math.ceil(max(down)), canvas[1])
    if left >= right or top >= bottom:
        return None
    wide, high = max(round(to_pixels.across), 1), max(round(to_pixels.down), 1)
    if image.width > 2 * wide and image.height > 2 * high:
        image = image.resize((max(wide, 1), max(high, 1)), Image.Resampling.BICUBIC, reducing_gap=2.0)
    a, b, c, d, e, f = to_pixels
    x, y = left - e, top - f
    k, m = image.width / determinant, image.height / determinant
    back = (d * k, -c * k, (d * x - c * y) * k, -b * m, a * m, (a * y - b * x) * m)
    return image.transform((right - left, bottom - top), Image.Transform.AFFINE, back, Image.Resampling.BICUBIC), (
        left,
        top,
    )
