"""Which fonts this machine has for the papers of the benchmark, by the manner of writing they stand for.

Papers are set in whatever is there; what is absent is told, never fetched. Knows nothing of papers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageFont

_ROOT = Path("/usr/share/fonts")
_OWN = Path(__file__).parents[3] / "examples" / "generate" / "fonts"


@dataclass(frozen=True, slots=True)
class Font:
    """A font file: its path below the folder of fonts, which face of a collection, and what typst calls it."""

    path: str
    index: int
    family: str
    weight: int = 400

    @property
    def file(self) -> Path:
        return _ROOT / self.path

    @property
    def present(self) -> bool:
        return self.file.is_file()


_SANS, _SERIF = "opentype/noto/NotoSansCJK", "opentype/noto/NotoSerifCJK"
CATALOGUE: Mapping[str, tuple[Font, ...]] = {
    "song": (
        Font(f"{_SERIF}-Regular.ttc", 2, "Noto Serif CJK SC"),
        Font("truetype/arphic-gbsn00lp/gbsn00lp.ttf", 0, "AR PL SungtiL GB"),
        Font("truetype/arphic/uming.ttc", 0, "AR PL UMing CN"),
    ),
    "hei": (
        Font(f"{_SANS}-Regular.ttc", 2, "Noto Sans CJK SC"),
        Font(f"{_SANS}-Bold.ttc", 2, "Noto Sans CJK SC", 700),
        Font("truetype/wqy/wqy-zenhei.ttc", 0, "WenQuanYi Zen Hei"),
        Font("truetype/wqy/wqy-microhei.ttc", 0, "WenQuanYi Micro Hei"),
    ),
    "bold": (
        Font(f"{_SERIF}-Bold.ttc", 2, "Noto Serif CJK SC", 700),
        Font(f"{_SANS}-Bold.ttc", 2, "Noto Sans CJK SC", 700),
    ),
    "kai": (
        Font("truetype/arphic-gkai00mp/gkai00mp.ttf", 0, "AR PL KaitiM GB"),
        Font("truetype/arphic/ukai.ttc", 0, "AR PL UKai CN"),
        Font("truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", 0, "LXGW WenKai"),
    ),
    "latin": (
        Font("truetype/liberation/LiberationSerif-Regular.ttf", 0, "Liberation Serif"),
        Font("truetype/liberation/LiberationSans-Regular.ttf", 0, "Liberation Sans"),
        Font("truetype/dejavu/DejaVuSerif.ttf", 0, "DejaVu Serif"),
    ),
    "latin-bold": (
        Font("truetype/liberation/LiberationSerif-Bold.ttf", 0, "Liberation Serif", 700),
        Font("truetype/liberation/LiberationSans-Bold.ttf", 0, "Liberation Sans", 700),
        Font("truetype/dejavu/DejaVuSerif-Bold.ttf", 0, "DejaVu Serif", 700),
    ),
}
_FALLBACK = Font(str(_OWN / "XingshenSong.otf"), 0, "Xingshen Song")
"""The examples' own font: few characters, but always there."""


@cache
def available(manner: str) -> tuple[Font, ...]:
    """The fonts of ``manner`` that this machine has; at least one."""
    found = tuple(font for font in CATALOGUE[manner] if font.present)
    return found or tuple(font for fonts in CATALOGUE.values() for font in fonts if font.present)[:1] or (_FALLBACK,)


def missing() -> tuple[str, ...]:
    """The families that this machine lacks."""
    return tuple(sorted({font.family for fonts in CATALOGUE.values() for font in fonts if not font.present}))


@cache
def sized(font: Font, pixels: int) -> ImageFont.FreeTypeFont:
    """``font`` ready to draw with, ``pixels`` to the em."""
    return ImageFont.truetype(font.file, max(pixels, 2), index=font.index)


@cache
def advance(font: Font, text: str) -> float:
    """The width of ``text`` in ems."""
    return float(sized(font, 200).getlength(text)) / 200


@cache
def has(font: Font, char: str) -> bool:
    """Whether ``font`` can draw ``char``: its drawing differs from that of a character no font has."""
    return char.isspace() or _shape(font, char) != _shape(font, "\uffff")


@cache
def _shape(font: Font, char: str) -> bytes:
    return bytes(sized(font, 24).getmask(char))
