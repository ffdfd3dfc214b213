"""Puts a case together and writes its folder: application, papers, expected outcomes.

The only module that knows which papers a dossier needs and in what order.
"""

from __future__ import annotations

import json
from pathlib import Path

from examples.generate import agreements, certificates
from examples.generate.application import fill_application
from examples.generate.audits import audit_report
from examples.generate.blocks import Paper, Scan, version
from examples.generate.cases import CASES, Case
from examples.generate.cast import Profile, read_profiles
from examples.generate.changes import Application, Papers
from examples.generate.expected import as_record
from examples.generate.forms import leader_pledge, printed_form, sealed_page, sign_by_pen, unit_pledge
from examples.generate.rendering import render

_LANGUAGES = {"zh": "中文", "en": "英文", "untranslated": "英文", "bilingual": "中英文"}


def make_dossier(case: Case, profile: Profile) -> dict[str, bytes]:
    """The files of one dossier by name."""
    application = fill_application(profile, case.category)
    application["agreement"] = [agreements.declare(profile, case.terms, _LANGUAGES[case.agreement])]
    case.alter(application, profile)
    papers = _papers(case, profile, application)
    _give_form(case, papers)
    case.adjust(application, papers)
    ordered = sorted(papers.values(), key=lambda paper: paper.file)
    application["attachments"] = [paper.attachment() for paper in ordered]
    expected = as_record(case.expected, profile, case.category, case.meaning, foreign=case.agreement == "en")
    files = {"application.json": _json(application), "expected.json": _json(expected)}
    return files | {paper.file: render(paper) for paper in ordered}


def write_dossiers(target: Path, slugs: tuple[str, ...] = ()) -> list[Path]:
    """Write the dossiers (all, or those named) into folders under ``target``; files no longer made are removed."""
    profiles = read_profiles()
    chosen = [case for case in CASES if not slugs or case.slug in slugs]
    return [_write_folder(target / case.slug, make_dossier(case, profiles[case.slug])) for case in chosen]


def _write_folder(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.iterdir():
        if stale.name not in files:
            stale.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def _give_form(case: Case, papers: Papers) -> None:
    """Decide which papers are scans, docx or OFD, and print the version code."""
    for suffix, keys in ((".docx", case.docx), (".ofd", case.ofd)):
        for key in keys:
            papers[key].file = papers[key].file.replace(".pdf", suffix)
    for key in case.scans:
        papers[key].scan = Scan(dots=case.dots)
        sign_by_pen(papers[key])
    if case.version:
        page = papers["sealed_page"]
        page.blocks.insert(0, version(case.version))
        page.marks["version"] = f"code:xingshen:1:{case.version}:sealed_page"


def _papers(case: Case, profile: Profile, application: Application) -> Papers:
    return {
        "application_form": printed_form(application),
        "sealed_page": sealed_page(application),
        "unit_pledge": unit_pledge(application),
        "leader_pledge": leader_pledge(application),
        **_agreements(case, profile),
        **_certificates(case, profile, application),
        **_extras(case, profile),
    }


def _agreements(case: Case, profile: Profile) -> Papers:
    if case.agreement == "zh":
        return {"agreement": agreements.chinese_agreement(profile, case.terms)}
    if case.agreement == "bilingual":
        return {"agreement": agreements.bilingual_agreement(profile, case.terms)}
    papers = {"agreement": agreements.english_agreement(profile, case.terms)}
    if case.agreement == "en":
        papers["translation"] = agreements.translated_agreement(profile, case.terms)
    return papers


def _certificates(case: Case, profile: Profile, application: Application) -> Papers:
    papers: Papers = {}
    if profile.unit.kind == "企业":
        papers["licence"] = certificates.licence(profile)
        papers |= {f"audit-{year}": audit_report(profile.unit, year) for year in case.audits}
    if case.category == "1":
        number = application["applicant"]["tech_proof_number"]
        papers["hightech"] = certificates.hightech_certificate(profile, number)
    if profile.ip:
        papers["patent"] = certificates.patent(profile)
    if profile.base:
        papers["base"] = certificates.base_notice(profile)
    return papers


def _extras(case: Case, profile: Profile) -> Papers:
    made: dict[str, Paper] = {}
    for name in case.extras:
        if name == "joint_lab_agreement":
            made[name] = certificates.joint_lab_agreement(profile, "中匈轻合金联合实验室")
        elif name == "conference_proof":
            made[name] = certificates.conference_proof(profile, "轻质复合材料国际会议")
        else:
            made[name] = getattr(certificates, name)(profile)
    return made


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
