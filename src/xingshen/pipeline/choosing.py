"""“Which category fits us”: the guide's own rules, tried under every option of the field that is to be chosen.

The form says which field that is, which questions come first and whose clauses are asked (选类). What is asked and not
answered yet is unknown; what is not asked counts as empty; nothing here knows any category.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fnmatch import fnmatchcase

from xingshen.dossier.addresses import field_ref
from xingshen.dossier.dossier import Dossier, Value
from xingshen.dossier.form_asking import ChoosingSpec
from xingshen.dossier.form_spec import FieldSpec, FieldType, FormSchema
from xingshen.dossier.in_memory import hold_dossier
from xingshen.findings.building import quote_clauses
from xingshen.findings.finding import ClauseQuote
from xingshen.guide.pack import Guide, Rule
from xingshen.guide.reads import what_is_read
from xingshen.kernel.knowledge import Listing, Missing, Unknown, Why
from xingshen.kernel.outcome import Outcome
from xingshen.language.kleene import listed_name
from xingshen.pipeline.check import with_paths
from xingshen.pipeline.telling import rule_words
from xingshen.rules.compiled import CompiledGuide, CompiledRule
from xingshen.rules.judge import explain_rule, slot_values
from xingshen.rules.result import RuleResult


class Fit(StrEnum):
    """How an option suits."""

    FITS = "fits"
    DOES_NOT = "does_not_fit"
    PERSON = "needs_person"
    MORE = "needs_more_answers"


@dataclass(frozen=True, slots=True)
class Point:
    """What one rule says under an option: its title, outcome and sentence, with the clauses it rests on."""

    rule: str
    title: str
    outcome: Outcome
    message: str
    cure: str
    clauses: tuple[ClauseQuote, ...]
    missing: tuple[str, ...] = ()
    """Questions (field ids) on whose answers it waits."""


@dataclass(frozen=True, slots=True)
class Advice:
    """An option (the canonical word), how it suits, and every point of it; ``missing``: the questions still open."""

    option: str
    fit: Fit
    points: tuple[Point, ...]
    missing: tuple[str, ...] = ()

    def told(self, outcome: Outcome) -> tuple[Point, ...]:
        """The points with this outcome."""
        return tuple(point for point in self.points if point.outcome is outcome)


def choosing_questions(form: FormSchema) -> tuple[FieldSpec, ...]:
    """The fields to ask, in order; a column of a list (``partner.country``) is asked for one row."""
    return tuple(form.field(field_id) for field_id in form.choosing.questions) if form.choosing else ()


def advise(guide: CompiledGuide, answers: object, *, as_of: date) -> tuple[Advice, ...]:
    """Advice on every option, in the order of the form; none where the form declares no choice.

    ``answers`` has the shape of application.json. A key that is there and empty is an answer (“none”); one that is
    missing is a question not answered yet.
    """
    spec = guide.guide.form.choosing
    if spec is None:
        return ()
    values = _values(guide.guide, spec, answers, as_of)
    rules = [compiled for compiled in guide.rules if _is_asked(guide.guide, spec, compiled)]
    field = guide.guide.form.field(spec.field)
    return tuple(
        _advice(guide, option.word, rules, {**values, field.name: option.word}, spec) for option in field.options
    )


def _is_asked(guide: Guide, spec: ChoosingSpec, compiled: CompiledRule) -> bool:
    """Whether a rule is of the clauses named and reads one of the questions."""
    cited = any(fnmatchcase(clause, pattern) for clause in compiled.rule.clauses for pattern in spec.clauses)
    return cited and not compiled.rests_on and bool(_asked_fields(spec).intersection(_fields(guide, compiled.rule)))


def _asked_fields(spec: ChoosingSpec) -> frozenset[str]:
    supposed = {key for options in spec.samples.values() for values in options.values() for key in values}
    return frozenset(spec.questions) | supposed


def _fields(guide: Guide, rule: Rule) -> tuple[str, ...]:
    sources = [rule.applies, *(grade.condition for grade in rule.grades)]
    return what_is_read(guide, [source for source in sources if source]).fields


def _advice(
    guide: CompiledGuide,
    option: str,
    rules: Sequence[CompiledRule],
    values: Mapping[str, object],
    spec: ChoosingSpec,
) -> Advice:
    slots = slot_values(guide.guide.scope, values)
    results = [explain_rule(guide, compiled, slots, {}, rule_words(guide)) for compiled in rules]
    points = tuple(_point(guide.guide, item, spec) for item in results if item.outcome is not Outcome.NOT_APPLICABLE)
    missing = tuple(key for key in spec.questions if any(key in point.missing for point in points))
    return Advice(option, _fit(points, missing), points, missing)


def _fit(points: Iterable[Point], missing: Sequence[str]) -> Fit:
    outcomes = {point.outcome for point in points}
    if outcomes & {Outcome.FAIL, Outcome.CORRECTION}:
        return Fit.DOES_NOT
    if missing:
        return Fit.MORE
    return Fit.PERSON if Outcome.HUMAN in outcomes else Fit.FITS


def _point(guide: Guide, result: RuleResult, spec: ChoosingSpec) -> Point:
    return Point(
        result.rule.id,
        result.rule.title,
        result.outcome,
        result.message,
        result.cure,
        quote_clauses(guide, result.rule.clauses),
        tuple(dict.fromkeys(_questions_behind(guide.form, spec, result.missing))),
    )


def _questions_behind(form: FormSchema, spec: ChoosingSpec, missing: Iterable[Missing]) -> Iterator[str]:
    """The questions of which an answer is missing; for a list that nobody has given, all that are asked of it."""
    for item in missing:
        ref = field_ref(form, listed_name(item)) if item.why is Why.NOT_STATED else None
        if ref is not None:
            yield from (key for key in spec.questions if key == ref.field_id or key.startswith(f"{ref.field_id}."))


# --- answers ----------------------------------------------------------------------------------------------------------


def _values(guide: Guide, spec: ChoosingSpec, answers: object, as_of: date) -> dict[str, object]:
    """What rules may read: answers, suppositions, unknowns for open questions, and nothing else."""
    form = guide.form
    dossier = hold_dossier(form, "", answers)
    values = {field.name: with_paths(dossier.values[field.name], field.name) for field in form.fields}
    for field_id in spec.questions:
        _leave_open(form, field_id, answers, values)
    for field_id, value in _supposed(dossier, spec, answers).items():
        values[form.field(field_id).name] = value
    values |= {facts.name: Listing() for facts in form.facts}
    return {**values, "申报日": as_of, "已有材料": Listing()}


def _leave_open(form: FormSchema, field_id: str, answers: object, values: dict[str, object]) -> None:
    """A question without an answer is not known; in rows, where a row lacks it."""
    spec = form.field(field_id)
    holder = form.by_id.get(field_id.rpartition(".")[0])
    if holder is None:
        if not _is_answered(answers, field_id):
            values[spec.name] = _open(spec, spec.name)
        return
    rows = values[holder.name]
    if not _is_answered(answers, holder.id):
        values[holder.name] = Listing((), complete=False)
    elif isinstance(rows, Listing):
        for row in rows.items:
            if isinstance(row, dict) and _is_blank(row.get(spec.name)):
                row[spec.name] = _open(spec, f"{row.path}.{spec.name}" if hasattr(row, "path") else spec.name)


def _open(spec: FieldSpec, path: str) -> object:
    if spec.type is FieldType.LIST:
        return Listing((), complete=False)
    return Unknown((Missing(path, Why.NOT_STATED),))


def _is_blank(value: object) -> bool:
    return isinstance(value, Unknown) and value.not_filled


def _is_answered(answers: object, field_id: str) -> bool:
    """Whether the answers hold the key at all, be it empty."""
    node = answers
    for key in field_id.split("."):
        if not isinstance(node, Mapping) or key not in node:
            return False
        node = node[key]
    return True


def _supposed(dossier: Dossier, spec: ChoosingSpec, answers: object) -> dict[str, Value]:
    """Samples for what is not answered, as far as answers call for them."""
    form = dossier.schema
    chosen = [
        options.get(str(dossier.values[form.field(field_id).name]), {}) for field_id, options in spec.samples.items()
    ]
    wanted = {key: text for values in chosen for key, text in values.items() if not _is_answered(answers, key)}
    tree: dict[str, object] = {}
    for key, text in wanted.items():
        *groups, last = key.split(".")
        node = tree
        for group in groups:
            inner = node.setdefault(group, {})
            assert isinstance(inner, dict)
            node = inner
        node[last] = text
    supposed = hold_dossier(form, "", tree)
    return {key: supposed.values[form.field(key).name] for key in wanted}
