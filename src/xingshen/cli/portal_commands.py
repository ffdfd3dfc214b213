"""The commands that run the portal: serve, worker, demo, doctor, invite, jobs.

Loads Django only when one of them is called, so that the commands that check dossiers stay quick.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from xingshen.cli.serve_command import LOOPBACK, Portal, Serving, first_free_port, run_serve
from xingshen.cli.sources import InputError
from xingshen.portal.configuration import ConfigurationError, load_configuration
from xingshen.review.policy import Role

PortOption = Annotated[int, typer.Option(min=1, max=65535, metavar="端口", help="监听的端口。")]
jobs_app = typer.Typer(help="被放弃的后台任务：列出、重新排队。", no_args_is_help=True, rich_markup_mode=None)
HostOption = Annotated[str, typer.Option(metavar="地址", help="监听的地址；默认只有本机能访问。")]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(serve)
    app.command()(worker)
    app.command()(demo)
    app.command()(doctor)
    app.command()(invite)
    app.add_typer(jobs_app, name="jobs")


def serve(
    port: PortOption = 8000,
    host: HostOption = "127.0.0.1",
    worker: Annotated[bool, typer.Option(help="同时运行一个识读进程。")] = True,
) -> None:
    """运行申报网站（网页和一个识读进程）；数据在 XS_DATA_DIR。"""
    prepare_portal()
    raise typer.Exit(run_serve(Serving(host=host, port=port, worker=worker), _tell))


def worker() -> None:
    """只运行后台的识读进程（可在多台机器上同时运行）。"""
    prepare_portal()
    raise typer.Exit(int(import_module("xingshen.jobs.worker").main() or 0))


def demo(
    port: PortOption = 8000,
    host: HostOption = "127.0.0.1",
    data: Annotated[Path | None, typer.Option(metavar="文件夹", help="演示数据放在哪里。")] = None,
    probe: Annotated[bool, typer.Option("--probe", help="只确认能打开，然后结束。")] = False,
) -> None:
    """打开演示网站：虚构的批次、账号和各环节的申报；只有本机能访问。"""
    command = import_module("xingshen.cli.demo_command")
    serving = Serving(host=host, port=first_free_port(host, port))
    command.set_environment(data, serving)
    prepare_portal()
    command.build(Console())
    raise typer.Exit((command.probe_demo if probe else command.run_demo)(serving, Console()))


def invite(
    email: Annotated[str, typer.Argument(metavar="邮箱", help="邀请谁。")],
    role: Annotated[
        Role, typer.Option(metavar="角色", help="给什么角色；首次安装请邀请 system_admin。")
    ] = Role.SYSTEM_ADMIN,
) -> None:
    """邀请一个账号并打印链接：首次安装时用它得到系统管理员。"""
    prepare_portal()
    print_invitation = import_module("xingshen.cli.invite_command").print_invitation
    raise typer.Exit(print_invitation(email, role, Console()))


def doctor() -> None:
    """逐项检查这台机器上的安装：设置、磁盘、数据库、识读、字体、记录。"""
    prepare_portal()
    raise typer.Exit(import_module("xingshen.cli.doctor_command").run_doctor(Console()))


@jobs_app.command("list")
def list_jobs() -> None:
    """列出多次失败后被放弃的后台任务和最后的出错信息。"""
    prepare_portal()
    raise typer.Exit(import_module("xingshen.cli.jobs_command").list_dead(Console()))


@jobs_app.command()
def revive(
    ids: Annotated[list[int] | None, typer.Argument(metavar="[编号]…", help="任务编号，见 jobs list。")] = None,
    every: Annotated[bool, typer.Option("--all", help="全部重新排队。")] = False,
) -> None:
    """把被放弃的后台任务重新排队；请先排除失败的原因。"""
    prepare_portal()
    raise typer.Exit(import_module("xingshen.cli.jobs_command").revive(ids or [], every, Console()))


def prepare_portal() -> None:
    """Settings checked, Django loaded, data folder and tables in place. Raises InputError."""
    try:
        configuration = load_configuration()
        configuration.data_dir.mkdir(parents=True, exist_ok=True)
        startup = import_module("xingshen.portal.startup")
        startup.load_django()
        startup.prepare()
    except ConfigurationError as error:
        raise InputError(str(error)) from None
    except OSError as error:
        raise InputError(f"数据文件夹不能使用：{error}；可用 XS_DATA_DIR 换一个。") from None
    except Exception as error:
        if type(error).__name__ != "OperationalError":
            raise
        raise InputError(f"数据库不能连接：{str(error).strip()}；请检查 XS_DATABASE_URL。") from None


def _tell(portal: Portal, seconds: float) -> None:
    console = Console()
    console.print(f"申报网站已启动（{seconds:.1f} 秒）：{portal.serving.address}", markup=False, highlight=False)
    if portal.serving.host not in LOOPBACK:
        console.print("正在向网络开放；请确认前面有 HTTPS，并已设置 XS_ALLOWED_HOSTS 与 XS_BASE_URL。", markup=False)
    console.print("按 Ctrl-C 停止。", markup=False)
