"""Papers as readers yield them, written down by hand."""

from __future__ import annotations

from datetime import date

from xingshen.evidence import media
from xingshen.evidence.fact import Fact
from xingshen.evidence.page import Code, DigitalSignature, Line, Page, Paper, Seal, SealReading
from xingshen.evidence.problems import problem
from xingshen.kernel.place import Evidence
from xingshen.reports.reading.account import NamedFact, PaperAccount, Part

A4 = (595.0, 842.0)
SEAL = Seal(
    box=(400, 600, 520, 720),
    shape="round",
    readings=(SealReading("河北测试研究院", 0.97), SealReading("河北测试研究所", 0.61)),
    centre="合同专用章",
)
ID = "130102199003071234"


def line(text: str, top: float, confidence: float) -> Line:
    """A line of characters 10 points wide."""
    edges = tuple(60.0 + 10 * at for at in range(len(text) + 1))
    return Line(text, (60.0, top, edges[-1], top + 12), edges, confidence)


def scanned_page(number: int = 1) -> Page:
    lines = (line("合作协议书", 80, 0.99), line("有效期至2028年6月30日", 110, 0.8), line(f"证件号{ID}", 140, 0.96))
    return Page(
        number,
        *A4,
        lines,
        images=((0, 0, *A4),),
        method="ocr",
        turned=180,
        looked=True,
        seals=(SEAL,),
        ink=((100, 640, 160, 670),),
        codes=(Code("XS1-20260620", (500, 40, 540, 80)),),
    )


def unread_page(number: int = 2) -> Page:
    return Page(number, *A4, (), images=((0, 0, *A4),), method="none")


def paper(*pages: Page, problems: tuple[str, ...] = ()) -> Paper:
    signature = DigitalSignature(kind="pdf", signer="测试签名人", signed_at="2026-06-20T09:00:00+08:00", unchanged=True)
    told = tuple(problem(code) for code in problems)
    return Paper("协议.pdf", "sha256:" + "ab" * 32, media.PDF, pages, told, (signature,))


def account(of: Paper) -> PaperAccount:
    """The account of a scanned agreement."""
    place = Evidence(of.file, "有效期至2028年6月30日", "ocr", 0.8, 1, (60.0, 110.0, 190.0, 122.0))
    fact = NamedFact("截止日", Fact("effective_to", date(2028, 6, 30), (place,), 0.8))
    title = Evidence(of.file, "合作协议书", "ocr", 0.99, 1, (60.0, 80.0, 110.0, 92.0))
    part = Part(kind="合作协议", first=1, last=len(of.pages), confidence=0.95, evidence=(title,), facts=(fact,))
    return PaperAccount(of, (part,) if of.pages else ())
