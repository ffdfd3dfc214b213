"""The conditions of a form, compiled with the guide that it belongs to, and what they say of the current answers.

Which fields are asked and which are required, which papers are wanted and why, what stops a submission. Three-valued:
None stands for “not known yet”. Judges no dossier; the rules do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from xingshen.dossier.form_asking import BlockSpec, NeedSpec
from xingshen.dossier.form_spec import ALWAYS, FormSchema, PaperKindSpec
from xingshen.guide.pack import Guide
from xingshen.kernel.knowledge import Unknown
from xingshen.kernel.outcome import Outcome
from xingshen.language.assembly import Run
from xingshen.language.compiler import compile_expression
from xingshen.language.errors import ExpressionError
from xingshen.language.frame import Frame
from xingshen.language.kleene import and_
from xingshen.language.scope import Scope

_BORROWED = "form"
"""The key of a pack that uses another pack's form: conditions that rest on the other guide say nothing there."""


@dataclass(frozen=True, slots=True)
class FormConditions:
    """The compiled conditions. ``shown`` and ``required`` by field id; a field that is missing there has none."""

    shown: Mapping[str, tuple[Run, ...]] = field(default_factory=dict)
    required: Mapping[str, Run] = field(default_factory=dict)
    needs: Mapping[str, tuple[tuple[NeedSpec, Run], ...]] = field(default_factory=dict)
    blocking: tuple[tuple[BlockSpec, Run | None], ...] = ()


class Need(StrEnum):
    """Whether a paper is wanted."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class WantedPaper:
    """A kind of paper and whether it is wanted: reason and clauses as the form gives them, empty for NO.

    ``waits_for``: paths of the answers on which an UNKNOWN need depends.
    """

    kind: PaperKindSpec
    need: Need
    reason: str = ""
    clauses: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Something that stops a submission: why, by which clauses, and the fields to look at."""

    reason: str
    clauses: tuple[str, ...]
    fields: tuple[str, ...]
    rule: str | None = None


def compile_form(guide: Guide) -> FormConditions:
    """Compile every condition of the guide's form. Raises ExpressionError, but not where the form is borrowed."""
    form = guide.form
    groups = [group for section in form.sections for group in section.groups if group.shown]
    whole = {field_id: _runs(guide, group.shown or ALWAYS) for group in groups for field_id in group.fields}
    own = {spec.id: _runs(guide, spec.shown) for spec in form.fields if spec.shown}
    return FormConditions(
        shown={spec.id: runs for spec in form.fields if (runs := (*whole.get(spec.id, ()), *own.get(spec.id, ())))},
        required={spec.id: run for spec in form.walk() if spec.required for run in _runs(guide, spec.required)},
        needs={
            kind.name: tuple((need, run) for need in kind.needs for run in _runs(guide, need.condition))
            for kind in form.kinds
        },
        blocking=tuple(_block_run(guide, spec) for spec in form.blocking),
    )


def owns_form(guide: Guide) -> bool:
    """Whether the form is the guide's own, not that of another pack."""
    return _BORROWED not in guide.pack.front


def form_expressions(form: FormSchema) -> Iterator[tuple[str, str, int]]:
    """Every expression of the form: what it is for, its text, its line in form.yaml."""
    for spec in form.walk():
        for what, source in (("必填", spec.required), ("显示", spec.shown)):
            if source and source != ALWAYS:
                yield f"{spec.id} {what}", source, spec.line
    for section in form.sections:
        yield from ((f"{section.id} 显示", group.shown, section.line) for group in section.groups if group.shown)
    for kind in form.kinds:
        yield from ((f"{kind.name} 需要", need.condition, need.line) for need in kind.needs if need.condition != ALWAYS)
    yield from (("提交条件", spec.condition, spec.line) for spec in form.blocking if spec.condition)


def is_shown(form: FormConditions, field_id: str, frame: Frame) -> bool | None:
    """Whether a field is asked at all; None: not known yet."""
    runs = form.shown.get(field_id)
    return True if runs is None else _known(and_([_truth(run, frame) for run in runs]))


def is_required(form: FormConditions, field_id: str, frame: Frame) -> bool | None:
    """Whether a field must be filled in; what is not asked is not required."""
    run = form.required.get(field_id)
    if run is None:
        return False
    runs = (*form.shown.get(field_id, ()), run)
    return _known(and_([_truth(each, frame) for each in runs]))


def wanted_papers(form: FormConditions, kinds: Sequence[PaperKindSpec], values: Sequence[object]) -> list[WantedPaper]:
    """Each kind of paper with whether it is wanted, in the order of the form."""
    frame = Frame(list(values))
    return [_wanted(kind, form.needs.get(kind.name, ()), frame) for kind in kinds]


def _wanted(kind: PaperKindSpec, needs: Sequence[tuple[NeedSpec, Run]], frame: Frame) -> WantedPaper:
    """The first reason that holds; else the first that may."""
    open_reason: WantedPaper | None = None
    for need, run in needs:
        truth = _truth(run, frame)
        if truth is True:
            return WantedPaper(kind, Need.YES, need.reason, need.clauses)
        if isinstance(truth, Unknown) and open_reason is None:
            waits_for = tuple(dict.fromkeys(item.path for item in truth.missing))
            open_reason = WantedPaper(kind, Need.UNKNOWN, need.reason, need.clauses, waits_for)
    return open_reason or WantedPaper(kind, Need.NO)


def blocks(form: FormConditions, values: Sequence[object], outcomes: Mapping[str, Outcome]) -> list[Block]:
    """What stops a submission: conditions that do not hold (or are not known to), rules that fail."""
    frame = Frame(list(values))
    return [
        Block(spec.reason, spec.clauses, spec.fields, spec.rule)
        for spec, run in form.blocking
        if (_truth(run, frame) is not True if run else outcomes.get(spec.rule or "") is Outcome.FAIL)
    ]


def _block_run(guide: Guide, spec: BlockSpec) -> tuple[BlockSpec, Run | None]:
    runs = _runs(guide, spec.condition) if spec.condition else ()
    return spec, runs[0] if runs else None


def _runs(guide: Guide, source: str) -> tuple[Run, ...]:
    """The condition as something to run; nothing where a borrowed form speaks of what this guide lacks."""
    if source == ALWAYS:
        return (_always,)
    try:
        return (_compiled(source, guide.scope),)
    except ExpressionError:
        if owns_form(guide):
            raise
        return ()


def _compiled(source: str, scope: Scope) -> Run:
    return compile_expression(source, scope).run


def _always(frame: Frame) -> object:
    return True


def _truth(run: Run, frame: Frame) -> bool | Unknown:
    """What a condition says; a fault inside it leaves it unknown."""
    frame.steps = 0
    try:
        value = run(frame)
    except Exception:  # one faulty condition must not take the whole form away from people
        return Unknown(())
    return value if isinstance(value, (bool, Unknown)) else Unknown(())


def _known(truth: bool | Unknown) -> bool | None:
    return None if isinstance(truth, Unknown) else truth
