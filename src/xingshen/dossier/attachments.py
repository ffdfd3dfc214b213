"""The attachment list of a form, each row joined with the file that it names.

A file that is missing, empty, too large or outside the folder is a problem of its row, never a stop (clause 4.0). Where
files lie, in a folder or in a store, is known only to the FileSource.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from xingshen.dossier.dossier import Attachment, AttachmentProblem, FileTrouble, Record, Value
from xingshen.dossier.form_spec import FieldSpec, FormSchema
from xingshen.dossier.showing import shorten
from xingshen.kernel.disk_words import disk_words
from xingshen.kernel.knowledge import Listing, Missing, Unknown, Why

ATTACHMENTS_ID = "attachments"
LARGEST_FILE = 200 * 1024 * 1024
"""Bytes; larger files are not read."""


class FileSource(Protocol):
    """The files of a dossier by name, wherever they lie."""

    def find(self, written: str) -> str | None:
        """The file that ``written`` means, or None."""

    def leads_out(self, written: str) -> bool:
        """Whether ``written`` points somewhere else."""

    def elsewhere(self, written: str) -> str | None:
        """A file of the same base name, to hint at."""

    def path_of(self, name: str) -> Path:
        """Where a found file can be read."""

    def size_of(self, name: str) -> int:
        """Its size in bytes. Raises OSError."""

    def digest_of(self, name: str) -> str:
        """``sha256:…`` of its bytes. Raises OSError."""


@dataclass(frozen=True, slots=True)
class _File:
    """What a written file name came to."""

    file: str
    path: Path | None = None
    problem: AttachmentProblem | None = None
    digest: str = ""
    size: int = 0


def read_attachments(schema: FormSchema, listing: Value | None, folder: FileSource) -> tuple[Attachment, ...]:
    """One Attachment for each row of the form's attachment list, in its order."""
    spec = schema.by_id.get(ATTACHMENTS_ID)
    if spec is None or not isinstance(listing, Listing):
        return ()
    rows = [row for row in listing.items if isinstance(row, dict)]
    return tuple(_attachment(spec, row, f"{spec.name}[{at}]", folder) for at, row in enumerate(rows, start=1))


def _attachment(spec: FieldSpec, row: Record, path: str, folder: FileSource) -> Attachment:
    names = {item.key: item.name for item in spec.items}

    def cell(key: str) -> Value:
        name = names.get(key, key)
        return row.get(name, Unknown((Missing(f"{path}.{name}", Why.NOT_FILLED),)))

    found = _file(cell("file"), folder)
    kind, title, original, year = cell("kind"), cell("title"), cell("translation_of"), cell("fiscal_year")
    return Attachment(
        row=path,
        file=found.file,
        kind=_text(kind, path),
        title=_text(title, path),
        translation_of=_file_named(_text(original, path), folder),
        fiscal_year=year if isinstance(year, (int, Unknown)) else Unknown((Missing(path, Why.INVALID),)),
        path=found.path,
        problem=found.problem,
        digest=found.digest,
        size=found.size,
    )


def _text(value: Value, path: str) -> str | Unknown:
    return value if isinstance(value, (str, Unknown)) else Unknown((Missing(path, Why.INVALID),))


def _file_named(written: str | Unknown, folder: FileSource) -> str | Unknown:
    """The real name of the file that ``written`` means, or ``written`` where there is none."""
    return written if isinstance(written, Unknown) else folder.find(written) or written


def _file(written: Value, folder: FileSource) -> _File:
    if not isinstance(written, str):
        cure = "请在附件清单中写明文件名"
        return _File("", problem=AttachmentProblem(FileTrouble.MISSING, "附件清单中的这一行没有文件名", cure))
    shown = shorten(written)
    if folder.leads_out(written):
        message, cure = f"“{shown}”指向申报材料文件夹之外", "请把文件放入申报材料文件夹，并只写文件名"
        return _File(shown, problem=AttachmentProblem(FileTrouble.OUTSIDE_FOLDER, message, cure))
    name = folder.find(written)
    if name is None:
        return _File(shown, problem=_missing(written, folder))
    return _real_file(name, folder)


def _missing(written: str, folder: FileSource) -> AttachmentProblem:
    elsewhere = folder.elsewhere(written)
    cure = (
        f"文件夹中有“{shorten(elsewhere)}”，请核对所写路径" if elsewhere else "请补充该文件，或更正附件清单中的文件名"
    )
    return AttachmentProblem(FileTrouble.MISSING, f"未在文件夹中找到“{shorten(written)}”", cure)


def _real_file(name: str, folder: FileSource) -> _File:
    shown, path = shorten(name), folder.path_of(name)
    try:
        size = folder.size_of(name)
        if size == 0:
            problem = AttachmentProblem(FileTrouble.EMPTY, f"“{shown}”是空文件（0 字节）", "请重新导出或扫描后替换")
            return _File(name, path, problem, folder.digest_of(name))
        if size > LARGEST_FILE:
            message = f"“{shown}”为 {size >> 20} MB，超过 {LARGEST_FILE >> 20} MB，未读取"
            return _File(name, path, AttachmentProblem(FileTrouble.TOO_LARGE, message, "请压缩或分册后替换"), "", size)
        return _File(name, path, None, folder.digest_of(name), size)
    except OSError as error:
        message = f"“{shown}”无法打开（{disk_words(error)}）"
        return _File(name, problem=AttachmentProblem(FileTrouble.MISSING, message, "请检查文件权限或重新复制"))
