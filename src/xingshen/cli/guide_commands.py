"""``xingshen guide …``: what the author of a guide pack needs. Arguments and exit codes only; views print.

0 nothing to mend, 3 something to mend or something given that cannot be used.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from xingshen.authoring import locks
from xingshen.authoring.cases import run_cases
from xingshen.authoring.checks import CheckReport, check_guide
from xingshen.authoring.coverage import coverage as cover
from xingshen.cli import guide_views
from xingshen.cli.sources import DEFAULT_GUIDE, InputError
from xingshen.dossier.json_schema import form_json_schema
from xingshen.guide.errors import PackError
from xingshen.guide.finding import find_guide, find_guides
from xingshen.guide.loading import load_guide, load_pack
from xingshen.guide.pack import Guide
from xingshen.language.errors import nearest

EXIT_PROBLEMS = 3
app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

Packs = Annotated[list[str] | None, typer.Argument(metavar="[指南包]…", help="编号或文件夹；不写则为全部。")]
OnePack = Annotated[str | None, typer.Argument(metavar="[指南包]", help="编号或文件夹。")]


@app.command()
def check(packs: Packs = None) -> None:
    """检查指南包：原文、覆盖、名称、参数、用例、变异、确认记录。"""
    console = Console()
    reports = [_check_one(folder, console) for folder in _folders(packs)]
    guide_views.print_total(reports, console)
    if any(report is None or report.problems for report in reports):
        raise typer.Exit(EXIT_PROBLEMS)


def _check_one(folder: Path, console: Console) -> CheckReport | None:
    """Check and print one pack; None where it could not even be loaded."""
    try:
        report = check_guide(load_guide(folder), folder)
    except PackError as error:
        guide_views.print_unloadable(folder.name, error.problems, console)
        return None
    guide_views.print_report(report, console)
    return report


@app.command()
def coverage(pack: OnePack = None) -> None:
    """列出每个条款由哪些规则、问题落实；末行是覆盖数。"""
    console = Console()
    whole = True
    for guide in _guides([pack] if pack else _leading()):
        rows = cover(guide)
        guide_views.print_coverage(guide, rows, console)
        whole = whole and all(row.covered for row in rows)
    if not whole:
        raise typer.Exit(EXIT_PROBLEMS)


@app.command("test")
def run_tests(packs: Packs = None) -> None:
    """运行用例，列出与预期不符的。"""
    console = Console()
    wrong = 0
    for guide in _guides(packs):
        results = run_cases(guide, guide.pack.id)
        wrong += sum(not result.right for result in results)
        guide_views.print_cases(guide, results, console)
    if wrong:
        raise typer.Exit(EXIT_PROBLEMS)


@app.command()
def show(
    clause: Annotated[str, typer.Argument(metavar="条款号", help="如 3.3.d。")],
    guide: Annotated[str, typer.Option("--guide", help="指南包编号或文件夹。")] = DEFAULT_GUIDE,
) -> None:
    """显示一个条款：原文、级别、规则、用例、解释口径、问题。"""
    loaded = _load(find(guide))
    known = [name for pack in loaded.packs for name in pack.clauses]
    if clause not in known:
        near = nearest(clause, known)
        raise InputError(f"没有编号为“{clause}”的条款" + (f"，是否为“{near}”？" if near else "。"))
    guide_views.print_clause(loaded, clause, Console())


@app.command()
def schema(pack: OnePack = None) -> None:
    """打印申报书数据 application.json 的 JSON Schema（2020-12）。"""
    guide = _load(find(pack or DEFAULT_GUIDE))
    text = json.dumps(form_json_schema(guide.form, guide.pack.title), ensure_ascii=False, indent=2)
    sys.stdout.write(text + "\n")


@app.command()
def confirm(
    packs: Packs = None,
    by: Annotated[str, typer.Option("--by", help="由谁确认。")] = "",
    clauses: Annotated[list[str] | None, typer.Option("--clause", help="只确认这些条款；默认为全部待确认的。")] = None,
    on: Annotated[datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="确认日期；默认为今天。")] = None,
) -> None:
    """记录已对照条款原文核对过规则，写入 lock.json。"""
    if not by.strip():
        raise InputError("请用 --by 写明由谁确认。")
    day = on.date() if on else date.today()
    console = Console()
    for folder in _folders(packs):
        try:
            number = _confirm_one(folder, clauses, by.strip(), day)
        except PackError as error:
            raise InputError(str(error)) from None
        console.print(f"{folder.name}：确认了 {number} 个条款。", highlight=False)


def _confirm_one(folder: Path, clauses: Sequence[str] | None, by: str, day: date) -> int:
    pack, _ = load_pack(folder)
    chosen = list(clauses or locks.stale_clauses(pack, locks.read_lock(folder)))
    if lost := [clause for clause in chosen if clause not in pack.clauses]:
        raise InputError(f"{folder.name} 中没有条款 {'、'.join(lost)}。")
    return locks.confirm(pack, folder, chosen, by, day)


def find(name: str) -> Path:
    """The folder of the pack called ``name``. Raises InputError."""
    try:
        return find_guide(name)
    except PackError as error:
        raise InputError(str(error)) from None


def _folders(names: Sequence[str] | None) -> list[Path]:
    folders = [find(name) for name in names] if names else list(find_guides())
    if not folders:
        raise InputError("没有找到任何指南包；请用 XS_GUIDES_DIR 指明 guides 文件夹。")
    return folders


def _guides(names: Sequence[str] | None) -> Iterator[Guide]:
    return (_load(folder) for folder in _folders(names))


def _load(folder: Path) -> Guide:
    try:
        return load_guide(folder)
    except PackError as error:
        raise InputError(f"指南包“{folder.name}”不能载入：\n{error}") from None


def _leading() -> list[str]:
    """The guides that no other guide includes."""
    guides = [_load(folder) for folder in _folders(None)]
    included = {name for guide in guides for name in guide.pack.includes}
    return [guide.pack.id for guide in guides if guide.pack.id not in included]
