from __future__ import annotations

import io
import struct

import pi_heif
import pytest
from PIL import Image, ImageDraw

from xingshen.evidence import heic
from xingshen.evidence.image_file import as_rgb, frame_picture, read_image
from xingshen.evidence.limits import Limits
from xingshen.evidence.picture import page_count, page_picture

LIMITS = Limits()
RED, WHITE = (255, 0, 0), (255, 255, 255)


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _codes(data: bytes, limits: Limits = LIMITS) -> list[tuple[str, int | None]]:
    return [(each.code, each.page) for each in read_image(data, limits)[1]]


def _sheet(mode: str = "RGB") -> Image.Image:
    """Landscape, 60 × 30 pixels, its left third dark."""
    sheet = Image.new("L", (60, 30), 255)
    ImageDraw.Draw(sheet).rectangle((0, 0, 19, 29), fill=0)
    return sheet.convert(mode)


def test_the_resolution_gives_the_size_in_points() -> None:
    pages, problems = read_image(_saved(_sheet(), "PNG", dpi=(300, 300)), LIMITS)
    assert (round(pages[0].width, 1), round(pages[0].height, 1)) == (14.4, 7.2)
    assert [(each.code, each.page) for each in problems] == [("no_text_layer", 1)]


def test_a_fax_page_is_not_squeezed() -> None:
    data = _saved(_sheet("1"), "TIFF", compression="group4", dpi=(200, 100))
    page = read_image(data, LIMITS)[0][0]
    assert (round(page.width, 1), round(page.height, 1)) == (21.6, 21.6)
    assert frame_picture(data, 0, 200, LIMITS).size == (60, 60)


def test_every_page_of_a_tiff_is_a_page() -> None:
    sheets = [_sheet("1"), _sheet("RGB").resize((30, 60)), _sheet("L")]
    data = _saved(sheets[0], "TIFF", save_all=True, append_images=sheets[1:], dpi=(72, 72))
    pages = read_image(data, LIMITS)[0]
    assert [(page.number, round(page.width), round(page.height)) for page in pages] == [
        (1, 60, 30),
        (2, 30, 60),
        (3, 60, 30),
    ]
    assert frame_picture(data, 1, 72, LIMITS).size == (30, 60)
    assert _codes(data, Limits(pages=2))[-1] == ("too_many_pages", None)


@pytest.mark.parametrize(("orientation", "dark"), [(1, (5, 15)), (3, (55, 15)), (6, (15, 5)), (8, (15, 55))])
def test_a_photograph_is_set_upright(orientation: int, dark: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = _saved(_sheet(), "JPEG", exif=exif.tobytes(), dpi=(72, 72), quality=95)
    page, picture = read_image(data, LIMITS)[0][0], frame_picture(data, 0, 72, LIMITS)
    assert picture.size == (round(page.width), round(page.height))
    assert sum(picture.getpixel(dark)) < 60  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "CMYK", "I", "I;16", "YCbCr", "LAB", "HSV"])
def test_every_mode_becomes_dark_and_light_in_rgb(mode: str) -> None:
    grey = Image.new("L", (2, 1))
    grey.putdata([10, 245])
    sheet = grey.convert("RGB").convert(mode) if mode in ("CMYK", "YCbCr", "HSV") else grey
    if mode in ("I", "I;16"):
        sheet = Image.frombytes("I;16", (2, 1), struct.pack("<2H", 2570, 62965)).convert(mode)
    elif mode == "LAB":
        sheet = Image.frombytes("LAB", (2, 1), bytes([10, 0, 0, 245, 0, 0]))
    elif mode in ("1", "P"):
        sheet = grey.convert(mode)
    shown = as_rgb(sheet)
    dark, light = shown.getpixel((0, 0)), shown.getpixel((1, 0))
    assert shown.mode == "RGB"
    assert max(dark) < 40  # type: ignore[arg-type]
    assert min(light) > 215  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA"])
def test_transparent_paper_is_white(mode: str) -> None:
    assert as_rgb(Image.new("RGBA", (2, 2), (0, 0, 0, 0)).convert(mode)).getpixel((0, 0)) == WHITE


def test_a_transparent_palette_colour_is_white() -> None:
    sheet = Image.new("P", (2, 2), 0)
    sheet.putpalette([0, 0, 0, 255, 0, 0])
    opened = Image.open(io.BytesIO(_saved(sheet, "PNG", transparency=0)))
    assert as_rgb(opened).getpixel((0, 0)) == WHITE


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "GIF", "WEBP", "BMP"])
def test_a_picture_that_breaks_off_is_damaged_and_what_there_is_is_shown(kind: str) -> None:
    noise = Image.effect_noise((300, 300), 80).convert("RGB")
    data = _saved(noise, kind)
    cut = data[: len(data) * 2 // 3]
    assert [code for code, _ in _codes(cut)] == ["damaged"]
    assert _codes(data) == [("no_text_layer", 1)]


def test_a_page_that_breaks_off_is_the_damaged_one() -> None:
    sheets = [_sheet("1"), _sheet("1"), _sheet("1")]
    data = _saved(sheets[0], "TIFF", save_all=True, append_images=sheets[1:])[:-100]
    assert _codes(data) == [("no_text_layer", 1), ("no_text_layer", 2), ("damaged", 3)]
    assert page_count(data, LIMITS) == 3


def test_a_broken_jpeg_still_shows_its_upper_part() -> None:
    data = _saved(Image.new("RGB", (400, 400), RED), "JPEG")
    shown = page_picture(data[: len(data) - 40], 1, 150, LIMITS)
    assert shown is not None
    assert shown.getpixel((5, 5)) == pytest.approx(RED, abs=6)


def test_a_photograph_with_somewhat_too_many_pixels_is_opened_smaller() -> None:
    data = _saved(_sheet().resize((600, 300)), "JPEG", dpi=(600, 600))
    pages, problems = read_image(data, Limits(pixels=100_000))
    assert [each.code for each in problems] == ["no_text_layer"]
    assert round(pages[0].width) == 72
    assert frame_picture(data, 0, 600, Limits(pixels=100_000)).size == (300, 150)
    assert _codes(data, Limits(pixels=40_000)) == [("too_large", None)]


def test_a_later_frame_with_too_many_pixels_is_too_large() -> None:
    data = _saved(_sheet(), "TIFF", save_all=True, append_images=[_sheet().resize((600, 600))])
    assert _codes(data, Limits(pixels=10_000)) == [("too_large", None)]


HEADER = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"


def test_a_damaged_heic_is_damaged() -> None:
    assert _codes(HEADER + b"garbage" * 50) == [("damaged", None)]


def test_without_its_package_a_heic_gets_a_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heic, "pi_heif", None)
    [obstacle] = read_image(HEADER, LIMITS)[1]
    assert (obstacle.code, "HEIC" in obstacle.message, "JPEG" in obstacle.cure) == ("unsupported", True, True)


def test_the_heic_package_is_here_for_these_tests() -> None:
    assert pi_heif.libheif_version()
