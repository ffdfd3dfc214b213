"""What stands in the places of a template: a name for every value of a letter, as lines of text or as pictures.

The names are the office's words; a template may use each of them any number of times.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

import segno

from xingshen.reports.letters.content import Item, Letter, Picture, chinese_day, last_day
from xingshen.review.examination_values import LetterKind

ITEMS = "条目"
"""The block between ``{{#条目}}`` and ``{{/条目}}`` is repeated for every item."""
NAMES: Mapping[str, str] = {
    "发文机关": "通知书上方的机关名称",
    "标题": "如“形式审查不通过通知书”",
    "文号": "本通知书的编号",
    "主送单位": "申报单位的名称",
    "批次": "批次名称",
    "项目名称": "",
    "受理编号": "",
    "申报类别": "",
    "正文": "第一段：作出了什么结论",
    "结尾": "各条之后的段落：期限、办法、网址；有几段就重复几段",
    "期限": "补正或申请复审的最后一天",
    "可改内容": "补正时可以修改的栏目和材料",
    "复审理由": "复审结论的理由",
    "落款": "签发的机构",
    "日期": "签发日期",
    "联系方式": "",
    "核验码": "",
    "核验网址": "",
    "二维码": "核验网址的二维码（图）",
}
"""Names that may stand anywhere, and what they become ("": as the name says)."""
ITEM_NAMES: Mapping[str, str] = {
    "序号": "从 1 起",
    "要点": "这一条查的是什么",
    "条款": "条款号",
    "原文": "指南原文，逐条重复",
    "审查情况": "",
    "依据": "文件、页码和读到的内容，逐处重复",
    "认定理由": "审查人员写的理由",
    "询问": "补正时请申报人说明的",
    "办法": "补正办法",
    "复审认定": "复审对这一条的认定",
    "截图": "页面截图（图），附说明",
}
"""Names that may stand inside the block of items."""
WANTED: Mapping[LetterKind, tuple[str, ...]] = {
    LetterKind.CORRECTION: ("文号", "主送单位", "正文", "结尾", "核验码"),
    LetterKind.PASS: ("文号", "主送单位", "正文", "核验码"),
    LetterKind.REFUSAL: ("文号", "主送单位", "正文", "结尾", "核验码"),
    LetterKind.REEXAMINATION: ("文号", "主送单位", "正文", "结尾", "核验码"),
}
"""What a template of each kind may not leave out."""
WITH_ITEMS = frozenset({LetterKind.CORRECTION, LetterKind.REFUSAL, LetterKind.REEXAMINATION})
WANTED_OF_ITEMS = ("原文", "审查情况")

Lines = Sequence[str]
_QR_SCALE = 8


@dataclass(frozen=True, slots=True)
class Values:
    """Lines and pictures by name."""

    lines: Mapping[str, Lines]
    pictures: Mapping[str, Sequence[Picture]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filling:
    """The values of one letter, and of each of its items."""

    values: Values
    items: tuple[Values, ...]


def filling_of(letter: Letter) -> Filling:
    """What the letter puts into the places of a template."""
    texts = {
        "发文机关": letter.head,
        "标题": letter.title,
        "文号": letter.number,
        "主送单位": letter.addressee,
        "批次": letter.programme,
        "项目名称": letter.project,
        "受理编号": letter.application,
        "申报类别": letter.category,
        "正文": letter.opening,
        "期限": last_day(letter.until) if letter.until else "",
        "可改内容": "、".join(letter.opens),
        "复审理由": letter.reason,
        "落款": letter.sign,
        "日期": chinese_day(letter.issued_on),
        "联系方式": letter.contact,
        "核验码": letter.code,
        "核验网址": letter.verify,
    }
    lines: dict[str, Lines] = {name: _line(text) for name, text in texts.items()}
    lines["结尾"] = letter.closing
    codes = (Picture("", qr_png(letter.verify_link)),) if letter.verify_link else ()
    items = tuple(_values(at, item) for at, item in enumerate(letter.items, 1))
    return Filling(Values(lines, {"二维码": codes}), items)


def _values(number: int, item: Item) -> Values:
    lines: dict[str, Lines] = {
        "序号": (str(number),),
        "要点": _line(item.title),
        "条款": _line("、".join(quote.clause for quote in item.quotes)),
        "原文": tuple(f"{quote.clause}　{quote.text}" for quote in item.quotes),
        "审查情况": _line(item.found),
        "依据": item.evidence,
        "认定理由": _line(item.reason),
        "询问": _line(item.asked),
        "办法": _line(item.cure),
        "复审认定": _line(item.result),
    }
    return Values(lines, {"截图": item.pictures})


def _line(text: str) -> Lines:
    """One line; none where there is nothing to say."""
    return (" ".join(text.split("\n")),) if text else ()


def qr_png(text: str) -> bytes:
    """A QR code as PNG."""
    target = BytesIO()
    segno.make(text, error="m", micro=False).save(target, kind="png", scale=_QR_SCALE, border=2)
    return target.getvalue()
