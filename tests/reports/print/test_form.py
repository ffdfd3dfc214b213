"""The printed form: every value on it, archival with its fonts, and its sealed pages known again as scans."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from xingshen.dossier.dossier import Dossier
from xingshen.dossier.form_spec import FormSchema
from xingshen.dossier.in_memory import hold_dossier
from xingshen.dossier.version_code import version_code
from xingshen.evidence.fact import KindSpec
from xingshen.evidence.facts import facts_of
from xingshen.evidence.intake import PaperReader
from xingshen.evidence.kinds import guess_kind
from xingshen.guide.finding import find_guide
from xingshen.guide.loading import load_form
from xingshen.reports.print.content import NOTHING, Line, sections_of
from xingshen.reports.print.fonts import VARIABLE, FontsMissing, font_folders
from xingshen.reports.print.form import PrintOrder, Which, form_pdf

ROOT = Path(__file__).parents[3]
PROGRAMME = "2026年度国际科技合作/港澳台科技合作专项"
AT = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def schema() -> FormSchema:
    return load_form(find_guide("hebei-intl-2026"))


@pytest.fixture(scope="module")
def dossier(schema: FormSchema) -> Dossier:
    folder = ROOT / "examples" / "dossiers" / "clean-cat1-enterprise"
    tree = json.loads((folder / "application.json").read_text(encoding="utf-8"))
    return hold_dossier(schema, "1", tree)


def _print(dossier: Dossier, which: Which, number: str = "") -> bytes:
    return form_pdf(dossier, PrintOrder(PROGRAMME, which, AT, number))


def _pages(pdf: bytes) -> list[str]:
    document = pdfium.PdfDocument(pdf)
    return ["".join(page.get_textpage().get_text_range().split()) for page in document]


def _unembedded(pdf: bytes) -> list[str]:
    """Fonts whose letters are not in the file."""
    found = []
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            for font in page.obj.get("/Resources", {}).get("/Font", {}).values():
                described = [each["/FontDescriptor"] for each in font["/DescendantFonts"]]
                found += [str(font["/BaseFont"]) for each in described if not {"/FontFile2", "/FontFile3"} & set(each)]
    return found


def test_the_form_shows_every_value_that_was_given(dossier: Dossier) -> None:
    text = "".join(_pages(_print(dossier, Which.FORM)))
    told = [
        part.text for section in sections_of(dossier) for group in section.groups for part in group.parts
        if isinstance(part, Line) and part.text != NOTHING
    ]  # fmt: skip
    assert len(told) > 60
    assert [each for each in told if "".join(each.split()) not in text and len(each) < 20] == []


def test_every_page_has_its_number_and_the_code_and_says_whether_it_is_a_draft(dossier: Dossier) -> None:
    draft, final = _pages(_print(dossier, Which.FORM)), _pages(_print(dossier, Which.FORM, "2026-2-0148"))
    for at, (one, other) in enumerate(zip(draft, final, strict=True), 1):
        assert f"第{at}页共{len(draft)}页" in one
        assert version_code(dossier) in one
        assert ("提交前" in one, "提交前" in other, "2026-2-0148" in other) == (True, False, True)


def test_fonts_are_embedded_and_the_file_is_archival(dossier: Dossier) -> None:
    pdf = _print(dossier, Which.FORM)
    assert _unembedded(pdf) == []
    with pikepdf.open(BytesIO(pdf)) as document, document.open_metadata() as told:
        assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("2", "B")


def test_the_same_values_give_the_same_bytes(dossier: Dossier) -> None:
    assert _print(dossier, Which.SEALED) == _print(dossier, Which.SEALED)


def test_an_empty_form_prints_too(schema: FormSchema) -> None:
    pages = _pages(_print(hold_dossier(schema, "1", {}), Which.FORM))
    assert "项目申报书" in pages[0]
    assert "单位承诺书" in pages[-2]


def test_text_that_could_be_markup_is_printed_as_it_is(schema: FormSchema) -> None:
    odd = '#panic("x") $ \\ * _ [a] <b> `c` “引号” 😀 𠮷 \u202e'
    tree = {"project": {"title": odd, "abstract": f"{odd}\n\n{odd}"}, "team": [{"name": odd, "unit": "甲" * 3000}]}
    text = "".join(_pages(_print(hold_dossier(schema, "1", tree), Which.FORM)))
    assert '#panic("x")$\\*_[a]<b>`c`“引号”〓𠮷' in text


def test_without_fonts_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    font_folders.cache_clear()
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    try:
        with pytest.raises(FontsMissing, match="apt install fonts-noto-cjk"):
            font_folders()
    finally:
        font_folders.cache_clear()


def test_scans_of_the_pages_to_be_sealed_are_known_again(dossier: Dossier, schema: FormSchema, tmp_path: Path) -> None:
    kinds = [KindSpec(kind.id, kind.title_words, kind.body_words, kind.reader or "") for kind in schema.kinds]
    scans = [
        *_scans(_print(dossier, Which.SEALED), 150, tmp_path),
        *_scans(_print(dossier, Which.PLEDGES), 200, tmp_path),
    ]
    with PaperReader(workers=2) as reader:
        papers = reader.read_many([(path, path.name) for path in scans])
    rows = [facts_of(paper, "form_print") for paper in papers]
    code = version_code(dossier)
    assert [row.facts["version_code"].value for row in rows] == [code] * 3
    assert [page.method for paper in papers for page in paper.pages] == ["ocr"] * 3
    assert [guess_kind(paper, kinds).kind for paper in papers] == ["sealed_page", "unit_pledge", "leader_pledge"]


def _scans(pdf: bytes, dots: int, folder: Path) -> list[Path]:
    """Each page as a picture of its own, as a scanner files it."""
    found = []
    for at, page in enumerate(pdfium.PdfDocument(pdf)):
        path = folder / f"scan-{dots}-{at}.pdf"
        page.render(scale=dots / 72).to_pil().convert("RGB").save(path, "PDF", resolution=dots)
        found.append(path)
    return found
