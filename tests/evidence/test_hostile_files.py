"""Files that want to harm their reader: each ends in a paper with a plain problem, and the next paper is read."""

from __future__ import annotations

import io
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.evidence.forge import (
    deflate_bomb,
    locked_pdf,
    looping_page_tree,
    many_pages,
    one_page,
    raw_pdf,
    shown,
    stream,
    with_member,
    word,
    zipped,
)
from tests.evidence.ofd.writing import Package, layer, page, part, simple, text_object
from tests.evidence.ofd.writing import zipped as packed
from xingshen.evidence.bounded import BoundedWorker
from xingshen.evidence.codec import paper_from_json
from xingshen.evidence.intake import PaperReader
from xingshen.evidence.limits import Limits
from xingshen.evidence.page import Paper

SENTENCE = b"This page carries quite enough text to be taken for a text layer."
PDF = one_page(shown(SENTENCE, 72, 700))
SMALL = Limits(pages=20, seconds=20, pixels=4_000_000, unpacked_bytes=60_000_000, memory_bytes=2 * 1024**3)
PATIENCE = 15.0
"""Seconds that any of these may take on a busy machine; alone, most take milliseconds."""


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _noise(kind: str) -> bytes:
    return _saved(Image.effect_noise((200, 200), 60).convert("RGB"), kind)


def _two_thirds(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


def _form_loop(uses: int) -> bytes:
    """A form that draws itself so many times."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</Im0 6 0 R>>>>"
    again = b"/Im0 Do " * uses
    return one_page(shown(SENTENCE, 72, 700) + again, b"", b"0 0 595 842", stream(again, form))


def _deep_page_tree(depth: int) -> bytes:
    nodes = [b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (at + 1, at + 3) for at in range(depth)]
    return raw_pdf([b"<</Type/Catalog/Pages 2 0 R>>", *nodes, b"<</Type/Page/MediaBox[0 0 9 9]>>"])


def _picture_bomb_pdf() -> bytes:
    entries = b"/Type/XObject/Subtype/Image/Width 40000/Height 40000/ColorSpace/DeviceGray/BitsPerComponent 8"
    pixels = zlib.compress(zlib.compress(b"\x00" * 20_000_000, 9), 9)
    picture = stream(pixels, entries + b"/Filter[/FlateDecode/FlateDecode]")
    return one_page(b"q 595 0 0 842 0 0 cm /Im0 Do Q", b"", b"0 0 595 842", picture)


def _xref_loop() -> bytes:
    data = one_page(shown(SENTENCE, 72, 700))
    start = data.rindex(b"xref\n0")
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % start)


def _user_password() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(PDF)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def _png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int, *chunks: bytes, rows: bytes = b"") -> bytes:
    head = _png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    body = _png_chunk(b"IDAT", zlib.compress(rows or b"\x00" * ((width + 15) // 8) * height, 9))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + body + _png_chunk(b"IEND", b"")


def _text_bomb_png() -> bytes:
    return _png(8, 8, _png_chunk(b"zTXt", b"a\x00\x00" + zlib.compress(b" " * 80_000_000, 9)))


def _tiff_loop() -> bytes:
    """A page whose directory says that the next page is itself."""
    tags = [
        (256, 4, 1, 8),
        (257, 4, 1, 8),
        (258, 3, 1, 1),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 8),
        (279, 4, 1, 8),
    ]
    directory = (
        struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", *tag) for tag in tags) + struct.pack("<I", 16)
    )
    return b"II*\x00" + struct.pack("<I", 16) + b"\xff" * 8 + directory


def _many_frames() -> bytes:
    frames = [Image.new("L", (2, 2), at % 255) for at in range(400)]
    return _saved(frames[0], "GIF", save_all=True, append_images=frames[1:])


def _ofd_entities() -> bytes:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    text = page(layer(text_object("甲", 20, 20))).replace("\n<ofd:Page", f"\n{bomb}<ofd:Page").replace("甲", "&b;")
    return Package([text]).bytes()


def _ofd_composite_loop() -> bytes:
    """A unit that uses itself ten times, on a page that uses it ten times."""
    use = '<ofd:CompositeObject ID="6" Boundary="0 0 9 9" ResourceID="31"/>' * 10
    package = Package([page(layer(use))], common="<ofd:PublicRes>Res.xml</ofd:PublicRes>" * 500)
    unit = f'<ofd:CompositeGraphicUnit ID="31"><ofd:Content>{use}</ofd:Content></ofd:CompositeGraphicUnit>'
    package.parts["Doc_0/Res.xml"] = part("Res", f"<ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits>")
    return package.bytes()


def _ofd_loops() -> bytes:
    """Templates, pages, annotations, resources and signatures that are all the same part as the document itself."""
    files = Package([page(layer(text_object("正文", 20, 20)))]).files()
    loops = "".join(f"<ofd:{name}>Document.xml</ofd:{name}>" for name in ("PublicRes", "DocumentRes"))
    same = '<ofd:TemplatePage ID="1" BaseLoc="Document.xml"/>'
    listed = '<ofd:Page ID="1" BaseLoc="Document.xml"/><ofd:Template TemplateID="1"/>'
    files["Doc_0/Document.xml"] = part(
        "Document",
        f"<ofd:CommonData>{loops}{same}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"
        '<ofd:Template TemplateID="1"/><ofd:Annotations>Document.xml</ofd:Annotations>',
    )
    files["OFD.xml"] = part("OFD", "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "<ofd:Signatures>Doc_0/Document.xml</ofd:Signatures></ofd:DocBody>" * 5000)  # fmt: skip
    return packed(files)


def _ofd_depth() -> bytes:
    return Package([page(layer("<ofd:PageBlock>" * 50_000 + "</ofd:PageBlock>" * 50_000))]).bytes()


def _ofd_long_text() -> bytes:
    text = text_object("字" * 300_000, 20, 20, delta="g 999999999 4 " * 1000)
    return Package([page(layer(text))]).bytes()


def _ofd_bomb() -> bytes:
    return Package([page(layer(text_object(" " * 40_000_000, 20, 20)))]).bytes()


def _docx_bomb() -> bytes:
    return with_member(word(["正文"]), "word/media/image1.bmp", b"\x00" * 50_000_000)


def _docx_entities() -> bytes:
    xml = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document xmlns:w="w">&a;</w:document>'
    return with_member(word(["正文"]), "word/document.xml", xml)


def _nested(depth: int) -> bytes:
    data = zipped({"正文.txt": "正文".encode()})
    for _ in range(depth):
        data = zipped({"inner.zip": data})
    return data


def _overlapping() -> bytes:
    """Many names for the same packed bytes, as in a bomb without recursion."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b" " * 15_000_000)
        info = archive.infolist()[0]
        for at in range(200):
            copy = zipfile.ZipInfo(f"a{at}")
            for name in ("header_offset", "file_size", "compress_size", "CRC", "compress_type", "flag_bits"):
                setattr(copy, name, getattr(info, name))
            archive.filelist.append(copy)
    return out.getvalue()


def _member_that_lies() -> bytes:
    """A member that says it unpacks to 10 bytes and unpacks to 40 megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"a" * 40_000_000)
    return out.getvalue().replace(struct.pack("<I", 40_000_000), struct.pack("<I", 10))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"

HOSTILE: dict[str, tuple[Callable[[], bytes], list[str]]] = {
    "empty.pdf": (lambda: b"", ["empty"]),
    "one byte.pdf": (lambda: b"%", ["type_mismatch"]),
    "cut.pdf": (lambda: _two_thirds(PDF), ["damaged"]),
    "cut.zip": (lambda: _two_thirds(zipped({"a.txt": b"text" * 99})), ["damaged"]),
    "cut.docx": (lambda: _two_thirds(word(["正文"])), ["damaged"]),
    "cut.ofd": (lambda: _two_thirds(simple("正文")), ["damaged"]),
    "cut.png": (lambda: _two_thirds(_noise("PNG")), ["damaged"]),
    "cut.jpg": (lambda: _two_thirds(_noise("JPEG")), ["damaged"]),
    "cut.tif": (lambda: _two_thirds(_noise("TIFF")), ["damaged"]),
    "bomb.pdf": (lambda: deflate_bomb(60), ["blank"]),
    "picture bomb.pdf": (lambda: _picture_bomb_pdf(), ["no_text_layer"]),
    "many pages.pdf": (lambda: many_pages(20_000), ["too_many_pages"]),
    "huge page.pdf": (lambda: one_page(shown(SENTENCE, 72, 700), b"", b"0 0 900000000 900000000"), []),
    "page loop.pdf": (lambda: looping_page_tree(), ["damaged"] * 5),
    "form loop.pdf": (lambda: _form_loop(1), []),
    "deep tree.pdf": (lambda: _deep_page_tree(3000), ["damaged"]),
    "xref loop.pdf": (lambda: _xref_loop(), []),
    "unknown password.pdf": (lambda: locked_pdf(), ["encrypted"]),
    "user password.pdf": (lambda: _user_password(), ["encrypted"]),
    "behind junk.pdf": (lambda: b"\x00\x01junk\r\n" * 50 + PDF, []),
    "pdf and zip.zip": (lambda: PDF + zipped({"a.txt": b"text"}), ["type_mismatch"]),
    "jpeg and zip.jpg": (lambda: _noise("JPEG") + zipped({"a.txt": b"text"}), ["no_text_layer"]),
    "gif and script.gif": (lambda: b"GIF89a=1;alert(1)//", ["damaged"]),
    "400 megapixels.png": (lambda: _png(20_000, 20_000), ["too_large"]),
    "declared only.jpg": (lambda: _noise("JPEG").replace(b"\x00\xc8\x00\xc8", b"\xff\xdc\xff\xdc", 1), ["too_large"]),
    "hidden text bomb.png": (lambda: _text_bomb_png(), ["damaged"]),
    "page of itself.tif": (lambda: _tiff_loop(), ["no_text_layer"]),
    "many frames.gif": (lambda: _many_frames(), ["no_text_layer"] * 20 + ["too_many_pages"]),
    "garbage.heic": (lambda: HEIC + b"\x00\x00\xff\xffmeta" + b"garbage" * 99, ["damaged"]),
    "entities.ofd": (lambda: _ofd_entities(), ["damaged"]),
    "composite loop.ofd": (lambda: _ofd_composite_loop(), ["blank"]),
    "all loops.ofd": (lambda: _ofd_loops(), ["too_many_pages"]),
    "depth.ofd": (lambda: _ofd_depth(), ["damaged"]),
    "long text.ofd": (lambda: _ofd_long_text(), ["too_large"]),
    "bomb.ofd": (lambda: _ofd_bomb(), ["too_large"]),
    "bomb.docx": (lambda: _docx_bomb(), ["too_large"]),
    "entities.docx": (lambda: _docx_entities(), ["damaged"]),
    "entities.svg": (lambda: b'<!DOCTYPE svg [<!ENTITY a "aa">]><svg>&a;</svg>', []),
    "encrypted.docx": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), ["encrypted"]),
    "old.doc": (lambda: OLE + "WordDocument".encode("utf-16-le"), ["unsupported"]),
    "old.xls": (lambda: OLE + "Workbook".encode("utf-16-le"), ["unsupported"]),
    "old.wps": (lambda: OLE + "WordDocument".encode("utf-16-le"), ["unsupported"]),
    "old.rtf": (lambda: b"{\\rtf1 text}", ["unsupported"]),
    "a.rar": (lambda: b"Rar!\x1a\x07\x01\x00 rest", ["unsupported"]),
    "a.7z": (lambda: b"7z\xbc\xaf\x27\x1c rest", ["unsupported"]),
    "wrong.pdf": (lambda: word(["正文"]), ["type_mismatch"]),
    "wrong.docx": (lambda: PDF, ["type_mismatch"]),
    "wrong.ofd": (lambda: _noise("PNG"), ["type_mismatch", "no_text_layer"]),
    "nested.zip": (lambda: _nested(1), ["unsupported"]),
    "deeply nested.zip": (lambda: _nested(30), ["unsupported"]),
    "slip.zip": (lambda: zipped({"../../../../tmp/slip": b"x", "..\\slip": b"x"}), ["outside_folder"] * 2),
    "overlapping.zip": (lambda: _overlapping(), ["too_large"]),
    "lying.zip": (lambda: _member_that_lies(), ["damaged"]),
    "binary.txt": (lambda: bytes(range(256)) * 40, ["unsupported"]),
}


@pytest.fixture(scope="module")
def worker() -> Iterator[BoundedWorker]:
    worker = BoundedWorker(SMALL)
    yield worker
    worker.stop()


def _read(worker: BoundedWorker, path: Path) -> Paper:
    answer = worker.perform({"do": "read", "path": str(path), "file": path.name, "digest": "d"})
    return paper_from_json(answer["paper"])


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_file_is_a_problem_within_its_limits_and_the_next_paper_is_read(
    name: str, worker: BoundedWorker, tmp_path: Path
) -> None:
    make, codes = HOSTILE[name]
    path, sound = tmp_path / name, tmp_path / "sound.pdf"
    path.write_bytes(make())
    sound.write_bytes(PDF)
    begun = time.monotonic()
    paper = _read(worker, path)
    worker.perform({"do": "render", "path": str(path), "page": 1, "dpi": 100, "turned": 0})
    assert time.monotonic() - begun < PATIENCE
    assert [each.code for each in paper.problems] == codes
    assert all(each.message and each.cure for each in paper.problems)
    assert _read(worker, sound).pages[0].text == SENTENCE.decode()


def test_a_form_that_multiplies_is_ended_by_the_clock(tmp_path: Path) -> None:
    endless, sound = tmp_path / "endless.pdf", tmp_path / "sound.pdf"
    endless.write_bytes(_form_loop(2))
    sound.write_bytes(PDF)
    worker = BoundedWorker(replace(SMALL, seconds=1))
    answer = worker.perform({"do": "read", "path": str(endless), "file": "a", "digest": "d"})
    assert answer == {"problem": "timeout"}
    assert _read(worker, sound).pages[0].text == SENTENCE.decode()
    worker.stop()


def test_what_can_be_read_of_a_hostile_file_is_read(worker: BoundedWorker, tmp_path: Path) -> None:
    read = {}
    for name in ("form loop.pdf", "xref loop.pdf", "behind junk.pdf", "pdf and zip.zip", "huge page.pdf"):
        path = tmp_path / name
        path.write_bytes(HOSTILE[name][0]())
        read[name] = _read(worker, path).pages[0].text
    assert read == dict.fromkeys(read, SENTENCE.decode())


def test_hostile_files_leave_the_other_papers_of_a_run_alone(tmp_path: Path) -> None:
    names = ["cut.pdf", "entities.ofd", "lying.zip", "400 megapixels.png", "garbage.heic", "sound.txt"]
    for name in names[:-1]:
        (tmp_path / name).write_bytes(HOSTILE[name][0]())
    (tmp_path / "sound.txt").write_text("甲方：示例大学", encoding="utf-8")
    with PaperReader(workers=1, limits=SMALL) as reader:
        papers = reader.read_many([(tmp_path / name, name) for name in names])
    assert [bool(paper.problems) for paper in papers] == [True] * 5 + [False]
    assert papers[-1].pages[0].text == "甲方：示例大学"
