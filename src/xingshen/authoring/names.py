"""Whether every name in a pack resolves and every name that it offers is used: expressions, ids, lists.

Reports with line and column; judges nothing about what the rules say.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from xingshen.authoring.expressions import Sort, Written, written
from xingshen.authoring.form_checks import form_problems
from xingshen.guide.errors import PackProblem
from xingshen.guide.markdown import FILE
from xingshen.guide.pack import Guide, Pack
from xingshen.guide.system_names import ENGINE_PARAMETERS
from xingshen.language.compiler import compile_expression
from xingshen.language.errors import ExpressionError, nearest
from xingshen.language.parsing import parse
from xingshen.language.types import BOOL, Kind
from xingshen.rules.compiled import compile_guide
from xingshen.rules.form_conditions import form_expressions


def check_names(guide: Guide) -> list[PackProblem]:
    """Expressions and placeholders that do not compile, ids that do not exist, keys of tables nobody can look up."""
    texts = list(written(guide.pack))
    broken = [problem for text in texts if text.sort is Sort.DEFINITION for problem in _refused(text, guide)]
    if not broken:
        broken = [problem for text in texts if text.sort is not Sort.DEFINITION for problem in _refused(text, guide)]
    if not broken:
        broken = [*_as_a_whole(guide), *(problem for text in texts for problem in _lost_keys(text, guide))]
    return [*broken, *_lost_ids(guide), *_lost_base(guide), *form_problems(guide)]


def _refused(text: Written, guide: Guide) -> Iterator[PackProblem]:
    expected = BOOL if text.sort is Sort.CONDITION else None
    check = "占位符" if text.sort is Sort.SENTENCE else "名称与类型"
    for source, offset in text.expressions():
        try:
            compile_expression(source, guide.scope, expected=expected)
        except ExpressionError as error:
            at = error.column + offset if error.line == 1 else error.column
            line, column = text.place(error.line, at)
            hint = f"；是否想写“{error.suggestion}”？" if error.suggestion else ""
            yield PackProblem(FILE, line, f"第{column}列，{text.title}：{error.message}{hint}", check)


def _as_a_whole(guide: Guide) -> Iterator[PackProblem]:
    """What only shows when all rules are compiled together (circles of outcomes)."""
    try:
        compile_guide(guide)
    except ExpressionError as error:
        yield PackProblem(FILE, 0, error.message, "名称与类型")


def _lost_keys(text: Written, guide: Guide) -> Iterator[PackProblem]:
    """Rows of a table that its key can never name: a misspelt row."""
    for source, _ in text.expressions():
        for node in ast.walk(parse(source)):
            if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
                yield from _lost_rows(node.value.id, ast.unparse(node.slice), guide)


def _lost_rows(table: str, key: str, guide: Guide) -> Iterator[PackProblem]:
    of = guide.scope.fields.get(key)
    if of is None or of.kind is not Kind.OPTION or table not in guide.pack.tables:
        return
    for row in guide.pack.tables[table].rows:
        if row not in of.options:
            message = f"表“{table}”的“{row}”一行不是“{key}”的选项{_hint(row, of.options)}"
            yield PackProblem(FILE, guide.pack.table_lines[table], message, "表的键")


def _hint(word: str, known: Iterable[str]) -> str:
    near = nearest(word, known)
    return f"，是否为“{near}”？" if near else ""


def _lost_ids(guide: Guide) -> Iterator[PackProblem]:
    """Clause ids and rule ids that are cited but do not exist."""
    clauses = [clause for pack in guide.packs for clause in pack.clauses]
    rules = [rule for pack in guide.packs for rule in pack.rules]
    for what, line, clause in _cited_clauses(guide.pack):
        if clause not in clauses:
            yield PackProblem(FILE, line, f"{what} 引用的条款号 {clause} 不存在{_hint(clause, clauses)}", "条款号")
    for what, line, rule in _cited_rules(guide.pack):
        if rule not in rules:
            yield PackProblem(FILE, line, f"{what} 所指的规则 {rule} 不存在{_hint(rule, rules)}", "规则编号")


def _cited_clauses(pack: Pack) -> Iterator[tuple[str, int, str]]:
    for item in pack.citing():
        yield from ((item.id, item.line, clause) for clause in item.clauses)
    yield from (("background", 0, clause) for clause in pack.background)
    yield from (("elsewhere", 0, clause) for clause in pack.elsewhere)


def _cited_rules(pack: Pack) -> Iterator[tuple[str, int, str]]:
    for waiver in pack.waivers.values():
        yield from ((waiver.id, waiver.line, rule) for rule in waiver.rules)
    yield from ((rule.id, rule.line, rule.replaces) for rule in pack.rules.values() if rule.replaces)


def _lost_base(guide: Guide) -> Iterator[PackProblem]:
    for name in guide.base:
        if name not in guide.scope.fields:
            yield PackProblem("base.yaml", 0, f"未知的名称“{name}”{_hint(name, guide.scope.fields)}", "基准材料")


def check_unused(guide: Guide, folder: Path) -> list[PackProblem]:
    """Parameters, tables, definitions and list files of the pack that nothing uses."""
    pack, used = guide.pack, _used_names(guide)
    offered = [
        ("参数", pack.constant_lines, pack.constants),
        ("表", pack.table_lines, pack.tables),
        ("定义", pack.definition_lines, pack.definitions),
    ]
    problems = [
        PackProblem(FILE, lines.get(name, 0), f"{word}“{name}”没有被任何规则使用", "未使用")
        for word, lines, items in offered
        for name in items
        if name not in used and name not in ENGINE_PARAMETERS
    ]
    text = (folder / FILE).read_text(encoding="utf-8")
    lists = [path for path in sorted((folder / "tables").glob("*")) if path.is_file()]
    lost = [path for path in lists if f"tables/{path.name}" not in text]
    return problems + [PackProblem(f"tables/{path.name}", 0, "名单没有被使用", "未使用") for path in lost]


def _used_names(guide: Guide) -> frozenset[str]:
    sources = [source for text in written(guide.pack) for source, _ in text.expressions()]
    conditions = [source for _, source, _ in form_expressions(guide.form)]
    names: set[str] = set()
    for source in (*sources, *conditions):
        try:
            names |= {node.id for node in ast.walk(parse(source)) if isinstance(node, ast.Name)}
        except ExpressionError:
            continue
    return frozenset(names)
