from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image

from tests.reports.builder import AGREEMENT
from tests.reports.pages import TypesetPages
from xingshen.reports.html.images import NoPageImages, PageImage, data_uri, reduce_image


def page_image() -> PageImage:
    image = TypesetPages().page_image(AGREEMENT, 1)
    assert image is not None
    return image


def opened(image: PageImage | None) -> Image.Image:
    assert image is not None
    return Image.open(io.BytesIO(image.data))


def painted(mode: str, size: tuple[int, int], colour: tuple[int, ...]) -> PageImage:
    target = io.BytesIO()
    Image.new(mode, size, colour).save(target, "PNG")
    return PageImage(data=target.getvalue(), media_type="image/png", width_points=72, height_points=72)


def test_a_page_becomes_a_small_webp_of_110_dots_per_inch() -> None:
    reduced = reduce_image(page_image())
    assert reduced is not None
    assert reduced.media_type == "image/webp"
    assert (reduced.width_points, reduced.height_points) == (page_image().width_points, page_image().height_points)
    assert opened(reduced).size == (909, 1286)
    assert len(reduced.data) < 60_000


def test_a_coarse_picture_is_not_blown_up() -> None:
    assert opened(reduce_image(painted("RGB", (50, 40), (0, 0, 0)))).size == (50, 40)


def test_what_is_transparent_becomes_white_paper() -> None:
    pixel = opened(reduce_image(painted("RGBA", (20, 20), (0, 0, 0, 0)))).convert("RGB").getpixel((10, 10))
    assert isinstance(pixel, tuple)
    assert min(pixel) >= 250


@pytest.mark.parametrize(
    "broken",
    [
        replace(page_image(), data=b""),
        replace(page_image(), data=b"<svg onload='x'>"),
        replace(page_image(), data=page_image().data[:2000]),
        replace(page_image(), width_points=0.0),
        replace(page_image(), height_points=float("nan")),
    ],
)
def test_what_is_no_picture_is_left_out(broken: PageImage) -> None:
    assert reduce_image(broken) is None


def test_the_address_carries_the_bytes() -> None:
    image = replace(page_image(), data=b"abc", media_type="image/webp")
    assert data_uri(image) == "data:image/webp;base64,YWJj"


def test_there_may_be_no_pictures_at_all() -> None:
    assert NoPageImages().page_image(AGREEMENT, 1) is None
