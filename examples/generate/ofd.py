"""Writes a certificate as OFD (GB/T 33190), as offices that issue electronic licences do: one page, text by lines.

The same paper always gives the same bytes. Knows how a certificate's content is laid out, not what it says.
"""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from examples.generate.blocks import Paper

_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_WRITTEN = (2026, 6, 20, 9, 0, 0)
_WIDE, _HIGH = 210, 297
_LEFT = 35.0
"""Millimetres."""


def write_ofd(paper: Paper) -> bytes:
    """The OFD file of a certificate."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in _parts(paper).items():
            package.writestr(zipfile.ZipInfo(name, _WRITTEN), _HEAD + content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _parts(paper: Paper) -> dict[str, str]:
    title = escape(str(paper.content["name"]))
    info = f"<ofd:DocInfo><ofd:DocID>1</ofd:DocID><ofd:Title>{title}</ofd:Title></ofd:DocInfo>"
    box = f"<ofd:PageArea><ofd:PhysicalBox>0 0 {_WIDE} {_HIGH}</ofd:PhysicalBox></ofd:PageArea>"
    fonts = '<ofd:Fonts><ofd:Font ID="3" FontName="宋体" FamilyName="宋体"/></ofd:Fonts>'
    return {
        "OFD.xml": f'<ofd:OFD {_SPACE} Version="1.0" DocType="OFD"><ofd:DocBody>{info}'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_SPACE}><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID>{box}"
        "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>"
        '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/PublicRes.xml": f'<ofd:Res {_SPACE} BaseLoc="Res">{fonts}</ofd:Res>',
        "Doc_0/Pages/Page_0/Content.xml": f'<ofd:Page {_SPACE}><ofd:Content><ofd:Layer ID="2" Type="Body">'
        f"{''.join(_objects(paper))}</ofd:Layer></ofd:Content></ofd:Page>",
    }


def _objects(paper: Paper) -> list[str]:
    content = paper.content
    title, fields = str(content["title"]), content["fields"]
    lines = [(title, (_WIDE - 12.0 * len(title)) / 2, 40.0, 12.0), (str(content["number"]), _LEFT, 62.0, 4.5)]
    for at, (label, value) in enumerate(fields):
        lines += [(label, _LEFT, 82.0 + 13 * at, 4.5), (value, _LEFT + 30, 82.0 + 13 * at, 4.5)]
    lines += [(str(content["issuer"]), 120.0, 240.0, 4.5), (str(content["date"]), 120.0, 249.0, 4.5)]
    return [_text(10 + at, *line) for at, line in enumerate(lines)]


def _text(number: int, text: str, left: float, top: float, size: float) -> str:
    advances = " ".join(f"{size if ord(char) > 0x2000 else size / 2:g}" for char in text[:-1])
    return (
        f'<ofd:TextObject ID="{number}" Boundary="{left:g} {top:g} {len(text) * size:g} {size * 1.3:g}" '
        f'Font="3" Size="{size:g}"><ofd:TextCode X="0" Y="{size:g}" DeltaX="{advances}">{escape(text)}</ofd:TextCode>'
        "</ofd:TextObject>"
    )
