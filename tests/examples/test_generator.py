"""The committed dossiers are what the generator writes, byte for byte, and their codes are valid."""

from __future__ import annotations

import json
from pathlib import Path

import PIL
import pypdfium2 as pdfium
import pytest
import typst
from examples.generate.cases import CASES
from examples.generate.cast import read_profiles
from examples.generate.folders import make_dossier, write_dossiers

from xingshen.dossier.reading import open_dossier
from xingshen.dossier.version_code import version_code
from xingshen.guide.loading import load_guide
from xingshen.kernel.identifiers import resident_id, uscc

DOSSIERS = Path(__file__).parents[2] / "examples" / "dossiers"
SETTER, SCANNER = "0.15.2", "13.0.0"
"""The versions of typst that set and of Pillow that scanned the committed papers; others may give other bytes."""

same_setter = pytest.mark.skipif(
    (typst.__version__, PIL.__version__) != (SETTER, SCANNER), reason=f"made by typst {SETTER} and Pillow {SCANNER}"
)


def committed(slug: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (DOSSIERS / slug).iterdir()}


def generated(slug: str) -> dict[str, bytes]:
    case = next(case for case in CASES if case.slug == slug)
    return make_dossier(case, read_profiles()[slug])


@same_setter
@pytest.mark.parametrize("slug", ["clean-cat1-enterprise", "hk-partner-in-cat2"])
def test_generator_gives_the_committed_bytes(slug: str) -> None:
    assert generated(slug) == committed(slug)


@pytest.mark.integration
@same_setter
def test_all_folders_are_what_the_generator_writes(tmp_path: Path) -> None:
    write_dossiers(tmp_path)

    def files(root: Path) -> dict[str, bytes]:
        return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}

    assert files(tmp_path) == files(DOSSIERS)


def test_writing_removes_files_that_are_no_longer_made(tmp_path: Path) -> None:
    stale = tmp_path / "match-300" / "old.pdf"
    stale.parent.mkdir()
    stale.write_bytes(b"old")
    write_dossiers(tmp_path, ("match-300",))
    assert not stale.exists()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.slug)
def test_every_attachment_lies_in_its_folder(case: object) -> None:
    folder = DOSSIERS / case.slug  # type: ignore[attr-defined]
    application = json.loads((folder / "application.json").read_text(encoding="utf-8"))
    listed = {entry["file"] for entry in application["attachments"]}
    assert listed == {path.name for path in folder.iterdir()} - {"application.json", "expected.json"}


def test_codes_of_the_cast_are_valid() -> None:
    profiles = read_profiles().values()
    people = [person for profile in profiles for person in (profile.leader, *profile.team)]
    units = [unit for profile in profiles for unit in (profile.unit, profile.co) if unit]
    assert [person.id for person in people if not resident_id.is_valid(person.id)] == []
    assert [unit.uscc for unit in units if not uscc.is_valid(unit.uscc)] == []


def test_nobody_appears_in_two_dossiers() -> None:
    names = [person.name for profile in read_profiles().values() for person in (profile.leader, *profile.team)]
    assert len(names) == len(set(names))


def test_open_clauses_and_verdict_agree() -> None:
    for case in CASES:
        outcomes = set(case.expected.open.values())
        verdict = "fail" if "fail" in outcomes else "human" if "human" in outcomes else "clear"
        assert case.expected.verdict == verdict, case.slug


def test_a_scan_has_pictures_of_pages_and_no_text() -> None:
    with pdfium.PdfDocument(DOSSIERS / "upside-down-page" / "05-合作协议.pdf") as document:
        pages = [document[number] for number in range(len(document))]
        assert [page.get_textpage().get_text_bounded() for page in pages] == ["", "", ""]
        assert [round(page.get_width()) for page in pages] == [595, 595, 595]


def test_the_merged_scan_is_the_only_paper_of_its_dossier() -> None:
    application = json.loads((DOSSIERS / "merged-scan" / "application.json").read_text(encoding="utf-8"))
    assert [(entry["file"], entry["kind"]) for entry in application["attachments"]] == [
        ("01-全部材料扫描件.pdf", "其他")
    ]


def test_the_printed_version_code_is_that_of_the_application() -> None:
    case = next(case for case in CASES if case.slug == "scanned-papers")
    form = load_guide(DOSSIERS.parents[1] / "guides" / "hebei-intl-2026").form
    with open_dossier(DOSSIERS / "scanned-papers", form) as dossier:
        assert version_code(dossier) == case.version


def test_scans_stay_small() -> None:
    sizes = [path.stat().st_size for path in DOSSIERS.glob("*/02-签字盖章页.pdf")]
    assert max(sizes) < 60_000
