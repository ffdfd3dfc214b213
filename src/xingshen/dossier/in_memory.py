"""A dossier out of an application held in memory and files that lie in a store: what a portal has, without a folder.

Nothing is read from disk and no file is hashed again; whatever shape the data have, the answer is a Dossier with its
problems, never an exception. The same data exported to a folder read as the same dossier, digest included.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path, PurePosixPath

from xingshen.dossier.assembly import assemble
from xingshen.dossier.attachments import ATTACHMENTS_ID
from xingshen.dossier.dossier import Dossier, FormProblem, Severity
from xingshen.dossier.folder import plain_name
from xingshen.dossier.form_reading import FormContent, Malformed, read_form
from xingshen.dossier.form_spec import FormSchema
from xingshen.dossier.source_text import MAX_DEPTH, NumberText, SourceText, Tree
from xingshen.dossier.writing import APPLICATION_FILE

_TOO_DEEP = "（嵌套过深）"
_ROW_KEYS = ("file", "kind", "title", "translation_of", "fiscal_year")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPaper:
    """One file that was handed in: what the applicant says of it, and what the store knows.

    ``kind`` is a kind of paper (name, alias or id) or empty; ``translation_of`` the file name of the original;
    ``digest`` is ``sha256:…`` of the bytes, ``size`` in bytes, ``path`` where they can be read.
    """

    file: str
    path: Path
    digest: str
    size: int
    kind: str = ""
    title: str = ""
    translation_of: str = ""
    fiscal_year: int | str | None = None


def hold_dossier(schema: FormSchema, dossier_id: str, application: object, papers: Sequence[HeldPaper] = ()) -> Dossier:
    """The dossier of ``application`` (the nested object that application.json holds, values as typed) and ``papers``.

    Attachment *n* of the dossier is paper *n*. Values of the wrong shape become problems (impossible) of their field.
    """
    named = distinct_names(papers)
    tree = _plain(held_application(application, named))
    content = read_form(SourceText(tree, lineless=True), schema)
    return assemble(
        schema,
        replace(content, problems=(*_as_problems(content, schema), *content.problems), malformed=()),
        _HeldFiles({paper.file: paper for paper in named}),
        dossier_id=dossier_id,
        application_file=APPLICATION_FILE,
        tree=tree,
        root=None,
    )


def held_application(application: object, papers: Sequence[HeldPaper]) -> object:
    """``application`` with its attachment list made from ``papers``: what application.json of an export holds.

    What is no object is given back as it is.
    """
    if not isinstance(application, Mapping):
        return application
    rows = [{key: getattr(paper, key) for key in _ROW_KEYS if getattr(paper, key)} for paper in papers]
    return {**application, ATTACHMENTS_ID: rows}


def distinct_names(papers: Sequence[HeldPaper]) -> tuple[HeldPaper, ...]:
    """``papers`` with file names that no two share: ``a.pdf``, ``a (2).pdf``. Those are the names of an export."""
    taken: set[str] = set()
    named = []
    for paper in papers:
        name = next(each for each in _spellings(plain_name(paper.file) or "未命名") if each.casefold() not in taken)
        taken.add(name.casefold())
        named.append(replace(paper, file=name))
    return tuple(named)


def _spellings(name: str) -> Iterator[str]:
    path = PurePosixPath(name.replace("..", "_").lstrip("/"))
    yield str(path)
    at = 2
    while True:
        yield str(path.with_name(f"{path.stem} ({at}){path.suffix}"))
        at += 1


@dataclass(frozen=True, slots=True)
class _HeldFiles:
    """The files of a store by name: a FileSource."""

    papers: Mapping[str, HeldPaper]

    def find(self, written: str) -> str | None:
        name = plain_name(written)
        return name if name in self.papers else None

    def leads_out(self, written: str) -> bool:
        return self.find(written) is None and plain_name(written).startswith("../")

    def elsewhere(self, written: str) -> str | None:
        return None

    def path_of(self, name: str) -> Path:
        return self.papers[name].path

    def size_of(self, name: str) -> int:
        return self.papers[name].size

    def digest_of(self, name: str) -> str:
        return self.papers[name].digest


def _plain(node: object, depth: int = 0) -> Tree:
    """``node`` as the JSON reader would give it: numbers as their text, everything else as it is written."""
    if node is None or isinstance(node, (bool, str)):
        return node
    if depth > MAX_DEPTH:
        return _TOO_DEEP
    if isinstance(node, Mapping):
        return {str(key): _plain(value, depth + 1) for key, value in node.items()}
    if isinstance(node, (list, tuple)):
        return [_plain(item, depth + 1) for item in node]
    return NumberText(_number(node)) if isinstance(node, (int, float, Decimal)) else _scalar(node)


def _number(number: int | float | Decimal) -> str:
    return format(number, "f") if isinstance(number, Decimal) else json.dumps(number)


def _scalar(node: object) -> str:
    return node.isoformat() if isinstance(node, (date, time)) else str(node)


def _as_problems(content: FormContent, schema: FormSchema) -> Iterator[FormProblem]:
    """Values of the wrong shape as problems of their fields."""
    if not content.malformed:
        return
    paths = {spot.json_path: path for path, spot in content.spots.items()}
    for item in content.malformed:
        yield _as_problem(item, paths.get(item.path), schema)


def _as_problem(item: Malformed, path: str | None, schema: FormSchema) -> FormProblem:
    spec = schema.by_id.get(item.field_id)
    name = spec.name if spec else item.path or "申报书"
    return FormProblem(
        field_id=item.field_id,
        path=path or name,
        name=name,
        line=item.line,
        severity=Severity.IMPOSSIBLE,
        message=item.message,
        shown=_shown(item),
    )


def _shown(item: Malformed) -> str:
    """What stands there, in the words of the refusal."""
    return item.message.rpartition("此处为")[2] if "此处为" in item.message else item.path
