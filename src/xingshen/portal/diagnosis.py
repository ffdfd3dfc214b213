"""What ``xingshen doctor`` looks at, one function a point: settings, disk, database, reading parts, fonts, records.

Each answers with what was found and, where something is wrong, what to do. Changes nothing.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from xingshen.evidence.sight import BLIND, describe_sight
from xingshen.store.record import audit
from xingshen.store.running import health
from xingshen.store.running.sqlite import sqlite_version, wal_is_sound

_ROOM_GB = 5
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")
_CHINESE_FONTS = ("NotoSerifCJK", "NotoSansCJK", "NotoSerifSC", "SourceHan")


class Grade(StrEnum):
    """How a point stands."""

    GOOD = "good"
    LOOK = "look"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the diagnosis: its name, how it stands, what was found and what to do (Chinese)."""

    name: str
    grade: Grade
    found: str
    cure: str = ""


def diagnose() -> Iterator[Point]:
    """All points, in the order in which they depend on each other; a point that fails does not stop the others."""
    for name, look in _POINTS:
        try:
            yield look()
        except (OSError, DatabaseError) as error:
            yield Point(name, Grade.BAD, f"检查时出错：{error}")


def _data_folder() -> Point:
    folder = Path(settings.XS.data_dir)
    with tempfile.TemporaryFile(dir=folder) as probe:
        began = time.perf_counter()
        for _ in range(10):
            probe.write(b"x" * 4096)
            probe.flush()
            os.fsync(probe.fileno())
        flush_ms = (time.perf_counter() - began) * 100
    free = shutil.disk_usage(folder).free / 1024**3
    grade = Grade.GOOD if free >= _ROOM_GB else Grade.LOOK
    cure = "" if free >= _ROOM_GB else f"可用空间不足 {_ROOM_GB} GB，请清理或换到更大的磁盘（XS_DATA_DIR）。"
    return Point("数据文件夹", grade, f"{folder}，可用 {free:.0f} GB，一次落盘 {flush_ms:.1f} 毫秒", cure)


def _database() -> Point:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return _sqlite(cursor.execute("PRAGMA journal_mode").fetchone()[0])
        cursor.execute("SELECT current_setting('server_version'), pg_encoding_to_char(encoding), datctype "
                       "FROM pg_database WHERE datname = current_database()")  # fmt: skip
        version, encoding, ctype = cursor.fetchone()
    chinese = encoding == "UTF8" and ctype != "C"
    cure = "" if chinese else "数据库的编码或区域不支持中文检索，请用 UTF8 与 C.UTF-8 重建数据库。"
    return Point("数据库", Grade.GOOD if chinese else Grade.LOOK, f"PostgreSQL {version}，{encoding}，{ctype}", cure)


def _sqlite(journal: str) -> Point:
    version = sqlite_version()
    words = ".".join(map(str, version))
    if journal == "wal" and not wal_is_sound(version):
        return Point("数据库", Grade.BAD, f"SQLite {words}，WAL", "此版本在 WAL 模式下可能丢失数据，请安装 pysqlite3。")
    return Point("数据库", Grade.GOOD, f"SQLite {words}，{journal.upper()}，每次提交落盘")


def _tables() -> Point:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return Point("数据表", Grade.LOOK, f"有 {len(waiting)} 项升级尚未执行", "运行 xingshen serve 时会自动完成。")
    return Point("数据表", Grade.GOOD, "已是最新")


def _reading() -> Point:
    if describe_sight() == BLIND:
        return Point("扫描件识读", Grade.LOOK, "没有安装", "运行 pip install 'xingshen[ocr]'；否则扫描页都需人工核对。")
    return Point("扫描件识读", Grade.GOOD, "可用")


def _fonts() -> Point:
    names = (name for folder in _FONT_FOLDERS for _, _, files in os.walk(folder) for name in files)
    found = sorted({name for name in names if name.startswith(_CHINESE_FONTS)})
    if not found:
        return Point("中文字体", Grade.BAD, "没有找到", "请安装 fonts-noto-cjk；没有它不能打印申报书和回执。")
    return Point("中文字体", Grade.GOOD, f"{found[0]} 等 {len(found)} 个")


def _jobs() -> Point:
    waiting, oldest_minutes, dead = health.jobs()
    if dead:
        cure = "用 xingshen jobs list 查看原因；排除后用 xingshen jobs revive --all 重新排队。"
        return Point("后台任务", Grade.BAD, f"{dead} 项多次失败", cure)
    grade = Grade.LOOK if oldest_minutes > 30 else Grade.GOOD
    return Point(
        "后台任务",
        grade,
        f"等待 {waiting} 项，最久 {oldest_minutes} 分钟",
        "请确认识读进程在运行。" * (grade is Grade.LOOK),
    )


def _chain() -> Point:
    flaw = next(audit.verify_chain(), None)
    number, _ = audit.head()
    if flaw:
        return Point("审计记录", Grade.BAD, f"第 {flaw.seq} 条：{flaw.message}", "记录可能被改动过，请保全数据并报告。")
    return Point("审计记录", Grade.GOOD, f"{number} 条，前后相连，未见改动")


def _transport() -> Point:
    if settings.XS.https or settings.XS.demo:
        return Point("加密传输", Grade.GOOD, "已启用" if settings.XS.https else "演示，仅限本机")
    return Point("加密传输", Grade.LOOK, "没有启用", "对外服务前请在前面放置 HTTPS 并设置 XS_HTTPS=true。")


_POINTS: tuple[tuple[str, Callable[[], Point]], ...] = (
    ("数据文件夹", _data_folder),
    ("数据库", _database),
    ("数据表", _tables),
    ("扫描件识读", _reading),
    ("中文字体", _fonts),
    ("后台任务", _jobs),
    ("审计记录", _chain),
    ("加密传输", _transport),
)
