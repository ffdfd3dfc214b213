"""The printed form: the whole, the page to be signed and sealed, the pledges; of what is saved or of a submission."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from xingshen.portal.access import signed_in
from xingshen.portal.filing.opening import open_filing
from xingshen.reports.print.fonts import FontsMissing
from xingshen.reports.print.form import Which
from xingshen.review.filing_policy import may_print
from xingshen.store.filing import prints, submissions

NAMES = {Which.FORM: "项目申报书", Which.SEALED: "签字盖章页", Which.PLEDGES: "承诺书"}


@signed_in
def print_form(request: HttpRequest, application_id: int, which: str, sequence: int | None = None) -> HttpResponse:
    """The PDF; with ``sequence`` as it was handed in. The form is Chinese in every language of the portal."""
    if which not in set(Which):
        raise Http404
    filing, wanted = open_filing(request, application_id, may_print), Which(which)
    try:
        if sequence is None:
            pdf = prints.draft_pdf(filing.application, wanted)
        else:
            submission = submissions.at(application_id, sequence)
            if submission is None:
                raise Http404
            pdf = prints.submitted_pdf(submission, wanted)
    except FontsMissing as error:
        return render(request, "filing/no_fonts.html", {**filing.context(), "reason": str(error)}, status=503)
    name = f"{filing.application.number or filing.application.pk}-{NAMES[wanted]}.pdf"
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = content_disposition_header("download" in request.GET, name) or "inline"
    return response
