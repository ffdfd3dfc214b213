"""Makes the two small fonts that the examples are set in: only the characters used, on a coarse grid.

Coarse outlines keep the papers small, and fonts kept in the repository make them the same bytes on every machine.
Run ``python -m examples.generate.make_fonts`` after new characters came into the texts; it needs Debian's
fonts-noto-cjk and the package fonttools, which nothing else here needs.
"""

from __future__ import annotations

from math import dist
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.basePen import BasePen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
NOTO = Path("/usr/share/fonts/opentype/noto")
SIMPLIFIED = 2
"""Place of the simplified Chinese face in Noto's collections."""
GRID = 100
"""Units per em."""
STRAIGHT = 1.6
"""A curve that leaves its chord by less is drawn as a line; in grid units."""
Point = tuple[float, float]
FACES = {"Xingshen Song": "NotoSerifCJK-Regular.ttc", "Xingshen Hei": "NotoSansCJK-Regular.ttc"}


def used_characters() -> str:
    """Every printable character of the generator's own texts, and ASCII."""
    texts = [path.read_text(encoding="utf-8") for path in HERE.rglob("*") if path.suffix in {".py", ".yaml", ".typ"}]
    wanted = set("".join(texts)) | {chr(code) for code in range(0x20, 0x7F)} | set("○〇零一二三四五六七八九十")
    return "".join(sorted(char for char in wanted if char.isprintable()))


def make_font(family: str, source: Path, target: Path) -> None:
    """Write ``target``: the characters in use of ``source``, drawn on the coarse grid."""
    font = TTFont(source, fontNumber=SIMPLIFIED)
    options = subset.Options(layout_features=[], hinting=False, desubroutinize=True, notdef_outline=True)
    chooser = subset.Subsetter(options)
    chooser.populate(text=used_characters())
    chooser.subset(font)
    _rebuild(font, family).save(target)


def _rebuild(font: TTFont, family: str) -> FontBuilder:
    order, metrics, glyphs = font.getGlyphOrder(), font["hmtx"], font.getGlyphSet()
    scale = GRID / font["head"].unitsPerEm
    widths = {name: round(metrics[name][0] * scale) for name in order}
    ascent, descent, plain = round(0.88 * GRID), -round(0.12 * GRID), family.replace(" ", "")
    builder = FontBuilder(GRID, isTTF=False)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(font.getBestCmap())
    shapes = {name: _outline(glyphs, name, widths[name], scale) for name in order}
    builder.setupCFF(plain, {"FullName": family, "FamilyName": family, "Weight": "Regular"}, shapes, {})
    builder.setupHorizontalMetrics({name: (width, 0) for name, width in widths.items()})
    builder.setupHorizontalHeader(ascent=ascent, descent=descent)
    names = {"familyName": family, "styleName": "Regular", "fullName": family, "psName": plain, "version": "1.0"}
    builder.setupNameTable({**names, "uniqueFontIdentifier": plain, "licenseDescription": "SIL OFL 1.1"})
    builder.setupOS2(sTypoAscender=ascent, sTypoDescender=descent, usWinAscent=ascent, usWinDescent=-descent)
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 3_800_000_000
    builder.font.recalcTimestamp = False
    return builder


def _outline(glyphs: dict[str, Any], name: str, width: int, scale: float) -> Any:
    pen = T2CharStringPen(width, None)
    glyphs[name].draw(TransformPen(_Coarse(pen), (scale, 0, 0, scale, 0, 0)))
    return pen.getCharString()


class _Coarse(BasePen):  # type: ignore[misc]  # fontTools has no types
    """Puts points on the grid, drops segments of no length and draws nearly straight curves as lines."""

    def __init__(self, target: T2CharStringPen) -> None:
        super().__init__(None)
        self._target = target
        self._here: Point = (0, 0)

    def _moveTo(self, point: Point) -> None:
        self._here = _snap(point)
        self._target.moveTo(self._here)

    def _lineTo(self, point: Point) -> None:
        if _snap(point) != self._here:
            self._here = _snap(point)
            self._target.lineTo(self._here)

    def _curveToOne(self, first: Point, second: Point, end: Point) -> None:
        start, stop = self._here, _snap(end)
        if max(_off_chord(start, stop, first), _off_chord(start, stop, second)) < STRAIGHT:
            self._lineTo(end)
        else:
            self._here = stop
            self._target.curveTo(_snap(first), _snap(second), stop)

    def _closePath(self) -> None:
        self._target.closePath()


def _snap(point: Point) -> Point:
    return round(point[0]), round(point[1])


def _off_chord(start: Point, stop: Point, point: Point) -> float:
    """How far ``point`` lies from the line through ``start`` and ``stop``, in grid units."""
    length = dist(start, stop)
    if length == 0:
        return dist(start, point)
    along, across = (stop[0] - start[0], stop[1] - start[1]), (point[0] - start[0], point[1] - start[1])
    return abs(along[0] * across[1] - along[1] * across[0]) / length


if __name__ == "__main__":
    for face, collection in FACES.items():
        make_font(face, NOTO / collection, HERE / "fonts" / f"{face.replace(' ', '')}.otf")
