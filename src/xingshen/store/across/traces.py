"""What is kept of each submission so that dossiers can be compared without reading any of them again.

A trace holds names, digests of papers, and for contents and papers the keys that near copies share; no text and no
private value. The texts themselves are fetched only for the few pairs that share a key.
"""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet

from xingshen.dossier.dossier import Dossier
from xingshen.dossier.form_spec import FormSchema
from xingshen.evidence.kinds import FORM_PRINT
from xingshen.evidence.page import Paper as ReadPaper
from xingshen.pipeline.across import PaperDigest, Summary, normalised_code
from xingshen.pipeline.check import Evidenced, contents_of
from xingshen.pipeline.copies import bare, content_keys
from xingshen.review.examination_table import Stage
from xingshen.store.applying import self_check
from xingshen.store.filing import submissions
from xingshen.store.models import Examination, Submission, Trace

CONTENTS = ""
"""Under this name ``keys`` holds those of the contents; the other names are digests of papers."""
_KEY = 6
_NOT_COUNTED = (Stage.UNOPENED.value, Stage.DISCONTINUED.value)
_LIGHT = ("keys",)


def keep(submission: Submission, evidenced: Evidenced) -> None:
    """Keep the trace of a submission, inside the caller's transaction; one that is there already stays as it is."""
    if not Trace.objects.filter(pk=submission.pk).exists():
        trace_of(submission, evidenced).save(force_insert=True)


def trace_of(submission: Submission, evidenced: Evidenced) -> Trace:
    """The trace, not kept yet."""
    told = evidenced.summary
    return Trace(
        submission=submission,
        application_id=submission.application_id,
        call_id=submission.application.call_id,
        number=submission.number,
        title=told.title[:300],
        uscc=(told.applicant_uscc or "")[:40],
        unit_name=told.applicant_name[:300],
        category=(told.category or "")[:200],
        leader_name=told.leader_name[:100],
        leader_key=_person(told.leader_id),
        papers=[[each.file, each.digest, each.kind] for each in told.papers],
        keys=_keys(evidenced),
    )


def counts(submission: Submission) -> bool:
    """Whether this submission is before the office now."""
    rows = Examination.objects.filter(application_id=submission.application_id, sequence=submission.sequence)
    return rows.exclude(stage__in=_NOT_COUNTED).exists()


def counting(call_id: int) -> QuerySet[Trace]:
    """The traces of the submissions that are before the office: not withdrawn, the last of each dossier. Light."""
    rows = Trace.objects.filter(call_id=call_id, application__examination__sequence=F("submission__sequence"))
    return rows.exclude(application__examination__stage__in=_NOT_COUNTED).defer(*_LIGHT).order_by("application_id")


def summary_of(trace: Trace) -> Summary:
    """As ``pipeline.across`` takes it; without title and contents, which are compared by their keys."""
    return Summary(
        dossier_id=trace.number,
        title="",
        applicant_uscc=trace.uscc or None,
        applicant_name=trace.unit_name,
        category=trace.category or None,
        leader_name=trace.leader_name,
        leader_id=trace.leader_key or None,
        papers=tuple(PaperDigest(*each) for each in trace.papers),
        texts="",
    )


def keys_of(call_id: int) -> Iterator[tuple[int, dict[str, list[bytes]]]]:
    """(application, keys by name) of every submission that counts, one after the other."""
    rows = counting(call_id).values_list("application_id", "keys").iterator(chunk_size=500)
    for application_id, keys in rows:
        yield application_id, {name: _split(each) for name, each in keys.items()}


# --- the texts of the few --------------------------------------------------------------------------------------------


def contents(submission_id: int) -> dict[str, str]:
    """The contents of a submission that are compared, by field."""
    dossier: Dossier = submissions.dossier_of(submissions.get(submission_id))
    return contents_of(dossier)


def paper_text(digest: str, file: str) -> str:
    """What was read of a paper; "" where that is no longer kept."""
    read = self_check.read_before(digest, file)
    return text_of(read) if read is not None else ""


def text_of(paper: ReadPaper) -> str:
    """All its pages."""
    return "\n".join(page.text for page in paper.pages)


# --- keys ------------------------------------------------------------------------------------------------------------


def _keys(evidenced: Evidenced) -> dict[str, str]:
    found = {CONTENTS: _joined(bare(evidenced.summary.texts))}
    forms = _forms(evidenced.dossier.schema)
    for each in evidenced.papers.papers:
        digest = each.attachment.digest
        if each.kind not in forms and digest and digest not in found:
            found[digest] = _joined(bare(text_of(each.paper)))
    return {name: keys for name, keys in found.items() if keys}


def _forms(schema: FormSchema) -> set[str]:
    """Kinds of papers that everybody writes by the same form: alike by design, and never compared."""
    return {kind.name for kind in schema.kinds if kind.reader == FORM_PRINT}


def _joined(text: str) -> str:
    return b64encode(b"".join(blake2b(key, digest_size=_KEY).digest() for key in content_keys(text))).decode()


def _split(kept: str) -> list[bytes]:
    every = b64decode(kept)
    return [every[at : at + _KEY] for at in range(0, len(every), _KEY)]


def _person(written: str | None) -> str:
    """A keyed digest of the number, which names nobody to whoever reads the database; "" where there is none."""
    code: Any = normalised_code(written)
    return hmac.new(settings.SECRET_KEY.encode(), code.encode(), "sha256").hexdigest()[:30].upper() if code else ""
