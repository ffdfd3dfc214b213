"""The version code that a printed page carries, from its bar code or from its print.

Says which code stands there; must not know what the code of the application is. See docs/version-code.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from xingshen.evidence.fact import Fact
from xingshen.evidence.page import Page, Paper
from xingshen.kernel.identifiers.version_code import find, parse
from xingshen.kernel.place import Evidence

MARK = "xingshen:1:"
"""How the text of our bar codes begins; then the version code, a colon, and the kind or number of the page."""
FROM_PICTURE = 0.95
"""A code in print that was read from a picture: the check character is right, which chance gives once in 32."""
_DIFFERENT = 0.5
_SHOWN = 4


def version_mark(paper: Paper) -> Fact:
    """The fact version_code: as ``XS1-XXXX-XXXX-XXXX-C``; None where no page carries one.

    Pages that carry different codes give the first one at low confidence, with the others as alternatives.
    """
    found = [each for page in paper.pages for each in (*_from_bar_codes(paper, page), *_from_print(paper, page))]
    if not found:
        return Fact("version_code", None)
    codes = list(dict.fromkeys(code for code, _ in found))
    evidence = tuple(place for _, place in found[:_SHOWN])
    if len(codes) > 1:
        firsts = tuple(next(place for code, place in found if code == each) for each in codes[:_SHOWN])
        return Fact("version_code", codes[0], firsts, _DIFFERENT, tuple(codes[1:]))
    return Fact("version_code", codes[0], evidence, max(place.confidence for _, place in found))


def _from_bar_codes(paper: Paper, page: Page) -> Iterator[tuple[str, Evidence]]:
    for code in page.codes:
        if not code.text.startswith(MARK):
            continue
        value = parse(code.text.removeprefix(MARK).partition(":")[0])
        if value is not None:
            yield value, Evidence(paper.file, value, "barcode", 1.0, page.number, code.box)


def _from_print(paper: Paper, page: Page) -> Iterator[tuple[str, Evidence]]:
    for start, end, value in find(page.text):
        place = page.evidence(paper.file, start, end)
        sure = 1.0 if place.method == "text-layer" else min(FROM_PICTURE, place.confidence)
        yield value, Evidence(place.file, place.quote, place.method, sure, place.page, place.box)
