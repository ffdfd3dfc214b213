"""``xingshen demo``: a call with invented people and dossiers in every stage, on this machine only.

Refuses a data folder or database in which real work was done.
"""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table

from xingshen.cli.serve_command import LOOPBACK, Portal, Serving, run_serve
from xingshen.cli.sources import InputError

_ENVIRONMENT = {"XS_DEMO": "true", "XS_REQUIRE_MFA": "false"}
_PROBED = ("/", "/help/", "/accounts/login/")


def set_environment(data_dir: Path | None, serving: Serving) -> None:
    """The settings of a demonstration, for this process and its children. Raises InputError."""
    if serving.host not in LOOPBACK:
        raise InputError("演示只能在本机打开；对外服务请用 xingshen serve。")
    if os.environ.get("XS_DATABASE_URL"):
        raise InputError("设置了 XS_DATABASE_URL：演示只用自己文件夹中的数据库，以免写入正式数据。")
    os.environ.update({name: os.environ.get(name, value) for name, value in _ENVIRONMENT.items()})
    os.environ.setdefault("XS_BASE_URL", serving.address)
    if data_dir is not None:
        os.environ["XS_DATA_DIR"] = str(data_dir.resolve())
    elif not os.environ.get("XS_DATA_DIR"):
        os.environ["XS_DATA_DIR"] = str(Path.home() / ".local" / "share" / "xingshen-demo")


def build(console: Console) -> None:
    """Fill the data folder unless that was done before. Raises InputError where it holds real work."""
    demonstration = import_module("xingshen.demo.build")
    if demonstration.is_built():
        return
    if not demonstration.is_empty():
        raise InputError("数据文件夹中已有正式数据，不能用于演示；请用 --data 指定一个空文件夹。")
    columns = (TextColumn("正在准备演示数据"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None)
        demonstration.build(lambda done, total: progress.update(task, completed=done, total=total))


def run_demo(serving: Serving, console: Console) -> int:
    """Serve the demonstration until stopped."""
    return run_serve(serving, lambda portal, seconds: _tell(portal, seconds, console))


def probe_demo(serving: Serving, console: Console) -> int:
    """Show that the demonstration answers, and end. Raises InputError where it does not."""
    with Portal(serving) as portal:
        seconds = portal.wait_until_ready()
        _tell(portal, seconds, console)
        for path in _PROBED:
            console.print(f"  {_status(serving.address + path)}  {path}", markup=False, highlight=False)
    console.print("演示网站可以打开；已停止。", markup=False)
    return 0


def _status(url: str) -> int:
    try:
        with urlopen(url, timeout=20) as answer:
            return int(answer.status)
    except HTTPError as error:
        raise InputError(f"{url} 回答 {error.code}。") from None
    except URLError as error:
        raise InputError(f"{url} 没有回答：{error.reason}") from None


def _tell(portal: Portal, seconds: float, console: Console) -> None:
    logins = import_module("xingshen.demo.build").logins()
    console.print(f"\n演示网站已启动（{seconds:.1f} 秒）：{portal.serving.address}", markup=False, highlight=False)
    table = Table("角色", "账号", "看什么", box=None, pad_edge=False, header_style="bold")
    for login in logins:
        table.add_row(login.role, login.email, login.about)
    console.print(table)
    password = import_module("xingshen.demo.cast").PASSWORD
    console.print(f"密码都是 {password}。人员、单位和材料均为虚构。按 Ctrl-C 停止。", markup=False, highlight=False)
