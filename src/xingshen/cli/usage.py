"""What is said when a command is not written as expected, and the headings of ``--help``, in Chinese.

Knows the library of the command line by the shape of its errors only; no command and no file.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import typer
from rich.cells import cell_len
from typer.core import TyperCommand, TyperGroup

from xingshen.language.errors import nearest

_HEADINGS = (
    ("Usage: ", "用法："),
    ("Arguments:\n", "参数：\n"),
    ("Options:\n", "选项：\n"),
    ("Commands:\n", "命令：\n"),
    ("[OPTIONS]", "[选项]"),
    ("COMMAND [ARGS]...", "命令 [参数]…"),
    ("Show this message and exit.", "显示这段说明。"),
    ("[required]", "[必填]"),
    ("[default: ", "[默认："),
)
_NAMED = re.compile(r"command '(.*?)'|\((?!s\))(.*)\)")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_CHOICE = re.compile(r"'([^']+)'")
_BOUND = re.compile(r"(less|greater) than or equal to (-?\d+)")
_MANY = re.compile(r"[{\[](\w+…|\[\w+\]…)[}\]]\.\.\.")
_TYPE = re.compile(r" <(?:list\[\w+\]|path|str)>")
_RANGE = re.compile(r"; (-?\d+)<=x<=(-?\d+)\]")
_ENTRY = re.compile(r"  (\S.*?) {2,}(\S.*)")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def parse_day(text: str) -> date:
    """A day as 2026-06-20. Raises typer.BadParameter."""
    found = _DAY.fullmatch(text.strip())
    try:
        return date(*map(int, found.groups())) if found else date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"“{text}”不是日期，请写成 2026-06-20 的样子") from None


def usage_message(error: typer.TyperException) -> str:
    """What is wrong with the command, as one or more Chinese sentences."""
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        return error.format_message()
    return f"命令有误：{_fault(kind, error)}。用 --help 查看用法。"


def _fault(kind: str, error: typer.TyperException) -> str:
    if kind == "MissingParameter":
        return f"缺少{_parameter(error)}"
    if kind == "NoSuchOption":
        hint = next(iter(getattr(error, "possibilities", None) or ()), None)
        return f"没有选项 {getattr(error, 'option_name', '')}" + (f"，是否为 {hint}" if hint else "")
    if kind == "BadOptionUsage":
        return f"选项 {getattr(error, 'option_name', '')} 后面缺少值"
    if isinstance(error, typer.BadParameter):
        return f"{_parameter(error)} {_expected(error)}"
    found = _NAMED.search(error.message)
    named = (found.group(1) or found.group(2)) if found else error.message
    return _no_command(named, error) if error.message.startswith("No such command") else f"多出了参数 {named}"


def _no_command(name: str, error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    hint = nearest(name, context.command.list_commands(context)) if context else None
    return f"没有命令 {name}" + (f"，是否为 {hint}" if hint else "")


def _parameter(error: typer.TyperException) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return "参数"
    option = parameter.opts[0]
    return str(option if option.startswith("-") else parameter.metavar or option)


def _expected(error: typer.BadParameter) -> str:
    """What the option takes: our own parsers say it themselves, the library says it in English."""
    if _CHINESE.search(error.message):
        return f"的值无法使用：{error.message}"
    _, _, choices = error.message.partition("is not one of")
    if values := _CHOICE.findall(choices):
        return f"的值无法使用，可用的有 {'、'.join(values)}"
    bound = _BOUND.search(error.message)
    words = {"less": "不大于", "greater": "不小于"}
    return f"的值无法使用，应{words[bound.group(1)]} {bound.group(2)}" if bound else "的值无法使用"


class _Command(TyperCommand):
    def get_help(self, ctx: Any) -> str:
        return _translated(super().get_help(ctx))


class _Group(TyperGroup):
    def get_help(self, ctx: Any) -> str:
        return _translated(super().get_help(ctx))


def _translated(text: str) -> str:
    for english, chinese in _HEADINGS:
        text = text.replace(english, chinese)
    return _aligned(_RANGE.sub(r"；\1 至 \2]", _TYPE.sub("", _MANY.sub(r"\1", text))))


def _aligned(text: str) -> str:
    """The columns of each list of names set by the width that letters have on a terminal, not by their number."""
    blocks = [_in_columns(block.split("\n")) for block in text.split("\n\n")]
    return "\n\n".join("\n".join(lines) for lines in blocks)


def _in_columns(lines: list[str]) -> list[str]:
    rows = [_ENTRY.fullmatch(line) for line in lines]
    wide = max((cell_len(row.group(1)) for row in rows if row), default=0)
    return [
        f"  {row.group(1)}{' ' * (wide - cell_len(row.group(1)) + 2)}{row.group(2)}" if row else line
        for row, line in zip(rows, lines, strict=True)
    ]


def speak_chinese(app: typer.Typer) -> typer.Typer:
    """``app`` with the help of all its commands under Chinese headings."""
    app.info.cls = _Group
    for command in app.registered_commands:
        command.cls = _Command
    for group in app.registered_groups:
        group.cls = _Group
        if group.typer_instance is not None:
            speak_chinese(group.typer_instance)
    return app
