"""Whether what a form says of conditions, rules and clauses holds together with its guide, with lines of form.yaml.

The shape of the file is checked when it is read; here it is about the guide that the form belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from xingshen.guide.errors import PackProblem
from xingshen.guide.pack import Guide
from xingshen.language.compiler import compile_expression
from xingshen.language.errors import ExpressionError, nearest
from xingshen.rules.form_conditions import form_expressions, owns_form

FORM = "form.yaml"


def form_problems(guide: Guide) -> list[PackProblem]:
    """Conditions that do not compile, rules and clauses that do not exist; none for a form of another pack."""
    if not owns_form(guide):
        return []
    return [*_refused(guide), *_lost_rules(guide), *_lost_clauses(guide), *_idle_patterns(guide)]


def _refused(guide: Guide) -> Iterator[PackProblem]:
    for what, source, line in form_expressions(guide.form):
        try:
            compile_expression(source, guide.scope)
        except ExpressionError as error:
            hint = f"；是否想写“{error.suggestion}”？" if error.suggestion else ""
            yield PackProblem(FORM, line, f"{what}：{error.message}{hint}", "名称与类型")


def _lost_rules(guide: Guide) -> Iterator[PackProblem]:
    known = {rule.id for rule in guide.rules()}
    for spec in guide.form.blocking:
        if spec.rule is not None and spec.rule not in known:
            yield PackProblem(FORM, spec.line, f"提交条件所指的规则 {spec.rule} 不存在", "规则编号")


def _cited(guide: Guide) -> Iterator[tuple[str, str, int]]:
    """What cites a clause, the clause, the line."""
    form = guide.form
    yield from ((f"字段“{spec.id}”", clause, spec.line) for spec in form.walk() for clause in spec.clauses)
    for kind in form.kinds:
        yield from ((f"材料“{kind.name}”", clause, need.line) for need in kind.needs for clause in need.clauses)
    yield from (("提交条件", clause, spec.line) for spec in form.blocking for clause in spec.clauses)


def _lost_clauses(guide: Guide) -> Iterator[PackProblem]:
    known = {clause for pack in guide.packs for clause in pack.clauses}
    for what, clause, line in _cited(guide):
        if clause not in known:
            near = nearest(clause, known)
            hint = f"，是否为 {near}？" if near else ""
            yield PackProblem(FORM, line, f"{what} 引用的条款号 {clause} 不存在{hint}", "条款号")


def _idle_patterns(guide: Guide) -> Iterator[PackProblem]:
    """Patterns of clauses for choosing under which no rule is found."""
    choosing = guide.form.choosing
    cited = {clause for rule in guide.rules() for clause in rule.clauses}
    for pattern in choosing.clauses if choosing else ():
        if choosing and not any(fnmatchcase(clause, pattern) for clause in cited):
            yield PackProblem(FORM, choosing.line, f"选类的条款“{pattern}”没有任何规则", "条款号")
