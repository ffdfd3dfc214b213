"""Bundles of dossiers: whole, the same each time, and verifiable by a stranger, who finds every change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from jsonschema import Draft202012Validator

from tests.store.scenes.concluding import Concluding
from xingshen.reports.bundle import MANIFEST, as_file, manifest_schema
from xingshen.reports.bundle_checking import NotABundle, check_bundle
from xingshen.reports.receipt import digests_of
from xingshen.review.examination_values import Ruling
from xingshen.store.conclusions import bundles
from xingshen.store.models import Application, Event
from xingshen.store.record import audit

pytestmark = pytest.mark.django_db
TIED = ("package.json", "papers/", "receipt.json", "facts.json", "events.json", "decisions.json")
"""What the events prove even where somebody writes the manifest anew."""


@pytest.fixture
def scene() -> Concluding:
    made = Concluding()
    made.add_paper()
    made.refused()
    made.send()
    made.ask_again()
    made.rule(Ruling.UPHELD)
    made.send()
    return made


def bundle_of(scene: Concluding) -> dict[str, bytes]:
    target = BytesIO()
    bundles.write(Application.objects.get(pk=scene.draft.pk), target)
    with ZipFile(target) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def written(folder: Path, members: Mapping[str, bytes]) -> Path:
    path = folder / "bundle.zip"
    with ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def flaws(folder: Path, members: Mapping[str, bytes]) -> list[str]:
    """What does not hold; ``["-"]`` for what is no bundle."""
    try:
        _, points = check_bundle(written(folder, members))
    except NotABundle:
        return ["-"]
    return [point.name for point in points if not point.holds]


def flipped(content: bytes) -> bytes:
    at = len(content) // 2
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def mended(members: Mapping[str, bytes], name: str, content: bytes) -> dict[str, bytes]:
    """One file changed, and the manifest written anew to fit."""
    manifest = json.loads(members[MANIFEST])
    for entry in manifest["files"]:
        if entry["path"] == name:
            digests = digests_of(content)
            entry.update(size=len(content), sha256=digests.sha256, sm3=digests.sm3)
    return {**members, name: content, MANIFEST: as_file(manifest)}


def test_a_bundle_is_whole_and_holds(scene: Concluding, tmp_path: Path) -> None:
    members = bundle_of(scene)
    assert flaws(tmp_path, members) == []
    assert {name.split("/")[0] for name in members} == {
        "README.txt", "application.pdf", "decisions.json", "events.json", "findings", "letters", "manifest.json",
        "submissions",
    }  # fmt: skip
    assert members["submissions/1/papers/05-协议.pdf"] == b"%PDF-1.7 agreement"
    assert sorted(name for name in members if name.endswith(".docx")) == [
        "letters/01-不通过通知书.docx",
        "letters/02-复审结论通知书.docx",
    ]


def test_the_manifest_follows_its_schema_and_says_where_it_stands(scene: Concluding) -> None:
    manifest = json.loads(bundle_of(scene)[MANIFEST])
    Draft202012Validator(manifest_schema()).validate(manifest)
    last = Event.objects.filter(subject_type="examination").order_by("-seq").values_list("seq", "hash")[0]
    assert (manifest["stage"], manifest["conclusion"], manifest["sequence"]) == ("final", "fail", 1)
    assert (manifest["events"]["last"], manifest["events"]["hash"]) == last


def test_the_same_dossier_gives_the_same_bytes_whoever_downloads_it(scene: Concluding) -> None:
    application = Application.objects.get(pk=scene.draft.pk)
    with bundles.download(application, scene.office) as first, bundles.download(application, scene.office) as second:
        assert first.read() == second.read()


def test_a_download_is_an_event_with_the_digest_of_the_manifest(scene: Concluding) -> None:
    application = Application.objects.get(pk=scene.draft.pk)
    bundles.download(application, scene.office).close()
    event = Event.objects.get(kind="bundle.downloaded")
    assert event.actor_name == scene.office.name
    assert event.after == {"manifest_sha256": digests_of(bundle_of(scene)[MANIFEST]).sha256, "private": True}
    assert list(audit.verify_chain()) == []


def test_every_flipped_byte_is_found(scene: Concluding, tmp_path: Path) -> None:
    members = bundle_of(scene)
    unseen = [name for name in members if not flaws(tmp_path, {**members, name: flipped(members[name])})]
    assert unseen == []


def test_a_missing_a_foreign_and_a_renamed_file_are_found(scene: Concluding, tmp_path: Path) -> None:
    members = bundle_of(scene)
    for name in [name for name in members if name != MANIFEST]:
        left = {each: content for each, content in members.items() if each != name}
        assert flaws(tmp_path, left), name
        assert flaws(tmp_path, {**left, f"{name}.bak": members[name]}), name
    assert flaws(tmp_path, {**members, "more.txt": b"x"}) == ["没有目录以外的文件"]


def test_who_writes_the_manifest_anew_is_found_by_the_events(scene: Concluding, tmp_path: Path) -> None:
    members = bundle_of(scene)
    tied = [name for name in members if any(mark in name for mark in TIED) or name.startswith("letters/")]
    unseen = [name for name in tied if not flaws(tmp_path, mended(members, name, flipped(members[name])))]
    assert unseen == []
    assert len(tied) == 12


def test_an_outcome_of_the_machine_cannot_be_changed(scene: Concluding, tmp_path: Path) -> None:
    members = bundle_of(scene)
    result = json.loads(members["findings/1/check.json"])
    result["findings"][0]["outcome"] = "fail" if result["findings"][0]["outcome"] == "pass" else "pass"
    told = flaws(tmp_path, mended(members, "findings/1/check.json", as_file(result)))
    assert told == ["第 1 次提交的自动审查与事件一致"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("number", "2026-2-9999"), ("title", "别的项目"), ("sequence", 2), ("stage", "passed"), ("conclusion", "pass"),
        ("unit", {"name": "别的单位", "uscc": "x"}), ("events", {"count": 1, "last": 1, "hash": "0" * 64}),
        ("private", False), ("files", []), ("format", "xingshen-bundle/2"),
    ],
)  # fmt: skip
def test_no_word_of_the_manifest_can_be_changed(scene: Concluding, tmp_path: Path, name: str, value: object) -> None:
    members = bundle_of(scene)
    manifest = {**json.loads(members[MANIFEST]), name: value}
    assert flaws(tmp_path, {**members, MANIFEST: as_file(manifest)}) != []


def test_a_left_out_event_is_found(scene: Concluding, tmp_path: Path) -> None:
    members = bundle_of(scene)
    events = json.loads(members["events.json"])
    kept = [each for each in events if each["kind"] != "refusal.countersigned"]
    assert flaws(tmp_path, mended(members, "events.json", as_file(kept))) != []


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + b"\0" * 18, b"%PDF-1.7"])
def test_what_is_no_bundle_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    with pytest.raises(NotABundle):
        check_bundle(path)


def test_a_file_larger_than_its_entry_is_not_read_to_its_end(scene: Concluding, tmp_path: Path) -> None:
    members = bundle_of(scene)
    bomb = tmp_path / "bomb.zip"
    with ZipFile(bomb, "w", 8) as archive:
        for name, content in members.items():
            archive.writestr(name, b"\0" * 200_000_000 if name == "README.txt" else content)
    _, points = check_bundle(bomb)
    assert [point.name for point in points if not point.holds] == ["README.txt", f"{len(members) - 1} 个文件与目录一致"]
