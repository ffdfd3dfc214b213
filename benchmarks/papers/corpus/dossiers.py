"""Makes whole dossiers from a seed: an application and its papers, mostly scanned, with what is true of each.

Even seeds are the development half, odd seeds the test half, which only reports may touch.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from examples.generate.application import fill_application
from examples.generate.cast import Profile, read_profiles

from benchmarks.papers.corpus import certificates, form_pages, wear
from benchmarks.papers.corpus.agreements import Term, Written, draw_term, write_agreement, write_translation
from benchmarks.papers.corpus.audits import write_audit
from benchmarks.papers.corpus.files import picture_file, printed_pdf, scanned_pdf
from benchmarks.papers.corpus.imaging import SealPlan, Shot, shoot
from benchmarks.papers.corpus.labels import CLEAN, LineTruth, PageTruth, PaperTruth
from benchmarks.papers.corpus.sheet import SheetPage
from benchmarks.papers.corpus.sundry import write_sundry
from benchmarks.papers.corpus.words import Cast, draw_cast

DEVELOPMENT, TEST = "dev", "test"
_AUDIT_YEARS = ((2025,), (2025,), (2023, 2024), (2024,), (2022, 2023))
_LANGUAGES = {"zh": "中文", "en": "英文", "both": "中英文"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierTruth:
    """One dossier in its folder. ``covers``: the agreement covers the project; ``audited``: the years suffice (None:
    no enterprise); ``form_lies``: the form declares a longer agreement than the paper says.
    """

    seed: int
    folder: Path
    papers: tuple[PaperTruth, ...]
    unit: str
    covers: bool
    audited: bool | None
    form_lies: bool


@dataclass(frozen=True, slots=True)
class _Filed:
    """A paper ready to be written: its truth and bytes, and its entry in the application."""

    truth: PaperTruth
    data: bytes
    entry: dict[str, Any]


def seeds(half: str, count: int) -> list[int]:
    """The first ``count`` seeds of a half."""
    return [2 * at + (1 if half == TEST else 0) for at in range(count)]


def make_dossier(seed: int, target: Path) -> DossierTruth:
    """Write the dossier of ``seed`` into a folder below ``target``. The same seed gives the same bytes."""
    chance = random.Random(f"papers {seed}")
    enterprise = chance.random() < 0.65
    cast = draw_cast(chance, "企业" if enterprise else chance.choice(("高校", "科研院所")))
    term, language = draw_term(chance), chance.choice(("zh", "zh", "en", "both"))
    years = chance.choice(_AUDIT_YEARS) if enterprise else ()
    filed = _file_all(chance, cast, term, language, years)
    lies = not term.covers and chance.random() < 0.4
    application = _application(cast, term, language, "longer" if lies else "true")
    application["attachments"] = [one.entry for one in filed]
    folder = target / f"dossier-{seed:04d}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "application.json").write_text(json.dumps(application, ensure_ascii=False, indent=1), encoding="utf-8")
    for one in filed:
        (folder / one.truth.file).write_bytes(one.data)
    return DossierTruth(
        seed=seed,
        folder=folder,
        papers=tuple(one.truth for one in filed),
        unit=cast.unit.name,
        covers=term.covers,
        audited=(2025 in years or {2023, 2024} <= set(years)) if enterprise else None,
        form_lies=lies,
    )


def _file_all(chance: random.Random, cast: Cast, term: Term, language: str, years: Sequence[int]) -> list[_Filed]:
    small = [
        form_pages.write_sealed_page(chance, cast),
        form_pages.write_pledge(chance, cast, "unit"),
        form_pages.write_pledge(chance, cast, "leader"),
    ]
    writings = [write_agreement(chance, cast, term, language)]
    if language == "en":
        writings.append(write_translation(chance, cast, term))
    writings += [write_audit(chance, cast, year) for year in years]
    others = [
        certificates.write_licence,
        certificates.write_patent,
        certificates.write_approval,
        certificates.write_base,
    ]
    others += [
        certificates.write_receipt,
        certificates.write_hightech,
        write_sundry,
        write_sundry,
        form_pages.write_form,
    ]
    writings += [write(chance, cast) for write in chance.sample(others, 4)]
    merged = chance.random() < 0.2
    filed = [_file_merged(chance, cast, small)] if merged else []
    for written in writings if merged else [*small, *writings]:
        filed.append(_file(chance, cast, written, f"{len(filed) + 1:02d}-{written.kind}"))
    return filed


def _file(chance: random.Random, cast: Cast, written: Written, stem: str) -> _Filed:
    """One paper as one file, in one of the ways in which people file."""
    condition, pages = wear.draw_condition(chance), written.sheet.pages
    way = _way(chance, written, condition)
    edge = cast.unit.name if len(pages) > 1 and written.kind == "合作协议" and chance.random() < 0.25 else ""
    plan = SealPlan({}, _wear(chance, condition), edge)
    scanned = [way != "digital" and (way != "mixed" or bool(page.seals or page.signs)) for page in pages]
    shots = [_shoot(chance, page, condition, plan) if scan else None for page, scan in zip(pages, scanned, strict=True)]
    done = [shot for shot in shots if shot is not None]
    if way in ("digital", "mixed"):
        data = printed_pdf(pages, shots, condition)
    else:
        data = scanned_pdf(done, condition) if way == "pdf" else picture_file(done, condition, way)
    suffix = way if way in ("jpg", "tif") else "pdf"
    truths = tuple(shot.truth if shot else _digital(page) for page, shot in zip(pages, shots, strict=True))
    truth = PaperTruth(file=f"{stem}.{suffix}", kind=written.kind, pages=truths, facts=written.facts)
    return _Filed(truth, data, _entry(chance, truth))


def _file_merged(chance: random.Random, cast: Cast, writings: Sequence[Written]) -> _Filed:
    """Several papers scanned in one go, handed in under the kind of the first."""
    condition = wear.draw_condition(chance)
    plan = SealPlan({}, _wear(chance, condition))
    shots = [_shoot(chance, page, condition, plan) for written in writings for page in written.sheet.pages]
    truth = PaperTruth(
        file="01-签章页及承诺书.pdf",
        kind=writings[0].kind,
        pages=tuple(shot.truth for shot in shots),
        facts={"merged": True},
    )
    return _Filed(truth, scanned_pdf(shots, condition), {"file": truth.file, "kind": truth.kind})


def _way(chance: random.Random, written: Written, condition: wear.Condition) -> str:
    pages = written.sheet.pages
    signed = [bool(page.seals or page.signs) for page in pages]
    if not any(signed) and chance.random() < 0.4:
        return "digital"
    if any(signed) and not all(signed) and chance.random() < 0.3:
        return "mixed"
    if len(pages) == 1 and (condition.way == wear.PHONE or chance.random() < 0.15):
        return "jpg"
    return "tif" if condition.way == wear.SCAN and chance.random() < 0.08 else "pdf"


def _wear(chance: random.Random, condition: wear.Condition) -> float:
    return chance.choice((0.05, 0.1, 0.2)) if condition.grade == CLEAN else chance.choice((0.1, 0.3, 0.5, 0.7))


def _shoot(chance: random.Random, page: SheetPage, condition: wear.Condition, plan: SealPlan) -> Shot:
    turned = chance.choice((90, 180, 180, 270)) if chance.random() < 0.05 else 0
    skew = condition.skew + chance.uniform(-0.15, 0.15)
    return shoot(page, chance, replace(condition, skew=skew), plan, turned=turned)


def _digital(page: SheetPage) -> PageTruth:
    wide, high = page.size
    lines = tuple(
        LineTruth(
            line.text,
            (line.left / wide, (line.base - 0.38 * line.size) / high),
            (line.right / wide, (line.base - 0.38 * line.size) / high),
            line.size / high,
        )
        for line in page.lines
    )
    return PageTruth(kind=page.kind, grade=CLEAN, lines=lines, layer=True)


def _entry(chance: random.Random, truth: PaperTruth) -> dict[str, Any]:
    """The paper's line in the application: one in twelve under the wrong heading, most audits with their year."""
    astray = truth.kind in ("审计报告", "知识产权", "营业执照", "批件") and chance.random() < 1 / 12
    entry: dict[str, Any] = {"file": truth.file, "kind": "其他" if astray else truth.kind}
    if "fiscal_year" in truth.facts and chance.random() < 0.6:
        entry["fiscal_year"] = truth.facts["fiscal_year"]
    return entry


def _application(cast: Cast, term: Term, language: str, declared: str) -> dict[str, Any]:
    """The filled-in form of the examples with this cast; ``declared`` longer: it claims more than the paper says."""
    enterprise = cast.unit.kind == "企业"
    base = read_profiles()["clean-cat1-enterprise" if enterprise else "clean-cat2-institute-science"]
    application = fill_application(_profile(base, cast), "1" if enterprise else "2")
    application["agreement"] = [
        {
            "title": "合作协议",
            "parties": [cast.unit.name, cast.partner.name],
            "project_title": cast.title,
            "signed_on": term.signed.isoformat(),
            "effective_from": (min(term.first, term.signed) if declared == "longer" else term.first).isoformat(),
            "effective_to": "2030-12-31" if declared == "longer" else term.last.isoformat(),
            "language": _LANGUAGES[language],
        }
    ]
    return application


def _profile(base: Profile, cast: Cast) -> Profile:
    unit, partner = cast.unit, cast.partner
    return replace(
        base,
        unit=replace(
            base.unit,
            name=unit.name,
            kind=unit.kind,
            area=unit.area,
            city=unit.city,
            holder=unit.rep,
            rep=unit.rep,
            address=f"{unit.city}创新路1号",
            founded=unit.founded.isoformat(),
        ),
        leader=replace(base.leader, name=cast.leader, unit=unit.name),
        team=tuple(replace(one, name=name, unit=unit.name) for one, name in zip(base.team, cast.team, strict=False)),
        partner=replace(
            base.partner,
            name=partner.name,
            original=partner.original,
            country=partner.country,
            country_en=partner.country_en,
            city=partner.city,
            city_zh=partner.city_zh,
            contact=partner.contact,
        ),
        topic=replace(base.topic, title=cast.title, title_en=cast.title_en, thing=cast.thing),
    )
