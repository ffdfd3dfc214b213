"""The English of the pages: one ``django.po`` beside this module, compiled into the data folder when it changed.

Source language is Chinese, so that Chinese needs no file. Compiling at the start keeps binaries out of the repository
and needs no tool of the system.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = Path(__file__).parent / "locale" / "en" / "LC_MESSAGES" / "django.po"


def compile_translations(data_dir: Path) -> Path:
    """Write ``django.mo`` below ``data_dir/locale`` unless it is there for this source; returns its path. OSError."""
    folder = data_dir / "locale" / "en" / "LC_MESSAGES"
    target, mark = folder / "django.mo", folder / "source.sha256"
    digest = sha256(SOURCE.read_bytes()).hexdigest()
    if target.exists() and mark.exists() and mark.read_text(encoding="ascii") == digest:
        return target
    folder.mkdir(parents=True, exist_ok=True)
    with SOURCE.open("rb") as source:
        catalog = read_po(source, locale="en", domain="django")
    fresh = target.with_name(f"django.mo.{os.getpid()}")
    with fresh.open("wb") as file:
        write_mo(file, catalog)
    fresh.replace(target)
    mark.write_text(digest, encoding="ascii")
    return target
