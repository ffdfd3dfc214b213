"""The pictures that prove findings: which pages are shown, which region of each is framed, and how crops are cut.

Each page is embedded once and cut by coordinates, in points, wherever it is cited. Knows nothing of templates.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from xingshen.findings.finding import CheckResult, Finding
from xingshen.kernel.place import Box, Evidence
from xingshen.reports.html.images import PageImage, PageImages, data_uri, reduce_image
from xingshen.reports.presentable import presentable_part
from xingshen.reports.tally import needs_a_person, needs_mending

MOST_PAGES = 40
"""Pages embedded at most; those of open points come first."""

_AROUND = 28.0
_LEAST_WIDTH = 280.0
_LEAST_HEIGHT = 84.0
_FRAME_GAP = 3.0
_PIXELS_PER_POINT = 1.4
_THUMBNAIL_SCALE = 0.35

PageKey = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle on a page: left, top, width and height in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def view_box(self) -> str:
        return f"{self.left:.1f} {self.top:.1f} {self.width:.1f} {self.height:.1f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Crop:
    """A cut of an embedded page: what part is seen, what is framed in it, and how wide it is shown, in pixels."""

    page_id: str
    seen: Region
    frame: Region | None
    pixels: int


@dataclass(frozen=True, slots=True)
class Use:
    """One finding that rests on a page: its anchor, the clause by which it is known, and what it frames."""

    anchor: str
    label: str
    title: str
    frames: tuple[Region, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofPage:
    """One embedded page with everything that rests on it."""

    id: str
    file: str
    page: int
    width: float
    height: float
    source: str
    uses: tuple[Use, ...]

    @property
    def marks(self) -> dict[Region, str]:
        """Every framed region once, with the labels of all findings that frame it."""
        marks: dict[Region, str] = {}
        for use in self.uses:
            for region in use.frames:
                marks[region] = f"{marks[region]} {use.label}" if region in marks else use.label
        return marks


@dataclass(frozen=True, slots=True)
class Proof:
    """All embedded pages, by the file and page number as they are shown."""

    pages: Mapping[PageKey, ProofPage] = field(default_factory=dict)

    def page_of(self, evidence: Evidence) -> ProofPage | None:
        """The embedded page that the evidence points to, or None."""
        return self.pages.get((evidence.file, evidence.page)) if evidence.page else None

    def crop(self, evidence: Evidence) -> Crop | None:
        """The cut around the evidence's region; the whole page, small, where it names no region."""
        page = self.page_of(evidence)
        if page is None:
            return None
        frame = frame_of(evidence.box, page.width, page.height)
        whole = Region(0, 0, page.width, page.height)
        seen = _around(frame, page.width, page.height) if frame else whole
        scale = _PIXELS_PER_POINT if frame else _THUMBNAIL_SCALE
        return Crop(page_id=page.id, seen=seen, frame=frame, pixels=round(seen.width * scale))


def gather_proof(result: CheckResult, images: PageImages, anchors: Sequence[str]) -> Proof:
    """The pages that the result's findings and flags rest on, reduced and ready to embed.

    ``result`` is as the engine gave it, so that files are asked for by their true names; ``anchors`` are the anchors
    of its findings in the page, in order. Pages without a picture are left out.
    """
    true_keys = _true_keys(result)
    found: dict[PageKey, PageImage] = {}
    for shown, true in true_keys.items():
        if len(found) == MOST_PAGES:
            break
        image = images.page_image(*true)
        reduced = reduce_image(image) if image else None
        if reduced is not None:
            found[shown] = reduced
    uses = _uses(result.findings, anchors, found)
    return Proof({key: _proof_page(n, key, found[key], uses[key]) for n, key in enumerate(sorted(found), 1)})


def frame_of(box: Box | None, width: float, height: float) -> Region | None:
    """The box as a region inside the page, with a little room around it; None where there is no sensible box."""
    if box is None or not all(math.isfinite(number) for number in box):
        return None
    left, top = max(box[0] - _FRAME_GAP, 0.0), max(box[1] - _FRAME_GAP, 0.0)
    right, bottom = min(box[2] + _FRAME_GAP, width), min(box[3] + _FRAME_GAP, height)
    sensible = box[2] > box[0] and box[3] > box[1] and right > left and bottom > top
    return Region(left, top, right - left, bottom - top) if sensible else None


def _around(frame: Region, width: float, height: float) -> Region:
    left, seen_width = _stretch(frame.left, frame.width, _LEAST_WIDTH, width)
    top, seen_height = _stretch(frame.top, frame.height, _LEAST_HEIGHT, height)
    return Region(left, top, seen_width, seen_height)


def _stretch(start: float, length: float, least: float, whole: float) -> tuple[float, float]:
    wanted = min(max(length + 2 * _AROUND, least), whole)
    begin = start + length / 2 - wanted / 2
    return min(max(begin, 0.0), whole - wanted), wanted


def _true_keys(result: CheckResult) -> dict[PageKey, PageKey]:
    keys: dict[PageKey, PageKey] = {}
    ambiguous: set[PageKey] = set()
    for evidence in _evidence_in_order(result):
        if evidence.page is None:
            continue
        true = (evidence.file, evidence.page)
        shown = (presentable_part(evidence.file), evidence.page)
        if keys.setdefault(shown, true) != true:
            ambiguous.add(shown)
    return {shown: true for shown, true in keys.items() if shown not in ambiguous}


def _evidence_in_order(result: CheckResult) -> Iterable[Evidence]:
    pressing = [f for f in result.findings if needs_mending(f) or needs_a_person(f)]
    others = [f for f in result.findings if not (needs_mending(f) or needs_a_person(f))]
    for finding in (*pressing, *others):
        yield from evidence_of(finding)
    for flag in result.priority:
        yield from flag.evidence


def evidence_of(finding: Finding) -> tuple[Evidence, ...]:
    """Everything that a finding points to: its evidence and that of the values it read, each once."""
    read = (evidence for value in finding.read for evidence in value.evidence)
    return tuple(dict.fromkeys((*finding.evidence, *read)))


def _uses(
    findings: Sequence[Finding], anchors: Sequence[str], found: Mapping[PageKey, PageImage]
) -> dict[PageKey, list[Use]]:
    uses: dict[PageKey, list[Use]] = defaultdict(list)
    for finding, anchor in zip(presentable_part(tuple(findings)), anchors, strict=True):
        for key, frames in _frames_by_page(finding, found).items():
            label = finding.clauses[0].id if finding.clauses else finding.rule
            uses[key].append(Use(anchor, label, finding.title, tuple(dict.fromkeys(frames))))
    return uses


def _frames_by_page(finding: Finding, found: Mapping[PageKey, PageImage]) -> dict[PageKey, list[Region]]:
    frames: dict[PageKey, list[Region]] = defaultdict(list)
    for evidence in evidence_of(finding):
        key = (evidence.file, evidence.page or 0)
        if key in found:
            frame = frame_of(evidence.box, found[key].width_points, found[key].height_points)
            frames[key].extend([frame] if frame else [])
    return frames


def _proof_page(number: int, key: PageKey, image: PageImage, uses: Sequence[Use]) -> ProofPage:
    return ProofPage(
        id=f"page-{number}",
        file=key[0],
        page=key[1],
        width=image.width_points,
        height=image.height_points,
        source=data_uri(image),
        uses=tuple(uses),
    )
