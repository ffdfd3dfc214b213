from xingshen.evidence.mixed import needs_reading, picture_regions, with_region_lines
from xingshen.evidence.page import Line, Page

PICTURE = (100.0, 300.0, 500.0, 600.0)
WHOLE = (0.0, 0.0, 595.0, 842.0)


def line(text: str, top: float, confidence: float = 1.0) -> Line:
    box = (72.0, top, 72.0 + 12.0 * len(text), top + 12.0)
    return Line(text, box, tuple(72.0 + 12.0 * at for at in range(len(text) + 1)), confidence)


def page(*lines: Line, images: tuple[tuple[float, float, float, float], ...] = (), method: str = "text-layer") -> Page:
    return Page(1, 595.0, 842.0, lines, images, method)


def test_a_page_without_text_is_read_from_its_picture() -> None:
    assert needs_reading(page(images=(WHOLE,), method="none"))
    assert needs_reading(page())


def test_a_page_of_text_is_not_read_again() -> None:
    assert not needs_reading(page(line("合作协议", 80.0), images=(PICTURE,)))


def test_text_that_a_scanner_hid_behind_its_picture_is_read_anew() -> None:
    assert needs_reading(page(line("合作协汉", 80.0, 0.6), images=(WHOLE,)))
    assert not needs_reading(page(line("合作协汉", 80.0, 0.6), images=(PICTURE,)))


def test_a_pasted_scan_is_a_region_and_a_logo_is_none() -> None:
    logo = (20.0, 20.0, 60.0, 60.0)
    assert picture_regions(page(line("合作协议", 80.0), images=(logo, PICTURE))) == (PICTURE,)


def test_a_picture_behind_running_text_is_no_region() -> None:
    text = [line("甲乙双方就项目合作达成如下协议", 100.0 + 20 * at) for at in range(6)]
    assert picture_regions(page(*text, images=(WHOLE,))) == ()


def test_slices_of_one_scan_are_one_region() -> None:
    upper, lower = (100.0, 300.0, 500.0, 460.0), (100.0, 455.0, 500.0, 600.0)
    assert picture_regions(page(line("合作协议", 80.0), images=(lower, upper))) == (PICTURE,)


def test_what_a_picture_says_stands_between_the_lines_around_it() -> None:
    own = page(line("上文", 100.0), line("下文", 700.0), images=(PICTURE,))
    merged = with_region_lines(own, [line("图中文字", 400.0, 0.9)])
    assert [each.text for each in merged.lines] == ["上文", "图中文字", "下文"]


def test_the_pages_own_text_is_not_said_twice() -> None:
    own = page(line("上文", 100.0), images=(WHOLE,))
    assert with_region_lines(own, [line("上文", 101.0, 0.9)]) == own
