"""Out of the portal and into it: the terminal finds in an exported folder what the portal finds in the application."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.store.scenes.applying import actor_for, make_call, make_person, make_unit
from xingshen.dossier.dossier import DossierUnreadable
from xingshen.dossier.reading import open_dossier
from xingshen.evidence.intake import PaperReader
from xingshen.pipeline.across import look_across
from xingshen.pipeline.check import check_dossier, read_evidence
from xingshen.review.policy import Actor
from xingshen.store.applying import applications, exchange, self_check
from xingshen.store.calls import calls, guides
from xingshen.store.models import Application, Call, Paper

pytestmark = pytest.mark.django_db
EXAMPLES = Path(__file__).parents[3] / "examples" / "dossiers"


@pytest.fixture
def actor() -> Actor:
    return actor_for(make_person(make_unit()))


def zipped(folder: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w") as packed:
        for path in sorted(folder.iterdir()):
            packed.write(path, path.name)
    return target


def zip_of(application: str, target: Path, **papers: bytes) -> Path:
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("application.json", application)
        for name, content in papers.items():
            packed.writestr(name, content)
    return target


def imported(call: Call, source: Path, actor: Actor) -> exchange.Imported:
    return exchange.import_dossier(calls.get(call.pk), source, actor)


def told(result: Any) -> list[tuple[str, str, str, str]]:
    return [(each.rule, each.outcome.value, each.message, each.fingerprint) for each in result.findings]


def test_terminal_and_portal_find_the_same_in_an_exported_application(tmp_path: Path, actor: Actor) -> None:
    """Import an example, read its papers as the worker does, export it, check the folder: finding by finding."""
    call = make_call()
    source = zipped(EXAMPLES / "agreement-one-day-short", tmp_path / "one.zip")
    draft = applications.get(imported(call, source, actor).application.pk)
    guide = guides.of_call(call)
    with PaperReader(workers=1, store=self_check.page_store()) as reader:
        for paper in self_check.papers_of(draft.pk):
            held = self_check.held(paper)
            reader.read(held.path, held.file)
            Paper.objects.filter(pk=paper.pk).update(state=Paper.State.READ)
        exchange.export(draft, tmp_path / "out.zip", actor)
        with open_dossier(tmp_path / "out.zip", guide.guide.form) as dossier:
            evidenced = read_evidence(dossier, reader)
            across = look_across([evidenced.summary])[evidenced.summary.dossier_id]
            terminal = check_dossier(guide, evidenced, across)
    look = self_check.look(draft, applications.answers_of(draft), self_check.papers_of(draft.pk))
    assert look.reading == ()
    assert told(look.result) == told(terminal)
    assert look.result.dossier_digest == terminal.dossier_digest
    assert [item.finding.message for item in look.findings if item.state.value == "wrong"] != []


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir()))
def test_every_example_keeps_its_form_values_through_import_and_export(name: str, tmp_path: Path, actor: Actor) -> None:
    call = make_call()
    schema = guides.of_call(call).guide.form
    result = imported(call, zipped(EXAMPLES / name, tmp_path / "in.zip"), actor)
    exchange.export(applications.get(result.application.pk), tmp_path / "out.zip", actor)
    with open_dossier(EXAMPLES / name, schema) as before, open_dossier(tmp_path / "out.zip", schema) as after:
        assert {key: value for key, value in after.values.items() if key != "附件"} == {
            key: value for key, value in before.values.items() if key != "附件"
        }
        assert [(each.kind, each.digest, each.fiscal_year, each.title) for each in after.attachments] == [
            (each.kind, each.digest, each.fiscal_year, each.title) for each in before.attachments if each.path
        ]


def test_private_values_leave_with_the_export_and_stay_encrypted_inside(tmp_path: Path, actor: Actor) -> None:
    source = zip_of('{"leader": {"id": "130102198104126876"}}', tmp_path / "in.zip")
    draft = imported(make_call(), source, actor).application
    assert "130102198104126876" not in str(Application.objects.values_list("answers", flat=True).get(pk=draft.pk))
    exchange.export(applications.get(draft.pk), tmp_path / "out.zip", actor)
    with zipfile.ZipFile(tmp_path / "out.zip") as packed:
        assert b"130102198104126876" in packed.read("application.json")


def test_aliases_chinese_names_and_flat_keys_find_their_fields(tmp_path: Path, actor: Actor) -> None:
    written = '{"项目名称": "甲", "budget.self_funding": 150, "partners": [{"name": "乙", "is_main": true}]}'
    draft = imported(make_call(), zip_of(written, tmp_path / "in.zip"), actor).application
    assert applications.tree(draft) == {
        "project": {"title": "甲"},
        "budget": {"self_funding": "150"},
        "partner": [{"name": "乙", "is_main": "是"}],
    }


def test_what_could_not_be_taken_over_is_told(tmp_path: Path, actor: Actor) -> None:
    written = '{"project": {"titel": "甲"}, "attachments": [{"file": "缺.pdf", "kind": "其他"}]}'
    result = imported(make_call(), zip_of(written, tmp_path / "in.zip", **{"空.txt": b""}), actor)
    assert any("缺.pdf" in note for note in result.notes)
    assert any("titel" in note for note in result.notes)


def test_a_zip_larger_than_an_application_may_be_is_not_unpacked(
    tmp_path: Path, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xingshen.store.applying.papers.dossier_limit", lambda: 10)
    with pytest.raises(DossierUnreadable, match="上限"):
        imported(make_call(), zip_of('{"project": {"title": "甲"}}', tmp_path / "in.zip"), actor)


def test_what_is_no_zip_is_refused_and_nothing_is_made(tmp_path: Path, actor: Actor) -> None:
    (tmp_path / "x.zip").write_bytes(b"nonsense")
    with pytest.raises(DossierUnreadable, match="不是完好的 zip 压缩包"):
        imported(make_call(), tmp_path / "x.zip", actor)
    assert Application.objects.count() == 0
