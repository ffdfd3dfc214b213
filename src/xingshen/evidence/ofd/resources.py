"""The resources of an OFD document or page: fonts, pictures, drawing parameters, composite units (GB/T 33190 7.9).

Tells where things are and how they inherit; reads no picture and no font.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from xingshen.evidence.markup import attribute, child, children, text_of
from xingshen.evidence.ofd.package import OfdPackage

_DEEPEST_RELATIVE = 8


@dataclass(frozen=True, slots=True)
class Font:
    """A font: its name and the part that holds it, empty where the package brings none."""

    name: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Resources:
    """Resources by their identifiers; those of a page stand before those of its document."""

    fonts: dict[str, Font] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, Element] = field(default_factory=dict)
    composites: dict[str, Element] = field(default_factory=dict)

    def and_those_of(self, package: OfdPackage, parts: Iterable[str]) -> Resources:
        """These resources with those of further resource ``parts``, which come first where identifiers are equal."""
        joined = Resources(dict(self.fonts), dict(self.pictures), dict(self.parameters), dict(self.composites))
        for part in parts:
            root = package.tree(part)
            if root is not None:
                _take(joined, package, part, root)
        return joined

    def drawing(self, element: Element, name: str) -> Element | None:
        """The child ``name`` of ``element``, else that of its drawing parameter and of those it is based on."""
        own = child(element, name)
        return own if own is not None else next((c for p in self._based_on(element) for c in children(p, name)), None)

    def setting(self, element: Element, name: str) -> str:
        """The attribute ``name`` of ``element``, else that of its drawing parameters; empty where none says it."""
        return attribute(element, name) or next(
            (value for parameter in self._based_on(element) if (value := attribute(parameter, name))), ""
        )

    def _based_on(self, element: Element) -> list[Element]:
        chain: list[Element] = []
        found = self.parameters.get(attribute(element, "DrawParam"))
        while found is not None and len(chain) < _DEEPEST_RELATIVE:
            chain.append(found)
            found = self.parameters.get(attribute(found, "Relative"))
        return chain


def _take(into: Resources, package: OfdPackage, part: str, root: Element) -> None:
    base = posixpath.join(posixpath.dirname(part), attribute(root, "BaseLoc").replace("\\", "/"), "x")
    if attribute(root, "BaseLoc").startswith("/"):
        base = posixpath.join(attribute(root, "BaseLoc"), "x")
    for group in root:
        for element in group:
            identifier, kind = attribute(element, "ID"), element.tag.lower()
            if kind == "font":
                file = text_of(child(element, "FontFile"))
                name = attribute(element, "FontName") or attribute(element, "FamilyName")
                into.fonts[identifier] = Font(name, package.resolve(base, file) if file else "")
            elif kind == "multimedia":
                into.pictures[identifier] = package.resolve(base, text_of(child(element, "MediaFile")))
            elif kind == "drawparam":
                into.parameters[identifier] = element
            elif kind in ("compositegraphicunit", "compositegraphicsunit", "vectorg"):
                into.composites[identifier] = element
