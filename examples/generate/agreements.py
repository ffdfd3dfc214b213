"""Writes cooperation agreements: in Chinese, in English, bilingual, and the Chinese translation of an English one.

All are made from one set of facts, so that a variation changes the fact and every version follows. Knows the profile
and the form of an agreement, not the clauses of the guide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from examples.generate.application import END, SIGNED, START
from examples.generate.blocks import (
    Block,
    Paper,
    chinese_date,
    heading,
    para,
    plain,
    signatures,
    signer,
    subtitle,
    table,
    title,
)
from examples.generate.cast import Profile

_NUMBERS = "一二三四五六七八九十"
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an agreement settles. ``term`` and ``term_en`` are the sentences about its validity; no ``end`` is open."""

    name: str = "国际科技合作项目合作协议"
    name_en: str = "COOPERATION AGREEMENT"
    signed: str = SIGNED
    start: str = START
    end: str | None = END
    term: str = ""
    term_en: str = ""
    extra: tuple[str, ...] = ()
    binding: str = "本协议自各方签字盖章之日起生效，对各方具有法律约束力。"

    @property
    def instrument(self) -> str:
        """What the paper calls itself."""
        return "备忘录" if "备忘录" in self.name else "协议"

    @property
    def validity(self) -> str:
        return self.term or f"本协议有效期自{chinese_date(self.start)}起至{chinese_date(self.end or END)}止。"

    @property
    def validity_en(self) -> str:
        period = f"from {english_date(self.start)} to {english_date(self.end or END)}"
        return self.term_en or f"This Agreement is valid {period}."


def english_date(day: str) -> str:
    """18 May 2026 for 2026-05-18."""
    year, month, date = (int(part) for part in day.split("-"))
    return f"{date} {_MONTHS[month - 1]} {year}"


def chinese_agreement(profile: Profile, terms: Terms, *, file: str = "05-合作协议.pdf") -> Paper:
    """The agreement in Chinese, signed by all parties."""
    blocks = [
        title(terms.name),
        subtitle(f"协议编号：{_number(profile)}"),
        *_chinese_parties(profile),
        para(
            f"各方本着平等互利、优势互补的原则，就联合开展“{profile.topic.title}”项目，经协商一致，签订本{terms.instrument}。"
        ),
        *_numbered(chinese_articles(profile, terms)),
        *_chinese_signatures(profile, terms),
    ]
    return _paper(profile, file=file, kind="合作协议", name=terms.name, blocks=blocks)


def english_agreement(profile: Profile, terms: Terms) -> Paper:
    """The agreement in English, signed by both parties."""
    blocks = [
        title(terms.name_en, 16),
        subtitle(f"Agreement No. {_number(profile)}"),
        table((1, 3.2), _english_party_rows(profile)),
        plain(f"The Parties agree to carry out together the project “{profile.topic.title_en}” on the terms below."),
        *_english_numbered(english_articles(profile, terms)),
        plain("IN WITNESS WHEREOF the Parties have signed this Agreement in two originals, each in English."),
        *_english_signatures(profile, terms),
    ]
    paper = _paper(profile, file="05-Agreement.pdf", kind="合作协议", name="Cooperation Agreement", blocks=blocks)
    paper.content |= {"lang": "en", "header": f"{profile.partner.original} · {profile.partner.city}"}
    return paper


def translated_agreement(profile: Profile, terms: Terms, *, file: str = "06-合作协议中文译件.pdf") -> Paper:
    """The Chinese translation of :func:`english_agreement`."""
    name = "合作协议（中文翻译件）"
    blocks = [
        title(name),
        subtitle(f"协议编号：{_number(profile)}　原文为英文，本译文与原文内容一致"),
        *_chinese_parties(profile),
        para(f"双方同意按照以下条款共同实施“{profile.topic.title}”项目。"),
        *_numbered(chinese_articles(profile, terms)),
        *_chinese_signatures(profile, terms, translated="（译文，签字见原件）"),
    ]
    paper = _paper(profile, file=file, kind="译件", name=name, blocks=blocks)
    paper.translation_of = "05-Agreement.pdf"
    return paper


def bilingual_agreement(profile: Profile, terms: Terms) -> Paper:
    """The agreement with every article in Chinese and in English."""
    zh, en = chinese_articles(profile, terms), english_articles(profile, terms)
    blocks = [
        title(terms.name),
        subtitle(terms.name_en),
        *_chinese_parties(profile),
        para(f"双方就联合实施“{profile.topic.title}”项目达成如下协议。"),
        plain(f"The Parties agree to carry out together the project “{profile.topic.title_en}”."),
    ]
    for place, ((head, text), (head_en, text_en)) in enumerate(zip(zh, en, strict=True)):
        blocks += [heading(f"第{_NUMBERS[place]}条　{head}　{head_en}"), para(text), plain(text_en)]
    blocks += _chinese_signatures(profile, terms)
    paper = _paper(profile, file="05-合作协议（中英文）.pdf", kind="合作协议", name=terms.name, blocks=blocks)
    paper.content["size"] = 10.5
    return paper


def declare(profile: Profile, terms: Terms, language: str) -> dict[str, Any]:
    """The agreement's entry in the application form, as the terms have it."""
    co = [profile.co.name] if profile.co else []
    declared = {
        "title": terms.name,
        "parties": [profile.unit.name, profile.partner.name, *co],
        "project_title": profile.topic.title,
        "signed_on": terms.signed,
        "effective_from": terms.start,
        "effective_to": terms.end,
        "language": language,
    }
    return {key: value for key, value in declared.items() if value is not None}


def chinese_articles(profile: Profile, terms: Terms) -> list[tuple[str, str]]:
    """Heads and texts of the articles in Chinese."""
    topic, co = profile.topic, profile.co
    third = f"丙方{co.task}。" if co else ""
    return [
        ("合作项目", f"各方联合实施“{topic.title}”项目，项目执行期自{chinese_date(START)}至{chinese_date(END)}。"),
        ("合作内容", topic.content),
        ("任务分工", f"甲方负责总体组织、主要试验与应用验证；乙方负责{topic.thing}的方案设计与技术评价。{third}"),
        ("经费安排", "各方承担各自工作所需经费，专款专用、单独核算；人员互访的国际旅费由派出方承担。"),
        (
            "知识产权",
            "各方原有知识产权归各自所有；合作产生的知识产权由完成方享有，共同完成的由各方共有，"
            "转让或许可须经共有方书面同意。",
        ),
        ("交流活动", f"合作期间各方至少联合举办一次{topic.thing}技术交流活动。"),
        ("协议期限", terms.validity),
        ("保密与合规", "各方对获知的商业秘密负有保密义务，并遵守各自所在地的法律法规和科研伦理规定。"),
        *(("特别约定", text) for text in terms.extra),
        ("生效与争议", f"{terms.binding}争议由各方友好协商解决；协商不成的，提交仲裁。"),
    ]


def english_articles(profile: Profile, terms: Terms) -> list[tuple[str, str]]:
    """Heads and texts of the articles in English, one for one with the Chinese ones."""
    topic = profile.topic
    period = f"The project runs from {english_date(START)} to {english_date(END)}."
    return [
        ("Project", f"The Parties jointly carry out the project “{topic.title_en}”. {period}"),
        ("Scope", "The work comprises design, joint tests, a demonstrator and its evaluation, as set out in the plan."),
        (
            "Division of Work",
            "Party A organises the project, runs the main tests and the field validation. Party B is in charge of "
            "concept design and technical evaluation.",
        ),
        (
            "Funding",
            "Each Party bears the costs of its own work and keeps separate accounts. Travel is paid by the "
            "sending Party.",
        ),
        (
            "Intellectual Property",
            "Background rights remain with their owners. Results belong to the Party that made "
            "them; joint results are jointly owned and licensed only by written consent.",
        ),
        ("Exchange", "During the cooperation the Parties hold at least one joint technical workshop."),
        ("Term", terms.validity_en),
        (
            "Confidentiality and Compliance",
            "The Parties keep business information confidential and observe the laws and the research ethics rules of "
            "their countries.",
        ),
        (
            "Entry into Force",
            "This Agreement enters into force upon signature by both Parties and is legally binding. "
            "Disputes are settled amicably, failing which by arbitration.",
        ),
    ]


def _chinese_parties(profile: Profile) -> list[Block]:
    unit, partner, co = profile.unit, profile.partner, profile.co
    rows = [
        ("甲方", f"{unit.name}\n统一社会信用代码：{unit.uscc}\n法定代表人：{unit.rep}\n地址：河北省{unit.address}"),
        ("乙方", f"{partner.name}（{partner.original}）\n授权代表：{partner.contact}\n地址：{_home(profile)}"),
    ]
    if co:
        rows.append(("丙方", f"{co.name}\n统一社会信用代码：{co.uscc}\n法定代表人：{co.holder}"))
    return [table((1, 7), rows)]


def _home(profile: Profile) -> str:
    partner = profile.partner
    return partner.city_zh if partner.city_zh == partner.country else f"{partner.country}{partner.city_zh}"


def _english_party_rows(profile: Profile) -> list[tuple[str, str]]:
    unit, partner = profile.unit, profile.partner
    return [
        ("Party A", f"{unit.name_en}\n{unit.name}\nHebei Province, P.R. China\nrepresented by {unit.rep_en}"),
        ("Party B", f"{partner.original}\n{partner.city}, {partner.country_en}\nrepresented by {partner.contact}"),
    ]


def _numbered(articles: list[tuple[str, str]]) -> list[Block]:
    blocks: list[Block] = []
    for number, (head, text) in zip(_NUMBERS, articles, strict=False):
        blocks += [heading(f"第{number}条　{head}"), para(text)]
    return blocks


def _english_numbered(articles: list[tuple[str, str]]) -> list[Block]:
    blocks: list[Block] = []
    for number, (head, text) in enumerate(articles, start=1):
        blocks += [heading(f"Article {number}  {head}"), plain(text)]
    return blocks


def _chinese_signatures(profile: Profile, terms: Terms, translated: str = "") -> list[Block]:
    unit, partner, co = profile.unit, profile.partner, profile.co
    day = f"签署日期：{chinese_date(terms.signed)}"
    fields = [
        signer([f"甲方（盖章）：{unit.name}"], unit.rep, day, label="法定代表人（签字）：", seal=unit.name),
        signer([f"乙方：{partner.name}"], partner.contact, day, label="授权代表（签字）："),
    ]
    if co:
        fields.append(signer([f"丙方（盖章）：{co.name}"], co.holder, day, label="法定代表人（签字）：", seal=co.name))
    if translated:
        fields = [{**one, "sign": None, "seal": None} for one in fields]
        return [signatures(fields), plain(translated)]
    return [plain("（以下为签署栏）"), signatures(fields)]


def _english_signatures(profile: Profile, terms: Terms) -> list[Block]:
    unit, partner = profile.unit, profile.partner
    day = f"Date: {english_date(terms.signed)}"
    fields = [
        signer(["For and on behalf of", unit.name_en], unit.rep_en, day, label="Signature: ", seal=unit.name),
        signer(["For and on behalf of", partner.original], partner.contact, day, label="Signature: "),
    ]
    return [signatures(fields)]


def _number(profile: Profile) -> str:
    return f"HZ-2026-{profile.unit.uscc[-5:-1]}"


def _paper(profile: Profile, *, file: str, kind: str, name: str, blocks: list[Block]) -> Paper:
    content = {"name": name, "author": [profile.unit.name], "blocks": blocks, "size": 12}
    return Paper(file=file, kind=kind, title=name, content=content)
