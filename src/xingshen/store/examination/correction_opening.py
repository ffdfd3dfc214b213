"""What a return for correction opens, finding by finding: from what each touches to what may be changed.

Fields: those that the finding touches, rows by their ids. Where it touches a column and names no row, the fault may be
in any of them and the cure may be another row: the whole list is opened. A total that the form works out is opened with
its parts. Papers: the kinds that the finding rests on or asks for, and the kinds as which its files were handed in;
with any field also the papers printed from the form, because they have to be printed and sealed anew.

That is the most a return may open. Usually less is enough: what rests on papers is mended with papers, and of them with
those that the finding asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from xingshen.dossier.attachments import ATTACHMENTS_ID
from xingshen.dossier.form_spec import FormSchema
from xingshen.evidence.kinds import FORM_PRINT
from xingshen.review.examination_values import Opened
from xingshen.store.applying import saving
from xingshen.store.applying.answers import ROW_ID, Answers
from xingshen.store.models import Check
from xingshen.store.procedure import examination_touches
from xingshen.store.procedure.examination_touches import Touches

_IN_A_ROW = re.compile(r"(?P<field>[a-z0-9_.]+)\[(?P<row>\d+)\](?:\.(?P<cell>[a-z0-9_]+))?")
NOTHING_OPENED = Opened()


@dataclass(frozen=True, slots=True)
class Opening:
    """What a finding may open at most, and what is usually opened for it."""

    most: Opened = NOTHING_OPENED
    usual: Opened = NOTHING_OPENED


def openings(check: Check) -> dict[str, Opening]:
    """By fingerprint, for every finding of a submission's check. Raises guides.GuideUnavailable."""
    submission = check.submission
    if submission is None:
        return {}
    answers = saving.answers_at(submission.application, submission.version)
    kinds = {paper["name"]: paper["kind"] for paper in submission.manifest["papers"]}
    touched = examination_touches.from_json(check.touches)
    return {mark: opening_of(each, answers, kinds) for mark, each in touched.items()}


def opening_of(touches: Touches, answers: Answers, kinds: Mapping[str, str]) -> Opening:
    """What one finding opens; ``kinds``: of the files that were handed in."""
    fields = tuple(dict.fromkeys(_fields(touches.fields, answers)))
    as_filed = [kinds[file] for file in touches.files if file in kinds]
    printed = _printed(answers.schema, kinds.values())
    on_papers = touches.fields[:1] == (ATTACHMENTS_ID,)
    most = _opened(fields, [*touches.kinds, *as_filed], printed)
    usual = _opened(() if on_papers else fields, [*touches.kinds] or as_filed, printed)
    return Opening(most, usual if usual.fields or usual.papers else most)


def _opened(fields: tuple[str, ...], papers: list[str], printed: list[str]) -> Opened:
    return Opened(fields, tuple(dict.fromkeys([*papers, *(printed if fields else ())])))


def _fields(touched: Iterable[str], answers: Answers) -> Iterator[str]:
    for address in touched:
        for each in (address, *_parts(address, answers.schema)):
            opened = _address(each, answers)
            if opened:
                yield opened


def _parts(field_id: str, schema: FormSchema) -> Iterator[str]:
    """What a total is worked out from."""
    yield from (part for spec in schema.sums if spec.field == field_id and spec.fills for part in spec.parts)


def _address(touched: str, answers: Answers) -> str:
    """The address in the application; "" where the form has no such place of its own."""
    found = _IN_A_ROW.match(touched)
    field_id = _top(found["field"] if found else touched, answers.schema)
    if not found or not field_id:
        return field_id
    rows, at = answers.filled_rows(field_id), int(found["row"]) - 1
    if not 0 <= at < len(rows):
        return field_id
    row = f"{field_id}[{rows[at][ROW_ID]}]"
    return f"{row}.{found['cell']}" if found["cell"] else row


def _top(field_id: str, schema: FormSchema) -> str:
    """The field of the form itself in which ``field_id`` stands; the list of papers is none."""
    spec = schema.by_id.get(field_id)
    while spec is not None and spec not in schema.fields:
        spec = schema.by_id.get(spec.id.rpartition(".")[0])
    return spec.id if spec is not None and spec.id != ATTACHMENTS_ID else ""


def _printed(schema: FormSchema, handed_in: Iterable[str]) -> list[str]:
    there = set(handed_in)
    return [kind.name for kind in schema.kinds if kind.reader == FORM_PRINT and kind.name in there]
