"""``xingshen api``: the description of the operations for programs, without a server."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from importlib import import_module
from typing import Annotated

import typer

app = typer.Typer(help="供程序使用的接口。", no_args_is_help=True, rich_markup_mode=None)


class Language(StrEnum):
    """In which the description can be told."""

    CHINESE = "zh-hans"
    ENGLISH = "en"


@app.callback()
def api() -> None:
    """供程序使用的接口。"""


@app.command("schema")
def schema(
    language: Annotated[
        Language, typer.Option("--language", metavar="语言", help="zh-hans 或 en。")
    ] = Language.CHINESE,
) -> None:
    """打印接口的 OpenAPI 3.1 描述（JSON）。"""
    import_module("xingshen.portal.startup").load_django()
    translation = import_module("django.utils.translation")
    settings = import_module("django.conf").settings
    import_module("xingshen.portal.translations").compile_translations(settings.XS.data_dir)
    with translation.override(language.value):
        described = import_module("xingshen.portal.api.description").describe()
    sys.stdout.write(json.dumps(described, ensure_ascii=False, indent=2) + "\n")
