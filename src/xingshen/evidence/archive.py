"""A paper that is itself a zip: its members read one after the other, as if they were bound into one paper.

Unpacks into memory only, member by member, within the limits; an archive inside the archive stays closed. Knows nothing
of how a member is read.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from xingshen.evidence import media
from xingshen.evidence.limits import Limits
from xingshen.evidence.page import DigitalSignature, Page, Paper, PaperProblem
from xingshen.evidence.problems import of_member, problem
from xingshen.evidence.zip_container import UNREADABLE_ZIP, container_obstacle, is_encrypted, member_name

ReadMember = Callable[[bytes, str, Limits], Paper]
"""From the bytes and the name of a member to what it holds."""
CountPages = Callable[[bytes, Limits], int]
"""From the bytes of a member to how many pages it gives."""

_ARCHIVES = frozenset({media.ZIP, media.RAR, media.SEVEN_ZIP})
_LEFT_BY_SYSTEMS = re.compile(r"(^|/)(__MACOSX/|\.(?!\.?/)|thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_OUTSIDE = re.compile(r"^/|^[A-Za-z]:|(^|/)\.\.(/|$)")
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class ArchiveContent:
    """The pages of all members, numbered through, with what stood in the way of reading them."""

    pages: tuple[Page, ...] = ()
    problems: tuple[PaperProblem, ...] = ()
    signatures: tuple[DigitalSignature, ...] = ()

    def followed_by(self, member: Paper) -> ArchiveContent:
        """This content with the pages of ``member`` behind."""
        first = len(self.pages) + 1
        return ArchiveContent(
            (*self.pages, *(replace(page, number=page.number + first - 1) for page in member.pages)),
            (*self.problems, *(of_member(each, member.file, first) for each in member.problems)),
            (*self.signatures, *(_moved(each, first) for each in member.signatures)),
        )


def read_archive(data: bytes, limits: Limits, read_member: ReadMember) -> ArchiveContent:
    """What all readable members of the zip ``data`` hold, in the order of their names."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            obstacle = _obstacle(archive, len(data), limits)
            return ArchiveContent((), (problem(obstacle),)) if obstacle else _read(archive, limits, read_member)
    except UNREADABLE_ZIP:
        return ArchiveContent((), (problem("damaged:archive"),))


def member_of_page(data: bytes, page_number: int, limits: Limits, count_pages: CountPages) -> tuple[bytes, int]:
    """The bytes of the member that gives page ``page_number`` of the archive, and the number of the page in it.

    No such page or no such archive: IndexError, or one of :data:`UNREADABLE_ZIP`.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if _obstacle(archive, len(data), limits):
            raise IndexError(page_number)
        before = 0
        for name, info in _members(archive):
            content = None if _unread_code(name, info) else _unpacked(archive, info)
            if content is None or media.identify(content) in _ARCHIVES:
                continue
            count = count_pages(content, replace(limits, pages=limits.pages - before))
            if before < page_number <= before + count:
                return content, page_number - before
            before += count
    raise IndexError(page_number)


def _obstacle(archive: zipfile.ZipFile, packed: int, limits: Limits) -> str | None:
    """Why the archive is not to be unpacked at all; an encrypted member is only its own obstacle."""
    members = archive.infolist()
    if container_obstacle([each for each in members if not is_encrypted(each)], packed, limits) is not None:
        return "too_large:archive"
    return None if any(_members(archive)) else "empty:archive"


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The members with their names, sorted; folders and what operating systems leave behind are none."""
    named = ((member_name(info), info) for info in archive.infolist())
    kept = [(name, info) for name, info in named if not name.endswith("/") and _is_meant(name)]
    yield from sorted(kept, key=lambda each: (each[0], each[1].header_offset))


def _is_meant(name: str) -> bool:
    return _OUTSIDE.search(name) is not None or _LEFT_BY_SYSTEMS.search(name) is None


def _read(archive: zipfile.ZipFile, limits: Limits, read_member: ReadMember) -> ArchiveContent:
    content = ArchiveContent()
    for name, info in _members(archive):
        left = limits.pages - len(content.pages)
        if left <= 0:
            return replace(content, problems=(*content.problems, problem("too_many_pages")))
        content = content.followed_by(_member(archive, name, info, replace(limits, pages=left), read_member))
    return content


def _member(
    archive: zipfile.ZipFile, name: str, info: zipfile.ZipInfo, limits: Limits, read_member: ReadMember
) -> Paper:
    shown = _shown(name)
    code = _unread_code(name, info)
    if code is not None:
        return Paper(shown, "", media.UNKNOWN, (), (problem(code),))
    data = _unpacked(archive, info)
    if data is None:
        return Paper(shown, "", media.UNKNOWN, (), (problem("damaged"),))
    if media.identify(data) in _ARCHIVES:
        return Paper(shown, "", media.ZIP, (), (problem("unsupported:nested"),))
    return replace(read_member(data, name, limits), file=shown)


def _unread_code(name: str, info: zipfile.ZipInfo) -> str | None:
    """Why a member is not even unpacked; None where it is."""
    if _OUTSIDE.search(name):
        return "outside_folder:member"
    return "encrypted:member" if is_encrypted(info) else None


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | None:
    """The bytes of a member, never more than it declares; None where it is broken or packed in an unknown way."""
    try:
        return archive.read(info)
    except UNREADABLE_ZIP:
        return None


def _shown(name: str) -> str:
    """The name for a sentence: no control characters, the end of one that is too long."""
    plain = "".join(char if char.isprintable() else "�" for char in name)
    return plain if len(plain) <= _LONGEST_NAME else f"…{plain[-_LONGEST_NAME:]}"


def _moved(signature: DigitalSignature, first: int) -> DigitalSignature:
    return signature if signature.page is None else replace(signature, page=signature.page + first - 1)
