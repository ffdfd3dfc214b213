"""Lists of letters of a call: which dossiers wait for one, and what was sent. Counts and filters, decides nothing."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from xingshen.kernel.outcome import Outcome
from xingshen.review.examination_table import Stage
from xingshen.review.examination_values import LetterKind
from xingshen.store.models import Examination, Letter

_CONCLUDED = (Stage.PASSED.value, Stage.REFUSED.value, Stage.FINAL.value)


def due(call_id: int, kind: LetterKind | None = None) -> QuerySet[Examination]:
    """The examinations whose letter has not gone out yet, oldest conclusion first."""
    wanted = Q()
    for each in LetterKind if kind is None else (kind,):
        wanted |= _WAITING[each]
    rows = _with_marks(Examination.objects.filter(call_id=call_id)).filter(wanted)
    return _shown(rows).order_by(F("concluded_at").asc(nulls_last=True), "pk")


def count_due(call_id: int) -> dict[LetterKind, int]:
    """How many wait for which kind."""
    return {kind: due(call_id, kind).count() for kind in LetterKind}


def all_rows(call_id: int) -> QuerySet[Examination]:
    """Every examination of the call to which a letter belongs or was sent, what was concluded last first."""
    rows = _with_marks(Examination.objects.filter(call_id=call_id))
    belongs = Q(stage__in=[*_CONCLUDED, Stage.IN_CORRECTION.value]) | Q(any_letter=True)
    return _shown(rows.filter(belongs)).order_by(F("concluded_at").desc(nulls_first=True), "-pk")


def _shown(rows: QuerySet[Examination]) -> QuerySet[Examination]:
    sent = Prefetch("application__letters", Letter.objects.order_by("issued_at", "pk"))
    return rows.select_related("application__unit").prefetch_related(sent)


def _with_marks(rows: QuerySet[Examination]) -> QuerySet[Examination]:
    sent = Letter.objects.filter(application_id=OuterRef("application_id"))
    of_round = sent.filter(letter=LetterKind.CORRECTION.value, round=OuterRef("round"))
    marks = {f"has_{kind.value}": Exists(sent.filter(letter=kind.value)) for kind in LetterKind}
    return rows.annotate(any_letter=Exists(sent), **{**marks, "has_correction": Exists(of_round)})


_RULED = Q(stage=Stage.FINAL.value, reexaminer__isnull=False)
_WAITING = {
    LetterKind.CORRECTION: Q(stage=Stage.IN_CORRECTION.value, has_correction=False),
    LetterKind.PASS: Q(stage__in=_CONCLUDED, conclusion=Outcome.PASS.value, has_pass=False) & ~_RULED,
    LetterKind.REFUSAL: Q(stage__in=_CONCLUDED, conclusion=Outcome.FAIL.value, has_refusal=False) & ~_RULED,
    LetterKind.REEXAMINATION: _RULED & Q(has_reexamination=False),
}
