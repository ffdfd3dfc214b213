"""What a letter says: to whom, on what, point by point with quotations and evidence, and what may be done about it.

Values in, sentences out; knows neither Word nor PDF, no storage and no clock. A letter is Chinese whatever language the
pages have. Its code is a digest of everything that it says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any

from xingshen.reports.receipt import Json, canonical
from xingshen.review.examination_values import RULING_WORDS, LetterKind, Ruling

LETTER_FORMAT = "xingshen-letter/1"
TITLES = {
    LetterKind.CORRECTION: "形式审查补正通知书",
    LetterKind.PASS: "形式审查通过通知书",
    LetterKind.REFUSAL: "形式审查不通过通知书",
    LetterKind.REEXAMINATION: "形式审查复审结论通知书",
}
SHORT = {
    LetterKind.CORRECTION: "补正通知书",
    LetterKind.PASS: "通过通知书",
    LetterKind.REFUSAL: "不通过通知书",
    LetterKind.REEXAMINATION: "复审结论通知书",
}
_SHANGHAI = timezone(timedelta(hours=8))
_CODE_LENGTH = 20
_GROUP = 4


@dataclass(frozen=True, slots=True)
class Quote:
    """A clause with its verbatim text."""

    clause: str
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A piece of a page as PNG, and where it is from."""

    caption: str
    png: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One point: clauses, what was found, what that rests on, and what belongs to the kind of letter.

    ``reason``: of the person who judged it; ``asked``, ``cure``: of a correction; ``result``: of a re-examination.
    """

    title: str
    quotes: tuple[Quote, ...]
    found: str
    evidence: tuple[str, ...] = ()
    reason: str = ""
    asked: str = ""
    cure: str = ""
    result: str = ""
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter. ``until``: the instant before which it may be answered; ``address``: of the page for that."""

    kind: LetterKind
    head: str
    sign: str
    number: str
    issued_on: date
    programme: str
    guide: str
    addressee: str
    project: str
    application: str
    category: str = ""
    items: tuple[Item, ...] = ()
    ruling: Ruling | None = None
    reason: str = ""
    until: datetime | None = None
    days: int = 0
    opens: tuple[str, ...] = ()
    contact: str = ""
    address: str = ""
    verify: str = ""

    @property
    def title(self) -> str:
        """What it is called."""
        return TITLES[self.kind]

    @property
    def code(self) -> str:
        """The verification code: part of the digest of everything that it says."""
        return code_of(content_of(self))

    @property
    def opening(self) -> str:
        """The first paragraph: what was decided."""
        return _OPENING[self.kind](self)

    @property
    def closing(self) -> tuple[str, ...]:
        """What follows from it."""
        return tuple(_CLOSING[self.kind](self))

    @property
    def verify_link(self) -> str:
        """The address that the picture code holds: the page that checks letters, with number and code."""
        return f"{self.verify}?code={self.code}" if self.verify else ""


def content_of(letter: Letter) -> Json:
    """Everything that a letter says, as JSON; pictures by their digests."""
    return {
        "kind": letter.kind.value,
        "title": letter.title,
        "head": letter.head,
        "number": letter.number,
        "issued_on": letter.issued_on.isoformat(),
        "programme": letter.programme,
        "addressee": letter.addressee,
        "project": letter.project,
        "application": letter.application,
        "category": letter.category,
        "opening": letter.opening,
        "items": [_item_content(item) for item in letter.items],
        "closing": list(letter.closing),
        "sign": letter.sign,
        "contact": letter.contact,
    }


def code_of(content: Json) -> str:
    """The code of this content, as it is printed: ``9F3A-…``."""
    code = hashlib.sha256(canonical(content)).hexdigest()[:_CODE_LENGTH].upper()
    return "-".join(code[at : at + _GROUP] for at in range(0, _CODE_LENGTH, _GROUP))


def plain_code(written: str) -> str:
    """A code as somebody typed it, as it is printed; anything else as it is."""
    signs = "".join(each for each in written.upper() if each.isalnum())[:_CODE_LENGTH]
    return "-".join(signs[at : at + _GROUP] for at in range(0, len(signs), _GROUP))


def record_of(letter: Letter, files: dict[str, Json]) -> Json:
    """The letter for machines: what it says, its code, and the digests of its files. Its digest stands in the chain."""
    content = content_of(letter)
    return {"format": LETTER_FORMAT, "content": content, "code": code_of(content), "files": files}


def _item_content(item: Item) -> dict[str, Any]:
    return {
        "title": item.title,
        "quotes": [{"clause": each.clause, "text": each.text} for each in item.quotes],
        "found": item.found,
        "evidence": list(item.evidence),
        "reason": item.reason,
        "asked": item.asked,
        "cure": item.cure,
        "result": item.result,
        "pictures": [
            {"caption": each.caption, "sha256": hashlib.sha256(each.png).hexdigest()} for each in item.pictures
        ],
    }


# --- sentences -------------------------------------------------------------------------------------------------------


def chinese_day(day: date) -> str:
    """2026年7月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def last_day(until: datetime) -> str:
    """The last day of a time that ends before ``until`` (the midnight after it)."""
    return chinese_day((until - timedelta(microseconds=1)).astimezone(_SHANGHAI).date())


def _named(letter: Letter) -> str:
    kind = f"，{letter.category}" if letter.category else ""
    return f"你单位申报的“{letter.project}”（受理编号{letter.application}{kind}）"


def _correct(letter: Letter) -> str:
    return f"{_named(letter)}经形式审查，有下列{len(letter.items)}项需要补正或说明。"


def _pass(letter: Letter) -> str:
    return f"{_named(letter)}已完成形式审查。经逐条审查，符合{letter.guide}的形式审查要求，通过形式审查。"


def _refuse(letter: Letter) -> str:
    count = len(letter.items)
    return (
        f"{_named(letter)}经形式审查，下列{count}项不符合{letter.guide}的要求，并经另一名审查人员复核，"
        "决定不予通过形式审查。"
    )


def _rule_again(letter: Letter) -> str:
    ruling = RULING_WORDS[letter.ruling or Ruling.UPHELD]
    ends = "，不予通过形式审查" if letter.ruling is Ruling.UPHELD else ""
    asked = f"你单位就“{letter.project}”（受理编号{letter.application}）提出的复审申请"
    return f"{asked}，已由未参与原审查的人员重新审查。经复审，{ruling}{ends}。"


def _correct_closing(letter: Letter) -> Iterator[str]:
    if letter.until is not None:
        yield (
            f"请于{last_day(letter.until)}24时前登录申报系统，就上列各项修改或说明后重新提交。"
            "补正期间不计入审查时间；逾期未补正的，按现有材料继续审查。"
        )
    if letter.opens:
        yield f"本次只可修改：{'、'.join(letter.opens)}。其余内容保持不变。"
    yield from _where(letter)


def _pass_closing(_: Letter) -> Iterator[str]:
    yield "通过形式审查不等于立项；后续事项另行通知。"


def _refuse_closing(letter: Letter) -> Iterator[str]:
    if letter.until is not None:
        yield (
            f"对本决定有异议的，可以申请复审：自本通知书发出的次日起{letter.days}个工作日内，即{last_day(letter.until)}24时前，"
            "登录申报系统，在该项目的“办理结果”页写明理由并提交。复审由未参与原审查的人员办理，逾期不再受理。"
        )
    yield from _where(letter)


def _rule_again_closing(letter: Letter) -> Iterator[str]:
    if letter.reason:
        yield f"理由：{letter.reason}"
    yield "本结论为最终结论。"


def _where(letter: Letter) -> Iterator[str]:
    if letter.address:
        yield f"办理网址：{letter.address}"


_OPENING = {
    LetterKind.CORRECTION: _correct,
    LetterKind.PASS: _pass,
    LetterKind.REFUSAL: _refuse,
    LetterKind.REEXAMINATION: _rule_again,
}
_CLOSING = {
    LetterKind.CORRECTION: _correct_closing,
    LetterKind.PASS: _pass_closing,
    LetterKind.REFUSAL: _refuse_closing,
    LetterKind.REEXAMINATION: _rule_again_closing,
}
