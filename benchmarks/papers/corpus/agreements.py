"""Writes cooperation agreements as real ones differ: language, layout, how the validity is said, who has signed.

The term is drawn first, then worded, so that the label never depends on the wording. Knows nothing of pixels.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.papers.corpus.days import CHINESE_STYLES, chinese_day, draw_day, english_day, small, years_later
from benchmarks.papers.corpus.labels import FactTruth
from benchmarks.papers.corpus.sheet import Sheet, choose_face
from benchmarks.papers.corpus.words import Cast

START, END = date(2026, 7, 1), date(2028, 6, 30)
"""The project's first and last day in every dossier of the benchmark."""
_SPAN = "span"
_LENGTH = "length"
_SIGNING = "signing"
_NAMES = ("国际科技合作协议", "合作协议书", "联合研发合作协议", "科技合作协议", "合作研究协议", "技术合作协议书")
_NAMES_EN = ("COOPERATION AGREEMENT", "Agreement on Scientific Cooperation", "JOINT RESEARCH AGREEMENT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """The validity of one agreement and how it is worded; ``form`` is span, length (of years) or signing."""

    first: date
    last: date
    signed: date
    form: str
    years: int = 0

    @property
    def covers(self) -> bool:
        """Whether it covers the project."""
        return self.first <= START and self.last >= END


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A paper as set: its sheet, the guide's kind, its facts."""

    sheet: Sheet
    kind: str
    facts: Mapping[str, FactTruth]


def draw_term(chance: random.Random) -> Term:
    """Two thirds of all terms cover the project; the others end too early or begin too late, often by very little."""
    signed = draw_day(chance, date(2026, 3, 1), date(2026, 6, 18))
    years = chance.choice((2, 3, 5))
    case = chance.choices(("exact", "longer", "short", "late", "years", "signing"), (2, 3, 2, 1, 2, 1))[0]
    if case == "signing":
        return Term(first=signed, last=years_later(signed, years), signed=signed, form=_SIGNING, years=years)
    if case == "years":
        first = chance.choice((START, draw_day(chance, date(2026, 6, 1), date(2026, 9, 1))))
        return Term(first=first, last=years_later(first, years), signed=signed, form=_LENGTH, years=years)
    first = chance.choice((START, START, date(2026, 6, 1), date(2026, 1, 1)))
    last = {"exact": END, "longer": chance.choice((date(2028, 12, 31), date(2029, 6, 30), date(2031, 5, 31)))}.get(
        case, END
    )
    if case == "short":
        last = chance.choice((END - timedelta(days=1), date(2028, 5, 31), date(2027, 12, 31), date(2027, 6, 30)))
    if case == "late":
        first, last = chance.choice((date(2026, 7, 2), date(2026, 8, 1), date(2027, 1, 1))), date(2029, 12, 31)
    return Term(first=first, last=last, signed=min(signed, first), form=_SPAN)


def chinese_validity(chance: random.Random, term: Term, style: str, word: str = "协议") -> str:
    """The sentence about the validity, in Chinese."""
    first, last = chinese_day(term.first, style), chinese_day(term.last, style)
    length = (
        chance.choice((f"{small(term.years)}年", f"{term.years}年", f"{small(term.years)}（{term.years}）年"))
        if term.years
        else ""
    )
    if term.form == _LENGTH:
        forms = (
            f"本{word}自{first}起生效，有效期{length}。",
            f"本{word}有效期为{length}，自{first}起计算。",
            f"本{word}的有效期限为{length}，自{first}至{last}。",
        )
    elif term.form == _SIGNING:
        forms = (
            f"本{word}自双方签字盖章之日起生效，有效期{length}。",
            f"本{word}有效期{length}，自签署之日起计算。",
        )
    else:
        forms = (
            f"本{word}有效期自{first}起至{last}止。",
            f"本{word}的有效期为{first}至{last}。",
            f"本{word}自{first}起生效，至{last}终止。",
            f"{word}有效期限：{first}—{last}。",
            f"双方约定，本{word}于{first}生效，有效期至{last}。",
            f"本{word}有效期限从{first}起，到{last}为止。",
        )
    return chance.choice(forms)


def english_validity(chance: random.Random, term: Term, style: int) -> str:
    """The sentence about the validity, in English."""
    first, last = english_day(term.first, style), english_day(term.last, style)
    number = {2: "two", 3: "three", 5: "five"}.get(term.years, "")
    if term.form == _LENGTH:
        forms = (
            f"This Agreement is valid for {number} years from {first}.",
            f"This Agreement shall enter into force on {first} and remain in force for {number} ({term.years}) years.",
        )
    elif term.form == _SIGNING:
        forms = (
            f"This Agreement shall enter into force on the date of signature and shall be valid for {number} years.",
        )
    else:
        forms = (
            f"This Agreement is valid from {first} to {last}.",
            f"This Agreement shall enter into force on {first} and remain in force until {last}.",
            f"The term of this Agreement shall commence on {first} and expire on {last}.",
        )
    return chance.choice(forms)


def write_agreement(chance: random.Random, cast: Cast, term: Term, language: str) -> Written:
    """The agreement in ``language``: zh, en or both."""
    writer = {"zh": _chinese, "en": _english, "both": _bilingual}[language]
    sheet = writer(chance, cast, term)
    if chance.random() < 0.6:
        sheet.number_pages(
            "Page {here} of {all}" if language == "en" else chance.choice(("第{here}页 共{all}页", "- {here} -"))
        )
    facts: dict[str, FactTruth] = {"effective_from": term.first, "effective_to": term.last, "covers": term.covers}
    return Written(sheet=sheet, kind="合作协议", facts=facts)


def write_translation(chance: random.Random, cast: Cast, term: Term) -> Written:
    """The Chinese translation of an English agreement: nobody signs it."""
    sheet = Sheet(choose_face(chance), "译件", size=12)
    sheet.title("合作协议（中文译文）", 18)
    style = chance.choice(("plain", "padded", "numerals"))
    _chinese_body(chance, sheet, cast, term, style)
    sheet.space(10)
    sheet.para("（签署栏见英文原件。译文与原文内容一致。）")
    return Written(sheet=sheet, kind="译件", facts={"effective_from": term.first, "effective_to": term.last})


def _chinese(chance: random.Random, cast: Cast, term: Term) -> Sheet:
    sheet = Sheet(choose_face(chance), "合作协议", size=chance.choice((10.5, 12, 12, 14)))
    sheet.leading = chance.uniform(1.45, 1.9)
    sheet.title(chance.choice(_NAMES), chance.choice((18, 20, 22)))
    if chance.random() < 0.5:
        sheet.centred(f"协议编号：{cast.number[:4]}-{cast.number[4:7]}")
    style = chance.choice(CHINESE_STYLES)
    _chinese_body(chance, sheet, cast, term, style)
    _sign_off(chance, sheet, cast, term)
    return sheet


def _chinese_body(chance: random.Random, sheet: Sheet, cast: Cast, term: Term, style: str) -> None:
    unit, partner = cast.unit, cast.partner
    party = [f"甲方：{unit.name}", f"统一社会信用代码：{unit.uscc}", f"法定代表人：{unit.rep}　住所：河北省{unit.city}"]
    other = [
        f"乙方：{partner.name}（{partner.original}）",
        f"地址：{partner.country}{partner.city_zh}　授权代表：{partner.contact}",
    ]
    if chance.random() < 0.3:
        sheet.table((1, 6), [("甲方", "\n".join(party)[3:]), ("乙方", "\n".join(other)[3:])])
    else:
        for text in (*party, *other):
            sheet.para(text, indent=0)
    sheet.para(f"甲乙双方经友好协商，就“{cast.title}”项目开展合作，订立本协议，共同遵守。")
    articles = [
        (
            "合作内容",
            f"双方围绕{cast.thing}开展方案设计、样品试制、性能测试与应用验证，互派技术人员交流，共享试验数据。",
        ),
        ("项目执行期", f"项目执行期为{chinese_day(START, style)}至{chinese_day(END, style)}。"),
        (
            "双方分工",
            "甲方负责组织实施、试验平台建设和应用示范；乙方负责提供关键技术资料、参与联合试验并派出专家指导。",
        ),
        ("经费", f"双方各自承担本方工作所需费用。甲方投入经费{chance.randint(60, 480)}万元，专款专用。"),
        ("知识产权", "合作前各自拥有的知识产权仍归各自所有；共同完成的成果由双方共有，申请专利须经对方书面同意。"),
        ("有效期", chinese_validity(chance, term, style)),
        ("保密", "任何一方不得向第三方泄露在合作中获知的技术秘密和商业秘密，保密义务在协议终止后继续有效。"),
        ("争议解决", "因履行本协议发生的争议，双方应协商解决；协商不成的，提交被告所在地有管辖权的机构处理。"),
        ("其他", f"本协议一式{chance.choice('四六')}份，双方各执{chance.choice('二三')}份，具有同等法律效力。"),
    ]
    for number, (head, text) in enumerate(articles, start=1):
        sheet.heading(chance.choice((f"第{small(number)}条　{head}",)))
        sheet.para(text)


def _english(chance: random.Random, cast: Cast, term: Term) -> Sheet:
    sheet = Sheet(choose_face(chance), "合作协议", size=chance.choice((10.5, 11, 12)))
    sheet.leading = chance.uniform(1.35, 1.7)
    sheet.title(chance.choice(_NAMES_EN), 17)
    unit, partner, style = cast.unit, cast.partner, chance.randint(0, 2)
    sheet.para("This Agreement is made by and between", indent=0)
    sheet.para(f"Party A: {unit.name}, Hebei Province, P.R. China, and", indent=0)
    sheet.para(f"Party B: {partner.original}, {partner.city}, {partner.country_en}.", indent=0)
    for number, (head, text) in enumerate(_english_articles(chance, cast, term, style), start=1):
        sheet.heading(f"Article {number}. {head}")
        sheet.para(text, indent=0)
    _sign_off_english(chance, sheet, cast, term, style)
    return sheet


def _english_articles(chance: random.Random, cast: Cast, term: Term, style: int) -> list[tuple[str, str]]:
    period = f"The project runs from {english_day(START, style)} to {english_day(END, style)}."
    return [
        ("Subject", f"The Parties will jointly carry out the project “{cast.title_en}”. {period}"),
        (
            "Division of tasks",
            "Party A organises the project and builds the test rigs. Party B supplies know-how and sends experts.",
        ),
        (
            "Funding",
            f"Each Party bears its own costs. Party A contributes {chance.randint(60, 480)}0,000 yuan to the work.",
        ),
        (
            "Intellectual property",
            "Background rights remain with their owner. Joint results are owned jointly by the Parties.",
        ),
        ("Term", english_validity(chance, term, style)),
        (
            "Confidentiality",
            "Neither Party shall disclose confidential information of the other Party to any third party.",
        ),
        ("Disputes", "All disputes shall be settled amicably by the Parties and, failing that, by arbitration."),
    ]


def _bilingual(chance: random.Random, cast: Cast, term: Term) -> Sheet:
    sheet = Sheet(choose_face(chance), "合作协议", size=10.5)
    sheet.title(f"{chance.choice(_NAMES)}\nCooperation Agreement", 16)
    unit, partner, style = cast.unit, cast.partner, chance.randint(0, 2)
    sheet.para(f"甲方（Party A）：{unit.name}", indent=0)
    sheet.para(f"乙方（Party B）：{partner.name} {partner.original}", indent=0)
    chinese = {
        "Subject": f"双方联合实施“{cast.title}”项目，执行期{chinese_day(START)}至{chinese_day(END)}。",
        "Division of tasks": "甲方负责组织实施和试验平台，乙方提供技术并派出专家。",
        "Funding": "双方各自承担费用，专款专用。",
        "Intellectual property": "原有知识产权归各自所有，共同成果双方共有。",
        "Term": chinese_validity(chance, term, "plain"),
        "Confidentiality": "任何一方不得向第三方披露对方的保密信息。",
        "Disputes": "争议由双方友好协商解决，协商不成的提交仲裁。",
    }
    for number, (head, text) in enumerate(_english_articles(chance, cast, term, style), start=1):
        sheet.heading(f"{number}. {head}")
        sheet.para(chinese[head])
        sheet.para(text, indent=0)
    _sign_off(chance, sheet, cast, term)
    return sheet


def _hand_day(chance: random.Random, day: date) -> str:
    return chance.choice((f"{day.year}.{day.month}.{day.day}", f"{day.year}.{day.month:02d}.{day.day:02d}"))


def _sign_off(chance: random.Random, sheet: Sheet, cast: Cast, term: Term) -> None:
    """Two columns of signature fields; one in six agreements lacks a signature, one in eight a seal."""
    unit, partner = cast.unit, cast.partner
    em = sheet.size
    sheet.room(em * 13)
    sheet.space(em * 1.5)
    middle = (sheet.left + sheet.right) / 2 + 8
    left_name, right_name = f"甲方（盖章）：{unit.name}", f"乙方（盖章）：{partner.name}"
    small_em = min(em, (middle - sheet.left - 14) / max(len(left_name), len(right_name)))
    sheet.at(left_name, sheet.left, size=small_em)
    sheet.at(right_name, middle, size=small_em)
    if chance.random() > 1 / 8:
        purpose = chance.choices(("公章", "合同专用章"), (3, 1))[0]
        sheet.seal(sheet.left + chance.uniform(90, 150), sheet.y + em * chance.uniform(1, 4), unit.name, purpose)
        if purpose == "公章" and chance.random() < 0.2:
            sheet.seal(sheet.left + 175, sheet.y + em * 5, unit.rep, "法定代表人名章")
    if chance.random() < 0.4:
        sheet.seal(middle + chance.uniform(90, 130), sheet.y + em * 2.5, partner.original.upper(), "foreign")
    sheet.space(em * 2.6)
    missing = chance.choice(("", "", "", "", "", "甲", "乙"))
    label = chance.choice(("法定代表人（签字）：", "法定代表人或授权代表签字：", "授权代表（签名）："))
    sheet.sign(label, sheet.left, "" if missing == "甲" else unit.rep)
    sheet.sign("授权代表（签字）：", middle, "" if missing == "乙" else partner.contact)
    sheet.space(em * 3)
    if chance.random() < 0.5:
        for x in (sheet.left, middle):
            sheet.at(f"签署日期：{chinese_day(term.signed)}", x)
    else:
        for x in (sheet.left, middle):
            sheet.sign("日期：", x, _hand_day(chance, term.signed), width=120)
    sheet.space(em * 2)


def _sign_off_english(chance: random.Random, sheet: Sheet, cast: Cast, term: Term, style: int) -> None:
    em = sheet.size
    sheet.room(em * 12)
    sheet.space(em * 2)
    middle = (sheet.left + sheet.right) / 2 + 8
    sheet.at("For and on behalf of Party A", sheet.left)
    sheet.at("For and on behalf of Party B", middle)
    if chance.random() > 1 / 8:
        sheet.seal(sheet.left + chance.uniform(80, 140), sheet.y + em * 2, cast.unit.name, "公章")
    if chance.random() < 0.4:
        sheet.seal(middle + chance.uniform(80, 120), sheet.y + em * 2, cast.partner.original.upper(), "foreign")
    sheet.space(em * 3)
    missing = chance.choice(("", "", "", "", "", "A", "B"))
    label = chance.choice(("Signature:", "By:", "Signed by:"))
    sheet.sign(label, sheet.left, "" if missing == "A" else cast.unit.rep, width=140, underlined="yes")
    sheet.sign(label, middle, "" if missing == "B" else cast.partner.contact, width=140, underlined="yes")
    sheet.space(em * 3)
    sheet.at(f"Date: {english_day(term.signed, style)}", sheet.left)
    sheet.at(f"Date: {english_day(term.signed, style)}", middle)
    sheet.space(em * 2)
