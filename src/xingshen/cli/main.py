"""The command line ``xingshen``: commands, options, exit codes.

0 pass or clear (of a paper: read; of a bundle: sound), 1 fail (of a bundle: a flaw), 2 needs a person (of a paper: read
in part; of a bundle: it is none), 3 something given could not be used or read. Knows no rule; every command is a few
lines over the packages below.
"""

from __future__ import annotations

import json
import sys
import traceback
from datetime import date
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from xingshen.cli.api_commands import app as api_app
from xingshen.cli.check_command import EXIT_INPUT, CheckRequest, Format, run_check
from xingshen.cli.compare_command import run_compare
from xingshen.cli.explain_command import run_explain
from xingshen.cli.guide_commands import app as guide_app
from xingshen.cli.portal_commands import register as register_portal_commands
from xingshen.cli.read_command import ReadRequest, run_read
from xingshen.cli.sources import DEFAULT_GUIDE, InputError, kept_sentence, store_folder
from xingshen.cli.usage import parse_day, speak_chinese, usage_message
from xingshen.cli.verify_command import run_verify
from xingshen.cli.verify_receipt_command import run_verify_receipt
from xingshen.pipeline.check import ENGINE
from xingshen.reports.bundle import manifest_schema
from xingshen.reports.reading.schema import reading_schema
from xingshen.reports.reading.terminal import BEGINNING
from xingshen.reports.schema import report_schema


class Described(StrEnum):
    """What has a schema: the JSON of commands, and the manifest of bundles."""

    CHECK = "check"
    READ = "read"
    BUNDLE = "bundle"


EXIT_FAULT = 70
EXIT_STOPPED = 130

app = typer.Typer(help="形审：按指南检查申报材料。", no_args_is_help=True, add_completion=False, rich_markup_mode=None)
report_app = typer.Typer(help="检查报告的格式。", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(guide_app, name="guide", help="指南包：检查、覆盖、用例、条款、申报书格式。")
app.add_typer(report_app, name="report")
app.add_typer(api_app, name="api")
register_portal_commands(app)

WorkersOption = Annotated[int, typer.Option(min=1, max=16, metavar="个数", help="同时读取材料的进程数。")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="不显示进度。")]
GuideOption = Annotated[str, typer.Option("--guide", metavar="指南包", help="指南包编号或文件夹。")]
DayOption = Annotated[
    date | None,
    typer.Option("--as-of", parser=parse_day, metavar="日期", help="按哪一天判断，如 2026-06-20；默认取填报日期。"),
]


@app.command()
def check(
    paths: Annotated[
        list[Path], typer.Argument(metavar="材料…", help="申报材料文件夹或 .zip，或装有多份材料的文件夹。")
    ],
    guide: GuideOption = DEFAULT_GUIDE,
    as_of: DayOption = None,
    answers: Annotated[Path | None, typer.Option(metavar="文件", help="审查人员的认定（JSON 或 YAML）。")] = None,
    format_: Annotated[Format, typer.Option("--format", help="终端文字、JSON，或 HTML 文件。")] = Format.TEXT,
    output: Annotated[Path | None, typer.Option(metavar="文件夹", help="把 HTML 和 JSON 报告写入这个文件夹。")] = None,
    workers: WorkersOption = 2,
    quiet: QuietOption = False,
) -> None:
    """检查一份或多份申报材料。"""
    request = CheckRequest(
        paths=paths,
        guide=guide,
        as_of=as_of,
        answers=answers,
        format=format_,
        output=output,
        workers=workers,
        quiet=quiet,
    )
    raise typer.Exit(run_check(request, Console(), Console(stderr=True)))


@app.command()
def read(
    files: Annotated[list[Path], typer.Argument(metavar="文件…", help="一份或多份材料（PDF、OFD、图片、Word 等）。")],
    guide: GuideOption = DEFAULT_GUIDE,
    json_: Annotated[bool, typer.Option("--json", help="打印 JSON（格式见 report schema read）。")] = False,
    text: Annotated[bool, typer.Option("--text", help="显示全部文字，而不只是开头。")] = False,
    overlay: Annotated[
        Path | None, typer.Option(metavar="文件夹", help="把画出读取位置的页面图（PNG）写入这个文件夹。")
    ] = None,
    workers: WorkersOption = 2,
    quiet: QuietOption = False,
) -> None:
    """看一份材料读出了什么：逐页文字、印章、笔迹、条码、签名，是什么材料，有什么问题。"""
    request = ReadRequest(
        paths=files,
        guide=guide,
        as_json=json_,
        lines=None if text else BEGINNING,
        overlay=overlay,
        workers=workers,
        quiet=quiet,
    )
    raise typer.Exit(run_read(request, Console(), Console(stderr=True)))


@app.command()
def explain(
    dossier: Annotated[Path, typer.Argument(metavar="材料", help="申报材料文件夹或 .zip。")],
    rule: Annotated[str, typer.Argument(metavar="编号", help="规则编号（R-3.6.a）或条款号（3.6.a）。")],
    guide: GuideOption = DEFAULT_GUIDE,
    as_of: DayOption = None,
) -> None:
    """说明一条规则的结论：条款、读取的值、证据，以及怎样改才能通过。"""
    run_explain(dossier, rule, guide, as_of, Console())


@app.command()
def compare(
    old: Annotated[Path, typer.Argument(metavar="旧", help="较早的一份：申报材料或 JSON 报告。")],
    new: Annotated[list[Path], typer.Argument(metavar="新…", help="较新的一份或依次多份。")],
    guide: GuideOption = DEFAULT_GUIDE,
    as_of: DayOption = None,
    format_: Annotated[Format, typer.Option("--format", help="text 或 json。")] = Format.TEXT,
) -> None:
    """比较两次（或多次）检查：新出现、仍未解决、已解决、再次出现。"""
    run_compare([old, *new], guide, as_of, format_, Console())


@app.command("verify-receipt")
def verify_receipt(
    receipt: Annotated[Path, typer.Argument(metavar="回执", help="回执的 JSON 文件。")],
    package: Annotated[
        Path | None, typer.Option(metavar="文件", help="提交内容的导出文件（.zip），同时核验全部内容。")
    ] = None,
) -> None:
    """核验回执：不需要网络，也不需要服务器。"""
    raise typer.Exit(run_verify_receipt(receipt, package, Console()))


@app.command()
def verify(
    bundle: Annotated[Path, typer.Argument(metavar="全卷", help="全卷的 .zip 文件。")],
) -> None:
    """核验一份申报的全卷：文件、目录、回执、审查结果、结论、通知书、办理经过；不需要网络和服务器。"""
    raise typer.Exit(run_verify(bundle, Console(), Console(stderr=True)))


@report_app.command("schema")
def schema(
    of: Annotated[Described, typer.Argument(metavar="命令", help="check、read 或 bundle。")] = Described.CHECK,
) -> None:
    """打印检查报告（check）、单份材料读取结果（read）或全卷目录（bundle）的 JSON Schema（2020-12）。"""
    made = {Described.CHECK: report_schema, Described.READ: reading_schema, Described.BUNDLE: manifest_schema}
    described = made[of]()
    sys.stdout.write(json.dumps(described, ensure_ascii=False, indent=2) + "\n")


@app.command()
def version() -> None:
    """打印版本。"""
    typer.echo(ENGINE)


def main() -> None:
    """Run the command line; whatever cannot be used ends with a sentence and exit code 3."""
    _never_stumble_over_letters()
    try:
        code = speak_chinese(app)(standalone_mode=False)
        if code == EXIT_STOPPED:
            _tell(f"已停止；{kept_sentence()}")
    except InputError as error:
        code = _tell(str(error))
    except typer.TyperException as error:
        code = _tell(usage_message(error))
    except Exception:  # the last stop: a fault of the program must not reach a user as a traceback
        code = _tell_fault()
    sys.exit(code or 0)


def _never_stumble_over_letters() -> None:
    """A terminal that has no sign for a letter (GBK has no ✓) shows a question mark instead of ending the run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _tell(sentence: str) -> int:
    Console(stderr=True).print(sentence, markup=False, highlight=False, soft_wrap=True)
    return EXIT_INPUT


def _tell_fault() -> int:
    """Keep the traceback in a file for those who can mend it, and say so."""
    place = store_folder() / "fault.log"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(traceback.format_exc(), encoding="utf-8")
        where = f"详细记录在 {place}，请连同所用命令一并反馈。"
    except OSError:
        where = "请把所用命令反馈给维护人员。"
    _tell(f"程序出错，本次未能完成；申报材料没有被改动。{where}")
    return EXIT_FAULT


if __name__ == "__main__":
    main()
