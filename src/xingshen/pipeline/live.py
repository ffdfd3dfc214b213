"""A look at an application while it is being filled in: the same check, with what a page needs to guide people.

    desk = LiveDesk(compile_guide(load_guide(find_guide("hebei-intl-2026"))))        # once per process
    dossier = hold_dossier(desk.form, "2026-0148", application, papers)              # dossier.in_memory, no folder
    look = desk.look(dossier, {digest: paper, …}.get)                                # digest -> Paper | None (not read)
    look.findings, look.fields["budget.self_funding"], look.papers, look.blocks      # pipeline.live_shape

``look.result`` equals what ``check_dossier`` says of the exported folder. A file that has not been read yet makes
unknown what rests on it, never wrong and never right. Knows neither pages nor storage.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from xingshen.dossier.addresses import FieldRef, field_ref
from xingshen.dossier.attachments import ATTACHMENTS_ID
from xingshen.dossier.dossier import Dossier, FormProblem
from xingshen.dossier.form_spec import ALWAYS, FieldSpec, FormSchema
from xingshen.dossier.placeholders import find_placeholders
from xingshen.dossier.sums import form_sums
from xingshen.findings.finding import Finding
from xingshen.kernel.knowledge import Listing
from xingshen.language.frame import Frame
from xingshen.language.types import MONEY
from xingshen.pipeline.across import AcrossFacts, look_across
from xingshen.pipeline.check import Judged, evidenced_by, judge_dossier
from xingshen.pipeline.live_shape import (
    FieldHint,
    FieldState,
    HintKind,
    LiveCheck,
    LiveFinding,
    PaperState,
    SectionState,
)
from xingshen.pipeline.papers import PaperSet
from xingshen.pipeline.shelf import PaperShelf, PaperSource
from xingshen.pipeline.slips import unit_slips
from xingshen.pipeline.states import State, rule_states
from xingshen.pipeline.system_values import is_empty
from xingshen.rules.compiled import CompiledGuide
from xingshen.rules.form_conditions import Block, blocks, is_required, is_shown, wanted_papers
from xingshen.rules.result import RuleResult
from xingshen.rules.wording import write_value

_FOUND = frozenset({State.WRONG, State.LOOK, State.OPEN, State.READING})
_MOST_PAPERS = 256
_UNNAMED = 2
_FILLER = FieldHint(HintKind.PLACEHOLDER, "像是占位文字，请改为实际内容")


class LiveDesk:
    """Looks at applications of one guide. One per process is enough; safe to share between threads."""

    def __init__(self, guide: CompiledGuide, *, most_papers: int = _MOST_PAPERS) -> None:
        self.guide = guide
        self._shelf = PaperShelf(most_papers)
        self._refs = _References(guide.guide.form)

    @property
    def form(self) -> FormSchema:
        """The form of the guide."""
        return self.guide.guide.form

    def look(
        self,
        dossier: Dossier,
        papers: PaperSource,
        *,
        as_of: date | None = None,
        across: AcrossFacts | None = None,
    ) -> LiveCheck:
        """The application as it stands. ``across``: what other dossiers say of it; without, it stands alone."""
        evidenced = evidenced_by(dossier, self._shelf.gather(dossier, papers))
        others = across or look_across([evidenced.summary])[evidenced.summary.dossier_id]
        judged = judge_dossier(self.guide, evidenced, others, as_of=as_of)
        states = rule_states(self.guide, dossier, judged)
        findings = tuple(self._finding(item, judged, states) for item in _with_results(judged))
        fields = self._fields(dossier, judged, findings)
        return LiveCheck(
            dossier=dossier,
            result=judged.result,
            findings=findings,
            fields=fields,
            papers=tuple(self._papers(dossier, evidenced.papers, judged)),
            sums=form_sums(dossier),
            sections=tuple(_section_states(self.form, fields, findings)),
            blocks=tuple(_blocks(self.guide, judged)),
            reading=tuple(item.file for item in evidenced.papers.pending),
        )

    def _finding(
        self, pair: tuple[Finding, RuleResult | None], judged: Judged, states: Mapping[str, State]
    ) -> LiveFinding:
        finding, result = pair
        if result is None:
            return LiveFinding(finding=finding, state=_question_state(finding))
        fields = () if result.derived else self._refs.of_finding(finding, result, judged.seen.paths)
        section = self.form.section_of.get(fields[0].top) if fields else None
        return LiveFinding(
            finding=finding,
            state=states[finding.rule],
            fields=fields,
            section=section.id if section else None,
            files=tuple(dict.fromkeys(place.file for place in finding.evidence if place.method != "form")),
        )

    def _fields(self, dossier: Dossier, judged: Judged, findings: Iterable[LiveFinding]) -> dict[str, FieldState]:
        frame = Frame(list(judged.slots))
        notes = _Notes(self._refs, dossier, unit_slips(self.guide, dossier, judged.results, judged.slots), findings)
        states = [
            notes.state(
                ref, value, is_shown(self.guide.form, spec.id, frame), is_required(self.guide.form, spec.id, frame)
            )
            for spec in self.form.fields
            for value in (dossier.values[spec.name],)
            if (ref := self._refs.of_path(spec.name)) is not None
        ]
        rows = [
            state for spec in self.form.fields for state in _rows(notes, spec, dossier.values[spec.name], spec.name)
        ]
        return {state.ref.address: state for state in (*states, *rows)}

    def _papers(self, dossier: Dossier, papers: PaperSet, judged: Judged) -> Iterator[PaperState]:
        for wanted in wanted_papers(self.guide.form, self.form.kinds, judged.slots):
            name = wanted.kind.name
            present = tuple(dict.fromkeys(paper.file for paper in papers.of_kinds([name])))
            reading = tuple(item.file for item in papers.pending if item.kind == name)
            yield PaperState(wanted, present, reading)


def _with_results(judged: Judged) -> Iterator[tuple[Finding, RuleResult | None]]:
    by_rule = {result.rule.id: result for result in judged.results}
    return ((finding, by_rule.get(finding.rule)) for finding in judged.result.findings)


def _question_state(finding: Finding) -> State:
    return State.STANDING if finding.standing else State.NOT_APPLICABLE


def _blocks(guide: CompiledGuide, judged: Judged) -> list[Block]:
    return blocks(guide.form, judged.slots, {result.rule.id: result.outcome for result in judged.results})


class _References:
    """Form fields by the paths that rules read; each path is worked out once."""

    def __init__(self, schema: FormSchema) -> None:
        self.schema = schema
        self._found: dict[str, FieldRef | None] = {}
        self._stated = {
            (listed.name, fact.name): schema.field(listed.declared).name
            for listed in schema.facts
            if listed.declared is not None and listed.declared in schema.section_of
            for fact in listed.items
            if fact.declared is not None
        }

    def of_path(self, path: str) -> FieldRef | None:
        if path not in self._found:
            if len(self._found) > 50_000:
                self._found.clear()
            self._found[path] = field_ref(self.schema, path)
        return self._found[path]

    def of_finding(
        self, finding: Finding, result: RuleResult, spoken: Mapping[str, tuple[str, ...]]
    ) -> tuple[FieldRef, ...]:
        """The fields of a finding: what it lacks first, then what its clauses are about, then what its rule read.

        Where no clause is about a field and the finding shows a paper, the list of attachments goes before all.
        """
        missing = [path for item in result.missing for path in spoken.get(item.path, (item.path,))]
        paths = [*missing, *(path for name in result.read for path in spoken.get(name, (name,)))]
        found = {ref.address: ref for path in paths if (ref := self.of_path(path)) is not None}
        lacking = {ref.address for path in missing if (ref := self.of_path(path)) is not None}
        if found:
            found.update({ref.address: ref for path in paths if (ref := self._stating(path)) is not None})
        ordered = sorted(found.values(), key=lambda ref: (ref.address not in lacking, self._distance(ref, result)))
        told = any(ref.address in lacking or self._distance(ref, result) < _UNNAMED for ref in ordered[:1])
        shows_paper = any(place.method != "form" for place in finding.evidence[:1])
        papers = self._attachments(result) if not told and (shows_paper or not ordered) else ()
        return tuple({ref.address: ref for ref in (*papers, *ordered)}.values())

    def _stating(self, path: str) -> FieldRef | None:
        """The list of the form that states what ``path`` says of papers; None where the form does not."""
        listed, _, fact = path.partition("[")
        name = self._stated.get((listed, fact.rpartition(".")[2]))
        return self.of_path(name) if name is not None else None

    def _distance(self, ref: FieldRef, result: RuleResult) -> int:
        """0: the clauses of the rule are those of the field; 1: of the list in which it stands; else unnamed."""
        named = (self.schema.field(field_id).clauses for field_id in (ref.field_id, ref.top))
        return next((at for at, each in enumerate(named) if not set(each).isdisjoint(result.rule.clauses)), _UNNAMED)

    def _attachments(self, result: RuleResult) -> tuple[FieldRef, ...]:
        """What rests on papers alone leads to the list of attachments."""
        spec = self.schema.by_id.get(ATTACHMENTS_ID)
        ref = self.of_path(spec.name) if spec and result.read else None
        return (ref,) if ref else ()


class _Notes:
    """What is to be said of single fields: problems, hints, findings that lead there."""

    def __init__(
        self, refs: _References, dossier: Dossier, slips: Mapping[str, Decimal], findings: Iterable[LiveFinding]
    ) -> None:
        self.refs = refs
        self.slips = slips
        self.problems: dict[str, list[FormProblem]] = {}
        self.findings: dict[str, list[str]] = {}
        self.fillers = {ref.address for path, _ in find_placeholders(dossier) if (ref := refs.of_path(path))}
        for problem in dossier.problems:
            if ref := refs.of_path(problem.path):
                self.problems.setdefault(ref.address, []).append(problem)
        for item in findings:
            if item.fields and item.state in _FOUND:
                self.findings.setdefault(item.fields[0].address, []).append(item.finding.rule)

    def state(self, ref: FieldRef, value: object, visible: bool | None, required: bool | None) -> FieldState:
        empty = is_empty(value)
        slip = [_slip(self.slips[ref.address])] if ref.address in self.slips else []
        filler = [_FILLER] if ref.address in self.fillers else []
        return FieldState(
            ref=ref,
            visible=visible,
            required=required,
            filled=None if empty is None else not empty,
            problems=tuple(self.problems.get(ref.address, ())),
            notes=(*slip, *filler),
            findings=tuple(self.findings.get(ref.address, ())),
        )


def _slip(amount: Decimal) -> FieldHint:
    instead = write_value(amount, MONEY)
    return FieldHint(HintKind.UNIT_SLIP, f"单位是万元；如果填的是元，应为 {instead} 万元", instead)


def _rows(notes: _Notes, spec: FieldSpec, value: object, path: str) -> Iterator[FieldState]:
    """The fields of the rows of a list, of lists in them too."""
    rows = value.items if isinstance(value, Listing) else ()
    cells = [(at, item, row) for at, row in enumerate(rows, 1) if isinstance(row, dict) for item in spec.items]
    for at, item, row in cells:
        here = f"{path}[{at}].{item.name}"
        if ref := notes.refs.of_path(here):
            yield notes.state(ref, row.get(item.name), True, item.required == ALWAYS)
        yield from _rows(notes, item, row.get(item.name), here)


def _section_states(
    schema: FormSchema, fields: Mapping[str, FieldState], findings: Iterable[LiveFinding]
) -> Iterator[SectionState]:
    counts: dict[str, Counter[State]] = {}
    for item in findings:
        if item.section and item.state in _FOUND:
            counts.setdefault(item.section, Counter())[item.state] += 1
    for section in schema.sections:
        ids = section.fields
        asked = [fields[field_id] for field_id in ids if fields[field_id].visible is not False]
        inside = [state for state in fields.values() if state.ref.top in ids]
        yield SectionState(
            section=section,
            asked=len(asked),
            filled=sum(1 for state in asked if state.filled),
            required_left=sum(1 for state in inside if state.required and state.filled is False),
            findings=dict(counts.get(section.id, {})),
        )
