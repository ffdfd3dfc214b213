"""What ``xingshen guide`` prints: reports of checks, coverage, cases, clauses. Chinese, readable at 80 columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from xingshen.authoring.cases import CaseResult
from xingshen.authoring.checks import CheckReport
from xingshen.authoring.coverage import CoverageRow
from xingshen.guide.blocks import QUESTION_OUTCOMES
from xingshen.guide.errors import PackProblem
from xingshen.guide.pack import Case, Guide, Priority, Question, Rule
from xingshen.kernel.outcome import OUTCOME_WORDS, REASON_WORDS, Outcome

_COLOURS = {
    Outcome.PASS: "green",
    Outcome.FAIL: "red",
    Outcome.HUMAN: "yellow",
    Outcome.NOT_APPLICABLE: "dim",
    Outcome.CORRECTION: "magenta",
}
LEVEL_WORDS = {
    "F": "F 可由程序判断",
    "P": "P 部分可由程序判断",
    "H": "H 须由人判断",
    "I": "I 背景",
}


def print_report(report: CheckReport, console: Console) -> None:
    """What the checks of one pack found."""
    console.print(Text(report.pack, style="bold"))
    console.print(
        f"  条款 {report.clauses}  规则 {report.rules}  问题 {report.questions}  用例 {report.cases}"
        f"  变异 {report.mutants}  未被发现的变异 {report.survivors}",
        highlight=False,
    )
    _problems(report.problems, "red", console)
    if not report.complete:
        console.print("  以上问题改正后，才能核对用例、变异和参数。", style="yellow")
    if report.warnings:
        console.print(f"  提醒 {len(report.warnings)} 处（不影响使用）：", style="yellow")
        _problems(report.warnings, "yellow", console)
    if not report.problems:
        console.print("  没有问题。", style="green")
    console.print()


def print_unloadable(name: str, problems: Iterable[PackProblem], console: Console) -> None:
    """A pack that cannot be loaded."""
    console.print(Text(name, style="bold"))
    console.print("  不能载入：", style="red")
    _problems(problems, "red", console)
    console.print()


def _problems(problems: Iterable[PackProblem], colour: str, console: Console) -> None:
    for problem in problems:
        text = Text.assemble((f"[{problem.check}] ", colour), str(problem))
        console.print(Padding(text, (0, 0, 0, 2)))


def print_total(reports: Sequence[CheckReport | None], console: Console) -> None:
    """The last line of ``guide check``."""
    problems = sum(len(report.problems) for report in reports if report is not None)
    lost = sum(report is None for report in reports)
    survivors = sum(report.survivors for report in reports if report is not None)
    mutants = sum(report.mutants for report in reports if report is not None)
    text = f"{len(reports)} 个指南包，{problems} 个问题，{mutants} 个变异中 {survivors} 个未被发现"
    console.print(text + (f"，{lost} 个不能载入。" if lost else "。"), highlight=False)


def print_coverage(guide: Guide, rows: Sequence[CoverageRow], console: Console) -> None:
    """A table of clauses, and as the last line how many are covered."""
    console.print(Text(guide.pack.id, style="bold"))
    table = Table(box=None, padding=(0, 1), header_style="bold")
    table.add_column("条款", no_wrap=True)
    table.add_column("级别", no_wrap=True)
    table.add_column("规则、问题", overflow="fold")
    table.add_column("用例", justify="right", no_wrap=True)
    for row in rows:
        answers = Text("  ".join(row.answers)) if row.covered else Text("没有着落", style="red")
        table.add_row(row.clause, row.level, answers, str(row.cases) if row.cases else "—")
    console.print(table)
    console.print(f"covered {sum(row.covered for row in rows)}/{len(rows)}", highlight=False)


def print_cases(guide: Guide, results: Sequence[CaseResult], console: Console) -> None:
    """The cases that went wrong, and how many there were."""
    console.print(Text(guide.pack.id, style="bold"))
    wrong = [result for result in results if not result.right]
    for result in wrong:
        got = OUTCOME_WORDS[result.got] if result.got is not None else result.problem
        text = Text.assemble(
            f"guide.md 第{result.line}行 {result.subject}：应为",
            (OUTCOME_WORDS[result.expected], _COLOURS[result.expected]),
            f"，得到 {got}",
        )
        console.print(Padding(text, (0, 0, 0, 2)))
    style = "red" if wrong else "green"
    console.print(f"  用例 {len(results)}，与预期不符 {len(wrong)}。", style=style, highlight=False)


def print_clause(guide: Guide, clause_id: str, console: Console) -> None:
    """One clause with everything that hangs on it."""
    clause = guide.clause(clause_id)
    console.print(Text.assemble((clause.id, "bold"), f"  {clause.part}"))
    console.print(Padding(Text(f"“{clause.text}”", style="italic"), (0, 0, 0, 2)))
    facts = [LEVEL_WORDS.get(clause.level, clause.level), f"约束对象 {clause.bound}", clause.obligation]
    console.print(Padding(Text("  ".join(facts), style="dim"), (0, 0, 1, 2)))
    for pack in guide.packs:
        if clause_id in pack.background:
            console.print(f"背景：{pack.background[clause_id]}", highlight=False)
        for rule in guide.rules():
            if rule.pack == pack.id and clause_id in rule.clauses:
                _rule(rule, console)
        for priority in pack.priorities.values():
            if clause_id in priority.clauses:
                _priority(priority, console)
        for question in pack.questions.values():
            if clause_id in question.clauses:
                _question(question, console)


def _rule(rule: Rule, console: Console) -> None:
    console.print(Text.assemble("规则 ", (rule.id, "bold"), f"  {rule.title}"))
    if rule.applies:
        _line("适用", rule.applies, console)
    for grade in rule.grades:
        words = OUTCOME_WORDS[grade.outcome] + (f"（{REASON_WORDS[grade.reason]}）" if grade.reason else "")
        _line(words, grade.condition or "其余情形", console, _COLOURS[grade.outcome])
    if rule.reading:
        _line("解释口径", rule.reading, console)
    _cases(rule.cases, {}, console)


def _priority(priority: Priority, console: Console) -> None:
    console.print(Text.assemble("优先支持 ", (priority.id, "bold"), f"  {priority.title}"))
    _line("申请", priority.claimed, console)
    _line("佐证", priority.evidenced, console)
    words = {Outcome.PASS: "有据", Outcome.HUMAN: "待核", Outcome.NOT_APPLICABLE: "未申请"}
    _cases(priority.cases, words, console)


def _question(question: Question, console: Console) -> None:
    console.print(Text.assemble("问题 ", (question.id, "bold"), f"  {question.question}"))
    _line("缘由", question.why, console)
    if question.applies:
        _line("适用", question.applies, console)
    _cases(question.cases, {outcome: word for word, outcome in QUESTION_OUTCOMES.items()}, console)


def _line(label: str, text: str, console: Console, colour: str = "cyan") -> None:
    console.print(Padding(Text.assemble((f"{label}：", colour), text), (0, 0, 0, 2)))


def _cases(cases: Sequence[Case], words: dict[Outcome, str], console: Console) -> None:
    if cases:
        console.print(Padding(Text(f"用例 {len(cases)}：", style="cyan"), (0, 0, 0, 2)))
    for outcome, group in groupby(cases, key=lambda case: case.expected):
        for case in group:
            word = words.get(outcome) or OUTCOME_WORDS[outcome]
            changed = "，".join(f"{name}: {_shown(value)}" for name, value in case.overrides.items())
            text = Text.assemble((word, _COLOURS[outcome]), f"  {changed or '基准材料'}")
            console.print(Padding(text, (0, 0, 0, 4)))
    console.print()


def _shown(value: object) -> str:
    if isinstance(value, list):
        return f"[{'，'.join(_shown(item) for item in value)}]"
    if isinstance(value, dict):
        return f"{{{'，'.join(f'{name}: {_shown(item)}' for name, item in value.items())}}}"
    return "（未填）" if value in (None, "") else str(value)
