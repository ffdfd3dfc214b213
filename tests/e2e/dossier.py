"""Example dossiers as a zip to import, with or without papers, with values left out."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2] / "examples" / "dossiers"
CATEGORIES = {
    "重点产业": "clean-cat1-enterprise",
    "一带一路": "clean-cat2-institute-science",
    "基地示范": "cat3-base-not-listed",
    "港澳台": "clean-cat4-hongkong",
}
"""Category → an example of it."""
DECLARATIONS = ("非涉密声明", "合规声明", "合作方独立性声明")
SEALED = "02-签字盖章页.pdf"


def form_of(example: str) -> dict[str, Any]:
    """The answers of an example."""
    read: dict[str, Any] = json.loads((FOLDER / example / "application.json").read_text(encoding="utf-8"))
    return read


def papers_of(example: str) -> list[Path]:
    """The papers of an example, without the sealed page, which the portal prints anew."""
    left_out = {"application.json", "expected.json", "answers.json", SEALED}
    return sorted(path for path in (FOLDER / example).iterdir() if path.name not in left_out)


def without_declarations(form: dict[str, Any]) -> dict[str, Any]:
    """The same answers, the declarations still to be made."""
    return {**form, "form": {key: value for key, value in form["form"].items() if key != "declaration"}}


def pack(form: dict[str, Any], papers: Sequence[Path], target: Path) -> Path:
    """The dossier as a zip."""
    listed = {paper.name for paper in papers}
    kept = [each for each in form.get("attachments", []) if each["file"] in listed]
    with zipfile.ZipFile(target, "w") as packed:
        tree = {**form, "attachments": kept}
        packed.writestr("application.json", json.dumps(tree, ensure_ascii=False))
        for paper in papers:
            packed.write(paper, paper.name)
    return target
