"""Keeps generated papers between runs, so that a second run need not make them again.

A shelf belongs to one state of the generator and of what it draws with; any change of either begins a new one.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from benchmarks.papers.corpus.dossiers import DossierTruth, make_dossier
from benchmarks.papers.corpus.fonts import missing
from benchmarks.papers.corpus.forgeries import ForgeryFile, make_forgeries

_Made = TypeVar("_Made")
_HERE = Path(__file__).parent
_ROOT = _HERE.parents[2]
_BORROWED = ("application.py", "cast.py", "identifiers.py", "profiles.yaml", "wording.py")
_TOOLS = ("numpy", "opencv-python-headless", "pikepdf", "pillow", "typst")


def shelf_folder() -> Path:
    """Where this state of the generator keeps its papers, below ``out``."""
    sources = [*sorted(_HERE.glob("*.py")), _HERE / "page.typ"]
    sources += [_ROOT / "examples" / "generate" / name for name in _BORROWED]
    digest = sha256()
    for source in sources:
        digest.update(source.read_bytes())
    digest.update(repr((missing(), [version(tool) for tool in _TOOLS])).encode())
    return _ROOT / "out" / "bench-papers" / digest.hexdigest()[:12]


def take_dossiers(seeds: Sequence[int], shelf: Path) -> Iterator[DossierTruth]:
    """The dossiers of ``seeds``, in order, made by two processes where they are not on the shelf."""
    shelf.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(2) as pool:
        for truth in pool.map(partial(_dossier, shelf=shelf), seeds):
            yield replace(truth, folder=shelf / "dossiers" / truth.folder.name)


def take_forgeries(seeds: Sequence[int], shelf: Path) -> Iterator[ForgeryFile]:
    """The forgery files of ``seeds``, likewise."""
    shelf.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(2) as pool:
        for file in pool.map(partial(_forgeries, shelf=shelf), seeds):
            yield replace(file, path=shelf / "seals" / file.path.name)


def _dossier(seed: int, shelf: Path) -> DossierTruth:
    return _kept(shelf / f"dossier-{seed}.truth", lambda: make_dossier(seed, shelf / "dossiers"))


def _forgeries(seed: int, shelf: Path) -> ForgeryFile:
    return _kept(shelf / f"seals-{seed}.truth", lambda: make_forgeries(seed, shelf / "seals"))


def _kept(label: Path, make: Callable[[], _Made]) -> _Made:
    """What ``label`` describes, made first where it is not there. The label is written last and in one step."""
    if label.is_file():
        kept: _Made = pickle.loads(label.read_bytes())
        return kept
    made = make()
    part = label.with_suffix(".part")
    part.write_bytes(pickle.dumps(made))
    part.replace(label)
    return made
