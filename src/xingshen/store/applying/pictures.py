"""Pictures of pages: drawn once by a bounded process, then kept beside the data under the digest of the file.

Who may see one is asked before. Foreign files are never opened in this process.
"""

from __future__ import annotations

import os
from functools import cache
from io import BytesIO
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from PIL import Image, ImageDraw

from xingshen.evidence.intake import PaperReader
from xingshen.kernel.place import Box
from xingshen.store.record import files

_CROP_MARGIN = 26.0
_MARK = (31, 78, 121)
THUMBNAIL_DPI = 30
SIZES = {"thumb": THUMBNAIL_DPI, "page": 110, "large": 200}
"""What a page may ask for, in dots per inch."""


def page_picture(sha256: str, page: int, size: str, turned: int = 0) -> Path | None:
    """Where the PNG of a page (from 1) lies; None: there is nothing to show. KeyError for an unknown size."""
    dpi = SIZES[size]
    path = _place(sha256, page, dpi, turned)
    if path.is_file():
        return path
    source = files.path_of(sha256)
    picture = _drawer(os.getpid()).render(source, page, float(dpi), turned) if source.is_file() else None
    return _keep(path, picture) if picture else None


def page_crop(sha256: str, page: int, box: Box, width: float, turned: int = 0) -> bytes | None:
    """The part of a page around ``box`` (points; the page is ``width`` points wide) as PNG; None: nothing to show."""
    path = page_picture(sha256, page, "page", turned)
    if path is None or width <= 0:
        return None
    with Image.open(path) as picture:
        scale = picture.width / width
        left, top, right, bottom = (each * scale for each in box)
        margin = _CROP_MARGIN * scale
        frame = (
            max(0, int(left - 2 * margin)), max(0, int(top - margin)),
            min(picture.width, int(right + 2 * margin)), min(picture.height, int(bottom + margin)),
        )  # fmt: skip
        if frame[0] >= frame[2] or frame[1] >= frame[3]:
            return None
        crop = picture.convert("RGB").crop(frame)
    outline = tuple(edge - frame[at % 2] for at, edge in enumerate((left - 2, top - 2, right + 2, bottom + 2)))
    ImageDraw.Draw(crop).rectangle(outline, outline=_MARK, width=2)
    body = BytesIO()
    crop.save(body, "PNG")
    return body.getvalue()


def draw_ahead(reader: PaperReader, sha256: str, page: int, turned: int) -> None:
    """Draw the small picture of a page that was just read, so that nobody waits for it; a full disk is no matter."""
    path = _place(sha256, page, THUMBNAIL_DPI, turned)
    picture = None if path.is_file() else reader.render(files.path_of(sha256), page, float(THUMBNAIL_DPI), turned)
    if picture:
        _keep(path, picture)


def _place(sha256: str, page: int, dpi: int, turned: int) -> Path:
    folder = Path(settings.XS.data_dir) / "pictures" / sha256[:2] / sha256
    return folder / f"{page}-{dpi}-{turned}.png"


@cache
def _drawer(_: int) -> PaperReader:
    """The drawing process of this process (by its id: a fork gets one of its own)."""
    return PaperReader(workers=1)


def _keep(path: Path, picture: bytes) -> Path | None:
    temporary = path.with_name(f"{path.name}.{uuid4().hex[:8]}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(picture)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        return None
    return path
