"""Figures by clause and rule: how often a point fails or needs a person, and what people made of what the machine said.

Counted again by the worker when something changed, and kept, so that pages read one row. What is shown to applicants
(``common_faults``) is told only from ``FEWEST`` applications on, so that nobody can be recognised.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import F, Max, Q
from django.utils import timezone

from xingshen.findings.building import fingerprint
from xingshen.rules.compiled import CompiledGuide
from xingshen.store.calls import guides
from xingshen.store.models import Application, Call, Check, Event, Examination
from xingshen.store.models import Figures as Figures
from xingshen.store.results.check_outcomes import FAIL, HUMAN, NOT_APPLICABLE, PASS

FEWEST = 10
"""Fewer applications than this give no figures to the public."""
_PAUSE = timedelta(minutes=2)
_REFUSALS = ("refusal.proposed", "refusal.countersigned")
_DECISIONS = ("point.confirmed", "point.overruled", "point.asked", "point.undone", "panel.concluded")


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """One rule over the submissions before the office: what the machine said, and what people made of it."""

    rule: str
    title: str
    clauses: tuple[str, ...]
    passed: int = 0
    failed: int = 0
    human: int = 0
    confirmed: int = 0
    overruled: int = 0
    asked: int = 0
    panel: int = 0

    @property
    def judged(self) -> int:
        """Dossiers to which the rule applies."""
        return self.passed + self.failed + self.human

    @property
    def decided(self) -> int:
        """Decisions of people that agree or disagree with the machine."""
        return self.confirmed + self.overruled


@dataclass(frozen=True, slots=True)
class ClauseFigures:
    """One clause: in how many applications it fails or needs a look, of how many; and refusals that cite it."""

    clause: str
    failed: int
    human: int
    refused: int
    of: int

    @property
    def share(self) -> float:
        """The share that fails, 0 to 1."""
        return self.failed / self.of if self.of else 0.0


# --- reading ---------------------------------------------------------------------------------------------------------


def of(call: Call) -> Figures | None:
    """What was counted last; None: nothing yet."""
    return Figures.objects.filter(call=call).first()


def common_faults(call: Call) -> dict[str, ClauseFigures]:
    """By clause, among everything that is being filled in or was handed in; empty for too few applications."""
    found = of(call)
    if found is None or found.data["filed"]["of"] < FEWEST:
        return {}
    return {each.clause: each for each in clauses_of(found, "filed") if each.failed}


def clauses_of(figures: Figures, among: str) -> list[ClauseFigures]:
    """Figures by clause, most failed first. ``among``: "filed" (all applications) or "before_office"."""
    part = figures.data[among]
    rows = [
        ClauseFigures(clause, failed, human, refused, part["of"])
        for clause, (failed, human, refused) in part["clauses"].items()
    ]
    return sorted(rows, key=lambda each: (-each.failed, -each.refused, -each.human, each.clause))


def rules_of(figures: Figures) -> list[RuleFigures]:
    """Figures by rule, in the order of the guide."""
    return [RuleFigures(**{**each, "clauses": tuple(each["clauses"])}) for each in figures.data["rules"]]


# --- counting --------------------------------------------------------------------------------------------------------


def refresh_stale() -> int:
    """Count anew for calls of which something changed since, at most every two minutes each; how many."""
    now = timezone.now()
    due = [call for call in Call.objects.exclude(state=Call.State.DRAFT).select_related("figures") if _stale(call, now)]
    return sum(refresh(call) for call in due)


def _stale(call: Call, now: Any) -> bool:
    kept: Figures | None = getattr(call, "figures", None)
    if kept is None:
        return True
    return now - kept.made_at >= _PAUSE and (kept.last_check, kept.last_event) != _ends(call)


def refresh(call: Call) -> bool:
    """Count this call; False where its guide is gone."""
    try:
        guide = guides.of_call(call)
    except guides.GuideUnavailable:
        return False
    last_check, last_event = _ends(call)
    kept = {"made_at": timezone.now(), "last_check": last_check, "last_event": last_event, "data": count(call, guide)}
    Figures.objects.update_or_create(call=call, defaults=kept)
    return True


def _ends(call: Call) -> tuple[int, int]:
    last = Check.objects.filter(application__call=call).aggregate(last=Max("pk"))["last"] or 0
    return last, Event.objects.filter(kind__in=(*_DECISIONS, *_REFUSALS)).aggregate(last=Max("seq"))["last"] or 0


def count(call: Call, guide: CompiledGuide) -> dict[str, Any]:
    """Everything that is kept of one call."""
    points = _Points(guide)
    filed, before_office = _latest_checks(call), _checks_before_office(call)
    refused = _cited(call, points)
    return {
        "filed": points.by_clause(filed, Counter()),
        "before_office": points.by_clause(before_office, refused),
        "rules": points.by_rule(before_office, _decisions(call)),
    }


def _latest_checks(call: Call) -> list[Mapping[str, str]]:
    """The outcomes of the last check of each living application, by itself: the public is told nothing of others."""
    living = Application.objects.filter(call=call, deleted_at=None)
    by_itself = Q(submission=None) | Q(input_digest=F("submission__sha256"))
    rows = Check.objects.filter(by_itself, application__in=living).order_by("made_at", "pk")
    return [*dict(rows.values_list("application_id", "outcomes")).values()]


def _checks_before_office(call: Call) -> list[Mapping[str, str]]:
    rows = Examination.objects.filter(call=call).exclude(result=None)
    return [*rows.values_list("result__outcomes", flat=True)]


def _events(call: Call, *kinds: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """(kind, application, record) of examinations of the call, oldest first."""
    here = {str(pk) for pk in Examination.objects.filter(call=call).values_list("application_id", flat=True)}
    rows = Event.objects.filter(subject_type="examination", kind__in=kinds).order_by("seq")
    for kind, subject_id, record in rows.values_list("kind", "subject_id", "after").iterator(chunk_size=2000):
        if subject_id in here:
            yield kind, subject_id, record or {}


def _decisions(call: Call) -> Mapping[str, Counter[str]]:
    """By fingerprint, how many decisions of each kind stand; what was undone does not count."""
    found: dict[str, Counter[str]] = {}
    last: dict[tuple[str, str], list[str]] = {}
    for kind, dossier, record in _events(call, *_DECISIONS):
        marks = [each["basis"]["fingerprint"] for each in record.get("rulings", ())] or [_mark(record)]
        for mark in marks:
            here = found.setdefault(mark, Counter())
            made = last.setdefault((dossier, mark), [])
            if kind == "point.undone":
                here[made.pop() if made else kind] -= 1
            else:
                here[kind] += 1
                made.append(kind)
    return found


def _mark(record: Mapping[str, Any]) -> str:
    return str(record["basis"]["fingerprint"] if "basis" in record else record["fingerprint"])


def _cited(call: Call, points: _Points) -> Counter[str]:
    """By clause, the refusals that rest on it."""
    proposed: dict[str, list[str]] = {}
    refused: dict[str, list[str]] = {}
    for kind, dossier, record in _events(call, *_REFUSALS):
        if kind == "refusal.proposed":
            proposed[dossier] = [ground["basis"]["fingerprint"] for ground in record["grounds"]]
        else:
            refused[dossier] = proposed.get(dossier, [])
    clauses = ({clause for mark in marks for clause in points.clauses_of(mark)} for marks in refused.values())
    return Counter(clause for cited in clauses for clause in cited)


class _Points:
    """Rules and questions of a guide: their clauses, titles and fingerprints."""

    def __init__(self, guide: CompiledGuide) -> None:
        pack = guide.guide
        self.listed = [(rule.id, rule.title, rule.clauses) for rule in pack.rules()]
        asked = [question for each in pack.packs for question in each.questions.values()]
        self.listed += [(question.id, question.question, question.clauses) for question in asked]
        self.marks = {rule: fingerprint(pack.pack.id, rule) for rule, _, _ in self.listed}
        self._clauses = {self.marks[rule]: clauses for rule, _, clauses in self.listed}

    def clauses_of(self, mark: str) -> tuple[str, ...]:
        return self._clauses.get(mark, ())

    def by_clause(self, checks: list[Mapping[str, str]], refused: Counter[str]) -> dict[str, Any]:
        clauses = {rule: clauses for rule, _, clauses in self.listed}
        failed, human = Counter[str](), Counter[str]()
        for letters in checks:
            failed.update(_clauses_with(letters, FAIL, clauses))
            human.update(_clauses_with(letters, HUMAN, clauses))
        met = sorted({*failed, *human, *refused})
        return {"of": len(checks), "clauses": {each: [failed[each], human[each], refused[each]] for each in met}}

    def by_rule(self, checks: list[Mapping[str, str]], decisions: Mapping[str, Counter[str]]) -> list[dict[str, Any]]:
        counted: dict[str, Counter[str]] = {rule: Counter() for rule, _, _ in self.listed}
        for letters in checks:
            for rule, letter in letters.items():
                if letter != NOT_APPLICABLE and rule in counted:
                    counted[rule][letter] += 1
        return [
            {
                "rule": rule, "title": title, "clauses": list(clauses),
                "passed": counted[rule][PASS], "failed": counted[rule][FAIL],
                "human": counted[rule].total() - counted[rule][PASS] - counted[rule][FAIL],
                **_people(decisions.get(self.marks[rule], Counter())),
            }
            for rule, title, clauses in self.listed
        ]  # fmt: skip


def _people(made: Counter[str]) -> dict[str, int]:
    names = {"confirmed": "point.confirmed", "overruled": "point.overruled", "asked": "point.asked"}
    return {**{name: max(made[kind], 0) for name, kind in names.items()}, "panel": made["panel.concluded"]}


def _clauses_with(letters: Mapping[str, str], wanted: str, clauses: Mapping[str, tuple[str, ...]]) -> set[str]:
    return {clause for rule, letter in letters.items() if letter == wanted for clause in clauses.get(rule, ())}
