"""A dossier as frozen values: what the form declares, which files came with it, and where each value stands.

Knows nothing of rules or of what the papers say; a value that is not there is an Unknown with its reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from xingshen.dossier.form_spec import FormSchema
from xingshen.dossier.showing import show_path
from xingshen.dossier.source_text import TreePath
from xingshen.kernel.knowledge import Listing, Unknown
from xingshen.kernel.paths import word_path
from xingshen.kernel.place import Evidence

FORM_METHOD = "form"
"""``Evidence.method`` of every value that the form declares."""

Scalar: TypeAlias = str | int | bool | Decimal | date | time
"""Money is Decimal 万元, a percentage a Decimal fraction, an option its canonical word, a country its ISO-2 code."""
Value: TypeAlias = Scalar | Unknown | Listing
Record: TypeAlias = Mapping[str, Value]
"""One row of a list: the Chinese name of each of its fields → value."""


class Severity(StrEnum):
    """How sure it is that something in the form is wrong."""

    IMPOSSIBLE = "impossible"
    """No reading makes this a value of the field (2026-02-30, a negative amount): clause 5.2.a fails (ruling R24)."""
    DOUBTFUL = "doubtful"
    """Not understood, or not precise enough; a person can tell."""
    FORMAT = "format"
    """A text that is kept, but lacks the written form of its field (check digit of a code, an e-mail address)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormProblem:
    """Something in the form that cannot be taken as it is.

    ``path`` as a reader would name it (``境外合作机构[1].机构所在地``); ``shown`` is the value as written, cut short,
    masked where the field is private; ``message`` is a Chinese sentence.
    """

    field_id: str
    path: str
    name: str
    line: int
    severity: Severity
    message: str
    shown: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something worth telling that changes nothing: an unknown field, a zip entry that was left out."""

    message: str
    line: int | None = None


class FileTrouble(StrEnum):
    """Why an attachment's file cannot be handed on for reading."""

    MISSING = "missing"
    OUTSIDE_FOLDER = "outside_folder"
    EMPTY = "empty"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class AttachmentProblem:
    """What is wrong with an attachment's file and what to do about it, both Chinese sentences (clause 4.0)."""

    code: FileTrouble
    message: str
    cure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One row of the attachment list with the file that it names.

    ``file`` is the path inside the folder: the real one where a file was found, else as written (cut short).
    ``kind`` is the canonical Chinese name of the kind of paper. ``digest`` is ``sha256:…`` of the bytes, "" without a
    readable file; ``size`` is in bytes. ``path`` is the file on disk, None where there is none to read. ``row`` is the
    path of its row in the form (``附件[3]``).
    """

    row: str
    file: str
    kind: str | Unknown
    title: str | Unknown
    translation_of: str | Unknown
    fiscal_year: int | Unknown
    path: Path | None
    problem: AttachmentProblem | None
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class FormSpot:
    """Where a form value stands: its place and line in the application file, and the value as it may be shown.

    ``line`` is 0 where the values stand in no file.
    """

    tree_path: TreePath
    line: int
    shown: str

    @property
    def json_path(self) -> str:
        """``partner[1].country``."""
        return show_path(self.tree_path)


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """Everything that one dossier folder declares.

    ``values`` holds every field of ``schema`` by Chinese name: a typed value, Unknown, or (lists) a Listing of values
    or Records. ``digest`` covers the application's data and the attachments' bytes. ``unlisted_files`` lie in the
    folder and are named by no attachment. ``root`` (None: no folder) exists only as long as the dossier is open.
    """

    id: str
    root: Path | None
    schema: FormSchema
    application_file: str
    values: Mapping[str, Value]
    problems: tuple[FormProblem, ...]
    notices: tuple[Notice, ...]
    attachments: tuple[Attachment, ...]
    attachments_complete: bool
    unlisted_files: tuple[str, ...]
    digest: str
    spots: Mapping[str, FormSpot] = field(default_factory=dict, repr=False)

    def place(self, path: str) -> Evidence:
        """The pointer to the form value at ``path`` (``自筹资金``, ``境外合作机构[1].机构所在地``).

        Where the form does not hold it, the quote says so.
        """
        spot = self.spots.get(path)
        if spot is None:
            return Evidence(self.application_file, f"{word_path(path)} 未填写（{self._id_of(path)}）", FORM_METHOD)
        where = f"{spot.json_path}，第{spot.line}行" if spot.line else spot.json_path
        quote = f"{word_path(path)} = {spot.shown}（{where}）"
        return Evidence(self.application_file, quote, FORM_METHOD)

    def _id_of(self, path: str) -> str:
        spec = self.schema.by_name.get(path.rpartition(".")[2].partition("[")[0])
        return spec.id if spec else path


class DossierUnreadable(Exception):  # noqa: N818  # not an error of the program: something to tell the applicant
    """A dossier that cannot be checked at all. ``problems`` are Chinese sentences with line numbers, at least one."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("；".join(problems))
