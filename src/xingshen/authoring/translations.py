"""Whether the English of a pack is complete: what is missing is told in Chinese to the reader, and here to the author.

A pack without ``en.yaml`` is a pack in Chinese alone; nothing is said of it.
"""

from __future__ import annotations

from pathlib import Path

from xingshen.guide.errors import PackProblem
from xingshen.guide.pack import Guide
from xingshen.guide.translatable import pack_texts
from xingshen.guide.translation_reading import ENGLISH_FILE, read_english


def check_english(guide: Guide, folder: Path) -> list[PackProblem]:
    """One warning for every text of the guide's own pack, and of a form beside it, that has no English."""
    if not (folder / ENGLISH_FILE).is_file():
        return []
    form = guide.form if (folder / "form.yaml").is_file() else None
    missing = read_english(folder, dict(pack_texts(guide.pack)), form).missing()
    return [PackProblem(ENGLISH_FILE, 0, f"缺少英文：{' '.join(place)}，显示中文", "英文") for place in missing]
