"""Seals and pen ink: found or not, seen where there is none, compared with the right and with wrong names."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.papers.corpus.forgeries import ALIKE, OTHER, TRUE, UNLIKE, VARIANTS
from benchmarks.papers.corpus.labels import CLEAN, Box, SealTruth
from benchmarks.papers.corpus.twins import forge
from benchmarks.papers.measures.readings import PageReading, SealSheet
from benchmarks.papers.measures.table import Figure, Share, share_of
from xingshen.evidence.page import Page, Seal
from xingshen.evidence.seals.comparing import compare_seal, plain

SECTION = "印章"
INK_SECTION = "签字笔迹"
_OVERLAP = 0.4
"""Overlap (intersection over union) from which a found seal is the true one."""
_TOUCH = 0.15
"""Overlap from which a found seal is at least no invention."""
_IN_AREA = 0.3
"""Share of an ink box that must lie in a signature area."""
_NAMED = ("公章", "合同专用章", "发票专用章", "条章")
_FORGED_PER_SEAL = 4
_HANDS = {"scrawl": "草书签名", "brushed": "楷书签名", "western": "外文签名", "figures": "手写日期"}


@dataclass(frozen=True, slots=True)
class Found:
    """A true seal and what was found at its place."""

    truth: SealTruth
    grade: str
    seal: Seal | None

    @property
    def red_whole(self) -> bool:
        return self.truth.colour == "red" and self.truth.whole

    @property
    def named(self) -> bool:
        """Whether it bears a unit's name in Chinese, to be compared."""
        return self.truth.purpose in _NAMED and not self.truth.unit.isascii()


def found_seals(pages: Sequence[PageReading]) -> list[Found]:
    """Every true seal with the found one that covers it best."""
    return [Found(truth, page.truth.grade, _at(page.page, truth.box)) for page in pages for truth in page.truth.seals]


def seal_figures(pages: Sequence[PageReading], sheets: Sequence[SealSheet]) -> list[Figure]:
    """Recall by shape, false seals, readings, verdicts, forgeries."""
    sealed = [*pages, *(page for sheet in sheets for page in sheet.pages)]
    found = found_seals(sealed)
    return [
        *_recall(found),
        *_false(sealed),
        *_verdicts([each for each in found if each.truth.unit == each.truth.declared]),
        *_forgeries(sheets),
        *_crossed([each for each in found if each.truth.unit == each.truth.declared]),
    ]


def missed(pages: Sequence[PageReading]) -> list[str]:
    """Seals not found and seals invented, one line each, for people who improve the reader."""
    lines = []
    for page in pages:
        for truth in page.truth.seals:
            if _at(page.page, truth.box) is None:
                told = f"{truth.shape} {truth.colour} {truth.purpose} worn {truth.worn} whole {truth.whole}"
                lines.append(f"missed {page.where} {told}, {page.truth.wear}")
        for seal in _invented(page):
            lines.append(f"false {page.where} {seal.shape} {seal.colour} {seal.confidence:.2f}, {page.truth.wear}")
    return lines


def _recall(found: Sequence[Found]) -> Iterator[Figure]:
    aims = (("round", "圆章", 0.98), ("oval", "椭圆章", 0.92), ("rectangle", "方章、条章、名章", 0.90))
    for shape, name, aim in aims:
        part = [each for each in found if each.red_whole and each.truth.shape == shape]
        share = share_of([each.seal is not None for each in part])
        yield Figure(
            section=SECTION,
            name=f"找到：红色完整{name}",
            english=f"Found: red, whole, {shape}",
            value=str(share),
            target=f"≥ {aim:.0%}",
            reached=share.at_least(aim),
        )
        clean = share_of([each.seal is not None for each in part if each.grade == CLEAN])
        yield Figure(
            section=SECTION, name="　其中清晰扫描", english=f"— of these on clean scans ({shape})", value=str(clean)
        )
    others = (
        ("蓝色章", "Found: blue", [each for each in found if each.truth.colour == "blue"]),
        (
            "灰度、黑白复印件上的章",
            "Found: on grey and 1-bit copies",
            [each for each in found if each.truth.colour == "grey"],
        ),
        (
            "骑缝章、被页边切去的章",
            "Found: partial (across pages, cut off)",
            [each for each in found if not each.truth.whole],
        ),
    )
    for name, english, part in others:
        share = share_of([each.seal is not None for each in part])
        yield Figure(section=SECTION, name=f"找到：{name}", english=english, value=str(share))
    partial = [each.seal.whole for each in found if each.seal is not None and not each.truth.whole]
    yield Figure(
        section=SECTION,
        name="残缺章被当作完整章",
        english="Partial seals taken for whole",
        value=str(share_of(partial)),
    )
    shapes = [each.seal.shape == each.truth.shape for each in found if each.seal is not None and each.red_whole]
    yield Figure(section=SECTION, name="形状判断正确", english="Shape told right", value=str(share_of(shapes)))


def _false(pages: Sequence[PageReading]) -> Iterator[Figure]:
    invented = [(page, seal) for page in pages for seal in _invented(page)]
    stamps = sum(
        any(_overlap(_box(page.page, seal), stamp.box) > _TOUCH for stamp in page.truth.stamps)
        for page, seal in invented
        if page.page
    )
    rate = 100 * len(invented) / max(len(pages), 1)
    yield Figure(
        section=SECTION,
        name="误认的章，每百页",
        english="False seals per 100 pages",
        value=f"{rate:.2f} ({len(invented)}/{len(pages)})",
        target="≤ 1",
        reached=rate <= 1,
    )
    yield Figure(
        section=SECTION,
        name="　其中收文章、日期戳等",
        english="— of these other stamps (received, dated …)",
        value=str(stamps),
    )


def _verdicts(found: Sequence[Found]) -> Iterator[Figure]:
    """Readings and verdicts on genuine names."""
    named = [each for each in found if each.named and each.red_whole and each.seal is not None]
    exact = [
        any(plain(reading.text) == plain(each.truth.unit) for reading in each.seal.readings)
        for each in named
        if each.seal
    ]
    yield Figure(
        section=SECTION, name="章名有一种读法全对", english="Name read exactly by some view", value=str(share_of(exact))
    )
    for grade, name, english in ((CLEAN, "清晰", "clean"), ("noisy", "劣质与手机", "poor, phone")):
        verdicts = Counter(_verdict(each.seal, each.truth.declared) for each in named if each.grade == grade)
        of = verdicts.total()
        value = ", ".join(f"{word} {Share(verdicts[word], of)}" for word in ("match", "look", "mismatch"))
        yield Figure(
            section=SECTION,
            name=f"与申报单位一致的章，比对结果（{name}）",
            english=f"Verdicts on seals of the declared unit ({english})",
            value=value,
        )


def _forgeries(sheets: Sequence[SealSheet]) -> Iterator[Figure]:
    by_variant: dict[str, list[str]] = {variant: [] for variant in VARIANTS}
    for sheet in sheets:
        for variant, page in zip(VARIANTS, sheet.pages, strict=True):
            truth = page.truth.seals[0]
            by_variant[variant].append(_verdict(_at(page.page, truth.box), truth.declared))
    one = [verdict == "match" for variant in (ALIKE, UNLIKE) for verdict in by_variant[variant]]
    other = share_of([verdict == "match" for verdict in by_variant[OTHER]])
    accepted = share_of(one)
    yield Figure(
        section=SECTION,
        name="一字之差的仿冒章被认作一致",
        english="One-character forgery accepted (drawn on pages)",
        value=str(accepted),
        target="≤ 1%",
        reached=accepted.at_most(0.01),
    )
    alike = share_of([verdict == "match" for verdict in by_variant[ALIKE]])
    yield Figure(
        section=SECTION, name="　其中形近字", english="— of these characters that look alike", value=str(alike)
    )
    yield Figure(
        section=SECTION,
        name="其他单位的章被认作一致",
        english="Seal of another unit accepted (drawn on pages)",
        value=str(other),
        target="0",
        reached=other.hits == 0 if other.of else None,
    )
    true = share_of([verdict == "match" for verdict in by_variant[TRUE]])
    yield Figure(
        section=SECTION, name="同批页面上的真章被认作一致", english="True twin of these seals accepted", value=str(true)
    )


def _crossed(found: Sequence[Found]) -> Iterator[Figure]:
    """Every reading against the names of all other units, and against its own name with one character changed."""
    read = [each for each in found if each.named and each.seal is not None and each.seal.readings]
    units = sorted({each.truth.unit for each in read})
    chance = random.Random("crossed names")
    wrong = [_verdict(each.seal, name) == "match" for each in read for name in units if name != each.truth.unit]
    share = share_of(wrong)
    yield Figure(
        section=SECTION,
        name="读出的章与其他单位名称比对，被认作一致",
        english="Readings against other units' names, accepted",
        value=str(share),
        target="0",
        reached=share.hits == 0 if share.of else None,
    )
    forged = [
        _verdict(each.seal, forge(chance, each.truth.unit, "alike" if at % 2 else "unlike")) == "match"
        for each in read
        for at in range(_FORGED_PER_SEAL)
    ]
    share = share_of(forged)
    yield Figure(
        section=SECTION,
        name="读出的章与改一字的名称比对，被认作一致",
        english="Readings against their name with one character changed, accepted",
        value=str(share),
        target="≤ 1%",
        reached=share.at_most(0.01),
    )


def ink_figures(pages: Sequence[PageReading]) -> list[Figure]:
    """Signature areas of scanned pages: ink seen where there is some, none where there is none."""
    areas = [
        (page.truth.grade, sign.hand, _has_ink(page.page, sign.box))
        for page in pages
        if page.page is not None and not page.truth.layer
        for sign in page.truth.signs
    ]
    figures = []
    for grade, name, english in ((CLEAN, "清晰扫描", "clean scans"), ("noisy", "劣质与手机", "poor scans, phone")):
        present = share_of([seen for where, hand, seen in areas if where == grade and hand])
        empty = share_of([not seen for where, hand, seen in areas if where == grade and not hand])
        figures += [
            Figure(
                section=INK_SECTION,
                name=f"有笔迹处看到笔迹（{name}）",
                english=f"Ink seen where a pen was ({english})",
                value=str(present),
            ),
            Figure(
                section=INK_SECTION,
                name=f"空白处判为空白（{name}）",
                english=f"Empty areas seen as empty ({english})",
                value=str(empty),
            ),
        ]
    for hand, name in _HANDS.items():
        seen_ones = share_of([seen for _, written, seen in areas if written == hand])
        figures.append(
            Figure(
                section=INK_SECTION, name=f"　其中{name}", english=f"— of written areas: {hand}", value=str(seen_ones)
            )
        )
    return figures


def _has_ink(page: Page | None, area: Box) -> bool:
    if page is None:
        return False
    boxes = [
        (left / page.width, top / page.height, right / page.width, bottom / page.height)
        for left, top, right, bottom in page.ink
    ]
    return any(_shared(box, area) >= _IN_AREA * max(_size(box), 1e-9) for box in boxes)


def _verdict(seal: Seal | None, name: str) -> str:
    return compare_seal(seal.readings, [name]).verdict if seal is not None else "not found"


def _at(page: Page | None, box: Box) -> Seal | None:
    if page is None or not page.seals:
        return None
    best = max(page.seals, key=lambda seal: _overlap(_box(page, seal), box))
    return best if _overlap(_box(page, best), box) >= _OVERLAP else None


def _invented(page: PageReading) -> list[Seal]:
    if page.page is None:
        return []
    seals = [(seal, _box(page.page, seal)) for seal in page.page.seals]
    return [seal for seal, box in seals if not any(_overlap(box, truth.box) > _TOUCH for truth in page.truth.seals)]


def _box(page: Page | None, seal: Seal) -> Box:
    if page is None:
        return (0.0, 0.0, 0.0, 0.0)
    left, top, right, bottom = seal.box
    return (left / page.width, top / page.height, right / page.width, bottom / page.height)


def _overlap(one: Box, other: Box) -> float:
    shared = _shared(one, other)
    return shared / (_size(one) + _size(other) - shared) if shared else 0.0


def _shared(one: Box, other: Box) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return max(wide, 0.0) * max(high, 0.0)


def _size(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
