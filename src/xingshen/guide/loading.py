"""Reading a guide folder, and the packs it includes, into a :class:`Guide`.

The only place that knows the files of a pack. Everything wrong is reported at once where that is possible, with file
and line.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from xingshen.dossier.form_schema import FormSchema, parse_form_schema
from xingshen.dossier.source_text import SourceError, Tree
from xingshen.dossier.yaml_text import parse_yaml
from xingshen.guide.blocks import read_block, read_priority, read_question, read_rule, read_waiver
from xingshen.guide.errors import PackError, PackProblem
from xingshen.guide.markdown import FILE, Anchor, Block, Document, split
from xingshen.guide.pack import Clause, Guide, ListStamp, Pack, Priority, Question, Rule, Waiver
from xingshen.guide.parameters import read_list, read_parameter
from xingshen.guide.scope_building import build_scope
from xingshen.guide.tables import Row, column, read_csv, read_markdown_table
from xingshen.guide.translation_reading import ENGLISH_FILE, load_english
from xingshen.language.scope import Constant, Scope, Table

_FRONT_KEYS = ("pack", "title", "edition", "version", "status", "includes", "form", "source")
_NOT_JUDGING = ("lock.json", "CHANGES.md", ENGLISH_FILE)
"""Files of a pack that change no verdict."""
Item = TypeVar("Item")


@dataclass(slots=True)
class _Contents:
    """What the blocks of a pack add up to while they are read."""

    folder: Path
    pack: str
    draft: bool
    items: dict[str, dict[str, object]] = field(default_factory=lambda: {kind: {} for kind in _BLOCKS})
    constant_lines: dict[str, int] = field(default_factory=dict)
    table_lines: dict[str, int] = field(default_factory=dict)
    definition_lines: dict[str, int] = field(default_factory=dict)
    lists: dict[str, tuple[list[Row], ListStamp]] = field(default_factory=dict)


def load_guide(folder: Path) -> Guide:
    """The guide in ``folder`` with the packs it includes (sibling folders). Raises :class:`PackError`."""
    pack, front = load_pack(folder)
    included = tuple(load_pack(folder.parent / name)[0] for name in pack.includes)
    form_folder = folder.parent / str(front["form"]) if front.get("form") else folder
    form = load_form(form_folder)
    pack, included = _share_clauses(pack, included)
    return Guide(
        pack=pack,
        included=included,
        form=form,
        scope=_scope(pack, included, form),
        base=_base(form_folder),
        english=load_english(folder, (pack, *included), form, form_folder),
    )


def load_form(folder: Path) -> FormSchema:
    """``form.yaml`` of a guide folder. Raises :class:`PackError`."""
    try:
        return parse_form_schema(_read(folder / "form.yaml"), "form.yaml")
    except SourceError as error:
        raise _as_pack_error(error) from None


def _as_pack_error(error: SourceError) -> PackError:
    return PackError(tuple(PackProblem(error.source, item.line, item.message) for item in error.problems))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise PackError((PackProblem(path.name, 0, f"指南包“{path.parent.name}”中未找到这个文件"),)) from None
    except UnicodeDecodeError:
        raise PackError((PackProblem(path.name, 0, "文件不是 UTF-8 编码"),)) from None


def load_pack(folder: Path) -> tuple[Pack, Mapping[str, Tree]]:
    """One pack alone, and its front matter."""
    text = _read(folder / FILE)
    document = split(text)
    front = _front(document)
    contents = _Contents(folder, str(front["pack"]), front["status"] == "draft")
    problems: list[PackProblem] = []
    for block in document.blocks:
        try:
            _take(block, contents)
        except PackError as error:
            problems += error.problems
    if problems:
        raise PackError(tuple(problems))
    return _assemble(front, document, contents, folder), front


def _front(document: Document) -> dict[str, Tree]:
    try:
        tree = parse_yaml(document.front, FILE, first_line=2).tree
    except SourceError as error:
        raise _as_pack_error(error) from None
    if not isinstance(tree, dict) or not {"pack", "title", "edition", "version", "status"} <= set(tree):
        raise PackError((PackProblem(FILE, 1, "开头的说明要有 pack、title、edition、version、status"),))
    if unknown := set(tree) - set(_FRONT_KEYS):
        raise PackError((PackProblem(FILE, 1, f"开头的说明中有未知的键：{'、'.join(sorted(unknown))}"),))
    if tree["status"] not in ("draft", "released"):
        raise PackError((PackProblem(FILE, 1, "status 只能是 draft 或 released"),))
    return tree


def _take(block: Block, contents: _Contents) -> None:
    """Add one block to the contents."""
    reader = _BLOCKS.get(block.kind)
    if reader is None:
        raise PackError((PackProblem(FILE, block.line - 1, f"不认识的代码块“{block.kind}”"),))
    for name, item in reader(block, contents).items():
        if name in contents.items[block.kind]:
            raise PackError((PackProblem(FILE, block.line - 1, f"{block.kind}“{name}”重复"),))
        contents.items[block.kind][name] = item


def _named(block: Block, item: object) -> dict[str, object]:
    if not block.name:
        raise PackError((PackProblem(FILE, block.line - 1, f"{block.kind} 块要写编号，如 ```{block.kind} R-1"),))
    return {block.name: item}


def _mapping(block: Block) -> dict[str, Tree]:
    tree = read_block(block).tree
    if not isinstance(tree, dict):
        raise PackError((PackProblem(FILE, block.line, "应为“键: 值”的形式"),))
    return tree


def _params(block: Block, contents: _Contents) -> dict[str, object]:
    text = read_block(block)
    found: dict[str, object] = {}
    for name, value in _mapping(block).items():
        line = text.line_of((name,))
        contents.constant_lines[name] = line
        try:
            found[name] = _constant(value, contents)
        except ValueError as error:
            raise PackError((PackProblem(FILE, line, f"参数“{name}”：{error}"),)) from None
    return found


def _constant(value: Tree, contents: _Contents) -> Constant:
    match value:
        case str():
            return read_parameter(value)
        case list():
            return read_list([str(item) for item in value])
        case {"表": str(file), "列": str(name), **rest} if set(rest) <= {"其中"}:
            where = rest.get("其中") or {}
            if not isinstance(where, dict):
                raise ValueError("“其中”应为“列: 值”")
            return column(_rows(file, contents), name, {key: str(word) for key, word in where.items()})
    raise ValueError("应为一个值、一个列表，或 {表: tables/名单.csv, 列: 列名}")


def _rows(file: str, contents: _Contents) -> list[Row]:
    path = contents.folder / file
    if path.parent.name != "tables" or not path.is_file():
        raise ValueError(f"未找到名单 {file}")
    if file not in contents.lists:
        contents.lists[file] = read_csv(path)
    return contents.lists[file][0]


def _table(block: Block, contents: _Contents) -> dict[str, object]:
    contents.table_lines[block.name] = block.line - 1
    try:
        return _named(block, read_markdown_table(block.body))
    except ValueError as error:
        raise PackError((PackProblem(FILE, block.line, f"表“{block.name}”：{error}"),)) from None


def _definitions(block: Block, contents: _Contents) -> dict[str, object]:
    text = read_block(block)
    found = _texts(block, contents)
    contents.definition_lines.update({name: text.line_of((name,)) for name in found})
    return found


def _texts(block: Block, contents: _Contents) -> dict[str, object]:
    return {name: str(value or "") for name, value in _mapping(block).items()}


def _word_lists(block: Block, contents: _Contents) -> dict[str, object]:
    return {
        name: tuple(str(item) for item in (value if isinstance(value, list) else [value]))
        for name, value in _mapping(block).items()
    }


_BLOCKS: Mapping[str, Callable[[Block, _Contents], dict[str, object]]] = {
    "rule": lambda block, contents: _named(block, read_rule(block, contents.pack, draft=contents.draft)),
    "human": lambda block, contents: _named(block, read_question(block)),
    "priority": lambda block, contents: _named(block, read_priority(block)),
    "exception": lambda block, contents: _named(block, read_waiver(block)),
    "params": _params,
    "table": _table,
    "define": _definitions,
    "background": _texts,
    "elsewhere": _word_lists,
}


def _assemble(front: Mapping[str, Tree], document: Document, contents: _Contents, folder: Path) -> Pack:
    def items(kind: str, of: type[Item]) -> dict[str, Item]:
        return {name: item for name, item in contents.items[kind].items() if isinstance(item, of)}

    includes = front.get("includes") or []
    return Pack(
        id=str(front["pack"]),
        title=str(front["title"]),
        edition=str(front["edition"]),
        version=str(front["version"]),
        status=str(front["status"]),
        digest=_digest(folder),
        source=_read(folder / "source.txt"),
        quotes=document.quotes,
        loose=document.loose,
        headings=document.headings,
        blocks=document.blocks,
        front=front,
        clauses=_clauses(document.anchors, _levels(folder)),
        rules=items("rule", Rule),
        questions=items("human", Question),
        priorities=items("priority", Priority),
        waivers=items("exception", Waiver),
        constants=items("params", Constant),
        constant_lines=contents.constant_lines,
        tables=items("table", Table),
        table_lines=contents.table_lines,
        definitions=items("define", str),
        definition_lines=contents.definition_lines,
        background=items("background", str),
        elsewhere=items("elsewhere", tuple),
        lists=tuple(stamp for _, stamp in contents.lists.values()),
        includes=tuple(str(name) for name in includes) if isinstance(includes, list) else (str(includes),),
    )


def _clauses(anchors: tuple[Anchor, ...], levels: Mapping[str, Row]) -> dict[str, Clause]:
    clauses: dict[str, Clause] = {}
    for anchor in anchors:
        if anchor.id in clauses:
            raise PackError((PackProblem(FILE, anchor.line, f"条款号 {anchor.id} 重复"),))
        row = levels.get(anchor.id, {})
        clauses[anchor.id] = Clause(
            id=anchor.id,
            text=anchor.text,
            part=anchor.part,
            level=row.get("level") or "",
            bound=row.get("bound") or "",
            obligation=row.get("obligation") or "",
            line=anchor.line,
        )
    order = {clause_id: position for position, clause_id in enumerate(levels)}
    return dict(sorted(clauses.items(), key=lambda pair: order.get(pair[0], len(order))))


def _levels(folder: Path) -> dict[str, Row]:
    """``clauses.csv``: id, level, bound, obligation of every clause."""
    reader = csv.DictReader(_read(folder / "clauses.csv").splitlines())
    if not {"id", "level", "bound", "obligation"} <= set(reader.fieldnames or ()):
        raise PackError((PackProblem("clauses.csv", 1, "第一行应为列名：id,level,bound,obligation"),))
    return {row["id"]: row for row in reader}


def _digest(folder: Path) -> str:
    """One digest over every file that can change a verdict."""
    total = hashlib.sha256()
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    for path in (path for path in files if path.name not in _NOT_JUDGING):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"sha256:{total.hexdigest()}"


def _share_clauses(pack: Pack, included: tuple[Pack, ...]) -> tuple[Pack, tuple[Pack, ...]]:
    """Let the rules of included packs cite the clauses of the guide that refer to them (``elsewhere``)."""
    cited: dict[str, list[str]] = {}
    for clause_id, rules in pack.elsewhere.items():
        for rule_id in rules:
            cited.setdefault(rule_id, []).append(clause_id)
    known = {rule_id for other in (pack, *included) for rule_id in other.rules}
    if lost := sorted(set(cited) - known):
        raise PackError((PackProblem(FILE, 0, f"elsewhere 所指的规则不存在：{'、'.join(lost)}"),))
    return pack, tuple(
        replace(
            other,
            rules={
                rule_id: replace(rule, clauses=(*rule.clauses, *cited.get(rule_id, ())))
                for rule_id, rule in other.rules.items()
            },
        )
        for other in included
    )


def _scope(pack: Pack, included: tuple[Pack, ...], form: FormSchema) -> Scope:
    """One scope for all packs; the guide's own names win over those of included packs."""
    packs = (*reversed(included), pack)
    return build_scope(
        form,
        {name: item for other in packs for name, item in other.constants.items()},
        {name: item for other in packs for name, item in other.tables.items()},
        {name: item for other in packs for name, item in other.definitions.items()},
        [rule_id for other in packs for rule_id in other.rules],
        [clause_id for other in packs for clause_id in other.clauses],
    )


def _base(folder: Path) -> Mapping[str, object]:
    """``base.yaml``: the dossier from which cases differ."""
    try:
        tree = parse_yaml(_read(folder / "base.yaml"), "base.yaml").tree
    except SourceError as error:
        raise _as_pack_error(error) from None
    return tree if isinstance(tree, dict) else {}
