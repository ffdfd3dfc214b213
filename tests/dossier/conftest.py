"""The form of the 2026 guide, and dossier folders built for one test each."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from xingshen.dossier.dossier import Dossier
from xingshen.dossier.form_schema import FormSchema, parse_form_schema
from xingshen.dossier.reading import read_dossier

FORM = Path(__file__).parents[2] / "guides" / "hebei-intl-2026" / "form.yaml"


@pytest.fixture(scope="session")
def schema() -> FormSchema:
    return parse_form_schema(FORM.read_text(encoding="utf-8"), FORM.name)


@pytest.fixture
def read(tmp_path: Path, schema: FormSchema) -> Callable[..., Dossier]:
    """Read a folder whose application holds the given data (an object, or the text of the file)."""

    def _read(application: object, files: dict[str, bytes] | None = None, name: str = "application.json") -> Dossier:
        folder = tmp_path / "材料一"
        folder.mkdir(exist_ok=True)
        for file, content in (files or {}).items():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        text = application if isinstance(application, str) else json.dumps(application, ensure_ascii=False, indent=1)
        (folder / name).write_text(text, encoding="utf-8")
        return read_dossier(folder, schema)

    return _read
