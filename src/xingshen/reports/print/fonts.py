"""The Chinese fonts that printed forms embed: Noto CJK (SIL Open Font License), looked for where systems keep it.

A folder of one's own goes into ``XS_FONTS_DIR``. Fonts of the system in general are not used, so that a form looks the
same on every machine.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

VARIABLE = "XS_FONTS_DIR"
SERIF, SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"
_FILES = {SERIF: "NotoSerifCJK*", SANS: "NotoSansCJK*"}
_FOLDERS = (
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/noto-cjk",
    "/usr/share/fonts/google-noto-cjk",
    "/usr/share/fonts/google-noto-sans-cjk-fonts",
    "/usr/share/fonts/google-noto-serif-cjk-fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/Library/Fonts",
)


class FontsMissing(Exception):  # noqa: N818  # something to tell the operator
    """No Chinese font to print with; the text says in Chinese what to install."""

    def __init__(self) -> None:
        super().__init__(
            "本机没有打印申报书所用的中文字体 Noto CJK。请安装：Debian、Ubuntu 为 apt install fonts-noto-cjk；"
            "Fedora 为 dnf install google-noto-sans-cjk-fonts google-noto-serif-cjk-fonts；"
            f"或把 NotoSerifCJK 与 NotoSansCJK 的字体文件放入一个文件夹，并用环境变量 {VARIABLE} 指明。"
        )


@lru_cache(maxsize=1)
def font_folders() -> tuple[Path, ...]:
    """The folders that hold both families. Raises FontsMissing."""
    named = os.environ.get(VARIABLE)
    folders = [Path(folder).expanduser() for folder in ([named] if named else _FOLDERS)]
    found = [folder for folder in folders if any(any(folder.rglob(name)) for name in _FILES.values())]
    for name in _FILES.values():
        if not any(any(folder.rglob(name)) for folder in found):
            raise FontsMissing
    return tuple(found)
