"""An application as a dossier folder in a zip, and back, so that terminal and portal check one and the same thing.

Out: ``application.json`` with private values in their places, and the papers under the names that it lists. In: any
dossier that ``xingshen check`` reads becomes a new draft; what could not be taken over is told, nothing is guessed.
"""

from __future__ import annotations

import json
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from xingshen.dossier.attachments import ATTACHMENTS_ID
from xingshen.dossier.dossier import Dossier, DossierUnreadable
from xingshen.dossier.form_spec import FieldSpec, FieldType, FormSchema
from xingshen.dossier.in_memory import distinct_names, held_application
from xingshen.dossier.json_text import parse_json
from xingshen.dossier.reading import open_dossier
from xingshen.dossier.scalars import UNKNOWN_WORD
from xingshen.dossier.writing import APPLICATION_FILE
from xingshen.dossier.yaml_text import parse_yaml
from xingshen.review.policy import Actor
from xingshen.store.applying import applications, papers
from xingshen.store.applying.answers import Address, Answers, BadChange, clean_value, new_row_id
from xingshen.store.applying.applications import NO_ORIGIN
from xingshen.store.applying.paper_names import PaperRefused
from xingshen.store.applying.papers import Place
from xingshen.store.calls import guides
from xingshen.store.models import Application, Call, Paper
from xingshen.store.record import audit, files
from xingshen.store.record.audit import Origin


@dataclass
class Imported:
    """The new draft, and sentences about what was not taken over."""

    application: Application
    notes: list[str] = field(default_factory=list)


# --- out -------------------------------------------------------------------------------------------------------------


def export(application: Application, target: Path, actor: Actor, origin: Origin = NO_ORIGIN) -> None:
    """Write the zip to ``target``, private values included; that this was done is an event. OSError: disk."""
    held = distinct_names(papers.held(papers.present(application.pk)))
    tree = held_application(applications.tree(application), held)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(APPLICATION_FILE, json.dumps(tree, ensure_ascii=False, indent=2) + "\n")
        for paper in held:
            packed.write(paper.path, paper.file, zipfile.ZIP_STORED)
    with transaction.atomic():
        after = {"version": application.version, "papers": len(held)}
        audit.append("application.exported", applications.subject(application), actor, after=after, origin=origin)


# --- in --------------------------------------------------------------------------------------------------------------


def import_dossier(call: Call, source: Path, actor: Actor, origin: Origin = NO_ORIGIN) -> Imported:
    """A new draft in ``call`` out of the zip at ``source``. Raises DossierUnreadable, guides.GuideUnavailable."""
    schema = guides.of_call(call).guide.form
    _demand_size(source)
    with open_dossier(source, schema) as dossier:
        reading = _Reading(schema)
        begun = reading.answers(_raw_tree(dossier))
        with transaction.atomic():
            application = applications.create(call, actor, begun, origin=origin)
            result = Imported(application, [*reading.notes, *(notice.message for notice in dossier.notices)])
            _take_papers(dossier, result, actor, origin)
            after = {"papers": papers.present(application.pk).count()}
            audit.append("application.imported", applications.subject(application), actor, after=after, origin=origin)
    return result


def _demand_size(source: Path) -> None:
    """What unpacks to more than one application may hold is not unpacked at all."""
    try:
        with zipfile.ZipFile(source) as packed:
            total = sum(entry.file_size for entry in packed.infolist())
    except (zipfile.BadZipFile, OSError):
        raise DossierUnreadable(("这不是完好的 zip 压缩包，请重新压缩后再试",)) from None
    if total > papers.dossier_limit():
        limit = papers.dossier_limit() // papers.MEGABYTE
        raise DossierUnreadable((f"压缩包解压后超过 {limit} MB 的上限，请去掉不需要的文件后再试",))


def _raw_tree(dossier: Dossier) -> object:
    """The application file as it is written; it was read before, so it can be read."""
    assert dossier.root is not None  # it was opened from a folder
    raw = (dossier.root / dossier.application_file).read_bytes()
    text = _decoded(raw)
    parse = parse_json if dossier.application_file.casefold().endswith(".json") else parse_yaml
    return parse(text, dossier.application_file).tree


def _decoded(raw: bytes) -> str:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


class _Reading:
    """Answers out of the tree of an application file; what has no place is noted."""

    def __init__(self, schema: FormSchema) -> None:
        self.schema = schema
        self.notes: list[str] = []

    def answers(self, tree: object) -> Answers:
        found = Answers(self.schema, None, None)
        for spec, node in self._bound(tree if isinstance(tree, Mapping) else {}, ""):
            if spec.is_record_list:
                for row in self._rows(node):
                    self._put_row(found, spec, row)
            else:
                self._put(found, Address(spec, spec.id), node)
            if spec.type is FieldType.LIST and _is_open(node):
                found.leave_open(spec.id)
        return found

    def _bound(self, node: Mapping[str, Any], stem: str) -> Iterator[tuple[FieldSpec, Any]]:
        for key, child in node.items():
            full = stem + unicodedata.normalize("NFKC", key).strip().replace("-", "_")
            spec = self.schema.ids_and_aliases.get(full)
            if spec is not None and spec.id != ATTACHMENTS_ID:
                yield spec, child
            elif isinstance(child, Mapping):
                yield from self._bound(child, f"{full}.")

    def _rows(self, node: Any) -> list[Any]:
        if isinstance(node, Mapping):
            node = node.get("items", [] if _is_open(node) else [node])
        return node if isinstance(node, list) else []

    def _put_row(self, found: Answers, spec: FieldSpec, row: Any) -> None:
        if not isinstance(row, Mapping):
            self.notes.append(f"“{spec.name}”中有一行不是记录，没有导入。")
            return
        row_id, by_name = new_row_id(), {item.name: item for item in spec.items}
        for key, node in row.items():
            item = spec.items_by_key.get(key.strip()) or by_name.get(key.strip())
            if item is not None:
                self._put(found, Address(item, spec.id, row_id, item.key), node)
        if found.row(spec.id, row_id) is None:
            found.put(Address(spec, spec.id, row_id), {})

    def _put(self, found: Answers, address: Address, node: Any) -> None:
        try:
            value = clean_value(address.spec, _shaped(address.spec, node))
        except BadChange as refusal:
            self.notes.append(f"{refusal}。")
            return
        if address.spec.private and not isinstance(value, str | None):
            self.notes.append(f"“{address.spec.name}”没有导入，请补填。")
        elif value is not None:
            found.put(address, value)


def _is_open(node: Any) -> bool:
    """A list that the dossier calls unknown, or of which it says that there is more."""
    if isinstance(node, Mapping):
        return "unknown" in node or str(node.get("complete", True)).casefold() in ("false", "否")
    return isinstance(node, str) and node.strip() == UNKNOWN_WORD


def _shaped(spec: FieldSpec, node: Any) -> Any:
    """Numbers as the text they are; a single word where a list belongs as a list; inner rows under their keys."""
    if isinstance(node, str):
        if spec.type is FieldType.LIST and _is_open(node):
            return None
        return [str(node)] if spec.item_type is not None else str(node)
    if isinstance(node, Mapping) and (spec.item_type is not None or spec.items):
        node = node.get("items", [])
    if isinstance(node, list) and spec.items:
        return [{key: each for key, each in row.items() if key in spec.items_by_key} for row in node]
    return node


def _take_papers(dossier: Dossier, result: Imported, actor: Actor, origin: Origin) -> None:
    names: dict[str, Paper] = {}
    for attachment in dossier.attachments:
        if attachment.path is None:
            result.notes.append(attachment.problem.message if attachment.problem else f"{attachment.file} 没有导入")
            continue
        kind = attachment.kind if isinstance(attachment.kind, str) else ""
        try:
            added = papers.add(
                files.put_path(attachment.path), Path(attachment.file).name, Place(result.application.pk, kind),
                actor, origin,
            )  # fmt: skip
        except PaperRefused as refusal:
            result.notes.append(str(refusal))
            continue
        names[attachment.file] = names[Path(attachment.file).name] = added.paper
        told = {
            "title": attachment.title if isinstance(attachment.title, str) else "",
            "fiscal_year": str(attachment.fiscal_year) if isinstance(attachment.fiscal_year, int) else "",
        }
        Paper.objects.filter(pk=added.paper.pk).update(**told)
    for attachment in dossier.attachments:
        original = attachment.translation_of
        if isinstance(original, str) and attachment.file in names:
            known = names.get(original)
            name = known.name if known is not None else original
            Paper.objects.filter(pk=names[attachment.file].pk).update(translation_of=name[:255])
