"""The words in which the reading of a paper is told. Knows no layout."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xingshen.evidence import media
from xingshen.evidence.fact import FactValue
from xingshen.evidence.page import Code, DigitalSignature, Page, Seal
from xingshen.reports.private import mask_numbers
from xingshen.reports.reading.account import PaperAccount, ReadState, is_unread, line_methods
from xingshen.reports.wording import sure_words

STATE_WORDS = {ReadState.READ: "已读取", ReadState.PARTLY: "部分读取", ReadState.UNREAD: "未能读取"}
STATE_ICONS = {ReadState.READ: "✓", ReadState.PARTLY: "?", ReadState.UNREAD: "?"}
SHAPE_WORDS = {"round": "圆形", "oval": "椭圆形", "rectangle": "矩形"}
COLOUR_WORDS = {"red": "红色", "blue": "蓝色", "grey": "灰色"}
PAGE_METHODS = {"text-layer": "文字层", "ocr": "扫描识别", "ofd": "OFD", "docx": "Word", "none": "未能读取"}
FACT_WORDS = {
    "consolidated": "合并报表",
    "issued_on": "出具日期",
    "kind": "种类",
    "leader": "项目负责人",
    "meeting_editions": "会议届次",
    "project_title": "项目名称",
    "signed_dates": "签字日期",
    "signed_labels": "有笔迹的签字处",
}
"""Facts that readers find and that the guide may have no name for."""
_FORMATS = {
    media.PDF: "PDF",
    media.OFD: "OFD",
    media.DOCX: "Word（docx）",
    media.TEXT: "纯文本",
    media.PNG: "PNG 图片",
    media.JPEG: "JPEG 图片",
    media.TIFF: "TIFF 图片",
    media.HEIC: "HEIC 图片",
    media.BMP: "BMP 图片",
    media.WEBP: "WebP 图片",
    media.GIF: "GIF 图片",
    media.ZIP: "ZIP 压缩包",
    media.EMPTY: "空文件",
    media.UNKNOWN: "未能识别",
}
_MILLIMETRES_PER_POINT = 25.4 / 72
_SIGNATURE_KINDS = {"pdf": "PDF 数字签名", "ofd-seal": "OFD 电子印章"}
_UNCHANGED = {True: "签名后内容未改动", False: "签名后内容有改动", None: "签名后是否改动，未能核验"}


def state_sentence(account: PaperAccount) -> str:
    """One sentence: how far reading came, and what to do about what is missing."""
    pages, unread = len(account.paper.pages), account.unread_pages
    if account.state is ReadState.UNREAD:
        return "没有读出任何文字；原因和处理办法见“问题”。" if account.paper.problems else "没有读出任何文字。"
    if unread:
        return f"共{pages}页，第{number_words(unread)}页未能读取，其余已读取；请人工查看未读取的页。"
    if account.state is ReadState.PARTLY:
        return f"读取了{pages}页，但内容可能不全；原因和处理办法见“问题”。"
    doubtful = account.doubtful_lines
    tail = f"其中{doubtful}行把握较低，请对照页面。" if doubtful else ""
    return f"共{pages}页，全部已读取。{tail}"


def number_words(numbers: Sequence[int]) -> str:
    """Page numbers with runs joined: 1–3、5."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[1]}" for run in runs)


def format_words(media_type: str) -> str:
    """What kind of file it is."""
    return _FORMATS.get(media_type, media_type)


def size_words(page: Page) -> str:
    """Width and height in millimetres; 不分页 where the format has no pages."""
    if page.method == "docx" or not (page.width and page.height):
        return "不分页"
    return f"{page.width * _MILLIMETRES_PER_POINT:.0f}×{page.height * _MILLIMETRES_PER_POINT:.0f} 毫米"


def method_words(page: Page) -> str:
    """How the page was read, and how the pieces of it that were read otherwise."""
    if page.method == "none" and not is_unread(page):
        return "空白"
    return "＋".join(PAGE_METHODS.get(method, method) for method in line_methods(page))


def turned_words(page: Page) -> str:
    """How the page had to be turned, or nothing."""
    return f"原件转了方向，已顺时针转正{page.turned}°" if page.turned else ""


def seal_words(seal: Seal) -> str:
    """A seal in one line: colour, shape, whole or part, what is read of it."""
    look = f"{COLOUR_WORDS.get(seal.colour, seal.colour)}{SHAPE_WORDS.get(seal.shape, seal.shape)}印章"
    whole = "" if seal.whole else "（只见一部分）"
    names = "，或".join(f"“{mask_numbers(item.text)}”（把握{sure_words(item.confidence)}）" for item in seal.readings)
    centre = f"；中间文字“{mask_numbers(seal.centre)}”" if seal.centre else ""
    return f"{look}{whole}，{f'读作{names}' if names else '印文未读出'}{centre}"


def code_words(code: Code) -> str:
    """What a bar code says."""
    return f"条码：{mask_numbers(code.text)}"


def signature_words(signature: DigitalSignature) -> str:
    """A digital signature as its data say."""
    signer = f"签名人“{mask_numbers(signature.signer)}”" if signature.signer else "未写签名人"
    time = f"，时间 {signature.signed_at}" if signature.signed_at else ""
    page = f"，第 {signature.page} 页" if signature.page else ""
    kind = _SIGNATURE_KINDS.get(signature.kind, signature.kind)
    return f"{kind}：{signer}{time}{page}，{_UNCHANGED[signature.unchanged]}"


def value_words(value: FactValue | None) -> str:
    """The value of a fact as people write it."""
    if value is None:
        return "未找到"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return mask_numbers("、".join(value)) or "无"
    return mask_numbers(str(value))
