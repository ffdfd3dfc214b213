"""Unpacks a zipped dossier into a folder, trusting nothing in it.

Names in UTF-8 or GBK; entries that would leave the folder, links and overlong names are left out and told; encrypted
archives and those that unpack to absurd sizes are refused. Zips inside stay zips.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from xingshen.dossier.dossier import DossierUnreadable, Notice
from xingshen.dossier.folder import plain_name
from xingshen.dossier.showing import shorten
from xingshen.kernel.disk_words import disk_words

_MEBIBYTE = 1 << 20
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_LONGEST_NAME_BYTES = 255
_CHUNK = 1 << 20
_DAMAGE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    NotImplementedError,
    EOFError,
    RuntimeError,
    ValueError,
)
"""What the standard library raises for archives that are broken or packed in ways it does not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveLimits:
    """How much an archive may hold: entries, bytes of all files and of one, and how far a file may have shrunk.

    The ratio counts only for files that unpack to more than ``ratio_from`` bytes.
    """

    entries: int = 5_000
    total_bytes: int = 2048 * _MEBIBYTE
    file_bytes: int = 512 * _MEBIBYTE
    ratio: int = 200
    ratio_from: int = 16 * _MEBIBYTE


DEFAULT_ARCHIVE_LIMITS = ArchiveLimits()


def unpack(archive: Path, target: Path, limits: ArchiveLimits = DEFAULT_ARCHIVE_LIMITS) -> tuple[Notice, ...]:
    """Unpack ``archive`` into the empty folder ``target``; returns what was left out. Raises DossierUnreadable."""
    try:
        with zipfile.ZipFile(archive) as opened:
            return _unpack_entries(opened, target, limits)
    except _DAMAGE as error:
        raise DossierUnreadable((f"压缩包 {shorten(archive.name)} 已损坏或无法解压，请重新压缩后再试",)) from error
    except OSError as error:
        raise DossierUnreadable((f"压缩包 {shorten(archive.name)} 无法读取或写出（{disk_words(error)}）",)) from error


def _unpack_entries(opened: zipfile.ZipFile, target: Path, limits: ArchiveLimits) -> tuple[Notice, ...]:
    entries = [entry for entry in opened.infolist() if not entry.is_dir()]
    _check_sizes(entries, limits)
    notices: list[Notice] = []
    taken: set[str] = set()
    for entry in entries:
        name = plain_name(entry_name(entry))
        reason = _reason_to_leave_out(entry, name, taken)
        if reason:
            notices.append(Notice(f"压缩包中的“{shorten(entry_name(entry))}”{reason}，未解压"))
            continue
        taken.add(name.casefold())
        _unpack_entry(opened, entry, target.joinpath(*PurePosixPath(name).parts))
    return tuple(notices)


def entry_name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry as its author saw it: the flag's UTF-8, else UTF-8 where it is that, else GB 18030."""
    if entry.flag_bits & _UTF8_FLAG:
        return entry.filename
    try:
        raw = entry.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _check_sizes(entries: list[zipfile.ZipInfo], limits: ArchiveLimits) -> None:
    if len(entries) > limits.entries:
        raise DossierUnreadable((f"压缩包内有{len(entries)}个文件，超过{limits.entries}个的上限",))
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise DossierUnreadable(("压缩包设有密码，无法读取；请去除密码后重新压缩",))
    if sum(entry.file_size for entry in entries) > limits.total_bytes:
        raise DossierUnreadable((f"压缩包解压后超过 {limits.total_bytes // _MEBIBYTE} MB 的上限",))
    for entry in entries:
        swollen = entry.file_size > limits.ratio_from and entry.file_size > limits.ratio * max(entry.compress_size, 1)
        if swollen or entry.file_size > limits.file_bytes:
            raise DossierUnreadable((f"压缩包中的“{shorten(entry_name(entry))}”解压后过大，未予解压；请直接提供文件",))


def _reason_to_leave_out(entry: zipfile.ZipInfo, name: str, taken: set[str]) -> str | None:
    written = entry_name(entry).replace("\\", "/")
    if written.startswith("/") or written[1:2] == ":" or name.startswith("..") or not name:
        return "指向文件夹之外"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "是符号链接"
    if "\0" in name or any(len(part.encode("utf-8", "replace")) > _LONGEST_NAME_BYTES for part in name.split("/")):
        return "文件名过长或含有非法字符"
    return "与另一个文件同名" if name.casefold() in taken else None


def _unpack_entry(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path) -> None:
    """Write one file, never more than the archive declares (zipfile stops there and checks the sum)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with opened.open(entry) as packed, path.open("xb") as out:
        while chunk := packed.read(_CHUNK):
            out.write(chunk)
