"""The committed dossiers are what the generator writes, byte for byte, and their codes are valid."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typst
from examples.generate.cases import CASES
from examples.generate.cast import read_profiles
from examples.generate.folders import make_dossier, write_dossiers

from xingshen.kernel.identifiers import resident_id, uscc

DOSSIERS = Path(__file__).parents[2] / "examples" / "dossiers"
SETTER = "0.15.2"
"""The version of typst that set the committed papers; another one may set other bytes."""

same_setter = pytest.mark.skipif(typst.__version__ != SETTER, reason=f"papers were set by typst {SETTER}")


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
