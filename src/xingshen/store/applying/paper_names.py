"""Names of files as people gave them: what may stay, what nobody can see, and how two of the same name are told apart.

Any script is fine. What moves other letters about or cannot be seen (controls, marks of writing direction) is dropped,
because a name must read as it is; what is too long is refused. Pure text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from pathlib import PurePosixPath

from django.utils.translation import gettext

MOST_BYTES = 255
NAMELESS = "未命名"
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class PaperRefused(Exception):  # noqa: N818  # an answer to a person, not an error of the program
    """A file that cannot be taken; the text is a sentence for the applicant."""


def clean_name(given: str) -> str:
    """The name under which a file is kept: its last part, without what cannot be seen. Raises PaperRefused."""
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    seen = "".join(" " if each.isspace() else each for each in last if not _unseen(each))
    name = " ".join(seen.split())
    if not name.strip(". "):
        return NAMELESS
    size = len(name.encode("utf-8"))
    if size > MOST_BYTES:
        words = gettext("“%(name)s…”的文件名过长（%(size)d 字节，最多 255 字节，约 85 个汉字）。请改短文件名后再传。")
        raise PaperRefused(words % {"name": name[:20], "size": size})
    return name


def distinct_name(name: str, taken: Collection[str]) -> str:
    """``name``, or ``a (2).pdf`` where ``a.pdf`` is taken, whatever its letters' case; still at most 255 bytes."""
    folded = {each.casefold() for each in taken}
    path = PurePosixPath(name)
    found, number = name, 1
    while found.casefold() in folded:
        number += 1
        tail = f" ({number}){path.suffix}"
        found = _shortened(path.stem, MOST_BYTES - len(tail.encode("utf-8"))) + tail
    return found


def _unseen(character: str) -> bool:
    return unicodedata.category(character) in _UNSEEN and not character.isspace()


def _shortened(text: str, most: int) -> str:
    return text.encode("utf-8")[:most].decode("utf-8", errors="ignore")
