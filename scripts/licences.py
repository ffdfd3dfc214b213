"""Checks that everything in ``requirements.lock`` that is installed bears a permissive licence, and says which.

Reads the metadata of the packages installed beside it; no network. A licence that it does not know is told and counts
as not permitted, so that a new one is looked at by a person. The Mozilla licence binds only its own files. Beside these
stand the packages of :data:`EXCEPTIONS`, each with its reason.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

PERMITTED = ("MIT", "BSD", "APACHE", "ISC", "PSF", "PYTHON SOFTWARE FOUNDATION", "ZLIB", "0BSD", "CC0", "UNLICENSE")
PERMITTED += ("MPL", "MOZILLA")
_DRIVER = "PostgreSQL 驱动，LGPL 库，未经修改，作为独立的软件包调用；用 SQLite 时不装载"
EXCEPTIONS = {
    "pi-heif": "可选项：拆解 HEIC 照片的 LGPL 动态库，未经修改，去掉后其余功能不受影响",
    "psycopg": _DRIVER,
    "psycopg-binary": _DRIVER,
    "psycopg-pool": _DRIVER,
    "pysqlite3": "自带的许可证文件为 zlib/libpng，软件包信息中没有写",
}
"""Packages under another licence, and why each may be used (docs/adr)."""
REFUSED = re.compile(r"\b[AL]?GPL|GNU|EUPL|SSPL|AFFERO|PROPRIETARY|NON-?COMMERCIAL")
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==\S+", re.MULTILINE)
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_TITLE = "License :: OSI Approved :: "


def main(locks: Sequence[str]) -> int:
    """Print one line per package of ``locks``; 1 where one may not be used."""
    names = sorted({name for lock in locks for name in _PINNED.findall(Path(lock).read_text(encoding="utf-8"))})
    packages = {name: installed for name in names if (installed := _installed(name)) is not None}
    needed = _needed("xingshen", frozenset())
    refused = []
    for name, installed in packages.items():
        licence, use = licence_of(installed), "运行" if _plain(name) in needed else "工具"
        permitted = name in EXCEPTIONS or is_permitted(licence)
        refused += [] if permitted else [name]
        reason = f"（{EXCEPTIONS[name]}）" if name in EXCEPTIONS else ""
        print(f"{'  ' if permitted else '✗ '}{use}  {name:<27}{installed.version:<15} {licence}{reason}")
    absent = [name for name in names if name not in packages]
    if absent:
        print(f"未安装（其他系统才用）：{'、'.join(absent)}")
    verdict = f"不可使用或无法辨认：{'、'.join(refused)}" if refused else "许可证均可使用。"
    print(f"共 {len(packages)} 个软件包，{verdict}")
    return 1 if refused else 0


def licence_of(installed: Distribution) -> str:
    """The licence as the package declares it: SPDX expression, else classifiers, else its licence field."""
    metadata = installed.metadata
    classifiers = metadata.get_all("Classifier") or []
    titles = [item.removeprefix(_TITLE) for item in classifiers if item.startswith(_TITLE)]
    field = (metadata.get("License") or "").strip().splitlines()
    return metadata.get("License-Expression") or "; ".join(titles) or (field[0] if field else "")


def is_permitted(licence: str) -> bool:
    """True where ``licence`` is one of ``permitted``; False for the GPL family and for what is not known."""
    upper = licence.upper()
    return not REFUSED.search(upper) and any(word in upper for word in PERMITTED)


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _needed(name: str, known: frozenset[str]) -> frozenset[str]:
    """``known`` with ``name`` and all that it needs to run; extras and other systems' packages left out."""
    installed = _installed(name)
    if _plain(name) in known or installed is None:
        return known
    known |= {_plain(name)}
    for requirement in installed.requires or []:
        found = _NAME.match(requirement)
        if found and "extra ==" not in requirement:
            known = _needed(found.group(), known)
    return known


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["requirements.lock"]))
