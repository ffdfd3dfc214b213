"""The parts of an OFD package by name, forgiving of how real producers write names.

Opens the zip within the limits and resolves locations (ST_Loc, GB/T 33190 7.3). Knows nothing of what parts hold.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from xingshen.evidence.limits import MEBIBYTE, Limits
from xingshen.evidence.markup import MarkupRefused, parse_markup
from xingshen.evidence.zip_container import UNREADABLE_ZIP, container_obstacle, member_name

LARGEST_XML = 64 * MEBIBYTE


class OfdRefused(ValueError):  # noqa: N818  # an answer about foreign bytes, not an error of the program
    """The package is not to be read; ``code`` is the problem's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class OfdPackage:
    """An opened package. Parts are found whatever the case, slashes and leading slash of their names."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._members: dict[str, zipfile.ZipInfo] = {}
        self._trees: dict[str, Element | None] = {}
        for member in archive.infolist():
            self._members.setdefault(_key(member_name(member)), member)

    @classmethod
    def open(cls, data: bytes, limits: Limits) -> OfdPackage:
        """The package in ``data``. Raises OfdRefused: damaged, too_large or encrypted."""
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except UNREADABLE_ZIP:
            raise OfdRefused("damaged") from None
        obstacle = container_obstacle(archive.infolist(), len(data), limits)
        if obstacle is not None:
            raise OfdRefused(obstacle)
        return cls(archive)

    def names(self) -> Iterator[str]:
        """The names of all parts, in lower case."""
        yield from self._members

    def part(self, name: str) -> bytes | None:
        """The bytes of the part; None where it is missing or cannot be unpacked."""
        member = self._members.get(_key(name))
        try:
            return self._archive.read(member) if member is not None else None
        except UNREADABLE_ZIP:
            return None

    def tree(self, name: str) -> Element | None:
        """The root element of an XML part; None where it is missing, too large or refused."""
        key = _key(name)
        if key not in self._trees:
            self._trees[key] = self._parsed(key)
        return self._trees[key]

    def resolve(self, base: str, location: str) -> str:
        """The part that ``location``, written in the part ``base``, means.

        Absolute, relative to the folder of ``base``, or, as some producers write it, to one of the folders above.
        """
        location = location.replace("\\", "/").strip()
        if location.startswith("/"):
            return _key(location)
        folder = posixpath.dirname(_key(base))
        first = _key(posixpath.join(folder, location))
        while True:
            candidate = _key(posixpath.join(folder, location))
            if candidate in self._members:
                return candidate
            if not folder:
                return first
            folder = posixpath.dirname(folder)

    def _parsed(self, key: str) -> Element | None:
        member = self._members.get(key)
        data = self.part(key) if member is not None and member.file_size <= LARGEST_XML else None
        try:
            return parse_markup(data) if data is not None else None
        except MarkupRefused:
            return None


def _key(name: str) -> str:
    return posixpath.normpath("/" + name.replace("\\", "/").lower()).lstrip("/")
