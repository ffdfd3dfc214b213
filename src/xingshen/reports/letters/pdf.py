"""A letter as PDF/A with embedded fonts: the same words as the Word file, in the layout of this package."""

from __future__ import annotations

from datetime import UTC, datetime, time

from xingshen.reports.letters.content import Letter, chinese_day
from xingshen.reports.print.codes import qr_svg
from xingshen.reports.print.setting import set_pdf
from xingshen.review.examination_values import LetterKind


def letter_pdf(letter: Letter) -> bytes:
    """The letter. Raises fonts.FontsMissing."""
    values = {
        "title": f"{letter.title} {letter.number}",
        "author": letter.sign,
        "code": letter.code,
        "foot": letter.number,
        "head": letter.head,
        "number": letter.number,
        "name": letter.title,
        "addressee": letter.addressee,
        "opening": letter.opening,
        "items": [
            {
                "number": at,
                "title": item.title,
                "quotes": [{"clause": each.clause, "text": each.text} for each in item.quotes],
                "found": item.found,
                "evidence": item.evidence,
                "lines": [
                    {"label": label, "text": text}
                    for label, text in (
                        ("认定理由" if letter.kind is not LetterKind.REEXAMINATION else "理由", item.reason),
                        ("请说明", item.asked),
                        ("补正办法", item.cure),
                        ("复审认定", item.result),
                    )
                    if text
                ],
                "pictures": [{"caption": each.caption, "png": list(each.png)} for each in item.pictures],
            }
            for at, item in enumerate(letter.items, 1)
        ],
        "closing": letter.closing,
        "sign": letter.sign,
        "day": chinese_day(letter.issued_on),
        "contact": letter.contact,
        "verify": letter.verify,
        "qr": qr_svg(letter.verify_link) if letter.verify_link else "",
    }
    return set_pdf("letter.typ", values, datetime.combine(letter.issued_on, time(), UTC))
