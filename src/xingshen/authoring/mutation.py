"""Mutants of a guide that some case must notice: of its expressions, definitions, parameters and table cells.

A mutant that no case notices means that the cases do not pin the guide down.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from xingshen.authoring.mutants import Change, mutate
from xingshen.authoring.subjects import PreparedCase, Subject, prepare_all, subjects
from xingshen.guide.pack import Guide, Pack
from xingshen.language.errors import ExpressionError
from xingshen.language.parsing import parse
from xingshen.language.scope import Constant, Scope, Table
from xingshen.language.types import Kind, Type
from xingshen.rules.compiled import Waivers, compile_waivers


@dataclass(frozen=True, slots=True)
class Mutant:
    """One wrong version: where (rule, definition or parameter), and what was changed.

    ``boundary``: what is missing is a case exactly on a boundary.
    """

    place: str
    line: int
    change: str
    boundary: bool = False


@dataclass(frozen=True, slots=True)
class MutationReport:
    """How many mutants were made, and those that no case noticed."""

    made: int
    survivors: tuple[Mutant, ...]


@dataclass(frozen=True, slots=True)
class _Trial:
    """A mutant with what it touches: subjects with their texts, scope and exceptions."""

    mutant: Mutant
    affected: tuple[tuple[Subject, tuple[str, ...]], ...]
    scope: Scope
    waivers: Waivers


def run_mutants(guide: Guide, pack_id: str) -> MutationReport:
    """Make and judge every mutant of one pack of ``guide``. Expressions must compile (raises ExpressionError)."""
    every = list(subjects(guide))
    prepared = {subject.id: prepare_all(guide, subject.cases) for subject in every}
    made, survivors = 0, []
    for trial in _trials(guide, pack_id, every):
        made += 1
        if not any(_noticed(subject, texts, trial, prepared[subject.id]) for subject, texts in trial.affected):
            survivors.append(trial.mutant)
    order = sorted(survivors, key=lambda item: (item.line, item.place, item.change))
    return MutationReport(made, tuple(order))


def _noticed(subject: Subject, texts: tuple[str, ...], trial: _Trial, prepared: list[PreparedCase]) -> bool:
    """Whether some case gives another outcome than expected, or the mutant does not even compile."""
    try:
        judge = subject.build(texts, trial.scope, trial.waivers)
    except ExpressionError:
        return True
    return any(judge(item.frame()) is not item.case.expected for item in prepared)


def _trials(guide: Guide, pack_id: str, every: list[Subject]) -> Iterator[_Trial]:
    pack = next(pack for pack in guide.packs if pack.id == pack_id)
    waivers = compile_waivers(guide, guide.scope)
    for subject in every:
        if subject.pack == pack_id:
            for mutant, texts in _subject_mutants(subject):
                yield _Trial(mutant, ((subject, texts),), guide.scope, waivers)
    uses = {subject.id: _names_used(subject, guide) for subject in every}
    for name, mutant, scope in (*_definition_mutants(pack, guide), *_value_mutants(pack, guide)):
        affected = tuple((subject, subject.texts) for subject in every if name in uses[subject.id])
        yield _Trial(mutant, affected, scope, compile_waivers(guide, scope))
    for mutant, changed in _waiver_mutants(pack, guide):
        touched = tuple((subject, subject.texts) for subject in every if subject.id in changed[0][0].rules)
        yield _Trial(mutant, touched, guide.scope, changed)


def _subject_mutants(subject: Subject) -> Iterator[tuple[Mutant, tuple[str, ...]]]:
    for at, (label, text) in enumerate(zip(subject.labels, subject.texts, strict=True)):
        for change in mutate(text):
            texts = (*subject.texts[:at], change.text, *subject.texts[at + 1 :])
            yield _mutant(subject.id, subject.line, change, f"{label}："), texts


def _mutant(place: str, line: int, change: Change, before: str = "") -> Mutant:
    return Mutant(place, line, f"{before}{change.words}", change.boundary)


def _definition_mutants(pack: Pack, guide: Guide) -> Iterator[tuple[str, Mutant, Scope]]:
    for name, source in pack.definitions.items():
        for change in mutate(source):
            definitions = {**guide.scope.definitions, name: change.text}
            mutant = _mutant(f"定义 {name}", pack.definition_lines.get(name, 0), change)
            yield name, mutant, replace(guide.scope, definitions=definitions)


def _value_mutants(pack: Pack, guide: Guide) -> Iterator[tuple[str, Mutant, Scope]]:
    for name, constant in pack.constants.items():
        for moved in _moved(constant.type, constant.value):
            constants = {**guide.scope.constants, name: Constant(constant.type, moved, constant.text)}
            mutant = Mutant(f"参数 {name}", pack.constant_lines[name], f"{constant.value} 改为 {moved}")
            yield name, mutant, replace(guide.scope, constants=constants)
    for name, table in pack.tables.items():
        for words, changed in _moved_cells(table):
            mutant = Mutant(f"表 {name}", pack.table_lines.get(name, 0), words)
            yield name, mutant, replace(guide.scope, tables={**guide.scope.tables, name: changed})


def _moved_cells(table: Table) -> Iterator[tuple[str, Table]]:
    for key, row in table.rows.items():
        for column, value in row.items():
            for moved in _moved(table.columns[column], value):
                rows = {**table.rows, key: {**row, column: moved}}
                yield f"{key}的{column} {value} 改为 {moved}", replace(table, rows=rows)


def _moved(of: Type, value: object) -> Iterator[object]:
    """A value one step up and one step down (lists and texts are data, checked against their own sources)."""
    if isinstance(value, date):
        yield from (value + timedelta(days=1), value - timedelta(days=1))
    elif isinstance(value, int | Decimal):
        step = Decimal("0.01") if of.kind is Kind.PERCENT else min(Decimal(1), Decimal(value) or Decimal(1))
        yield from (value + step, value - step)


def _waiver_mutants(pack: Pack, guide: Guide) -> Iterator[tuple[Mutant, Waivers]]:
    for waiver in pack.waivers.values():
        for change in mutate(waiver.condition):
            changed = replace(waiver, condition=change.text)
            packs = replace(guide, pack=replace(guide.pack, waivers={waiver.id: changed}), included=())
            yield _mutant(waiver.id, waiver.line, change, "当："), compile_waivers(packs, guide.scope)


def _names_used(subject: Subject, guide: Guide) -> frozenset[str]:
    """Fields, parameters, tables and definitions that the subject or an exception to it reads, through definitions."""
    conditions = [item.condition for pack in guide.packs for item in pack.waivers.values() if subject.id in item.rules]
    return names_used((*subject.texts, *conditions), guide.scope.definitions)


def names_used(sources: tuple[str, ...], definitions: Mapping[str, str]) -> frozenset[str]:
    """Every name in ``sources``, and in the definitions that they use."""
    waiting, seen = list(sources), set[str]()
    while waiting:
        names = {node.id for node in ast.walk(parse(waiting.pop())) if isinstance(node, ast.Name)}
        waiting += [definitions[name] for name in names - seen if name in definitions]
        seen |= names
    return frozenset(seen)
