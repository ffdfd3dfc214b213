"""The outside of a zip file: may it be unpacked at all, and what are its members called.

Shared by everything that is a zip (docx, OFD, archives). Knows nothing of what the members are.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Sequence

from xingshen.evidence.limits import MEBIBYTE, Limits

MOST_MEMBERS = 20_000
RATIO_FROM = 20 * MEBIBYTE
"""What unpacks to less than this may have shrunk by any ratio."""
UNREADABLE_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    NotImplementedError,
    EOFError,
    RuntimeError,
    OSError,
    ValueError,
    KeyError,
    struct.error,
)
"""What the standard library raises for zips that are broken or packed in ways it does not know."""
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_UNICODE_PATH = 0x7075


def container_obstacle(members: Sequence[zipfile.ZipInfo], packed: int, limits: Limits) -> str | None:
    """The problem code of a zip (``packed`` bytes long) that must not be unpacked; None where it may be."""
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.unpacked_bytes or len(members) > MOST_MEMBERS:
        return "too_large"
    if unpacked > RATIO_FROM and unpacked > limits.unpack_ratio * max(packed, 1):
        return "too_large"
    return "encrypted" if any(is_encrypted(member) for member in members) else None


def is_encrypted(member: zipfile.ZipInfo) -> bool:
    """True where the member can only be unpacked with a password."""
    return bool(member.flag_bits & _ENCRYPTED_FLAG)


def member_name(member: zipfile.ZipInfo) -> str:
    """The name as its author saw it, with forward slashes.

    By the UTF-8 flag, else the Info-ZIP Unicode path, else UTF-8 where the bytes are that, else GB 18030.
    """
    name = member.filename if member.flag_bits & _UTF8_FLAG else _unflagged_name(member)
    return name.replace("\\", "/")


def _unflagged_name(member: zipfile.ZipInfo) -> str:
    try:
        raw = member.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for candidate, encoding in ((_unicode_path(member.extra, raw), "utf-8"), (raw, "utf-8"), (raw, "gb18030")):
        try:
            if candidate:
                return candidate.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("gb18030", "replace")


def _unicode_path(extra: bytes, raw: bytes) -> bytes:
    """The name in the Info-ZIP field 0x7075, where its checksum says that it belongs to the name ``raw``."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        body = extra[at + 4 : at + 4 + length]
        if kind == _UNICODE_PATH and len(body) > 5 and struct.unpack_from("<I", body, 1)[0] == zlib.crc32(raw):
            return body[5:]
        at += 4 + length
    return b""
