"""Papers made by code for the tests: real Chinese PDFs, raw PDF bytes, docx, sound and hostile."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

import docx
import typst

PREAMBLE = '#set page("a4")\n#set text(font: "Noto Serif CJK SC", size: 12pt, lang: "zh")\n'


def typeset(body: str, folder: Path, preamble: str = PREAMBLE) -> bytes:
    """A PDF of typst markup."""
    source = folder / "paper.typ"
    source.write_text(preamble + body, encoding="utf-8")
    return bytes(typst.compile(source))


def raw_pdf(objects: list[bytes], *, header: bytes = b"%PDF-1.7\n", trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects (the first is the catalogue) with a correct cross-reference table."""
    out = io.BytesIO()
    out.write(header)
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start))
    return out.getvalue()


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object of ``data``."""
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), entries, data)


HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def one_page(content: bytes, page_entries: bytes = b"", box: bytes = b"0 0 595 842", *extra: bytes) -> bytes:
    """One page showing ``content`` with Helvetica as /F1; ``extra`` objects count from number 6."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>" % box
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page + (b"/XObject<</Im0 6 0 R>>" if extra else b"") + b">>" + page_entries + b">>",
        stream(content),
        HELVETICA,
        *extra,
    ]
    return raw_pdf(objects)


def shown(text: bytes, x: int, y: int, size: int = 12) -> bytes:
    """Content that shows ``text`` with its baseline beginning at (x, y) of PDF space."""
    return b"BT /F1 %d Tf %d %d Td (%s) Tj ET\n" % (size, x, y, text)


GREY_PIXEL = stream(b"\x80", b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8")
FULL_PAGE_PICTURE = b"q 595 0 0 842 0 0 cm /Im0 Do Q\n"


def many_pages(count: int) -> bytes:
    """``count`` empty pages."""
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 3 + count))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    return raw_pdf(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count), *([page] * count)]
    )


def deflate_bomb(megabytes: int) -> bytes:
    """One page whose content unpacks to so many megabytes of blanks."""
    packed = zlib.compress(b" " * (megabytes * 1024 * 1024), 9)
    return raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
            stream(packed, b"/Filter/FlateDecode"),
        ]
    )


def looping_page_tree() -> bytes:
    """A page tree that is its own child."""
    return raw_pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 5/Parent 2 0 R>>"])


def locked_pdf() -> bytes:
    """A PDF encrypted with a user password that nobody knows (standard handler, 40 bits)."""
    keys = b"/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        b"<</Filter/Standard/V 1/R 2/P -44" + keys + b">>",
    ]
    return raw_pdf(objects, trailer=b"/Encrypt 4 0 R/ID[<00112233><00112233>]")


def word(paragraphs: list[str], table: list[list[str]] | None = None, header: str = "") -> bytes:
    """A docx of paragraphs, then a table, under a page header."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        grid = document.add_table(rows=0, cols=len(table[0]))
        for row in table:
            for cell, text in zip(grid.add_row().cells, row, strict=True):
                cell.text = text
    if header:
        document.sections[0].header.paragraphs[0].text = header
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_member(container: bytes, name: str, data: bytes) -> bytes:
    """The zip container with one member added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(container)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            if member.filename != name:
                new.writestr(member.filename, old.read(member))
        new.writestr(name, data)
    return out.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip of these members; the same bytes whenever it is made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()
