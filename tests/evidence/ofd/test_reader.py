from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.evidence.ofd.writing import (
    Package,
    image_object,
    layer,
    page,
    part,
    rule,
    simple,
    text_object,
    with_pictures,
    zipped,
)
from xingshen.evidence.limits import Limits
from xingshen.evidence.ofd.geometry import POINTS_PER_MM
from xingshen.evidence.ofd.picture import ofd_picture
from xingshen.evidence.ofd.reader import ofd_page_count, read_ofd

MM = POINTS_PER_MM
LIMITS = Limits()
LINES = ("合作协议", "甲方：示例大学", "乙方：样本研究院")
TEXT = "\n".join(LINES)


def _texts(data: bytes) -> list[str]:
    return [each.text for each in read_ofd(data, LIMITS)[0]]


def _codes(data: bytes, limits: Limits = LIMITS) -> list[tuple[str, int | None]]:
    return [(each.code, each.page) for each in read_ofd(data, limits)[1]]


def _png(width: int = 4, height: int = 4) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(out, "PNG")
    return out.getvalue()


def _renamed(data: dict[str, str | bytes], old: str, new: str) -> dict[str, str | bytes]:
    return {name: text.replace(old, new) if isinstance(text, str) else text for name, text in data.items()}


def test_text_is_read_with_its_place_in_points() -> None:
    pages, problems = read_ofd(simple(*LINES), LIMITS)
    assert (problems, len(pages), pages[0].method, pages[0].text) == ((), 1, "ofd", TEXT)
    assert (round(pages[0].width), round(pages[0].height)) == (595, 842)
    first = pages[0].lines[0]
    assert first.edges == pytest.approx([(20 + 4 * at) * MM for at in range(5)])
    assert first.box[3] == pytest.approx((20 + 4 + 0.2 * 4) * MM)


def _package() -> Package:
    return Package([page(layer(*(text_object(line, 20, 20 + 10 * at) for at, line in enumerate(LINES))))])


def _dialects() -> dict[str, dict[str, str | bytes]]:
    files = _package().files()
    bare = {
        name: text.replace("<ofd:", "<").replace("</ofd:", "</").replace("xmlns:ofd", "xmlns")
        for name, text in files.items()
        if isinstance(text, str)
    }
    return {
        "default namespace": dict(bare),
        "no namespace": _renamed(dict(bare), ' xmlns="http://www.ofdspec.org/2016"', ""),
        "other namespace": _renamed(files, "http://www.ofdspec.org/2016", "http://www.ofdspec.com/2014"),
        "absolute locations": _renamed(_renamed(files, ">Doc_0/", ">/Doc_0/"), '"Pages/', '"/Doc_0/Pages/'),
        "locations from the top": _renamed(files, '"Pages/', '"Doc_0/Pages/'),
        "backslashes": {name.replace("/", "\\"): text for name, text in files.items()},
        "backslashes in locations": _renamed(files, "Pages/Page_0/Content.xml", "Pages\\Page_0\\Content.xml"),
        "leading slashes": {f"/{name}": text for name, text in files.items()},
        "other case": {name.upper(): text for name, text in files.items()},
        "gbk": {
            name: text.replace("UTF-8", "GBK").encode("gbk") for name, text in files.items() if isinstance(text, str)
        },
        "byte order mark": {
            name: b"\xef\xbb\xbf" + text.encode() for name, text in files.items() if isinstance(text, str)
        },
        "pretty printed": _renamed(
            _renamed(files, "<ofd:TextObject", "\n  <ofd:TextObject"), "</ofd:TextCode>", "\n  </ofd:TextCode>"
        ),
        "without OFD.xml's directions": {**files, "OFD.xml": part("OFD", "")},
        "page list missing": _renamed(files, '<ofd:Page ID="100" BaseLoc="Pages/Page_0/Content.xml"/>', ""),
        "absurd page area": _renamed(files, "0 0 210 297", "0 0 0 0"),
        "no page area": _renamed(files, "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>", ""),
        "character data sections": _renamed(files, "甲方：示例大学", "<![CDATA[甲方：示例大学]]>"),
    }


@pytest.mark.parametrize("dialect", sorted(_dialects()))
def test_every_dialect_gives_the_same_text_at_the_same_places(dialect: str) -> None:
    pages, problems = read_ofd(zipped(_dialects()[dialect]), LIMITS)
    assert (pages[0].text, problems) == (TEXT, ())
    assert pages == read_ofd(simple(*LINES), LIMITS)[0]


@pytest.mark.parametrize(
    ("delta", "lefts"),
    [
        ("5 5 5", [0, 5, 10, 15]),
        ("g 3 5", [0, 5, 10, 15]),
        ("4 g 2 6", [0, 4, 10, 16]),
        ("5", [0, 5, 10, 15]),
        ("g 999999999 5", [0, 5, 10, 15]),
        ("", [0, 4, 8, 12]),
        ("nonsense", [0, 4, 8, 12]),
    ],
)
def test_advances_place_the_characters(delta: str, lefts: list[int]) -> None:
    pages = read_ofd(Package([page(layer(text_object("一二三四", 0, 20, delta=delta)))]).bytes(), LIMITS)[0]
    [line] = pages[0].lines
    places = zip(line.text, line.edges, strict=False)
    assert [round(edge / MM) for char, edge in places if char != " "] == lefts


def test_the_matrix_scales_turns_and_moves_the_text() -> None:
    doubled = text_object("放大", 10, 20, entries='CTM="2 0 0 2 5 0"')
    upwards = text_object("向上写的", 100, 100, entries='CTM="0 -1 1 0 0 0"')
    lines = read_ofd(Package([page(layer(doubled, upwards))]).bytes(), LIMITS)[0][0].lines
    assert [line.text for line in lines] == ["放大", "向上写的"]
    assert lines[0].edges == pytest.approx([15 * MM, 23 * MM, 31 * MM])
    left, top, right, bottom = lines[1].box
    assert (top / MM, bottom / MM) == pytest.approx((100 - 16, 100))
    assert left < 104 * MM < right


def test_text_written_downwards_is_one_word() -> None:
    code = '<ofd:TextCode X="0" Y="4" DeltaY="5 5 5">申报单位</ofd:TextCode>'
    column = f'<ofd:TextObject Boundary="20 20 4 20" Font="1" Size="4">{code}</ofd:TextObject>'
    assert _texts(Package([page(layer(column))]).bytes()) == ["申报单位"]


def test_a_text_code_without_a_place_takes_that_of_the_one_before() -> None:
    codes = '<ofd:TextCode X="2" Y="4">甲方</ofd:TextCode><ofd:TextCode Y="14">乙方</ofd:TextCode>'
    text = f'<ofd:TextObject Boundary="20 20 40 20" Font="1" Size="4">{codes}</ofd:TextObject>'
    lines = read_ofd(Package([page(layer(text))]).bytes(), LIMITS)[0][0].lines
    assert [(line.text, round(line.box[0] / MM)) for line in lines] == [("甲方", 22), ("乙方", 22)]


def test_rules_make_table_cells() -> None:
    grid = [rule(20, y, 120, y) for y in (20, 40, 60)] + [rule(x, 20, x, 60) for x in (20, 46, 120)]
    words = [text_object("项目负责人姓", 21, 24), text_object("名", 21, 32), text_object("陈样例", 47, 28)]
    assert _texts(Package([page(layer(*grid, *words))]).bytes()) == ["项目负责人姓\n名\n陈样例"]


def test_templates_layers_groups_and_composites_are_read() -> None:
    package = Package(
        [
            page(
                layer("<ofd:PageBlock>", text_object("正文", 20, 40), "</ofd:PageBlock>"),
                before='<ofd:Template TemplateID="5"/>',
            )
        ]
    )
    package.pages.append(page(layer('<ofd:CompositeObject ID="6" Boundary="20 20 50 50" ResourceID="31"/>')))
    package.common = (
        '<ofd:TemplatePage ID="5" BaseLoc="Tpls/Tpl_0/Content.xml"/><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>'
    )
    package.parts["Doc_0/Tpls/Tpl_0/Content.xml"] = page(layer(text_object("模板页眉", 20, 20)))
    inner = f"<ofd:Content>{text_object('组合', 1, 2)}</ofd:Content>"
    unit = f'<ofd:CompositeGraphicUnit ID="31" Width="50" Height="50">{inner}'
    package.parts["Doc_0/PublicRes.xml"] = part(
        "Res", f"<ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
    )
    pages = read_ofd(package.bytes(), LIMITS)[0]
    assert [each.text for each in pages] == ["模板页眉\n正文", "组合"]
    assert pages[1].lines[0].box[0] == pytest.approx(21 * MM)


def test_annotations_show_their_text() -> None:
    package = _package()
    package.document = "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>"
    entry = '<ofd:Page PageID="100"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page>'
    package.parts["Doc_0/Annots/Annotations.xml"] = part("Annotations", entry)
    shown = f'<ofd:Appearance Boundary="20 80 50 10">{text_object("批注", 0, 0)}</ofd:Appearance>'
    package.parts["Doc_0/Annots/Page_0/Annotation.xml"] = part(
        "PageAnnot", f'<ofd:Annot ID="1" Type="Stamp">{shown}</ofd:Annot>'
    )
    assert _texts(package.bytes()) == [f"{TEXT}\n批注"]


def test_the_page_area_of_the_page_comes_before_that_of_the_document() -> None:
    area = "<ofd:Area><ofd:PhysicalBox>10 10 100 200</ofd:PhysicalBox></ofd:Area>"
    only = read_ofd(Package([page(layer(text_object("横向", 20, 20)), before=area)]).bytes(), LIMITS)[0][0]
    assert (only.width, only.height) == pytest.approx((100 * MM, 200 * MM))
    assert only.lines[0].box[0] == pytest.approx(10 * MM)


def test_several_documents_are_read_one_after_the_other() -> None:
    files = _package().files()
    body = "<ofd:DocBody><ofd:DocRoot>{}/Document.xml</ofd:DocRoot></ofd:DocBody>"
    files |= {name.replace("Doc_0", "Doc_1"): text for name, text in files.items() if name.startswith("Doc_0")}
    files["OFD.xml"] = part("OFD", body.format("Doc_0") + body.format("Doc_1"))
    pages = read_ofd(zipped(files), LIMITS)[0]
    assert [(each.number, each.text) for each in pages] == [(1, TEXT), (2, TEXT)]


def test_a_page_that_is_one_picture_is_unread() -> None:
    package = with_pictures(Package([page(layer(image_object(50, 0, 0, 210, 297)))]), {50: _png()})
    pages, problems = read_ofd(package.bytes(), LIMITS)
    assert (pages[0].method, pages[0].lines, [each.code for each in problems]) == ("none", (), ["no_text_layer"])
    assert pages[0].images[0] == pytest.approx((0, 0, pages[0].width, pages[0].height))


def test_hidden_and_invisible_text() -> None:
    hidden = text_object("看不见", 20, 40, entries='Visible="false"')
    clear = text_object("透明文字", 20, 60, entries='Alpha="0"')
    lines = read_ofd(Package([page(layer(text_object("正文", 20, 20), hidden, clear))]).bytes(), LIMITS)[0][0].lines
    assert [(line.text, line.confidence) for line in lines] == [("正文", 1.0), ("透明文字", 0.6)]


@pytest.mark.parametrize(("kind", "confidence"), [("JPEG", 0.6), ("PNG", 1.0)])
def test_text_under_a_scan_proves_less(kind: str, confidence: float) -> None:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(out, kind)
    text = text_object("扫描件下面的文字层，由扫描仪的程序自动识别出来的", 10, 20)
    below = Package([page(layer(text, image_object(50, 0, 0, 210, 297)))])
    above = Package([page(layer(image_object(50, 0, 0, 210, 297), text))])
    read = [read_ofd(with_pictures(each, {50: out.getvalue()}).bytes(), LIMITS)[0][0] for each in (below, above)]
    assert [(each.method, each.lines[0].confidence) for each in read] == [("ofd", confidence), ("ofd", 1.0)]


def test_missing_and_broken_parts_are_problems_of_their_page() -> None:
    package = _package()
    package.pages += package.pages * 2
    files = package.files()
    del files["Doc_0/Pages/Page_1/Content.xml"]
    files["Doc_0/Pages/Page_2/Content.xml"] = "<ofd:Page"
    assert _codes(zipped(files)) == [("damaged", 2), ("damaged", 3)]
    assert _texts(zipped(files)) == [TEXT, "", ""]


def test_pages_beyond_the_limit_are_told() -> None:
    package = _package()
    package.pages += package.pages * 3
    assert _codes(package.bytes(), Limits(pages=3)) == [("too_many_pages", None)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped({"OFD.xml": part("OFD", "")}), "damaged"),
        (zipped({"OFD.xml": "", "Doc_0/Document.xml": ""}), "damaged"),
        (zipped({"OFD.xml": part("OFD", ""), "Doc_0/Encryptions.xml": b"\x00\x01"}), "encrypted"),
        (simple(*LINES)[:300], "damaged"),
        (Package([page()]).bytes(), "blank"),
        (Package([]).bytes(), "damaged"),
    ],
)
def test_a_package_that_cannot_be_read_says_why(data: bytes, code: str) -> None:
    assert [each for each, _ in _codes(data)] == [code]


@given(
    name=st.sampled_from(sorted(_package().files())),
    at=st.integers(0, 2000),
    length=st.integers(0, 20),
    put=st.binary(max_size=8),
)
@settings(max_examples=120, deadline=None)
def test_no_change_of_a_part_makes_reading_or_showing_fail(name: str, at: int, length: int, put: bytes) -> None:
    files = _package().files()
    data = str(files[name]).encode()
    at %= len(data)
    changed = zipped({**files, name: data[:at] + put + data[at + length :]})
    pages = read_ofd(changed, LIMITS)[0]
    assert ofd_page_count(changed, LIMITS) == len(pages)
    assert all(ofd_picture(changed, each.number, 10, LIMITS).width for each in pages)
