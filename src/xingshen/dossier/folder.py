"""The files of a dossier folder, and which of them a written name means.

Lists the folder once and looks names up in that list, so that no written name, however absurd, ever reaches the
operating system. Links that lead out of the folder are known but never followed.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

MOST_FILES = 20_000
_ABSOLUTE = re.compile(r"^(?:/|[A-Za-z]:|~|file:)")
_JUNK = re.compile(r"(?:^|/)(?:\.[^/]*|__MACOSX(?:/.*)?|Thumbs\.db|desktop\.ini|~\$[^/]*)(?:/|$)", re.IGNORECASE)
_CHUNK = 1 << 20


class TooManyFiles(Exception):  # noqa: N818  # told to the applicant
    """The folder holds more files than any dossier does."""


@dataclass(frozen=True)
class FolderFiles:
    """The regular files of a folder: path inside it (``/``, NFC) → path on disk.

    ``leading_out`` are the links (files or folders) whose target lies outside.
    """

    root: Path
    files: Mapping[str, Path]
    leading_out: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def _by_case(self) -> Mapping[str, tuple[str, ...]]:
        table: dict[str, tuple[str, ...]] = {}
        for name in self.files:
            folded = unicodedata.normalize("NFKC", name).casefold()
            table[folded] = (*table.get(folded, ()), name)
        return table

    def find(self, written: str) -> str | None:
        """The file that ``written`` means: exactly, else the only one that differs in letter case or width alone."""
        name = plain_name(written)
        if name in self.files:
            return name
        alike = self._by_case.get(unicodedata.normalize("NFKC", name).casefold(), ())
        return alike[0] if len(alike) == 1 else None

    def leads_out(self, written: str) -> bool:
        """True where ``written`` points out of the folder: absolute, by ``..``, or through a link."""
        if _ABSOLUTE.match(written.strip().replace("\\", "/")):
            return True
        name = plain_name(written)
        return name.startswith("../") or any(name == link or name.startswith(f"{link}/") for link in self.leading_out)

    def elsewhere(self, written: str) -> str | None:
        """The only file of the same base name in another place of the folder, to hint at."""
        base = plain_name(written).rpartition("/")[2]
        same = [name for name in self.files if name.rpartition("/")[2] == base]
        return same[0] if len(same) == 1 else None

    def path_of(self, name: str) -> Path:
        """Where the file called ``name`` lies."""
        return self.files[name]

    def size_of(self, name: str) -> int:
        """Its size in bytes. Raises OSError."""
        return self.files[name].stat().st_size

    def digest_of(self, name: str) -> str:
        """``sha256:…`` of its bytes. Raises OSError."""
        return digest_file(self.files[name])

    def worth_naming(self) -> tuple[str, ...]:
        """All files but those that operating systems leave behind, sorted."""
        return tuple(sorted(name for name in self.files if not _JUNK.search(name)))


def list_folder(root: Path) -> FolderFiles:
    """The files under ``root``, links to files inside included. Raises TooManyFiles, OSError."""
    inside = Path(os.path.realpath(root))
    files: dict[str, Path] = {}
    leading_out: set[str] = set()
    for entry, name in _walk(inside, ""):
        if entry.is_symlink() and not Path(os.path.realpath(entry.path)).is_relative_to(inside):
            leading_out.add(name)
        elif entry.is_file():
            files.setdefault(name, Path(entry.path))
        if len(files) + len(leading_out) > MOST_FILES:
            raise TooManyFiles(f"文件夹中的文件超过{MOST_FILES}个")
    return FolderFiles(inside, dict(sorted(files.items())), frozenset(leading_out))


def plain_name(written: str) -> str:
    """``written`` with ``/``, NFC, without ``.`` and with ``..`` resolved as far as it goes."""
    if len(written) > 4096:
        return unicodedata.normalize("NFC", written[:4096])
    name = unicodedata.normalize("NFC", written.strip().replace("\\", "/"))
    parts: list[str] = []
    for part in name.split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def digest_file(path: Path) -> str:
    """``sha256:…`` of the file's bytes, read in pieces. Raises OSError."""
    total = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            total.update(chunk)
    return f"sha256:{total.hexdigest()}"


def _walk(folder: Path, stem: str) -> Iterator[tuple[os.DirEntry[str], str]]:
    waiting = [(str(folder), stem)]
    while waiting:
        here, prefix = waiting.pop()
        with os.scandir(here) as entries:
            for entry in sorted(entries, key=lambda found: found.name):
                name = prefix + _readable(entry.name)
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{name}/"))
                else:
                    yield entry, name


def _readable(name: str) -> str:
    """A file name as text: NFC; names that are not UTF-8 on disk are taken for GB 18030."""
    raw = os.fsencode(name)
    try:
        return unicodedata.normalize("NFC", raw.decode("utf-8"))
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")
