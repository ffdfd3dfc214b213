"""The built package works away from the repository: guides, lists, templates and styles are inside."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "dossiers" / "match-299-99"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel was unpacked, as an installer does."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", str(ROOT), "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*build, "-q", "-w", str(folder)], check=True, timeout=120)
    (wheel,) = folder.glob("xingshen-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(installed: Path, elsewhere: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the unpacked package, from a folder that is not the repository."""
    environment = {**os.environ, "PYTHONPATH": str(installed), "XS_CACHE_DIR": str(elsewhere / "cache")}
    return subprocess.run(
        [sys.executable, "-m", "xingshen.cli.main", *words],
        cwd=elsewhere,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


def package_data(root: Path) -> set[str]:
    return {
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc")
    }


def test_everything_that_is_not_code_is_inside(installed: Path) -> None:
    assert package_data(installed / "xingshen" / "_guides") == package_data(ROOT / "guides")
    inside = {name for name in package_data(installed / "xingshen") if not name.startswith("_guides/")}
    assert inside == package_data(ROOT / "src" / "xingshen")
    assert {"dossier/countries.csv", "reports/html/report.css", "reports/html/report.html.j2"} <= inside


def test_it_checks_a_dossier_and_writes_the_page(installed: Path, tmp_path: Path) -> None:
    ran = run(installed, tmp_path, "check", str(EXAMPLE), "--output", "报告")
    assert (ran.returncode, ran.stderr) == (1, "")
    assert "差0.01万元" in ran.stdout
    assert "<style>" in (tmp_path / "报告" / "match-299-99.html").read_text(encoding="utf-8")


def test_it_finds_the_guides_that_came_with_it(installed: Path, tmp_path: Path) -> None:
    ran = run(installed, tmp_path, "check", str(EXAMPLE), "--guide", "none-such")
    assert (ran.returncode, "hebei-intl-2026、hebei-notice-2026" in ran.stderr) == (3, True)
