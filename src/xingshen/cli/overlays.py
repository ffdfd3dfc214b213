"""Writes pictures of the pages of papers with the regions that were read drawn on them.

Pages are drawn in the bounded reading process; nothing is drawn over a file that was there before under another name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from xingshen.cli.sources import InputError
from xingshen.evidence.intake import PaperReader
from xingshen.evidence.page import Page
from xingshen.kernel.disk_words import disk_words
from xingshen.reports.presentable import neutralise
from xingshen.reports.reading.account import PaperAccount
from xingshen.reports.reading.overlay import draw_regions, has_letters, regions_of

DOTS_PER_INCH = 120.0
_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST_STEM = 60


def write_overlays(
    folder: Path, accounts: Sequence[tuple[Path, PaperAccount]], reader: PaperReader, err: Console
) -> None:
    """One PNG per page into ``folder``, and a sentence on ``err`` about what was written. Raises InputError."""
    written = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for stem, (path, account) in zip(_stems([path for path, _ in accounts]), accounts, strict=True):
            pages = [_write(folder, stem, path, account, page, reader) for page in account.paper.pages]
            written += sum(pages)
            if not any(pages):
                _say(err, f"{neutralise(path.name)} 没有可以画出的页面（Word、文本不分页，或文件未能打开）。")
    except OSError as error:
        raise InputError(f"页面图无法写入 {folder}：{disk_words(error)}。请换一个可写的文件夹（--overlay）。") from None
    if written:
        _say(err, f"{written} 张页面图已写入 {folder}。")
        if not has_letters():
            _say(err, "本机没有中文字体，图上只画方框；安装中文字体（如 make system）后可显示文字。")


def _write(folder: Path, stem: str, path: Path, account: PaperAccount, page: Page, reader: PaperReader) -> bool:
    picture = reader.render(path, page.number, DOTS_PER_INCH, page.turned)
    if picture is None:
        return False
    drawn = draw_regions(picture, page, regions_of(account, page))
    (folder / f"{stem}-{page.number:03d}.png").write_bytes(drawn)
    return True


def _stems(paths: Sequence[Path]) -> list[str]:
    """Names for pictures that are safe everywhere, and different for every paper."""
    stems: list[str] = []
    for path in paths:
        plain = _UNSAFE.sub("_", path.name)[:_LONGEST_STEM].strip("._") or "paper"
        taken = sum(stem == plain or stem.startswith(f"{plain}~") for stem in stems)
        stems.append(f"{plain}~{taken + 1}" if taken else plain)
    return stems


def _say(err: Console, sentence: str) -> None:
    err.print(sentence, markup=False, highlight=False, soft_wrap=True)
