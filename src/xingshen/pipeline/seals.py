"""The seals of a dossier's papers as facts: what each seal says, how it stands to the declared units, what it is for.

Says what is seen and where, never that a seal is genuine or lawful; what a paper needs is the guide's question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xingshen.dossier.dossier import Dossier
from xingshen.dossier.form_spec import FactListSpec
from xingshen.evidence.fact import Fact
from xingshen.evidence.page import DigitalSignature, Page, Seal
from xingshen.evidence.seals.comparing import SealMatch, compare_seal
from xingshen.evidence.seals.purpose import seal_purpose
from xingshen.kernel.knowledge import Listing, Missing, Unknown, Why
from xingshen.kernel.names import normalise_name
from xingshen.kernel.place import Evidence
from xingshen.language.frame import Record
from xingshen.pipeline.papers import PaperSet
from xingshen.pipeline.read_paper import ReadPaper

READER = "seals"
"""The name that a fact list gives as its reader (读取) to have one row for each seal."""
METHOD = "seal"
_WRITTEN = frozenset({"docx"})
OWN, PARTNER, LOOK, OTHER = "相符", "合作方", "需看", "不符"
UNIT_SEAL, UNSURE = "公章", "不能确定"
SHAPES = {"round": "圆形", "oval": "椭圆形", "rectangle": "矩形"}
COLOURS = {"red": "红", "blue": "蓝", "grey": "灰"}
ELECTRONIC = "电子签章"
_OWN_NAMES = ("applicant.name", "applicant.former_names")
_PARTNER_NAMES = (("partners_domestic", ("name",)), ("partner", ("name", "name_original")))


@dataclass(frozen=True, slots=True)
class SealRow:
    """One seal: its facts by the names that a form's list reads, and where it stands."""

    values: Mapping[str, str | bool | None]
    place: Evidence


def seal_list(
    spec: FactListSpec, dossier: Dossier, papers: PaperSet
) -> tuple[Listing, Mapping[str, tuple[Evidence, ...]]]:
    """The list ``spec`` of the seals on papers of its kinds, and the pointers by path."""
    records: list[Record | Unknown] = []
    sources: dict[str, tuple[Evidence, ...]] = {}
    found = [row for paper in papers.of_kinds(spec.kinds) for row in seal_facts(paper, dossier)]
    for at, row in enumerate(found, 1):
        if isinstance(row, Unknown):
            records.append(row)
            continue
        path = f"{spec.name}[{at}]"
        values = {item.name: _known(row.values.get(item.reads), f"{path}.{item.name}") for item in spec.items}
        records.append(Record(values, path, f"{row.place.file} {_page_told(row.place)}".strip()))
        sources.update({f"{path}.{name}": (row.place,) for name in values})
    return Listing(tuple(records), papers.complete_for(spec)), sources


def seal_facts(paper: ReadPaper, dossier: Dossier) -> Iterator[SealRow | Unknown]:
    """One row for each seal and electronic seal on ``paper``; an unknown for each page at which nobody looked."""
    own, partners = _own_names(dossier), _partner_names(dossier)
    for page in paper.paper.pages:
        if not page.looked and _may_be_sealed(page):
            yield Unknown((Missing(f"{paper.file} 第{page.number}页的印章", Why.UNREADABLE),))
        for seal in page.seals:
            yield _row(paper, page, seal, own, partners)
    if not paper.paper.pages:
        yield Unknown((Missing(f"{paper.file} 的印章", Why.UNREADABLE),))
    yield from (_electronic(paper, signature) for signature in paper.paper.signatures)


def unsigned_fact(paper: ReadPaper) -> Fact:
    """The places to sign in which no ink is seen, by page: shown to whoever looks, no ground to refuse."""
    name = "pairing.unsigned"
    empty = paper.row.facts.get("empty_labels")
    if empty is None or empty.value is None:
        return Fact(name, None)
    told = dict.fromkeys(f"{place.file} 第{place.page}页“{place.quote}”" for place in empty.evidence)
    return Fact(name, tuple(told), (Evidence(paper.file, "、".join(told), "ink"),))


def _page_told(place: Evidence) -> str:
    return f"第{place.page}页" if place.page else ""


def _may_be_sealed(page: Page) -> bool:
    """Whether a page at which nobody looked may show a seal; text of a Word paper without pictures cannot."""
    return page.method not in _WRITTEN or bool(page.images)


def _known(value: str | bool | None, path: str) -> str | bool | Unknown:
    return value if value is not None else Unknown((Missing(path, Why.NOT_FOUND),))


def _row(paper: ReadPaper, page: Page, seal: Seal, own: tuple[str, ...], partners: tuple[str, ...]) -> SealRow:
    match = compare_seal(seal.readings, own)
    standing = _standing(seal, match, partners)
    purpose = _purpose(seal, match)
    sure = max((each.confidence for each in seal.readings if each.text == match.read), default=seal.confidence)
    place = Evidence(paper.file, match.read, METHOD, min(sure, seal.confidence), page.number, seal.box)
    values: dict[str, str | bool | None] = {
        "kind": paper.kind,
        "file": paper.file,
        "text": match.read or None,
        "shape": SHAPES.get(seal.shape),
        "colour": COLOURS.get(seal.colour),
        "whole": seal.whole,
        "purpose": purpose,
        "standing": standing,
        "account": f"{paper.file} 第{page.number}页{_look(seal)}{_told(seal, match, standing, purpose)}",
    }
    return SealRow(values, place)


def _standing(seal: Seal, match: SealMatch, partners: tuple[str, ...]) -> str:
    if match.verdict == "match":
        return OWN
    if partners and compare_seal(seal.readings, partners).verdict == "match":
        return PARTNER
    return OTHER if match.verdict == "mismatch" else LOOK


def _purpose(seal: Seal, match: SealMatch) -> str:
    """What the seal is for; one that bears the unit's whole name and no other words is the unit's own."""
    words = seal.centre if any(char.isalpha() for char in seal.centre) else ""
    bare = not words and normalise_name(match.read) == normalise_name(match.expected)
    return UNIT_SEAL if bare and match.verdict == "match" else seal_purpose(seal.readings, words)


def _look(seal: Seal) -> str:
    colour, shape = COLOURS.get(seal.colour, ""), SHAPES.get(seal.shape, "")
    return f"{'有一部分' if not seal.whole else '有'}{colour}色{shape}印章"


def _told(seal: Seal, match: SealMatch, standing: str, purpose: str) -> str:
    """What is to be said of a seal's words and purpose."""
    if not match.read:
        return "，文字未能读出"
    use = f"，有“{purpose}”字样" if purpose not in (UNIT_SEAL, UNSURE) else ""
    if standing == OWN:
        return f"“{match.read}”，与“{match.expected}”相符{use}"
    if standing == PARTNER:
        return f"“{match.read}”，是合作方的名称{use}"
    if standing == LOOK:
        same = normalise_name(match.read) == normalise_name(match.expected)
        doubt = _doubt(seal, match) if same else f"与“{match.expected}”是否一致未能确定"
        return f"，读作“{match.read}”，{doubt}{use}"
    return f"“{match.read}”，与“{match.expected}”不同{use}"


def _doubt(seal: Seal, match: SealMatch) -> str:
    """Why a reading that equals the name is not enough."""
    others = {normalise_name(reading.text) for reading in seal.readings} - {normalise_name(match.read)}
    return "但几次读取不尽一致" if others else "但读取把握不足"


def _electronic(paper: ReadPaper, signature: DigitalSignature) -> SealRow:
    """An electronic seal or signature: its certificate names somebody, whom a person looks at."""
    changed = {True: "，签署后文件未改动", False: "，签署后文件有改动", None: ""}[signature.unchanged]
    signer = f"（证书名称“{signature.signer}”）" if signature.signer else ""
    place = Evidence(paper.file, signature.signer, METHOD, 1.0, signature.page, signature.box)
    values: dict[str, str | bool | None] = {
        "kind": paper.kind,
        "file": paper.file,
        "text": signature.signer or None,
        "shape": ELECTRONIC,
        "whole": True,
        "purpose": UNSURE,
        "standing": LOOK,
        "account": f"{paper.file} 有{ELECTRONIC}{signer}{changed}",
    }
    return SealRow(values, place)


def _own_names(dossier: Dossier) -> tuple[str, ...]:
    return tuple(name for field in _OWN_NAMES for name in _texts(_value(dossier, field)))


def _partner_names(dossier: Dossier) -> tuple[str, ...]:
    names = []
    for listed, keys in _PARTNER_NAMES:
        rows = _value(dossier, listed)
        wanted = [spec.name for key in keys if (spec := dossier.schema.by_id.get(f"{listed}.{key}")) is not None]
        for row in rows.items if isinstance(rows, Listing) else ():
            names += [row[name] for name in wanted if isinstance(row, dict) and isinstance(row.get(name), str)]
    return tuple(names)


def _value(dossier: Dossier, field: str) -> object:
    spec = dossier.schema.by_id.get(field)
    return dossier.values.get(spec.name) if spec is not None else None


def _texts(value: object) -> list[str]:
    parts = value.items if isinstance(value, Listing) else (value,)
    return [part for part in parts if isinstance(part, str) and part.strip()]
