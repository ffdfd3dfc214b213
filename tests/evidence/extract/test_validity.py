"""The validity period in the ways that people write it, and what must not be taken for it."""

from __future__ import annotations

from datetime import date

import pytest
from plain_papers import paper_of

from xingshen.evidence.extract.agreement import agreement_facts
from xingshen.evidence.fact import Fact

FROM, TO = date(2026, 7, 1), date(2028, 6, 30)
SIGNED = date(2026, 6, 20)
SURE = 0.8

HEAD = "国际科技合作协议\n甲方：河北云岭智能装备有限公司\n乙方：伏尔加应用物理研究所\n"
TAIL = (
    "\n甲方（盖章）：河北云岭智能装备有限公司\n授权代表（签字）：张明远\n日期：2026年6月20日\n"
    "乙方（签字）：I. Petrov\n日期：2026年6月20日\n"
)
UNSIGNED = "\n甲方（盖章）：\n授权代表（签字）：\n日期：    年  月  日\n乙方（签字）：\n日期：    年  月  日\n"
HEAD_EN = "COOPERATION AGREEMENT\nParty A: Hebei Yunling Equipment Co., Ltd.\nParty B: Volga Institute of Physics\n"
TAIL_EN = (
    "\nParty A\nSignature: Zhang Mingyuan\nDate: 20 June 2026\nParty B\nSignature: I. Petrov\nDate: 20 June 2026\n"
)


def period(text: str, tail: str = TAIL, head: str = HEAD) -> dict[str, Fact]:
    return dict(agreement_facts(paper_of(head + text + tail)).facts)


FIXED_CHINESE = [
    "本协议有效期自2026年7月1日至2028年6月30日。",
    "本协议有效期自 2026 年 7 月 1 日起至 2028 年 6 月 30 日止。",
    "有效期：2026.7.1—2028.6.30",
    "有效期：2026.07.01-2028.06.30",
    "协议有效期：2026-07-01至2028-06-30",
    "有效期限：2026/7/1～2028/6/30",
    "本协议有效期为二〇二六年七月一日起两年。",
    "本协议有效期为二○二六年七月一日至二○二八年六月三十日。",
    "本协议自二零二六年七月一日起生效，有效期贰年。",
    "本协议自2026年7月1日起生效，有效期两年。",
    "本协议自2026年7月1日起生效，有效期为24个月。",
    "本协议有效期二十四个月，自2026年7月1日起计算。",
    "本协议期限为2年，自2026年7月1日起算。",
    "协议有效期：两年（2026年7月1日至2028年6月30日）",
    "本协议有效期２年，自２０２６年７月１日至２０２８年６月３０日。",
    "本协议有效期限从2026年7月1日到2028年6月30日止。",
    "本协议自2026年7月1日起至2028年6月30日止有效。",
    "本协议自2026年7月1日生效，至2028年6月30日终止。",
    "本协议自2026年7月1日起生效，2028年6月30日届满。",
    "第八条 协议有效期\n本协议自2026年7月1日起执行，至2028年6月30日止。",
    "八、有效期限\n自2026年7月1日至2028年6月30日。",
    "第八条 协议期限\n8.1 本协议期限自2026年7月1日起至2028年6月30日止。\n8.2 期限届满前双方可协商续签。",
    "本协议有效期自2026年7月1\n日至2028年6\n月30日。",
    "本 协 议 有 效 期 自 2026 年 7 月 1 日 至 2028 年 6 月 30 日。",
    "本协议的有效期为2026年7月1日（含当日）至2028年6月30日（含当日）。",
    "本协议自双方签字盖章之日起生效，有效期自2026年7月1日起至2028年6月30日止。",
    "有效期自2026年7月1日至2028年6月30日，其中第一阶段自2026年7月1日至2027年6月30日。",
    "本协议有效期自2026年7月1日至2028年6月30日，本协议终止后三年内双方仍须保密。",
    "本协议有效期自2026年7月1日至2028年6月30日，期满后经双方协商一致可以续签三年。",
    "本协议有效期自2026年7月1日至2028年6月30日；保密期限自2026年7月1日至2033年6月30日。",
    "合作期限：2026年1月1日至2029年12月31日。\n协议有效期：2026年7月1日至2028年6月30日。",
    "甲方应于2026年9月1日前支付首期款。本协议有效期自2026年7月1日至2028年6月30日。",
    "依据2021年1月1日起施行的《中华人民共和国民法典》订立本协议。有效期自2026年7月1日至2028年6月30日。",
    "乙方专利有效期至2035年5月1日。本协议有效期自2026年7月1日至2028年6月30日。",
    "本協議有效期自2026年7月1日至2028年6月30日。",
    "本協議自2026年7月1日起生效，有效期為兩年。",
    "本协议有效期：自2026年7月1日起，为期两年。",
    "本协议有效期自2026年7月1日至2028年6月30日。如有未尽事宜，双方另行签订补充协议。",
    "本协议于2026年7月1日生效，于2028年6月30日失效。",
    "协议起止时间：2026年7月1日至2028年6月30日",
    "有效期自二零二六年七月一日（2026年7月1日）起，至二零二八年六月三十日（2028年6月30日）止。",
    "本协议的期限为自生效之日起24个月。本协议经双方签署后于2026年7月1日生效。",
    "本协议在2026年7月1日至2028年6月30日期间有效。",
]


@pytest.mark.parametrize("text", FIXED_CHINESE)
def test_chinese_period_with_both_days(text: str) -> None:
    facts = period(text)
    assert (facts["effective_from"].value, facts["effective_to"].value, facts["term"].value) == (FROM, TO, "固定")
    assert min(facts[name].confidence for name in ("effective_from", "effective_to", "term")) >= SURE
    assert facts["effective_to"].evidence[0].box is not None


FIXED_ENGLISH = [
    "This Agreement shall be valid from 1 July 2026 to 30 June 2028.",
    "This Agreement is valid from July 1, 2026 through June 30, 2028.",
    "This Agreement shall enter into force on 1 July 2026 and remain in force until 30 June 2028.",
    "This Agreement is effective as of July 1st, 2026 and shall remain in force until June 30, 2028.",
    "This Agreement takes effect from 1 July 2026 for two years.",
    "The term of this Agreement is two (2) years commencing on 1 July 2026.",
    "The term of this Agreement shall be twenty-four (24) months from July 1, 2026.",
    "5. Term\nThis Agreement shall come into force on 1 July 2026 and shall continue for a period of 24 months.",
    "Term: 1 July 2026 - 30 June 2028",
    "Effective date: 1 July 2026\nExpiry date: 30 June 2028",
    "This Agreement commences on 1 July 2026 and expires on 30 June 2028, unless terminated earlier.",
    'This Agreement is made as of 1 July 2026 (the "Effective Date") and shall remain valid until 30 June 2028.',
    "This Agreement shall be in force for two years from 1 July 2026. Invoices are payable within 30 days.",
    (
        "This Agreement is valid from 2026-07-01 until 2028-06-30. Confidentiality survives for five "
        "years after expiration."
    ),
    "The validity period of this Agreement is from the 1st day of July, 2026 to the 30th day of June, 2028.",
    "This Agreement shall become effective on July 1, 2026 and\nshall terminate on June 30, 2028.",
]


@pytest.mark.parametrize("text", FIXED_ENGLISH)
def test_english_period_with_both_days(text: str) -> None:
    facts = period(text, TAIL_EN, HEAD_EN)
    assert (facts["effective_from"].value, facts["effective_to"].value, facts["term"].value) == (FROM, TO, "固定")
    assert min(facts[name].confidence for name in ("effective_from", "effective_to", "term")) >= SURE


FOREIGN = [
    "Dieser Vertrag ist gültig vom 1. Juli 2026 bis zum 30. Juni 2028.",
    "Diese Vereinbarung tritt am 1. Juli 2026 in Kraft und gilt bis 30. Juni 2028.",
    "Le présent accord est valable du 1er juillet 2026 au 30 juin 2028.",
    "Le présent accord entre en vigueur le 1er juillet 2026 et reste valable jusqu'au 30 juin 2028.",
    "Настоящее соглашение действует с 1 июля 2026 г. по 30 июня 2028 г.",
    "Настоящий договор вступает в силу с 1 июля 2026 года и действует до 30 июня 2028 года.",
    "O presente acordo é válido de 1 de julho de 2026 até 30 de junho de 2028.",
    "El presente convenio estará vigente desde el 1 de julio de 2026 hasta el 30 de junio de 2028.",
    "A megállapodás 2026. július 1-jétől 2028. június 30-ig hatályos.",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_period_in_other_languages(text: str) -> None:
    facts = period(text, "", "")
    assert (facts["effective_from"].value, facts["effective_to"].value) == (FROM, TO)
    assert min(facts[name].confidence for name in ("effective_from", "effective_to")) >= SURE


FROM_SIGNING = [
    ("本协议自签署之日起24个月内有效。", date(2028, 6, 19)),
    ("本协议自双方签字盖章之日起生效，有效期两年。", date(2028, 6, 19)),
    ("本协议经双方授权代表签字并加盖公章后生效，有效期至2028年6月30日。", TO),
    ("本协议自签订之日起生效，有效期至2028年6月30日止。", TO),
    ("本协议自生效之日起贰年。本协议经双方签字盖章后生效。", date(2028, 6, 19)),
    ("本协议自签字之日起三年内有效。", date(2029, 6, 19)),
    ("本协议有效期2年，自双方法定代表人或授权代表签字之日起计算。", date(2028, 6, 19)),
    ("本协议有效期至2028年6月30日。", TO),
    ("本协议有效期为三年，自甲乙双方签字盖章之日起至2029年6月19日止。", date(2029, 6, 19)),
    ("本协议于双方签字盖章之日起生效，于2028年6月30日自动终止。", TO),
    ("本协议自签字盖章之日起生效，有效期限为36个月。", date(2029, 6, 19)),
    ("This Agreement shall come into force upon signature by both Parties and remain valid until 30 June 2028.", TO),
    ("This Agreement is valid for two years from the date of signature.", date(2028, 6, 19)),
    (
        (
            "This Agreement shall take effect on the date of the last signature and continue for a "
            "period of three (3) years."
        ),
        date(2029, 6, 19),
    ),
]


@pytest.mark.parametrize(("text", "last"), FROM_SIGNING)
def test_period_from_the_day_of_signing(text: str, last: date) -> None:
    facts = period(text)
    assert (facts["effective_from"].value, facts["effective_to"].value, facts["term"].value) == (SIGNED, last, "固定")
    assert min(facts[name].confidence for name in ("effective_from", "effective_to")) >= SURE


@pytest.mark.parametrize(
    ("text", "last"), [entry for entry in FROM_SIGNING if "2028" not in entry[0] and "2029" not in entry[0]]
)
def test_length_from_an_unknown_day_of_signing_is_relative(text: str, last: date) -> None:
    facts = period(text, UNSIGNED)
    assert [facts[name].value for name in ("effective_from", "effective_to", "term")] == [None, None, "相对"]


RELATIVE = [
    "本协议自签署之日起生效，有效期至项目验收之日止。",
    "本协议自立项之日起至结题验收有效。",
    "本协议自项目立项之日起生效，有效期两年。",
    "本协议自双方签字盖章之日起生效，至项目结题验收完成之日终止。",
    "本协议有效期自2026年7月1日至项目验收完成。",
    "本协议有效期与项目执行期一致。",
    "本协议自签订之日起生效，至双方履行完毕各自义务之日终止。",
    "本协议在项目执行期内有效。",
    "本协议自科技主管部门批准立项之日起生效，有效期24个月。",
    "This Agreement shall remain in force until completion of the project.",
    "This Agreement is valid for the duration of the project.",
    "Настоящее соглашение действует до завершения проекта.",
]


@pytest.mark.parametrize("text", RELATIVE)
def test_relative_term_gives_no_last_day(text: str) -> None:
    facts = period(text)
    assert (facts["term"].value, facts["effective_to"].value) == ("相对", None)


OPEN = [
    "本协议自签署之日起生效，长期有效。",
    "本协议永久有效。",
    "本协议为无固定期限协议。",
    "本协议有效期至任何一方书面通知终止之日止。",
    "This Agreement shall remain in force indefinitely.",
    "This Agreement remains in effect until terminated by either Party.",
    "Договор является бессрочным и действует бессрочно.",
]


@pytest.mark.parametrize("text", OPEN)
def test_open_term_gives_no_last_day(text: str) -> None:
    facts = period(text)
    assert (facts["term"].value, facts["effective_to"].value) == ("开放", None)


NOT_THE_PERIOD = [
    "甲方应自本协议生效之日起30日内支付首期款，2026年12月31日前支付尾款。",
    "保密期限自2026年7月1日至2031年6月30日。",
    "第一阶段（2026年7月1日至2027年6月30日）：完成方案设计。",
    "乙方持有的专利有效期至2035年5月1日。",
    "双方曾于2024年5月6日签署谅解备忘录。",
    "保密义务在本协议终止后三年内继续有效。",
    "依据2021年1月1日起施行的《中华人民共和国民法典》，双方订立本协议。",
    "任何一方可提前三个月书面通知对方解除本协议。",
    "保密条款长期有效。",
    "许可期限：自2026年7月1日至2028年6月30日。",
    "本协议于2026年6月20日在石家庄签署。",
    "甲方营业执照有效期至2040年1月1日。",
]


@pytest.mark.parametrize("text", NOT_THE_PERIOD)
def test_other_times_are_not_the_period(text: str) -> None:
    facts = period(text)
    assert [facts[name].value for name in ("effective_from", "effective_to", "term")] == [None, None, None]


@pytest.mark.parametrize(
    "text",
    [
        "合作期限：2026年7月1日至2028年6月30日。",
        "合作期限自2026年7月1日起至2028年6月30日止。",
        "项目执行期：2026.7.1—2028.6.30",
        "研究期限为2026年7月1日至2028年6月30日。",
        "项目起止时间：2026年7月1日至2028年6月30日",
        "合作期限为两年，自2026年7月1日起算。",
        "Project period: 1 July 2026 to 30 June 2028.",
    ],
)
def test_time_of_the_work_stands_in_where_no_validity_is_stated(text: str) -> None:
    facts = period(text)
    read = [(facts[name].value, facts[name].confidence) for name in ("effective_from", "effective_to")]
    assert read == [(FROM, 0.85), (TO, 0.85)]


@pytest.mark.parametrize(
    ("text", "renews"),
    [
        ("有效期自2026年7月1日至2028年6月30日，期满双方无异议的，自动续期一年。", True),
        ("有效期自2026年7月1日至2028年6月30日，期满后自动顺延至项目验收完成。", True),
        ("有效期自2026年7月1日至2028年6月30日。到期未书面提出终止的，视为自动续约两年。", True),
        (
            (
                "This Agreement is valid from 1 July 2026 to 30 June 2028 and shall be automatically renewed "
                "for one year."
            ),
            True,
        ),
        ("有效期自2026年7月1日至2028年6月30日，期满不自动续期。", False),
        ("有效期自2026年7月1日至2028年6月30日，期满经协商可续签。", False),
        ("This Agreement is valid from 1 July 2026 to 30 June 2028 and shall not be automatically renewed.", False),
    ],
)
def test_renewal_leaves_the_fixed_term(text: str, renews: bool) -> None:
    facts = period(text)
    read = tuple(facts[name].value for name in ("effective_from", "effective_to", "term", "renews"))
    assert read == (FROM, TO, "固定", renews)


@pytest.mark.parametrize(
    "text",
    [
        "有效期自2026年7月1日至2028年6月31日。",
        "This Agreement is valid from 01/07/2026 until 06/07/2028.",
        "有效期自2026年7月1日至2028年6月30日。本协议有效期至2027年12月31日。",
        "有效期自2026年7月1日至2028年6月30日或项目验收之日，以先到者为准。",
        "双方自2026年7月1日至2028年6月30日共同开展攻关。",
        "有效期自2026年7月1日至9999年12月31日。",
    ],
)
def test_doubtful_last_day_is_only_a_candidate(text: str) -> None:
    last = period(text)["effective_to"]
    assert last.value is not None
    assert last.confidence < SURE


def test_impossible_month_gives_a_place_but_no_day() -> None:
    last = period("有效期自2026年7月1日至2028年13月1日。")["effective_to"]
    assert (last.value, last.confidence < SURE, len(last.evidence)) == (None, True, 1)


def test_sentence_over_a_page_break_is_read_and_both_pages_are_shown() -> None:
    text = "第五条 有效期\n本协议有效期自2026年7月1日\n- 1 -\f国际科技合作协议\n至2028年6月30日。"
    last = period(text)["effective_to"]
    assert (last.value, [place.page for place in last.evidence]) == (TO, [1, 2])


def test_amendment_extends_the_former_agreement() -> None:
    head = "补充协议\n甲方：河北云岭智能装备有限公司\n乙方：伏尔加应用物理研究所\n"
    facts = period("现将原协议有效期由2027年12月31日延长至2028年6月30日。", head=head)
    assert (facts["nature"].value, facts["effective_to"].value) == ("补充协议", TO)


def test_month_alone_means_any_of_its_days() -> None:
    facts = period("有效期：2026年7月至2028年6月。")
    assert facts["effective_from"].alternatives == (date(2026, 7, 31),)
    assert facts["effective_to"].alternatives == (date(2028, 6, 1),)


def test_length_ends_on_the_day_before_or_on_the_anniversary() -> None:
    last = period("本协议自2026年7月1日起生效，有效期两年。")["effective_to"]
    assert (last.value, *last.alternatives) == (date(2028, 6, 30), date(2028, 7, 1))
