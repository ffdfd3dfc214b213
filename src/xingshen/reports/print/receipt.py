"""The receipt of a submission as a PDF: what the JSON receipt says, for people. Values in, bytes out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from xingshen.reports.print.codes import qr_svg
from xingshen.reports.print.setting import set_pdf

_GROUP = 8


def receipt_pdf(receipt: Mapping[str, Any], *, title: str, submitted_by: str) -> bytes:
    """The sheet. Raises fonts.FontsMissing."""
    manifest, package, event = receipt["manifest"], receipt["package"], receipt["event"]
    at = datetime.fromisoformat(receipt["submitted_at"])
    rows = {
        "提交时间": f"{at:%Y-%m-%d %H:%M:%S}（北京时间，服务器时钟）",
        "项目名称": title or "—",
        "申报单位": manifest["unit"]["name"],
        "提交人": submitted_by,
        "材料": f"{len(manifest['papers'])} 份",
        "版本码": manifest["version_code"],
        "SHA-256": _grouped(package["sha256"]),
        "SM3": _grouped(package["sm3"]),
        "记录链位置": f"第 {event['seq']} 条　{_grouped(event['hash'])}",
        "指南": f"{manifest['guide']['id']} {manifest['guide']['version']}",
    }
    values = {
        "title": f"提交回执 {receipt['number']}",
        "author": manifest["unit"]["name"],
        "code": manifest["version_code"],
        "foot": "形审",
        "programme": manifest["call"]["title"],
        "number": receipt["number"],
        "sequence": receipt["sequence"],
        "rows": [{"label": label, "text": text} for label, text in rows.items()],
        "verify": receipt["verify"],
        "qr": qr_svg(f"{receipt['verify']}?number={receipt['number']}&sha256={package['sha256']}"),
    }
    return set_pdf("receipt.typ", values, at)


def _grouped(digest: str) -> str:
    return " ".join(digest[start : start + _GROUP] for start in range(0, len(digest), _GROUP))
