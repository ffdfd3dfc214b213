"""What the rules are told of seals: how each stands to the declared units, what it is for, where nobody looked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.evidence.sheets import sheet
from xingshen.dossier.dossier import Dossier
from xingshen.dossier.reading import open_dossier
from xingshen.evidence.page import DigitalSignature, Page, Paper, Seal, SealReading
from xingshen.guide.loading import load_guide
from xingshen.kernel.knowledge import Listing, Unknown
from xingshen.pipeline.papers import gather
from xingshen.pipeline.seals import seal_list

ROOT = Path(__file__).parents[2]
OURS, PARTNER = "石家庄砺行机器人科技有限公司", "Rheintal Robotik Institut"
BOX = (300.0, 600.0, 420.0, 720.0)


@pytest.fixture(scope="module")
def clean() -> Dossier:
    form = load_guide(ROOT / "guides" / "hebei-intl-2026").form
    with open_dossier(ROOT / "examples" / "dossiers" / "clean-cat1-enterprise", form) as dossier:
        return dossier


def seal(*texts: str, shape: str = "round", colour: str = "red", whole: bool = True, centre: str = "") -> Seal:
    readings = tuple(SealReading(text, 0.99, "ink,soft") for text in texts)
    return Seal(box=BOX, shape=shape, colour=colour, whole=whole, readings=readings, centre=centre)


def faint(text: str) -> Seal:
    """A seal that one view read without certainty."""
    return replace(seal(), readings=(SealReading(text, 0.5, "ink"),))


def sealed(*seals: Seal, looked: bool = True) -> Page:
    return replace(sheet(("申报单位签字盖章页", 22.0), "申报单位意见："), method="ocr", looked=looked, seals=seals)


def listed(dossier: Dossier, *pages: Page, signatures: tuple[DigitalSignature, ...] = ()) -> Listing:
    """The list 印章 of a dossier whose only paper is a sealed page with these pages."""
    attachment = next(item for item in dossier.attachments if item.kind == "签章页")
    paper = Paper("a.pdf", "sha256:0", "application/pdf", pages, signatures=signatures)
    papers = gather(replace(dossier, attachments=(attachment,)), {attachment.row: paper})
    listing, _ = seal_list(dossier.schema.fact_list("印章"), dossier, papers)
    return listing


def told(listing: Listing, *names: str) -> list[tuple[object, ...]]:
    return [tuple(row[name] for name in names) for row in listing.items if isinstance(row, dict)]


@pytest.mark.parametrize(
    ("given", "standing", "purpose", "whole"),
    [
        (seal(OURS), "相符", "公章", True),
        (seal(OURS, centre="1301000012345"), "相符", "公章", True),
        (seal(OURS, centre="合同专用章"), "相符", "合同专用章", True),
        (seal(OURS, centre="财务专用章"), "相符", "财务专用章", True),
        (seal(OURS, whole=False), "相符", "公章", False),
        (seal(OURS.replace("砺", "励")), "需看", "公章", True),
        (seal("承德云杉新材料有限公司"), "不符", "公章", True),
        (seal(), "需看", "不能确定", True),
    ],
)
def test_how_a_seal_stands_to_the_applicant(
    clean: Dossier, given: Seal, standing: str, purpose: str, whole: bool
) -> None:
    row = told(listed(clean, sealed(given)), "印章所在", "印章相符", "印章用途", "印章完整")
    assert row == [("签章页", standing, purpose, whole)]


@pytest.mark.parametrize(
    ("given", "account"),
    [
        (seal(OURS), f"有红色圆形印章“{OURS}”，与“{OURS}”相符"),
        (seal(OURS, centre="合同专用章"), f"有红色圆形印章“{OURS}”，与“{OURS}”相符，有“合同专用章”字样"),
        (seal("承德云杉新材料有限公司"), f"有红色圆形印章“承德云杉新材料有限公司”，与“{OURS}”不同"),
        (seal(OURS[:-1] + "可"), f"有红色圆形印章，读作“{OURS[:-1]}可”，与“{OURS}”是否一致未能确定"),
        (faint(OURS), f"有红色圆形印章，读作“{OURS}”，但读取把握不足"),
        (seal(shape="oval", colour="grey", whole=False), "有一部分灰色椭圆形印章，文字未能读出"),
    ],
)
def test_what_is_said_of_a_seal(clean: Dossier, given: Seal, account: str) -> None:
    listing = listed(clean, sealed(given))
    file = told(listing, "印章文件")[0][0]
    assert told(listing, "印章说明") == [(f"{file} 第1页{account}",)]


def test_a_unit_whose_name_has_no_common_ending_has_its_own_seal(clean: Dossier) -> None:
    name = clean.schema.field("applicant.name").name
    other = replace(clean, values={**clean.values, name: "冀海技术推广站"})
    assert told(listed(other, sealed(seal("冀海技术推广站"))), "印章相符", "印章用途") == [("相符", "公章")]


def test_the_seal_of_a_partner_is_the_partners(clean: Dossier) -> None:
    name = clean.schema.field("partner").name
    key = clean.schema.field("partner.name").name
    other = replace(clean, values={**clean.values, name: Listing(({key: "冀海研究院"},))})
    assert told(listed(other, sealed(seal("冀海研究院"))), "印章相符") == [("合作方",)]


def test_a_page_at_which_nobody_looked_is_unknown(clean: Dossier) -> None:
    listing = listed(clean, sealed(looked=False))
    assert [type(item) for item in listing.items] == [Unknown]


def test_a_word_page_without_pictures_needs_no_looking(clean: Dossier) -> None:
    assert listed(clean, replace(sealed(looked=False), method="docx")).items == ()


def test_a_page_without_seals_that_was_looked_at_adds_nothing(clean: Dossier) -> None:
    assert listed(clean, sealed()) == Listing((), True)


def test_an_electronic_seal_is_for_a_person_to_look_at(clean: Dossier) -> None:
    signature = DigitalSignature(kind="pdf", signer=OURS, unchanged=True, page=1)
    rows = told(listed(clean, sealed(), signatures=(signature,)), "印章形状", "印章相符", "印章用途")
    assert rows == [("电子签章", "需看", "不能确定")]
