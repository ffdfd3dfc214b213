"""A made-up letter of every kind, for offices that look at a template before they use it."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

from PIL import Image, ImageDraw

from xingshen.reports.letters.content import Item, Letter, Picture, Quote
from xingshen.review.clocks import CHINA
from xingshen.review.examination_values import LetterKind, Ruling

_QUOTES = (
    Quote("示例.1", "这里是指南这一条的原文，一字不差。"),
    Quote("示例.2", "一条要点可以依据几个条款；这里是第二条的原文。"),
)
_PLACES = ("05-合作协议.pdf 第3页，读到“有效期至2028年6月29日”", "申报书，填写“2028-06-30”")


def sample_letter(kind: LetterKind, *, head: str, sign: str, number: str, contact: str, verify: str) -> Letter:
    """The letter of ``kind`` with the office's own head, sign and number."""
    day = date(2026, 7, 20)
    until = datetime(2026, 7, 28, tzinfo=CHINA)
    return Letter(
        kind=kind,
        head=head,
        sign=sign,
        number=number,
        issued_on=day,
        programme="示例批次",
        guide="《示例指南》",
        addressee="示例单位（样例，非真实单位）",
        project="示例项目",
        application="示例-0001",
        category="示例类别",
        items=_items(kind),
        ruling=Ruling.UPHELD if kind is LetterKind.REEXAMINATION else None,
        reason="经重新核对，原认定的事实清楚，依据充分。" if kind is LetterKind.REEXAMINATION else "",
        until=until if kind in (LetterKind.CORRECTION, LetterKind.REFUSAL) else None,
        days=5,
        opens=("申请省财政资金", "合作协议") if kind is LetterKind.CORRECTION else (),
        contact=contact,
        verify=verify,
    )


def _items(kind: LetterKind) -> tuple[Item, ...]:
    if kind is LetterKind.PASS:
        return ()
    asked = kind is LetterKind.CORRECTION
    return tuple(
        Item(
            title=title,
            quotes=_QUOTES[:count],
            found="协议止于2028-06-29，比执行期结束早1天。",
            evidence=_PLACES[:count],
            reason="" if asked else "已核对原件页面，有效期没有覆盖执行期。",
            asked="请说明两处内容不一致的原因。" if asked else "",
            cure="请补签延期协议后重新上传。" if asked else "",
            result="不通过" if kind is LetterKind.REEXAMINATION else "",
            pictures=_pictures() if kind is LetterKind.REFUSAL and count > 1 else (),
        )
        for title, count in (("协议有效期覆盖执行期", 2), ("申请额度不超过上限", 1))
    )


def _pictures() -> tuple[Picture, ...]:
    return (Picture("05-合作协议.pdf 第3页", _picture()),)


def _picture() -> bytes:
    picture = Image.new("RGB", (520, 96), "white")
    draw = ImageDraw.Draw(picture)
    for top in (18, 46, 74):
        draw.line((24, top, 496, top), fill=(170, 170, 170), width=6)
    draw.rectangle((250, 34, 420, 58), outline=(31, 78, 121), width=2)
    target = BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()
