"""An application held in memory reads as its export does, and whatever its shape it never raises."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dossier.conftest import FORM
from xingshen.dossier.dossier import Dossier, FileTrouble, Severity
from xingshen.dossier.form_schema import FormSchema, parse_form_schema
from xingshen.dossier.in_memory import HeldPaper, distinct_names, held_application, hold_dossier
from xingshen.dossier.reading import read_dossier
from xingshen.dossier.writing import write_application
from xingshen.kernel.knowledge import Listing

EXAMPLES = Path(__file__).parents[2] / "examples" / "dossiers"
SCHEMA = parse_form_schema(FORM.read_text(encoding="utf-8"), FORM.name)


def held(name: str = "a.pdf", **more: object) -> HeldPaper:
    return replace(HeldPaper(file=name, path=Path("/store/1"), digest="sha256:1", size=10), **more)  # type: ignore[arg-type]


def papers_of(dossier: Dossier, application: dict[str, object]) -> list[HeldPaper]:
    """The papers of a folder as a portal would hold them."""
    rows = application["attachments"]
    assert isinstance(rows, list)
    return [
        HeldPaper(path=item.path or Path(), digest=item.digest, size=item.size, **row)
        for item, row in zip(dossier.attachments, rows, strict=True)
    ]


@pytest.mark.parametrize("name", ["clean-cat1-enterprise", "yuan-for-wanyuan", "match-300", "ofd-licence"])
def test_what_is_held_reads_as_the_folder_does(name: str, schema: FormSchema) -> None:
    folder = read_dossier(EXAMPLES / name, schema)
    application = json.loads((EXAMPLES / name / "application.json").read_text(encoding="utf-8"))
    here = hold_dossier(schema, folder.id, application, papers_of(folder, application))
    assert here.digest == folder.digest
    assert here.values == folder.values
    assert here.attachments == folder.attachments
    assert [(item.path, item.message) for item in here.problems] == [
        (item.path, item.message) for item in folder.problems
    ]


def test_an_export_reads_as_what_was_held(schema: FormSchema, tmp_path: Path) -> None:
    paper = tmp_path / "协议.pdf"
    paper.write_bytes(b"%PDF-1.4")
    application = {"budget": {"self_funding": "300.10"}, "project": {"start": "2026年7月1日"}}
    papers = [held("协议.pdf", path=paper, kind="agreement", size=8)]
    exported = held_application(application, papers)
    assert isinstance(exported, dict)
    write_application(tmp_path, exported)
    folder = read_dossier(tmp_path, schema)
    here = hold_dossier(schema, folder.id, application, [replace(papers[0], digest=folder.attachments[0].digest)])
    assert (here.digest, here.values) == (folder.digest, folder.values)


def test_values_may_be_typed_in_python_or_as_text(schema: FormSchema) -> None:
    typed = {"budget": {"self_funding": Decimal("150.50")}, "project": {"start": date(2026, 7, 1)}}
    texts = {"budget": {"self_funding": "150.5万元"}, "project": {"start": "2026.7.1"}}
    assert hold_dossier(schema, "x", typed).values == hold_dossier(schema, "x", texts).values


def test_no_line_is_told_where_there_is_none(schema: FormSchema) -> None:
    dossier = hold_dossier(schema, "x", {"project": {"start": "2026-02-30"}, "budgt": {}})
    assert dossier.place("执行期起").quote == "执行期起 = 2026-02-30（project.start）"
    assert [problem.line for problem in dossier.problems] == [0]
    assert [notice.message for notice in dossier.notices] == ["未知字段 budgt，是否为 budget？"]


def test_a_value_of_the_wrong_shape_is_a_problem_of_its_field(schema: FormSchema) -> None:
    application = {"partner": [{"country": ["DE"]}], "team": 5, "budget": {"self_funding": {"a": 1}}}
    told = {
        problem.field_id: (problem.path, problem.severity)
        for problem in hold_dossier(schema, "x", application).problems
    }
    assert told == {
        "partner.country": ("境外合作机构[1].机构所在地", Severity.IMPOSSIBLE),
        "team": ("项目组成员", Severity.IMPOSSIBLE),
        "budget.self_funding": ("自筹资金", Severity.IMPOSSIBLE),
    }


def test_an_application_that_is_no_object_is_a_problem_too(schema: FormSchema) -> None:
    dossier = hold_dossier(schema, "x", ["nothing"], [held()])
    assert [(problem.name, problem.message) for problem in dossier.problems] == [
        ("申报书", "应为一个对象（以 { 开头，键为字段名），此处为列表")
    ]


def test_the_attachment_list_is_made_from_the_papers(schema: FormSchema) -> None:
    dossier = hold_dossier(schema, "x", {"attachments": [{"file": "other.pdf"}]}, [held(kind="协议", title="合作协议")])
    (attachment,) = dossier.attachments
    assert (attachment.file, attachment.kind, attachment.title) == ("a.pdf", "合作协议", "合作协议")
    assert (attachment.digest, attachment.problem, dossier.attachments_complete) == ("sha256:1", None, True)


def test_an_empty_file_is_a_problem_of_its_row(schema: FormSchema) -> None:
    (attachment,) = hold_dossier(schema, "x", {}, [held(size=0)]).attachments
    assert attachment.problem is not None
    assert attachment.problem.code is FileTrouble.EMPTY


def test_two_files_of_one_name_are_told_apart(schema: FormSchema) -> None:
    names = [paper.file for paper in distinct_names([held("扫描.pdf"), held("扫描.PDF"), held("扫描.pdf")])]
    assert names == ["扫描.pdf", "扫描 (2).PDF", "扫描 (3).pdf"]
    assert [item.digest for item in hold_dossier(schema, "x", {}, [held("s.pdf"), held("s.pdf")]).attachments] == [
        "sha256:1", "sha256:1",
    ]  # fmt: skip


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
TREES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
)
KEYS = st.sampled_from([spec.id for spec in SCHEMA.fields] + ["form", "budget", "applicant", "partner", "team"])


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(KEYS | st.text(max_size=4), TREES, max_size=6))
def test_nothing_that_can_be_held_raises(application: dict[str, object]) -> None:
    dossier = hold_dossier(SCHEMA, "x", application, [held()])
    assert set(dossier.values) == {spec.name for spec in SCHEMA.fields}
    assert isinstance(dossier.values["附件"], Listing)
