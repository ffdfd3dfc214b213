"""Files to upload: small real papers of the examples, and files of any size."""

from __future__ import annotations

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

EXAMPLES = Path(__file__).parents[4] / "examples" / "dossiers"
CLEAN = EXAMPLES / "clean-cat1-enterprise"
LICENCE = "08-营业执照.pdf"


def example(name: str = LICENCE, folder: Path = CLEAN) -> SimpleUploadedFile:
    """One of the example papers."""
    return SimpleUploadedFile(name, (folder / name).read_bytes(), "application/pdf")


def named(name: str, body: bytes = b"text") -> SimpleUploadedFile:
    """Bytes under a name."""
    return SimpleUploadedFile(name, body)
