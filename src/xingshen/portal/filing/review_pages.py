"""One filing before the unit or the department: what was handed in, what the check says, and the next step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from xingshen.findings.finding import Finding
from xingshen.portal.access import actor_of
from xingshen.portal.filing import return_form
from xingshen.portal.filing.opening import Filing, address_of, told
from xingshen.portal.origin import origin_of
from xingshen.portal.returned import named_items
from xingshen.portal.telling import reads_english, tell
from xingshen.reports.print.content import sections_of
from xingshen.review.filing import Approve, Command, Recommend, Refusal, decide
from xingshen.store.filing import filings, submissions
from xingshen.store.results import filing_checks


def review(request: HttpRequest, filing: Filing, step: Approve | Recommend, queue: str, page: str) -> HttpResponse:
    """The page, and the step that was posted (``step``: forward or back)."""
    submission = submissions.at(filing.application.pk)
    if submission is None:
        raise Http404
    dossier = submissions.dossier_of(submission)
    result = filing_checks.result_of(submission)
    findings, groups = return_form.findings_of(result), return_form.choices_of(dossier, filing.words)
    form = return_form.ReturnForm(request.POST if request.POST.get("step") == "back" else None)
    refusal = None
    if request.method == "POST":
        forward = request.POST.get("step") == "forward"
        command: Command = step if forward else return_form.read_return(request.POST, findings, groups)
        answer = filings.act(filing.application.pk, command, actor_of(request), origin=origin_of(request))
        if not isinstance(answer, Refusal):
            messages.success(request, _done_words(step, forward) % {"number": filing.application.number})
            return redirect(queue)
        refusal = told(answer)
    context = {
        **filing.context(),
        **_step_context(request, filing, step),
        "submission": submission,
        "sections": sections_of(dossier, masked=True, words=filing.words),
        "papers": _papers(filing, submission, isinstance(step, Approve)),
        "result": result,
        "findings": [_shown(finding) for finding in _told(findings, submission, dossier)],
        "groups": groups,
        "form": form,
        "item_rows": return_form.item_rows(request.POST),
        "ticked": request.POST.getlist("finding"),
        "returns": _returns(filing),
        "refusal": refusal,
        "queue_url": address_of(queue),
    }
    return render(request, page, context, status=409 if refusal else 200)


def _step_context(request: HttpRequest, filing: Filing, step: Approve | Recommend) -> dict[str, Any]:
    would_be = decide(filing.parties, step, actor_of(request), filing.windows, timezone.now())
    window = filing.windows.unit if isinstance(step, Approve) else filing.windows.department
    return {
        "stopped": told(would_be) if isinstance(would_be, Refusal) else "",
        "deadline": window.ends if window else None,
        "recommending": isinstance(step, Recommend),
    }


def _done_words(step: Approve | Recommend, forward: bool) -> str:
    if not forward:
        return _("已退回 %(number)s，申报人会收到通知。")
    if isinstance(step, Approve):
        return _("已审核通过 %(number)s，转归口管理部门推荐。")
    return _("已推荐 %(number)s，申报已受理。")


def _papers(filing: Filing, submission: Any, of_own_unit: bool) -> list[dict[str, Any]]:
    """What was handed in, each with how far its reading is; links for the unit, to whom its papers are open."""
    here = {(row.name, row.blob_id): row for row in submissions.all_papers_of(filing.application.pk)}
    found = []
    for paper in submission.manifest["papers"]:
        row = here.get((paper["name"], paper["sha256"]))
        found.append(
            {
                **paper,
                "kind": filing.words.kind(paper["kind"]),
                "url": _paper_url(filing, row) if row is not None and of_own_unit else "",
                "state": tell(row.get_state_display()) if row is not None and row.state != "read" else "",
            }
        )
    return found


def _paper_url(filing: Filing, row: Any) -> str:
    """The first page of a paper where pages of it can be shown, else the file itself."""
    if any(page.get("how") != "docx" for page in row.summary.get("pages", [])):
        return address_of("applicant:paper_page", filing.application.pk, row.pk, 1)
    return address_of("applicant:paper_file", filing.application.pk, row.pk)


def _shown(finding: Any) -> dict[str, Any]:
    clause = finding.clauses[0] if finding.clauses else None
    return {
        "rule": finding.rule,
        "outcome": finding.outcome.value,
        "sentence": finding.message,
        "clause": clause.id if clause else "",
        "quote": clause.text if clause else "",
        "rendering": clause.rendering if clause else "",
        "cure": finding.cure,
        "place": _("；").join(dict.fromkeys(f"{each.file} {each.quote}"[:120] for each in finding.evidence[:2])),
    }


def _told(findings: Sequence[Finding], submission: Any, dossier: Any) -> Sequence[Finding]:
    """The findings in the language of the page; what is sent back with a return stays in Chinese."""
    return filing_checks.in_english(findings, submission, dossier) if reads_english() else findings


def _returns(filing: Filing) -> list[Any]:
    rows = list(filings.returns(filing.application.pk))
    for row in rows:
        row.items = named_items(row.items, filing.schema, filing.words)
    return rows
