"""What is drawn on an OFD page, flattened: writing, shapes and pictures in the order in which they are painted.

Templates, layers, groups, composite objects and annotations are walked through here, once, for the reader of text and
for the painter of pictures. Matrices lead to points from the top left of the page. Loops end at a depth and a budget.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from xingshen.evidence.glyph import is_wide
from xingshen.evidence.markup import attribute, child, children, text_of
from xingshen.evidence.ofd.document import OfdPage
from xingshen.evidence.ofd.geometry import MILLIMETRES, Matrix, deltas, matrix, number, rectangle
from xingshen.evidence.ofd.package import OfdPackage
from xingshen.evidence.ofd.path_data import Outline, outlines
from xingshen.evidence.ofd.resources import Font, Resources

MOST_OBJECTS = 50_000
MOST_VISITS = 60_000
"""Elements of one page that are walked through, also those that draw nothing: units that use each other multiply."""
MOST_CHARACTERS = 100_000
"""Of one text object; more than a page is read for."""
DEEPEST = 12
DEFAULT_SIZE = 4.0
"""Millimetres, for writing that does not say its size."""
DEFAULT_LINE_WIDTH = 0.353
NARROW = 0.55
"""Share of an em that a half-width character takes where its advance is not written."""

Colour = tuple[int, int, int]
BLACK: Colour = (0, 0, 0)
PALE: Colour = (230, 230, 230)
"""Instead of patterns and shadings, which are decoration."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One character: its origin on the baseline and its advance, in the coordinates of its writing."""

    text: str
    x: float
    y: float
    advance: float


@dataclass(frozen=True, slots=True)
class Writing:
    """Characters of one text object; ``size`` in its coordinates, ``turn`` by how many degrees each is turned."""

    signs: tuple[Sign, ...]
    size: float
    to_page: Matrix
    font: Font
    colour: Colour
    visible: bool
    turn: float = 0.0


@dataclass(frozen=True, slots=True)
class Shape:
    """One path; ``width`` is that of its line in points, ``line`` and ``fill`` are None where not drawn."""

    outlines: tuple[Outline, ...]
    to_page: Matrix
    width: float
    line: Colour | None
    fill: Colour | None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture part filling the unit square of its matrix; ``opacity`` 0 to 1."""

    part: str
    to_page: Matrix
    opacity: float = 1.0


Drawn = Writing | Shape | Picture


@dataclass(frozen=True, slots=True)
class _Walk:
    """Where the walk is: package, resources that are in force, matrix to the page, visits left, levels above."""

    package: OfdPackage
    resources: Resources
    to_page: Matrix
    visits: Iterator[int]
    depth: int = 0


def drawn_on(package: OfdPackage, page: OfdPage) -> Iterator[Drawn]:
    """Everything drawn on ``page``, at most :data:`MOST_OBJECTS` objects, backgrounds first."""
    walk = _Walk(package, page.document.resources, page.to_paper.then(MILLIMETRES), iter(range(MOST_VISITS)))
    for count, drawn in enumerate(_page_content(walk, page)):
        if count >= MOST_OBJECTS:
            return
        yield drawn


def _page_content(walk: _Walk, page: OfdPage) -> Iterator[Drawn]:
    if page.root is not None:
        yield from _templates(walk, page, "background")
        yield from _content(walk, page.part, page.root)
        yield from _templates(walk, page, "foreground")
    yield from _annotations(walk, page)


def _templates(walk: _Walk, page: OfdPage, order: str) -> Iterator[Drawn]:
    seen: set[str] = set()
    for use in children(page.root, "Template"):
        part = page.document.templates.get(attribute(use, "TemplateID"), "")
        root = walk.package.tree(part) if part and part not in seen else None
        seen.add(part)
        if root is not None and ((attribute(use, "ZOrder").lower() or "background") == "foreground") == (
            order == "foreground"
        ):
            yield from _content(walk, part, root)


def _content(walk: _Walk, part: str, root: Element) -> Iterator[Drawn]:
    own = [walk.package.resolve(part, text_of(each)) for each in children(root, "PageRes") if text_of(each)]
    walk = replace(walk, resources=walk.resources.and_those_of(walk.package, own)) if own else walk
    for content in children(root, "Content"):
        layers = sorted(content, key=lambda layer: _LAYERS.get(attribute(layer, "Type").lower(), 1))
        for layer in layers:
            yield from _objects(walk, layer) if layer.tag.lower() == "layer" else _object(walk, layer)


_LAYERS = {"background": 0, "foreground": 2}


def _annotations(walk: _Walk, page: OfdPage) -> Iterator[Drawn]:
    """What annotations show on the page (stamps, notes, watermarks)."""
    document = page.document
    index = text_of(child(document.root, "Annotations"))
    part = walk.package.resolve(document.part, index) if index else ""
    for entry in children(walk.package.tree(part) if part else None, "Page"):
        file = text_of(child(entry, "FileLoc")) or attribute(entry, "FileLoc")
        if attribute(entry, "PageID") == page.identifier and file:
            for annotation in children(walk.package.tree(walk.package.resolve(part, file)), "Annot"):
                if attribute(annotation, "Visible").lower() != "false":
                    for appearance in children(annotation, "Appearance"):
                        yield from _objects(_inside(walk, appearance), appearance)


def _objects(walk: _Walk, group: Element) -> Iterator[Drawn]:
    if walk.depth < DEEPEST:
        deeper = replace(walk, depth=walk.depth + 1)
        for element in group:
            yield from _object(deeper, element)


def _object(walk: _Walk, element: Element) -> Iterator[Drawn]:
    kind = element.tag.lower()
    if next(walk.visits, None) is None or attribute(element, "Visible").lower() == "false":
        return
    if kind == "textobject":
        yield from _writing(_inside(walk, element), element)
    elif kind == "pathobject":
        yield _shape(_inside(walk, element), element)
    elif kind == "imageobject":
        yield from _picture(walk, element)
    elif kind == "compositeobject":
        yield from _composite(_inside(walk, element), element)
    elif kind in ("pageblock", "layer"):
        yield from _objects(walk, element)


def _inside(walk: _Walk, element: Element) -> _Walk:
    """The walk in the coordinates of an object: its own matrix, then the corner of its boundary (8.5)."""
    left, top, _, _ = rectangle(attribute(element, "Boundary")) or (0.0, 0.0, 0.0, 0.0)
    own = matrix(attribute(element, "CTM")) or Matrix()
    return replace(walk, to_page=own.then(Matrix(e=left, f=top)).then(walk.to_page))


def _composite(walk: _Walk, element: Element) -> Iterator[Drawn]:
    unit = walk.resources.composites.get(attribute(element, "ResourceID"))
    for content in children(unit, "Content"):
        yield from _objects(walk, content)


def _picture(walk: _Walk, element: Element) -> Iterator[Picture]:
    part = walk.resources.pictures.get(attribute(element, "ResourceID"), "")
    left, top, width, height = rectangle(attribute(element, "Boundary")) or (0.0, 0.0, 0.0, 0.0)
    own = matrix(attribute(element, "CTM"))
    if own is None or abs(own.a * own.d - own.b * own.c) < 1e-9:
        own = Matrix(width, 0.0, 0.0, height, 0.0, 0.0)
    yield Picture(part, own.then(Matrix(e=left, f=top)).then(walk.to_page), _opacity(element))


def _shape(walk: _Walk, element: Element) -> Shape:
    line_width = number(walk.resources.setting(element, "LineWidth"), DEFAULT_LINE_WIDTH)
    strokes = attribute(element, "Stroke").lower() != "false"
    fills = attribute(element, "Fill").lower() == "true"
    return Shape(
        outlines(text_of(child(element, "AbbreviatedData"))),
        walk.to_page,
        line_width * walk.to_page.across,
        _colour(walk, element, "StrokeColor") if strokes else None,
        _colour(walk, element, "FillColor") if fills else None,
    )


def _writing(walk: _Walk, element: Element) -> Iterator[Writing]:
    size = number(walk.resources.setting(element, "Size"), DEFAULT_SIZE) or DEFAULT_SIZE
    signs = tuple(_signs(element, abs(size)))
    if signs:
        font = walk.resources.fonts.get(walk.resources.setting(element, "Font"), Font(""))
        turn = number(attribute(element, "CharDirection"), 0.0)
        colour = _colour(walk, element, "FillColor")
        yield Writing(signs, abs(size), walk.to_page, font, colour or BLACK, colour is not None, turn)


def _signs(element: Element, size: float) -> Iterator[Sign]:
    """The characters of a text object; a TextCode without a place goes on where the one before it began (11.3)."""
    x = y = 0.0
    down = number(attribute(element, "ReadDirection"), 0.0) % 180 == 90
    stretch = number(attribute(element, "HScale"), 1.0) or 1.0
    for code in children(element, "TextCode"):
        x, y = number(attribute(code, "X"), x), number(attribute(code, "Y"), y)
        text = (code.text or "")[:MOST_CHARACTERS]
        text = "".join(line.strip() for line in text.splitlines()) if "\n" in text or "\r" in text else text
        yield from _placed(text, (x, y), _steps(code, text, down, size * stretch), size * stretch)


def _steps(code: Element, text: str, down: bool, size: float) -> list[tuple[float, float]]:
    """How far each character leads to the next; the last advance written goes on, none written: the natural one."""
    across, below = (deltas(attribute(code, name), len(text)) for name in ("DeltaX", "DeltaY"))
    natural = [size if is_wide(char) else NARROW * size for char in text]
    if not across and not below:
        return [(0.0, each) if down else (each, 0.0) for each in natural]
    return [(_nth(across, at), _nth(below, at)) for at in range(len(text))]


def _nth(steps: tuple[float, ...], at: int) -> float:
    return 0.0 if not steps else steps[at] if at < len(steps) else steps[-1]


def _placed(text: str, start: tuple[float, float], steps: list[tuple[float, float]], size: float) -> Iterator[Sign]:
    x, y = start
    for at, (char, (across, below)) in enumerate(zip(text, steps, strict=True)):
        yield Sign(char, x, y, _advance(char, across if at + 1 < len(text) else 0.0, size))
        x, y = x + across, y + below


def _advance(char: str, step: float, size: float) -> float:
    """The room of a character: up to the next where that is no more than an em away, else its natural one."""
    return step if 0 < step <= size else size if is_wide(char) else NARROW * size


def _colour(walk: _Walk, element: Element, name: str) -> Colour | None:
    """The colour called ``name`` as it shows on white paper; black where it is not said; None where it is clear."""
    found = walk.resources.drawing(element, name)
    opacity = _opacity(element) * (1.0 if found is None else _opacity(found))
    if opacity * 255 < 1.0:
        return None
    red, green, blue = BLACK if found is None else _spelt(found)
    return _on_white(red, opacity), _on_white(green, opacity), _on_white(blue, opacity)


def _opacity(element: Element) -> float:
    return min(max(number(attribute(element, "Alpha"), 255.0) / 255.0, 0.0), 1.0)


def _on_white(component: int, opacity: float) -> int:
    return round(component * opacity + 255 * (1 - opacity))


def _spelt(colour: Element) -> Colour:
    """Grey, RGB or CMYK by the number of its components."""
    values = [_component(each) for each in attribute(colour, "Value")[:256].replace(",", " ").split()[:4]]
    if len(colour):
        return PALE
    if len(values) == 4:
        cyan, magenta, yellow, key = (255 - each for each in values)
        return (cyan * key // 255, magenta * key // 255, yellow * key // 255)
    if len(values) == 3:
        return (values[0], values[1], values[2])
    return (values[0],) * 3 if values else BLACK


def _component(token: str) -> int:
    """A colour component, decimal or ``#FF``."""
    try:
        value = int(token[1:], 16) if token.startswith("#") else int(float(token))
    except (ValueError, OverflowError):
        return 0
    return min(max(value, 0), 255)
