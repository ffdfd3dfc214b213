"""Small OFD packages made by code for the tests: real zip and XML (GB/T 33190), in the dialects of producers."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

NAMESPACE = "http://www.ofdspec.org/2016"


def text_object(
    text: str, x: float, y: float, *, size: float = 4.0, delta: str = "", entries: str = "", baseline: float = 0.0
) -> str:
    """A text object with its boundary at (x, y) mm and its baseline ``baseline`` (or one size) below."""
    deltas = f' DeltaX="{delta}"' if delta else ""
    width = max(len(text), 1) * size
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y} {width} {size * 1.3}" Font="1" Size="{size}" {entries}>'
        f'<ofd:TextCode X="0" Y="{baseline or size}"{deltas}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def rule(x1: float, y1: float, x2: float, y2: float) -> str:
    """A straight stroke in mm."""
    return (
        f'<ofd:PathObject ID="8" Boundary="{x1} {y1} {x2 - x1} {y2 - y1}" LineWidth="0.3">'
        f"<ofd:AbbreviatedData>M 0 0 L {x2 - x1} {y2 - y1}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def image_object(resource: int, x: float, y: float, width: float, height: float) -> str:
    """A picture filling the box in mm."""
    return (
        f'<ofd:ImageObject ID="7" Boundary="{x} {y} {width} {height}" '
        f'CTM="{width} 0 0 {height} 0 0" ResourceID="{resource}"/>'
    )


def layer(*objects: str, kind: str = "Body") -> str:
    """One layer of objects."""
    return f'<ofd:Layer ID="2" Type="{kind}">{"".join(objects)}</ofd:Layer>'


def page(*layers: str, before: str = "") -> str:
    """A page part; ``before`` stands before its content (Area, Template, PageRes)."""
    return part("Page", f"{before}<ofd:Content>{''.join(layers)}</ofd:Content>")


def part(root: str, body: str, entries: str = "") -> str:
    """An XML part in the usual dialect."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<ofd:{root} xmlns:ofd="{NAMESPACE}"{entries}>{body}</ofd:{root}>'


@dataclass
class Package:
    """An OFD being put together: pages as XML; further parts by name."""

    pages: list[str] = field(default_factory=list)
    common: str = ""
    area: str = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    document: str = ""
    body: str = ""
    parts: dict[str, str | bytes] = field(default_factory=dict)

    def files(self) -> dict[str, str | bytes]:
        """All parts by name."""
        listed = "".join(
            f'<ofd:Page ID="{100 + at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(self.pages))
        )
        common = f"<ofd:CommonData>{self.area}{self.common}</ofd:CommonData>"
        files: dict[str, str | bytes] = {
            "OFD.xml": part(
                "OFD", f"<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{self.body}</ofd:DocBody>"
            ),
            "Doc_0/Document.xml": part("Document", f"{common}<ofd:Pages>{listed}</ofd:Pages>{self.document}"),
        }
        files |= {f"Doc_0/Pages/Page_{at}/Content.xml": content for at, content in enumerate(self.pages)}
        return files | self.parts

    def bytes(self) -> bytes:
        """The package as a file."""
        return zipped(self.files())


def zipped(files: dict[str, str | bytes]) -> bytes:
    """A zip of the parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def simple(*lines: str) -> bytes:
    """One page with these lines, 10 mm apart."""
    return Package([page(layer(*(text_object(line, 20, 20 + 10 * at) for at, line in enumerate(lines))))]).bytes()


def with_pictures(package: Package, pictures: dict[int, bytes]) -> Package:
    """The package with picture resources by number."""
    media = "".join(
        f'<ofd:MultiMedia ID="{number}" Type="Image"><ofd:MediaFile>image_{number}.png</ofd:MediaFile></ofd:MultiMedia>'
        for number in pictures
    )
    package.common += "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
    package.parts["Doc_0/DocumentRes.xml"] = part(
        "Res", f"<ofd:MultiMedias>{media}</ofd:MultiMedias>", ' BaseLoc="Res"'
    )
    for number, data in pictures.items():
        package.parts[f"Doc_0/Res/image_{number}.png"] = data
    return package
