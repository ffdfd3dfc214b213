"""A new draft out of an earlier application: what still holds is copied, what belongs to its year is not.

Papers are never copied: a guide wants agreements, pledges and signed pages for this very project and year, and what
one may use again (a licence, an audit report) is quickly chosen anew. Private values are copied where the owner of the
new draft may see those of the old one, which the caller makes sure of.
"""

from __future__ import annotations

from dataclasses import dataclass

from xingshen.dossier.attachments import ATTACHMENTS_ID
from xingshen.dossier.form_spec import FieldSpec, FieldType
from xingshen.review.policy import Actor
from xingshen.store.applying import applications
from xingshen.store.applying.answers import Address, Answers
from xingshen.store.applying.applications import NO_ORIGIN
from xingshen.store.calls import guides
from xingshen.store.models import Application, Call
from xingshen.store.record.audit import Origin

_DECLARED = "declaration"
"""Part of the id of what has to be declared anew by whoever hands in."""


@dataclass(frozen=True, slots=True)
class Copied:
    """How many fields were taken over, and the names of those that were filled in but left out."""

    fields: int
    left_out: tuple[str, ...]


def copy_into(call: Call, source: Application, actor: Actor, origin: Origin = NO_ORIGIN) -> tuple[Application, Copied]:
    """A draft in ``call`` with what of ``source`` the form of the call asks too. Raises guides.GuideUnavailable."""
    schema = guides.of_call(call).guide.form
    before = applications.answers_of(source)
    begun = Answers(schema, None, None)
    taken: set[str] = set()
    left_out: dict[str, None] = {}
    for address, value in before.written():
        spec = schema.by_id.get(address.spec.id)
        if spec is None or not _same_kind(spec, address.spec) or _of_its_year(spec, address, call, source):
            left_out[address.spec.name] = None
            continue
        begun.put(Address(spec, address.field_id, address.row, address.cell), value)
        taken.add(address.field_id)
    application = applications.create(call, actor, begun, source=source, origin=origin)
    return application, Copied(len(taken), tuple(left_out))


def _same_kind(new: FieldSpec, old: FieldSpec) -> bool:
    return (new.type, new.item_type, new.is_record_list) == (old.type, old.item_type, old.is_record_list)


def _of_its_year(spec: FieldSpec, address: Address, call: Call, source: Application) -> bool:
    """Dates of the project and of filing belong to their year; declarations are made anew each time."""
    if _DECLARED in spec.id.split(".") or spec.id == ATTACHMENTS_ID:
        return True
    return source.call_id != call.pk and spec.type is FieldType.DATE and not address.row and _is_plan(spec)


def _is_plan(spec: FieldSpec) -> bool:
    return spec.id.split(".")[0] in ("project", "form")
