"""Operations about dossiers: the list, one, what was handed in, its papers, what the machine found."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Path, Query

from xingshen.portal.api.caller import caller_of, demand
from xingshen.portal.api.calls_operations import guide_of
from xingshen.portal.api.downloads import binary, download
from xingshen.portal.api.opening import open_dossier, open_submission
from xingshen.portal.api.operations import operation
from xingshen.portal.api.problems import Problem
from xingshen.portal.api.shapes import (
    Cursor,
    DossierDetailOut,
    DossiersOut,
    Id,
    Json,
    Limit,
    Sequence_,
    SubmissionDetailOut,
)
from xingshen.portal.telling import tell
from xingshen.reports.json_report import to_json
from xingshen.review.api_policy import Scope, Side
from xingshen.review.examination_table import STAGE_WORDS as EXAMINATION_WORDS
from xingshen.review.examination_table import Stage as ExaminationStage
from xingshen.review.filing_events import STAGE_WORDS, Stage
from xingshen.review.filing_policy import may_print
from xingshen.store.examination import dossier_access
from xingshen.store.filing import receipts, submissions
from xingshen.store.record import files
from xingshen.store.results import filing_checks

TAG = _("申报")
REPORT: Json = {
    "responses": {200: {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Report"}}}}}
}
_STAGES = "|".join(Stage)


@operation(
    "GET", "/dossiers", "list_dossiers", tag=TAG, scope=Scope.READ_DOSSIERS, answers={200: DossiersOut},
    summary=_("能看到的申报"),
    about=_(
        "按编号顺序分页。申报人看到自己的，单位管理员看到本单位的，归口部门看到所属单位已提交的，"
        "审查人员看到分派给自己的，项目办公室看到全部已受理的。"
    ),
)  # fmt: skip
def list_dossiers(
    request: HttpRequest,
    call: Annotated[str, Query(pattern=r"^[A-Za-z0-9_-]{0,60}$", description=_("只看这个批次的。"))] = "",
    stage: Annotated[str, Query(pattern=f"^({_STAGES})?$", description=_("只看处在这个环节的。"))] = "",
    text: Annotated[
        str, Query(max_length=80, pattern=r"^[^\x00-\x1f]*$", description=_("标题、单位、负责人或编号中的文字。"))
    ] = "",
    cursor: Cursor = 0,
    limit: Limit = 50,
) -> dict[str, Any]:
    """What this person sees, by id, filtered."""
    actor = caller_of(request).actor
    rows = dossier_access.filtered(dossier_access.visible_to(actor), call=call, stage=stage, text=text.strip())
    page = list(rows.filter(pk__gt=cursor)[: limit + 1])
    shown = page[:limit]
    reviewed = dossier_access.reviewed_by(actor, [row.pk for row in shown])
    items = [_dossier(row, row.examination if row.pk in reviewed else None) for row in shown]
    return {"items": items, "next": shown[-1].pk if len(page) > limit else 0}


@operation(
    "GET", "/dossiers/{dossier}", "show_dossier", tag=TAG, scope=Scope.READ_DOSSIERS, answers={200: DossierDetailOut},
    problems_=(404,), summary=_("一份申报"), about=_("连同历次提交，最近一次在前；sides 是您以什么身份看到它。"),
)  # fmt: skip
def show_dossier(request: HttpRequest, dossier: Id) -> dict[str, Any]:
    """One dossier with its submissions."""
    _caller, seen = open_dossier(request, dossier)
    row = seen.row if Side.OFFICER in seen.sides else None
    handed_in = [_submission(each) for each in submissions.of(dossier)]
    return {**_dossier(seen.application, row), "sides": sorted(seen.sides), "submissions": handed_in}


@operation(
    "GET", "/dossiers/{dossier}/submissions/{sequence}", "show_submission", tag=TAG, scope=Scope.READ_DOSSIERS,
    answers={200: SubmissionDetailOut}, problems_=(404,), summary=_("一次提交及其材料"),
)  # fmt: skip
def show_submission(request: HttpRequest, dossier: Id, sequence: Sequence_) -> dict[str, Any]:
    """What was handed in, without private values."""
    _caller, seen, submission = open_submission(request, dossier, sequence)
    papers = [_paper(at, each) for at, each in enumerate(submission.manifest["papers"], 1)]
    return {**_submission(submission), "guide": guide_of(seen.application.call), "papers": papers}


@operation(
    "GET", "/dossiers/{dossier}/submissions/{sequence}/papers/{position}", "download_paper", tag=TAG,
    scope=Scope.READ_DOSSIERS, answers={200: None}, problems_=(404,), extra=binary("application/octet-stream"),
    summary=_("下载一份材料"), about=_("提交时的原文件。"),
)  # fmt: skip
def download_paper(
    request: HttpRequest, dossier: Id, sequence: Sequence_, position: Annotated[int, Path(ge=1, le=1000)]
) -> HttpResponseBase:
    """One paper as it was handed in."""
    _caller, _seen, submission = open_submission(request, dossier, sequence)
    papers = submission.manifest["papers"]
    if position > len(papers):
        raise Problem("not_found")
    paper = papers[position - 1]
    return download(files.path_of(paper["sha256"]).open("rb"), paper["name"], "application/octet-stream")


@operation(
    "GET", "/dossiers/{dossier}/submissions/{sequence}/package", "download_package", tag=TAG, scope=Scope.EXPORT,
    answers={200: None}, problems_=(404,), extra=binary("application/zip"), summary=_("导出一次提交的全部内容"),
    about=_("回执的摘要所覆盖的全部内容，含证件号码等个人信息；只有填报人、可编辑的协作者和本单位管理员能导出。"),
)  # fmt: skip
def download_package(request: HttpRequest, dossier: Id, sequence: Sequence_) -> HttpResponseBase:
    """Everything that was handed in, private values too."""
    caller, seen, submission = open_submission(request, dossier, sequence)
    demand(may_print(caller.actor, seen.parties))
    return download(receipts.export(submission), f"{submission.number}-{sequence}.zip", "application/zip")


@operation(
    "GET", "/dossiers/{dossier}/submissions/{sequence}/findings", "show_findings", tag=TAG, scope=Scope.READ_FINDINGS,
    answers={200: Json}, problems_=(404,), extra=REPORT, summary=_("一次提交的自动审查结果"),
    about=_(
        "与 xingshen check --format json 的格式相同。还没有审查完时为 404。"
        "审查人员看到的结果也与同批次的其他申报核对过；其他人看到的只涉及这一份。"
    ),
)  # fmt: skip
def show_findings(request: HttpRequest, dossier: Id, sequence: Sequence_) -> Json:
    """What the machine found, as it was kept: by itself, for everybody who is not of the office alone."""
    _caller, seen, submission = open_submission(request, dossier, sequence)
    counts = filing_checks.result_that_counts(submission) if seen.sides == {Side.OFFICER} else None
    result = counts or filing_checks.result_of(submission)
    if result is None:
        raise Problem("not_found", gettext("这次提交还没有自动审查完，请稍候；材料已经收到，不会丢失。"))
    return to_json(result)


def examination(row: Any) -> dict[str, Any] | None:
    """Where it stands before the office."""
    if row is None:
        return None
    names = ("version", "round", "failing", "waiting", "for_panel", "checked", "accepted_at", "due_at")
    word = tell(EXAMINATION_WORDS[ExaminationStage(row.stage)])
    return {"stage": row.stage, "stage_word": word, **{name: getattr(row, name) for name in names}}


def _dossier(row: Any, before_office: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "number": row.number,
        "title": row.title,
        "category": row.category,
        "leader": row.leader,
        "unit": row.unit.name,
        "call": row.call.slug,
        "stage": row.stage,
        "stage_word": tell(STAGE_WORDS[Stage(row.stage)]),
        "changed_at": row.changed_at,
        "examination": examination(before_office),
    }


def _submission(submission: Any) -> dict[str, Any]:
    names = ("sequence", "number", "submitted_at", "version", "sha256", "sm3")
    shown = {name: getattr(submission, name) for name in names}
    return {**shown, "submitted_by": submission.submitted_by_name}


def _paper(position: int, paper: Json) -> dict[str, Any]:
    words = ("name", "kind", "title", "translation_of", "fiscal_year", "sha256", "sm3")
    return {"position": position, "size": paper["size"], **{each: str(paper.get(each) or "") for each in words}}
