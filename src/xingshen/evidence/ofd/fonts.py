"""Fonts to draw OFD writing with: the one that the package brings where it can be opened, else one of the system's.

Knows PIL's fonts only. A character that a font cannot draw is drawn by the next one, else as a small box.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

from PIL import ImageFont

from xingshen.evidence.ofd.resources import Font

Face = ImageFont.FreeTypeFont
LARGEST_SIZE = 2_000.0
"""Pixels; nothing larger is drawn."""
_SYSTEM_FONTS: tuple[tuple[str, int], ...] = (
    ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2),
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/noto-cjk/NotoSerifCJK-Regular.ttc", 2),
    ("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
    ("/usr/share/fonts/truetype/arphic/uming.ttc", 0),
    ("/System/Library/Fonts/Supplemental/Songti.ttc", 0),
    ("/System/Library/Fonts/PingFang.ttc", 0),
    ("/System/Library/Fonts/STHeiti Light.ttc", 0),
    ("C:/Windows/Fonts/simsun.ttc", 0),
    ("C:/Windows/Fonts/msyh.ttc", 0),
)
"""Files with Chinese characters and the number of the simplified face, in the order of preference."""
_NO_CHARACTER = "\uffff"
_UNDRAWABLE = (OSError, ValueError, MemoryError, OverflowError)


class Faces:
    """Opened fonts of one package by part and size; ``part`` gives the bytes of a part."""

    def __init__(self, part: Callable[[str], bytes | None]) -> None:
        self._part = part
        self._opened: dict[tuple[str, float], Face | None] = {}
        self._drawn: dict[tuple[str, float, str], bool] = {}

    def face(self, font: Font, size: float, char: str) -> Face | None:
        """A font of ``size`` pixels that draws ``char``; None where there is none."""
        size = min(max(round(size * 2) / 2, 1.0), LARGEST_SIZE)
        for part in (font.part, "") if font.part else ("",):
            face = self._open(part, size)
            key = (part, size, char)
            if face is not None and self._drawn.setdefault(key, _draws(face, char)):
                return face
        return None

    def _open(self, part: str, size: float) -> Face | None:
        key = (part, size)
        if key not in self._opened:
            self._opened[key] = self._embedded(part, size) if part else _system_face(size)
        return self._opened[key]

    def _embedded(self, part: str, size: float) -> Face | None:
        data = self._part(part)
        try:
            return _truetype(io.BytesIO(data), size, 0) if data else None
        except _UNDRAWABLE:
            return None


@cache
def _system_font() -> tuple[str, int] | None:
    return next((each for each in _SYSTEM_FONTS if Path(each[0]).is_file()), None)


def _system_face(size: float) -> Face | None:
    found = _system_font()
    try:
        return _truetype(found[0], size, found[1]) if found else None
    except _UNDRAWABLE:
        return None


def _truetype(source: str | io.BytesIO, size: float, index: int) -> Face:
    return ImageFont.truetype(source, size, index, layout_engine=ImageFont.Layout.BASIC)


def _draws(face: Face, char: str) -> bool:
    """Whether the font has the character: it looks unlike the sign for a missing one."""
    try:
        return bytes(face.getmask(char)) != bytes(face.getmask(_NO_CHARACTER))
    except _UNDRAWABLE:
        return False
