"""``xingshen verify-receipt``: what a receipt proves by itself, and together with the export, without a network."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from xingshen.cli.sources import InputError
from xingshen.cli.verify_command import print_point
from xingshen.reports.receipt_checking import NotAReceipt, check_package, check_receipt, read_receipt

_LARGEST = 16 * 1024 * 1024


def run_verify_receipt(path: Path, package: Path | None, out: Console) -> int:
    """Print every point; 0 where all hold, 1 where one does not. Raises InputError for what is no receipt."""
    try:
        receipt = read_receipt(_text(path))
        points = list(check_receipt(receipt))
        if package is not None:
            points += check_package(receipt, package)
    except NotAReceipt as error:
        raise InputError(str(error)) from None
    out.print(f"回执 {receipt['number']}　第 {receipt['sequence']} 次提交　{receipt['submitted_at']}", highlight=False)
    for point in points:
        print_point(point, out)
    good = all(point.holds for point in points)
    out.print(_closing(good, receipt["verify"], package is not None), highlight=False, markup=False, soft_wrap=True)
    return 0 if good else 1


def _closing(good: bool, address: str, with_package: bool) -> str:
    if not good:
        return "回执没有通过核验。"
    rest = "" if with_package else "加 --package 可同时核验导出的全部内容。"
    return f"回执自身完整。{rest}事件是否在记录链中，请到 {address} 核验。"


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError(f"{path.name} 太大，不是回执。")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{path.name} 不是 UTF-8 编码的文本，不是回执。") from None
    except OSError as error:
        raise InputError(f"读不到 {path}：{error.strerror}") from None
