from __future__ import annotations

import io
import struct

import pytest
from PIL import Image, ImageChops, ImageDraw

from tests.evidence.ofd.sealing import sealed
from tests.evidence.ofd.writing import Package, image_object, layer, page, part, rule, text_object, with_pictures
from xingshen.evidence.limits import Limits
from xingshen.evidence.ofd.jbig2 import open_jbig2
from xingshen.evidence.ofd.path_data import outlines
from xingshen.evidence.ofd.picture import ofd_picture

LIMITS = Limits()
DPI = 25.4
"""One pixel is a millimetre."""
WHITE, RED, BLUE, BLACK = (255, 255, 255), (255, 0, 0), (0, 0, 255), (0, 0, 0)
PLACE = [("100", "100 100 40 40")]


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _ring() -> Image.Image:
    ring = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    ImageDraw.Draw(ring).rectangle((0, 0, 199, 199), outline=(255, 0, 0, 255), width=40)
    return ring


def _halves() -> bytes:
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", (20, 20), RED)
    picture.paste(BLUE, (10, 0, 20, 20))
    return _png(picture)


def _shown(*objects: str, pictures: dict[int, bytes] | None = None, dpi: float = DPI) -> Image.Image:
    package = Package([page(layer(*objects))])
    return ofd_picture(with_pictures(package, pictures or {}).bytes(), 1, dpi, LIMITS)


def _ink(picture: Image.Image, left: int, top: int, right: int, bottom: int) -> int:
    """Dark pixels in a part of the picture."""
    return sum(picture.crop((left, top, right, bottom)).convert("L").histogram()[:128])


def test_the_picture_has_the_size_of_the_page_at_its_resolution() -> None:
    assert _shown().size == (210, 297)
    assert _shown(dpi=150).size == (1240, 1754)


def test_no_page_is_an_index_error_and_no_picture_is_larger_than_allowed() -> None:
    data = Package([page(layer())]).bytes()
    with pytest.raises(IndexError):
        ofd_picture(data, 2, DPI, LIMITS)
    wide, high = ofd_picture(data, 1, 10_000, Limits(pixels=10_000)).size
    assert wide * high <= 10_300


def test_writing_is_drawn_where_it_is_read() -> None:
    picture = _shown(text_object("国国国", 20, 20, size=10), dpi=4 * DPI)
    assert _ink(picture, 80, 80, 200, 130) > 500
    assert _ink(picture, 0, 0, 840, 1188) == _ink(picture, 76, 76, 204, 134)


def test_turned_writing_is_drawn_turned() -> None:
    picture = _shown(text_object("国国国国", 100, 100, size=10, entries='CTM="0 -1 1 0 0 0"'), dpi=4 * DPI)
    assert _ink(picture, 396, 236, 450, 404) == _ink(picture, 0, 0, 840, 1188) > 500


def test_pictures_are_placed_flipped_and_turned_by_their_matrix() -> None:
    flipped = '<ofd:ImageObject Boundary="60 20 20 20" CTM="-20 0 0 20 20 0" ResourceID="50"/>'
    turned = '<ofd:ImageObject Boundary="100 20 20 20" CTM="0 20 -20 0 20 0" ResourceID="50"/>'
    picture = _shown(image_object(50, 20, 20, 20, 20), flipped, turned, pictures={50: _halves()})
    assert [picture.getpixel(at) for at in ((24, 30), (36, 30), (64, 30), (76, 30), (110, 24), (110, 36))] == [
        RED,
        BLUE,
        BLUE,
        RED,
        RED,
        BLUE,
    ]
    assert picture.getpixel((45, 30)) == WHITE


def test_a_picture_that_cannot_be_drawn_is_a_grey_box() -> None:
    picture = _shown(image_object(50, 20, 20, 20, 20), pictures={50: b"\x97JB2 and more"})
    assert picture.getpixel((30, 30)) == (200, 200, 200)


def _jbig2(sheet: Image.Image) -> bytes:
    """A JBIG2 file of one region coded as a fax is (MMR)."""
    out = io.BytesIO()
    ImageChops.invert(sheet).convert("1").save(out, "TIFF", compression="group4")
    with Image.open(io.BytesIO(out.getvalue())) as tiff:
        at, length = tiff.tag_v2[273][0], tiff.tag_v2[279][0]  # type: ignore[attr-defined]
    coded = out.getvalue()[at : at + length]
    wide, high = sheet.size
    page_data = struct.pack(">IIIIBH", wide, high, 0, 0, 0, 0)
    region = struct.pack(">IIIIBB", wide, high, 0, 0, 0, 1) + coded
    segments = [
        struct.pack(">IBBBI", at, kind, 0, 1, len(data)) + data
        for at, kind, data in ((0, 48, page_data), (1, 38, region))
    ]
    return b"\x97JB2\r\n\x1a\n\x01\x00\x00\x00\x01" + b"".join(segments)


def test_a_scan_stored_as_jbig2_is_shown() -> None:
    sheet = Image.new("L", (420, 594), 255)
    ImageDraw.Draw(sheet).rectangle((100, 100, 200, 200), fill=0)
    picture = _shown(image_object(50, 0, 0, 210, 297), pictures={50: _jbig2(sheet)})
    assert [picture.getpixel(at) for at in ((20, 20), (75, 75), (150, 250))] == [WHITE, BLACK, WHITE]


@pytest.mark.parametrize("cut", [8, 9, 13, 20, 40])
def test_a_jbig2_that_breaks_off_does_no_harm(cut: int) -> None:
    data = _jbig2(Image.new("L", (20, 20), 0))[:cut]
    assert open_jbig2(data, LIMITS) is None or cut == 40


def test_pale_and_patterned_paint_stays_pale() -> None:
    pale = text_object("国", 20, 20, size=50, entries='Alpha="30"')
    square = "<ofd:AbbreviatedData>M 0 0 L 60 0 L 60 60 L 0 60 C</ofd:AbbreviatedData>"
    pattern = '<ofd:FillColor Value="0 0 0"><ofd:Pattern Width="6" Height="6"/></ofd:FillColor>'
    filled = f'<ofd:PathObject Boundary="100 100 60 60" Fill="true" Stroke="false">{pattern}{square}</ofd:PathObject>'
    picture = _shown(
        pale, filled, image_object(50, 20, 200, 20, 20).replace("/>", ' Alpha="51"/>'), pictures={50: _halves()}
    )
    assert picture.getpixel((24, 210)) == (255, 204, 204)
    assert picture.convert("L").getextrema()[0] > 180


def test_rules_and_filled_paths_are_drawn_with_their_holes() -> None:
    frame = (
        '<ofd:PathObject Boundary="100 100 60 60" Fill="true" Stroke="false" DrawParam="4"><ofd:AbbreviatedData>'
        "M 0 0 L 60 0 L 60 60 L 0 60 C M 20 20 L 40 20 L 40 40 L 20 40 C</ofd:AbbreviatedData></ofd:PathObject>"
    )
    package = Package(
        [page(layer(rule(20, 50, 190, 50), frame))], common="<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
    )
    colour = (
        '<ofd:DrawParam ID="3"><ofd:FillColor Value="#00 #00 #FF"/></ofd:DrawParam><ofd:DrawParam ID="4" Relative="3"/>'
    )
    package.parts["Doc_0/PublicRes.xml"] = part("Res", f"<ofd:DrawParams>{colour}</ofd:DrawParams>")
    picture = ofd_picture(package.bytes(), 1, DPI, LIMITS)
    assert [picture.getpixel(at) for at in ((100, 50), (110, 110), (130, 130))] == [BLACK, BLUE, WHITE]


def test_a_seal_is_shown_over_the_text_without_hiding_it() -> None:
    package = Package([page(layer(text_object("国国国国", 95, 100, size=10)))])
    plain = ofd_picture(package.bytes(), 1, 4 * DPI, LIMITS)
    stamped = ofd_picture(sealed(package, PLACE, picture=_png(_ring())).bytes(), 1, 4 * DPI, LIMITS)
    assert (plain.getpixel((402, 500)), stamped.getpixel((402, 500))) == (WHITE, RED)
    assert stamped.getpixel((480, 480)) == WHITE
    assert _ink(stamped, 400, 400, 560, 430) >= _ink(plain, 400, 400, 560, 430) > 100


def test_a_seal_drawn_as_a_small_document_is_shown() -> None:
    square = "<ofd:AbbreviatedData>M 0 0 L 40 0 L 40 40 L 0 40 C</ofd:AbbreviatedData>"
    colour = '<ofd:FillColor Value="255 0 0"/>'
    box = f'<ofd:PathObject Boundary="0 0 40 40" Fill="true">{colour}{square}</ofd:PathObject>'
    area = "<ofd:PageArea><ofd:PhysicalBox>0 0 40 40</ofd:PhysicalBox></ofd:PageArea>"
    inner = Package([page(layer(box))], area=area).bytes()
    stamped = sealed(Package([page(layer())]), PLACE, picture=inner, kind="ofd")
    assert ofd_picture(stamped.bytes(), 1, DPI, LIMITS).getpixel((120, 120)) == RED


@pytest.mark.parametrize("picture", [b"", b"noise", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04"])
def test_a_seal_whose_picture_is_broken_leaves_the_page_as_it_is(picture: bytes) -> None:
    stamped = sealed(Package([page(layer())]), PLACE, picture=picture)
    assert ofd_picture(stamped.bytes(), 1, DPI, LIMITS).getextrema() == ((255, 255),) * 3


def test_paths_far_away_or_without_size_do_no_harm() -> None:
    path = "<ofd:AbbreviatedData>M 0 0 L 1e300 0 L 5 1e9 C</ofd:AbbreviatedData>"
    far = f'<ofd:PathObject Boundary="0 0 1 1" Fill="true" LineWidth="999999">{path}</ofd:PathObject>'
    flat = '<ofd:ImageObject Boundary="0 0 0 0" CTM="0 0 0 0 0 0" ResourceID="50"/>'
    huge = text_object("大", 0, 0, size=1e9)
    assert _shown(far, flat, huge, pictures={50: _halves()}).size == (210, 297)


@pytest.mark.parametrize(
    ("data", "ends"),
    [
        ("M 0 0 L 10 0 L 10 10 C", [(0, 0), (10, 10)]),
        ("S 1 1 B 1 2 3 4 5 6", [(1, 1), (5, 6)]),
        ("M 0 0 Q 5 5 10 0", [(0, 0), (10, 0)]),
        ("M 0 0 A 5 5 0 0 1 10 0", [(0, 0), (10, 0)]),
        ("M 0 0 A 0 0 0 0 1 10 0", [(0, 0), (10, 0)]),
        ("nonsense 1 2 L 5", []),
        ("", []),
    ],
)
def test_path_data_is_read_to_its_end(data: str, ends: list[tuple[float, float]]) -> None:
    found = outlines(data)
    assert [point for outline in found[:1] for point in (outline.points[0], outline.points[-1])] == ends


def test_an_arc_keeps_its_distance_from_its_centre() -> None:
    [arc] = outlines("M 0 0 A 5 5 0 0 1 10 0")
    assert [(x - 5) ** 2 + y**2 for x, y in arc.points] == pytest.approx([25] * len(arc.points))
    assert min(y for _, y in arc.points) == pytest.approx(-5, abs=0.05)
