"""Bar codes as SVG: the mark of a printed page (docs/version-code.md) and the address on a receipt."""

from __future__ import annotations

from io import BytesIO

import segno

MARK = "xingshen:1"


def page_mark(version_code: str, page: str) -> str:
    """What the bar code of a page says: the version of the data and which page it is."""
    return f"{MARK}:{version_code}:{page}"


def qr_svg(text: str) -> str:
    """A QR code (error level M) as an SVG element that takes the size it is given."""
    target = BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(target, kind="svg", border=2, xmldecl=False, omitsize=True, svgclass=None, lineclass=None, light="#fff")
    return target.getvalue().decode("ascii")
