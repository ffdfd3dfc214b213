"""The documents of an OFD package and their pages in order (GB/T 33190 7.4 to 7.7): sizes, templates, resources.

Where the package's own directions are missing or broken, parts are looked for by their usual names. Knows nothing of
what is drawn on a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from xml.etree.ElementTree import Element

from xingshen.evidence.markup import attribute, child, children, text_of
from xingshen.evidence.ofd.geometry import Matrix, number, rectangle
from xingshen.evidence.ofd.package import OfdPackage, OfdRefused
from xingshen.evidence.ofd.resources import Resources

MOST_DOCUMENTS = 100
A4 = (0.0, 0.0, 210.0, 297.0)
SMALLEST, LARGEST = 5.0, 5000.0
"""Sides of a page (mm) outside of these are damage."""
_PAGE_PART = re.compile(r"(.*/)?pages/[^/]*?(\d+)(?:/[^/]*)?\.xml$")


@dataclass(frozen=True, slots=True)
class OfdDocument:
    """One document: its part, root element, resources, template parts by identifier, and its signatures' part."""

    part: str
    root: Element
    resources: Resources
    templates: dict[str, str]
    signatures: str


@dataclass(frozen=True, slots=True)
class OfdPage:
    """One page: number from 1 through all documents, identifier, part, and its content's root (None: missing)."""

    number: int
    identifier: str
    part: str
    root: Element | None
    document: OfdDocument
    area: tuple[float, float, float, float]

    @property
    def to_paper(self) -> Matrix:
        """From page coordinates to millimetres from the top left of the paper."""
        return Matrix(e=-self.area[0], f=-self.area[1])


def documents(package: OfdPackage) -> tuple[OfdDocument, ...]:
    """The documents of the package. Raises OfdRefused where there is none."""
    found = [document for part, signatures in _roots(package) if (document := _document(package, part, signatures))]
    if not found:
        encrypted = any("encrypt" in name.rpartition("/")[2] for name in package.names())
        raise OfdRefused("encrypted" if encrypted else "damaged")
    return tuple(found)


def pages(package: OfdPackage, most: int) -> tuple[OfdPage, ...]:
    """The pages of all documents one after the other, at most ``most``. Raises OfdRefused."""
    listed = ((document, *entry) for document in documents(package) for entry in _entries(package, document))
    return tuple(
        _page(package, document, count, identifier, part)
        for count, (document, identifier, part) in enumerate(islice(listed, most), start=1)
    )


def _roots(package: OfdPackage) -> Iterator[tuple[str, str]]:
    """The part of each document and that of its signatures."""
    root = package.tree("OFD.xml")
    named = [
        (package.resolve("OFD.xml", text_of(child(body, "DocRoot"))), text_of(child(body, "Signatures")))
        for body in children(root, "DocBody")
        if text_of(child(body, "DocRoot"))
    ]
    if not any(package.tree(part) is not None for part, _ in named):
        named = [(name, "") for name in sorted(package.names()) if name.rpartition("/")[2] == "document.xml"]
    for part, signatures in named[:MOST_DOCUMENTS]:
        yield part, package.resolve("OFD.xml", signatures) if signatures else _usual_signatures(package, part)


def _usual_signatures(package: OfdPackage, document: str) -> str:
    folder = document.rpartition("/")[0]
    return next((n for n in sorted(package.names()) if n.startswith(folder) and n.endswith("/signatures.xml")), "")


def _document(package: OfdPackage, part: str, signatures: str) -> OfdDocument | None:
    root = package.tree(part)
    if root is None:
        return None
    common = _common(root)
    shared = [
        package.resolve(part, text_of(each))
        for name in ("PublicRes", "DocumentRes")
        for each in children(common, name)
        if text_of(each)
    ]
    shared = list(dict.fromkeys(shared))
    templates = {
        attribute(each, "ID"): package.resolve(part, attribute(each, "BaseLoc"))
        for each in children(common, "TemplatePage")
    }
    return OfdDocument(part, root, Resources().and_those_of(package, shared), templates, signatures)


def _common(root: Element) -> Element | None:
    common = child(root, "CommonData")
    return common if common is not None else child(root, "Common")


def _entries(package: OfdPackage, document: OfdDocument) -> list[tuple[str, str]]:
    """Identifier and part of each page; by the usual names where the document lists none."""
    listed = [
        (attribute(each, "ID"), package.resolve(document.part, attribute(each, "BaseLoc")))
        for each in children(child(document.root, "Pages"), "Page")
    ]
    if listed:
        return listed
    folder = document.part.rpartition("/")[0]
    usual = [(match, name) for name in package.names() if (match := _PAGE_PART.match(name)) and name.startswith(folder)]
    return [("", name) for match, name in sorted(usual, key=lambda each: (int(each[0].group(2)[:9]), each[1]))]


def _page(package: OfdPackage, document: OfdDocument, count: int, identifier: str, part: str) -> OfdPage:
    root = package.tree(part)
    return OfdPage(count, identifier, part, root, document, _area(root, document))


def _area(root: Element | None, document: OfdDocument) -> tuple[float, float, float, float]:
    """The physical box of the page: its own, that of its document, else A4 (7.5, 7.7)."""
    common = _common(document.root)
    for area in (child(root, "Area"), child(common, "PageArea")):
        for name in ("PhysicalBox", "ApplicationBox", "ContentBox", "CropBox"):
            box = rectangle(text_of(child(area, name)))
            if box is not None and all(SMALLEST <= side <= LARGEST for side in box[2:]):
                return box
    sides = [number(text_of(child(common, name)), 0.0) for name in ("PageWidth", "PageHeight")]
    return (0.0, 0.0, sides[0], sides[1]) if all(SMALLEST <= side <= LARGEST for side in sides) else A4
