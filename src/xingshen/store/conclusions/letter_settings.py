"""How the office of a call writes: the head of its letters, who signs, how letters are numbered; and its templates.

Kept in the settings of the call (``letters``) and in ``LetterTemplate``; each change is an event of the call. Whether a
template can be used is asked of the bounded process that opens it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from xingshen.reports.letters.builtin import builtin_template
from xingshen.reports.letters.numbering import SERIAL, LetterSettings
from xingshen.reports.letters.templating import TemplateDesk
from xingshen.review.examination_values import LetterKind
from xingshen.review.policy import Actor
from xingshen.store.calls import call_editing
from xingshen.store.models import Call, LetterTemplate
from xingshen.store.record import audit, files
from xingshen.store.record.audit import Origin

NO_ORIGIN = Origin()
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def of_call(call: Call) -> LetterSettings:
    """What is settled for the call; what is not has a default."""
    told = call.settings.get("letters") or {}
    known = {name: str(told[name]) for name in asdict(LetterSettings()) if told.get(name)}
    return LetterSettings(**known)


def change(call: Call, wanted: LetterSettings, actor: Actor, origin: Origin = NO_ORIGIN) -> None:
    """Settle it. ValueError in Chinese where numbers would repeat."""
    if SERIAL not in wanted.pattern:
        raise ValueError(f"文号格式里要有 {SERIAL}，否则各份通知书的文号会相同。")
    with transaction.atomic():
        row = Call.objects.select_for_update().get(pk=call.pk)
        before = asdict(of_call(row))
        row.settings = {**row.settings, "letters": asdict(wanted)}
        row.save(update_fields=["settings"])
        audit.append(
            "call.letters_changed", call_editing.subject(row), actor,
            before=before, after=asdict(wanted), origin=origin,
        )  # fmt: skip


# --- templates -------------------------------------------------------------------------------------------------------


def own_templates(call_id: int) -> dict[str, LetterTemplate]:
    """The office's own templates by kind of letter."""
    rows = LetterTemplate.objects.filter(call_id=call_id).select_related("blob", "changed_by")
    return {row.letter: row for row in rows}


def template_of(call_id: int, kind: LetterKind) -> bytes:
    """The template in use: the office's own, else the built-in one."""
    row = own_templates(call_id).get(kind.value)
    return builtin_template(kind) if row is None else files.path_of(row.blob_id).read_bytes()


def problems_of(content: bytes, kind: LetterKind) -> Sequence[str]:
    """What stops these bytes from being a template of ``kind``, in Chinese; asked of a process of its own."""
    with TemplateDesk() as desk:
        return desk.problems(content, kind)


def replace_template(
    call: Call, kind: LetterKind, name: str, chunks: Iterable[bytes], actor: Actor, origin: Origin = NO_ORIGIN
) -> Sequence[str]:
    """Use another template from now on; what is wrong with it instead, and then nothing changes."""
    content = b"".join(chunks)
    if problems := problems_of(content, kind):
        return problems
    stored = files.put([content])
    with transaction.atomic():
        fields = {
            "blob": files.blob_of(stored, _DOCX), "name": name[:255],
            "changed_at": timezone.now(), "changed_by_id": actor.user_id,
        }  # fmt: skip
        LetterTemplate.objects.update_or_create(call=call, letter=kind.value, defaults=fields)
        told = {"letter": kind.value, "name": name[:255], "sha256": stored.sha256}
        audit.append("call.template_changed", call_editing.subject(call), actor, after=told, origin=origin)
    return ()


def use_builtin(call: Call, kind: LetterKind, actor: Actor, origin: Origin = NO_ORIGIN) -> None:
    """Go back to the built-in template."""
    with transaction.atomic():
        gone, _ = LetterTemplate.objects.filter(call=call, letter=kind.value).delete()
        if gone:
            told = {"letter": kind.value, "name": "", "sha256": ""}
            audit.append("call.template_changed", call_editing.subject(call), actor, after=told, origin=origin)


def year_of(at: datetime) -> int:
    """The year of an instant in Asia/Shanghai."""
    return timezone.localtime(at).year
