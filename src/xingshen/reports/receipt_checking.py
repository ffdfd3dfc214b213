"""Checks a receipt without the server: its shape, its event, its list of what was handed in, and an export beside it.

What only the server can tell (that the event stands in its chain) is not claimed. Reads from what it is given; opens no
network.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from jsonschema import Draft202012Validator

from xingshen.reports.receipt import (
    PACKAGE_FILE,
    PAPERS_FOLDER,
    canonical,
    digests_of,
    event_digest,
    field_digests,
    receipt_schema,
)

_CHUNK = 1024 * 1024
_LARGEST_PACKAGE = 64 * _CHUNK
_SHANGHAI = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that was checked: what, whether it holds, and a Chinese sentence where it does not."""

    name: str
    holds: bool
    told: str = ""


class NotAReceipt(ValueError):  # noqa: N818  # something to tell a person
    """What was given is no receipt; the text says in Chinese why."""


def read_receipt(text: str) -> dict[str, Any]:
    """The receipt that ``text`` holds. Raises NotAReceipt."""
    try:
        receipt = json.loads(text)
    except (ValueError, RecursionError):
        raise NotAReceipt("这不是 JSON 文件；请用回执页上的“下载回执（JSON）”所得的文件。") from None
    error = next(iter(Draft202012Validator(receipt_schema()).iter_errors(receipt)), None)
    if error is not None:
        place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in error.absolute_path)
        raise NotAReceipt(f"这不是完整的提交回执：{place.lstrip('.') or '整体'} 不符合格式。")
    assert isinstance(receipt, dict)
    return receipt


def check_receipt(receipt: Mapping[str, Any]) -> Iterator[Point]:
    """What a receipt proves by itself."""
    event, after = receipt["event"], receipt["event"]["after"]
    yield Point("事件摘要", event_digest(event) == event["hash"], "事件的内容与其摘要不符，回执被改动过。")
    wanted = {
        "number": receipt["number"],
        "sequence": receipt["sequence"],
        "sha256": receipt["package"]["sha256"],
        "sm3": receipt["package"]["sm3"],
        "version_code": receipt["manifest"]["version_code"],
        "version": receipt["manifest"]["version"],
    }
    wrong = [name for name, value in wanted.items() if after.get(name) != value]
    yield Point("编号和摘要与事件一致", not wrong, f"回执上的 {'、'.join(wrong)} 与事件所记不同，回执被改动过。")
    listed = digests_of(canonical(receipt["manifest"])).sha256
    yield Point("清单与事件一致", after.get("manifest_sha256") == listed, "清单被改动过。")
    yield Point("时间与事件一致", shown_instant(event["at"]) == receipt["submitted_at"], "回执上的时间被改动过。")


def check_package(receipt: Mapping[str, Any], export: Path) -> Iterator[Point]:
    """Whether ``export`` (the zip of what was handed in) is what the receipt is for. Raises NotAReceipt."""
    try:
        with ZipFile(export) as archive:
            yield from check_receipt_package(receipt, archive)
    except (BadZipFile, OSError):
        raise NotAReceipt(f"{export.name} 打不开，或不是 zip 文件。") from None


def shown_instant(at: str) -> str:
    """An instant (ISO 8601) as receipts show it: Asia/Shanghai, to the second."""
    try:
        instant = datetime.fromisoformat(at)
    except ValueError:
        return ""
    return instant.astimezone(_SHANGHAI).isoformat(timespec="seconds")


def check_receipt_package(receipt: Mapping[str, Any], archive: ZipFile, folder: str = "") -> Iterator[Point]:
    """The same for what was handed in inside ``folder`` (with its slash) of an open archive. Raises NotAReceipt."""
    names, package = set(archive.namelist()), f"{folder}{PACKAGE_FILE}"
    if package not in names or archive.getinfo(package).file_size > _LARGEST_PACKAGE:
        raise NotAReceipt(f"导出文件中没有 {PACKAGE_FILE}；请用回执页上的“下载提交的全部内容”所得的文件。")
    content = archive.read(package)
    digests = digests_of(content)
    same = (digests.sha256, digests.sm3) == (receipt["package"]["sha256"], receipt["package"]["sm3"])
    yield Point("提交内容的摘要", same, "这不是回执所指的那一次提交的内容，或内容被改动过。")
    try:
        tree = json.loads(content)
        fields = field_digests(tree["answers"], tree["salt"])
        papers = tree["papers"]
    except (ValueError, KeyError, TypeError, RecursionError):
        yield Point("提交内容的格式", False, f"{PACKAGE_FILE} 不是提交内容。")
        return
    yield Point("各项填报值与清单一致", fields == receipt["manifest"]["fields"], "有填报值与清单不符。")
    yield Point("材料清单一致", papers == receipt["manifest"]["papers"], "材料清单与回执不符。")
    for paper in receipt["manifest"]["papers"]:
        yield _check_paper(paper, archive, names, folder)


def _check_paper(paper: Mapping[str, Any], archive: ZipFile, names: set[str], folder: str) -> Point:
    name = f"{folder}{PAPERS_FOLDER}/{paper['name']}"
    if name not in names:
        return Point(paper["name"], False, "导出文件中没有这份材料。")
    sha256, sm3, size = hashlib.sha256(), hashlib.new("sm3"), 0
    with archive.open(name) as file:
        while size <= paper["size"] and (chunk := file.read(_CHUNK)):
            sha256.update(chunk)
            sm3.update(chunk)
            size += len(chunk)
    same = (sha256.hexdigest(), sm3.hexdigest(), size) == (paper["sha256"], paper["sm3"], paper["size"])
    return Point(paper["name"], same, "文件的内容与提交时不同。")
