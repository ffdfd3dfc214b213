"""Draws over the picture of a page what was read there: lines, seals, pen ink, bar codes and the places of facts.

Takes a picture and boxes in points; knows nothing of how the picture came about or of where it goes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from xingshen.evidence.page import Page
from xingshen.kernel.place import Box
from xingshen.reports.presentable import neutralise, shorten
from xingshen.reports.reading.account import LOOK_AT, PaperAccount
from xingshen.reports.reading.words import value_words

SURE = 0.95
"""From this confidence a line is drawn as one that was read well."""
_FONTS = (
    ("NotoSansCJK-Regular.ttc", 2),
    ("NotoSansCJKsc-Regular.otf", 0),
    ("SourceHanSansSC-Regular.otf", 0),
    ("wqy-microhei.ttc", 0),
    ("PingFang.ttc", 0),
    ("msyh.ttc", 0),
    ("simsun.ttc", 0),
)
"""Files of fonts with simplified Chinese letters, and the place of that face in the file."""
_PAPER, _INK = (255, 255, 255), (28, 28, 28)
_LONGEST_LABEL = 24
_LETTER = 9.0
"""Points: the height of labels."""
_PADDING = 6.0

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of region is drawn: its word in the legend, its colour, the width of its frame in points."""

    word: str
    colour: Colour
    width: float


@dataclass(frozen=True, slots=True)
class Region:
    """One box on the page (points), how it is drawn, and its label."""

    box: Box
    look: Look
    label: str = ""


_WELL_READ = Look("文字，把握0.95以上", (31, 78, 121), 0.5)
_FAIRLY_READ = Look("文字，把握0.85以上", (176, 110, 0), 0.5)
_POORLY_READ = Look("文字，把握较低，请对照页面", (125, 35, 155), 1.0)
_SEAL = Look("印章", (200, 22, 29), 1.5)
_PEN = Look("手写笔迹", (20, 120, 60), 1.2)
_CODE = Look("条码", (0, 120, 130), 1.2)
_SIGNATURE = Look("数字签名", (90, 90, 90), 1.2)
_FACT = Look("读出的事实", (214, 160, 0), 1.5)
LOOKS = (_WELL_READ, _FAIRLY_READ, _POORLY_READ, _SEAL, _PEN, _CODE, _SIGNATURE, _FACT)


def has_letters() -> bool:
    """Whether a font with Chinese letters was found; without one labels are left out and only frames are drawn."""
    return _font_file() is not None


def regions_of(account: PaperAccount, page: Page) -> tuple[Region, ...]:
    """Everything to be drawn on ``page``: lines first, so that what matters more lies above them."""
    return (*_lines(page), *_objects(account, page), *_facts(account, page.number))


def draw_regions(picture: bytes, page: Page, regions: Sequence[Region]) -> bytes:
    """``picture`` (of the upright page) with ``regions`` drawn on it and a legend below, as PNG.

    Raises OSError where the bytes are no picture.
    """
    with Image.open(io.BytesIO(picture), formats=("PNG",)) as opened:
        canvas = opened.convert("RGB")
    scale = canvas.width / max(page.width, 1.0)
    painter = _Painter(ImageDraw.Draw(canvas, "RGBA"), scale, _font(round(_LETTER * scale)))
    for region in regions:
        painter.draw(region)
    return _png(_with_legend(canvas, scale))


def _lines(page: Page) -> Iterator[Region]:
    for line in page.lines:
        look = _WELL_READ if line.confidence >= SURE else _FAIRLY_READ if line.confidence >= LOOK_AT else _POORLY_READ
        yield Region(line.box, look)


def _objects(account: PaperAccount, page: Page) -> Iterator[Region]:
    for box in page.ink:
        yield Region(box, _PEN)
    for code in page.codes:
        yield Region(code.box, _CODE, code.text)
    for seal in page.seals:
        yield Region(seal.box, _SEAL, seal.readings[0].text if seal.readings else "印文未读出")
    for signature in account.paper.signatures:
        if signature.page == page.number and signature.box is not None:
            yield Region(signature.box, _SIGNATURE, signature.signer)


def _facts(account: PaperAccount, number: int) -> Iterator[Region]:
    for part in account.parts:
        for named in part.facts:
            for place in named.fact.evidence:
                if place.page == number and place.box is not None and named.fact.value is not None:
                    yield Region(place.box, _FACT, f"{named.name}：{value_words(named.fact.value)}")


@dataclass(frozen=True, slots=True)
class _Painter:
    draw_on: ImageDraw.ImageDraw
    scale: float
    font: Font | None

    def draw(self, region: Region) -> None:
        left, top, right, bottom = (number * self.scale for number in region.box)
        box = (left, top, max(right, left), max(bottom, top))
        wash = (*region.look.colour, 40) if region.look is _FACT else None
        self.draw_on.rectangle(box, fill=wash, outline=region.look.colour, width=max(1, round(self._width(region))))
        if region.label and self.font is not None:
            self._label(region, left, top)

    def _width(self, region: Region) -> float:
        return region.look.width * self.scale

    def _label(self, region: Region, left: float, top: float) -> None:
        text = shorten(neutralise(region.label), _LONGEST_LABEL)
        height = _LETTER * self.scale * 1.3
        above = max(top - height, 0.0)
        place = self.draw_on.textbbox((left + 2, above), text, font=self.font)
        field = (left, above, place[2] + 2, above + height)
        self.draw_on.rectangle(field, fill=(*_PAPER, 235), outline=region.look.colour)
        self.draw_on.text((left + 2, above), text, fill=_INK, font=self.font)


def _with_legend(canvas: Image.Image, scale: float) -> Image.Image:
    font = _font(round(_LETTER * scale))
    if font is None:
        return canvas
    row, pad = round(_LETTER * scale * 1.7), round(_PADDING * scale)
    columns = 2
    rows = -(-len(LOOKS) // columns)
    sheet = Image.new("RGB", (canvas.width, canvas.height + rows * row + 2 * pad), _PAPER)
    sheet.paste(canvas, (0, 0))
    draw = ImageDraw.Draw(sheet)
    draw.line((0, canvas.height, canvas.width, canvas.height), fill=_INK)
    for at, look in enumerate(LOOKS):
        left = pad + (at // rows) * (canvas.width // columns)
        top = canvas.height + pad + (at % rows) * row
        draw.rectangle((left, top, left + row, top + round(row * 0.7)), outline=look.colour, width=max(2, round(scale)))
        draw.text((left + row + pad, top), look.word, fill=_INK, font=font)
    return sheet


def _png(image: Image.Image) -> bytes:
    target = io.BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def _font(pixels: int) -> Font | None:
    found = _font_file()
    return None if found is None else ImageFont.truetype(found[0], max(pixels, 8), index=found[1])


@cache
def _font_file() -> tuple[str, int] | None:
    return next((face for face in _FONTS if _opens(*face)), None)


def _opens(name: str, index: int) -> bool:
    try:
        ImageFont.truetype(name, 12, index=index)
    except OSError:
        return False
    return True
