"""From the path of a form value as rules name it (境外合作机构[1].机构所在地) to its address in the application.

The address (``partner[1].country``; rows count from 1) is what a page needs to link to a field. Knows the form's names,
no value and no rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from xingshen.dossier.form_spec import FieldSpec, FormSchema

_STEP = re.compile(r"([^\[\].]+)((?:\[\d+\])*)")


@dataclass(frozen=True, slots=True)
class FieldRef:
    """One field of the form, in a certain row where it stands in a list.

    ``field_id`` is that of the schema (``partner.country``), ``top`` that of the field of the form in which it stands
    (``partner``), ``address`` says the row too (``partner[1].country``), ``path`` is the same in the words of rules.
    """

    field_id: str
    top: str
    address: str
    path: str


def field_ref(schema: FormSchema, path: str) -> FieldRef | None:
    """The field that ``path`` names, or None where it is no form value (a fact, a name of the engine, a sentence)."""
    steps = path.split(".")
    spec: FieldSpec | None = None
    address = top = ""
    for at, step in enumerate(steps):
        match = _STEP.fullmatch(step)
        spec = _inner(schema, spec, match.group(1), at) if match else None
        if match is None or spec is None:
            return None
        address = f"{address}.{spec.key}{match.group(2)}" if at else f"{spec.id}{match.group(2)}"
        top = top or spec.id
    return FieldRef(spec.id, top, address, path) if spec else None


def _inner(schema: FormSchema, holder: FieldSpec | None, name: str, depth: int) -> FieldSpec | None:
    """The field called ``name`` of the form, or of the rows of ``holder``."""
    found = schema.by_name.get(name)
    if found is None:
        return None
    stem = f"{holder.id}." if holder else ""
    return found if (depth == 0 and found.id in schema.section_of) or (depth and found.id == stem + found.key) else None
