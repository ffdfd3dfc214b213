"""``xingshen verify``: what a bundle proves by itself, without a network."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from xingshen.reports.bundle_checking import NotABundle, check_bundle, manifest_digest
from xingshen.reports.receipt_checking import Point

EXIT_SOUND, EXIT_FLAW, EXIT_NO_BUNDLE = 0, 1, 2


def run_verify(path: Path, out: Console, err: Console) -> int:
    """Print every point; 0 where all hold, 1 where one does not, 2 for what is no bundle."""
    try:
        manifest, points = check_bundle(path)
    except NotABundle as error:
        err.print(str(error), markup=False, highlight=False, soft_wrap=True)
        return EXIT_NO_BUNDLE
    head = f"全卷 {manifest['number']}　{manifest['title']}　{manifest['unit'].get('name', '')}"
    out.print(head, markup=False, highlight=False, soft_wrap=True)
    for point in points:
        print_point(point, out)
    good = all(point.holds for point in points)
    out.print(_closing(path, good), markup=False, highlight=False, soft_wrap=True)
    return EXIT_SOUND if good else EXIT_FLAW


def print_point(point: Point, out: Console) -> None:
    """One line: a sign, what was checked, and what is wrong."""
    sign, colour = ("✓", "green") if point.holds else ("✕", "red")
    out.print(f"[{colour}]{sign}[/{colour}] ", end="", highlight=False)
    told = "" if point.holds else f"：{point.told}"
    out.print(f"{point.name}{told}", markup=False, highlight=False, soft_wrap=True)


def _closing(path: Path, good: bool) -> str:
    if not good:
        return "全卷没有通过核验：上面打 ✕ 的地方与原件不符。"
    return f"全卷自身完整，没有改动。目录的 SHA-256：{manifest_digest(path)}（与下载记录相同，即为当时下载的那一份）。"
