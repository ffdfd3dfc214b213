"""Where guide packs lie: a folder named in the environment, beside the source tree, or inside the installed package."""

from __future__ import annotations

import os
from pathlib import Path

from xingshen.guide.errors import PackError, PackProblem
from xingshen.guide.markdown import FILE

VARIABLE = "XS_GUIDES_DIR"
_PACKAGE = Path(__file__).resolve().parents[1]


def guides_folder() -> Path:
    """The folder that holds guide packs: ``XS_GUIDES_DIR``, the repository's ``guides``, or the packaged copy."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    beside = _PACKAGE.parents[1] / "guides"
    return beside if beside.is_dir() else _PACKAGE / "_guides"


def find_guides() -> tuple[Path, ...]:
    """Every guide pack there is, by name."""
    folder = guides_folder()
    return tuple(sorted(path.parent for path in folder.glob(f"*/{FILE}"))) if folder.is_dir() else ()


def find_guide(name: str) -> Path:
    """The pack called ``name``, or the pack in the folder ``name``. Raises :class:`PackError`."""
    for path in (guides_folder() / name, Path(name)):
        if (path / FILE).is_file():
            return path.resolve()
    known = "、".join(path.name for path in find_guides()) or "无"
    raise PackError((PackProblem(name, 0, f"未找到这个指南包；可用的有：{known}"),))
