"""What a file is, told by its bytes and never by its name.

A name is only a claim: :func:`suffix_disagrees` says whether it contradicts the bytes. Knows nothing of how a file is
read and nothing of what it ought to be.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from pathlib import PurePath

PDF = "application/pdf"
OFD = "application/ofd"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"
DOC = "application/msword"
OLE = "application/x-ole-storage"
OLE_ENCRYPTED = "application/x-ole-encrypted"
RTF = "application/rtf"
PNG = "image/png"
JPEG = "image/jpeg"
TIFF = "image/tiff"
HEIC = "image/heic"
BMP = "image/bmp"
WEBP = "image/webp"
GIF = "image/gif"
TEXT = "text/plain"
EMPTY = "application/x-empty"
UNKNOWN = "application/octet-stream"

RAR = "application/vnd.rar"
SEVEN_ZIP = "application/x-7z-compressed"

IMAGES = frozenset({PNG, JPEG, TIFF, BMP, WEBP, GIF, HEIC})
"""The pictures that can be opened here; HEIC only with its optional package."""

PDF_HEADER_WITHIN = 1024
"""Bytes within which readers look for ``%PDF-`` (PDF 32000-1, implementation note 13)."""

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"GIF8", GIF),
    (b"{\\rtf", RTF),
    (b"Rar!\x1a\x07", RAR),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
)
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"mif1", b"msf1", b"heim", b"heis"})
_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
_LOCAL_NAME = re.compile(rb"PK\x03\x04.{26}([\x20-\x7e]{1,80}?\.xml)", re.DOTALL)

_SUFFIX_TYPES: dict[str, frozenset[str]] = {
    ".pdf": frozenset({PDF}),
    ".ofd": frozenset({OFD}),
    ".docx": frozenset({DOCX}),
    ".xlsx": frozenset({XLSX}),
    ".zip": frozenset({ZIP}),
    ".doc": frozenset({DOC, OLE, RTF}),
    ".xls": frozenset({OLE}),
    ".ppt": frozenset({OLE}),
    ".wps": frozenset({DOC, OLE}),
    ".et": frozenset({OLE}),
    ".rar": frozenset({RAR}),
    ".7z": frozenset({SEVEN_ZIP}),
    ".docm": frozenset({DOCX}),
    ".heif": frozenset({HEIC}),
    ".rtf": frozenset({RTF}),
    ".png": frozenset({PNG}),
    ".jpg": frozenset({JPEG}),
    ".jpeg": frozenset({JPEG}),
    ".tif": frozenset({TIFF}),
    ".tiff": frozenset({TIFF}),
    ".heic": frozenset({HEIC}),
    ".bmp": frozenset({BMP}),
    ".webp": frozenset({WEBP}),
    ".gif": frozenset({GIF}),
    ".txt": frozenset({TEXT}),
}
_NEVER_A_MISMATCH = frozenset({EMPTY, UNKNOWN, OLE_ENCRYPTED})


def identify(data: bytes) -> str:
    """The media type of ``data``, by signature and, for zip containers, by what they hold."""
    if not data:
        return EMPTY
    for signature, media_type in _SIGNATURES:
        if data.startswith(signature):
            return media_type
    container = _identify_container(data)
    if container is not None:
        return container
    if b"%PDF-" in data[:PDF_HEADER_WITHIN]:
        return PDF
    return TEXT if decode_text(data) is not None else UNKNOWN


def suffix_disagrees(file: str, media_type: str) -> bool:
    """True where the name's suffix promises another type than ``media_type``; unknown suffixes promise nothing."""
    promised = _SUFFIX_TYPES.get(PurePath(file).suffix.lower())
    return promised is not None and media_type not in promised and media_type not in _NEVER_A_MISMATCH


def decode_text(data: bytes) -> str | None:
    """``data`` as text (UTF-8, UTF-16 with a mark, GB 18030), or None where it is none of these."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode(data, "utf-16")
    if b"\x00" in data:
        return None
    text = _decode(data, "utf-8-sig")
    text = _decode(data, "gb18030") if text is None else text
    return None if text is None or _control_share(text) > 0.02 else text


def _decode(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _control_share(text: str) -> float:
    controls = sum(1 for char in text if ord(char) < 32 and char not in "\t\n\r\f")
    return controls / max(len(text), 1)


def _identify_container(data: bytes) -> str | None:
    if data.startswith(_ZIP_SIGNATURES):
        return _identify_zip(data)
    if data.startswith(_OLE_SIGNATURE):
        return _identify_ole(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return HEIC
    if data[:2] == b"BM" and data[6:10] == b"\x00\x00\x00\x00":
        return BMP
    return None


def _identify_zip(data: bytes) -> str:
    names = _zip_names(data)
    if "ofd.xml" in names:
        return OFD
    if "[content_types].xml" not in names:
        return ZIP
    if any(name.startswith("word/") for name in names):
        return DOCX
    return XLSX if any(name.startswith("xl/") for name in names) else ZIP


def _zip_names(data: bytes) -> frozenset[str]:
    """The members' names in small letters; of a zip that is cut off, those in the heads of its members."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error):
        names = [match.group(1).decode("latin-1") for match in _LOCAL_NAME.finditer(data)]
    return frozenset(name.replace("\\", "/").lstrip("/").lower() for name in names)


def _identify_ole(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return OLE_ENCRYPTED
    return DOC if "WordDocument".encode("utf-16-le") in data else OLE
