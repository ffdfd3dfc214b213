"""Title, parties, project, conditions and clauses of agreements."""

from __future__ import annotations

import pytest
from plain_papers import paper_of, scanned_paper

from xingshen.evidence.extract.agreement import agreement_facts
from xingshen.evidence.fact import Fact

SURE = 0.8
NAMES = [
    "nature",
    "parties",
    "project_title",
    "signed_on",
    "effective_from",
    "effective_to",
    "term",
    "renews",
    "conditional",
    "signed",
    "has_ip_clause",
    "has_division_clause",
    "has_funding_clause",
    "file",
]


def read(text: str) -> dict[str, Fact]:
    return dict(agreement_facts(paper_of(text)).facts)


def test_every_fact_is_there_whatever_the_paper() -> None:
    assert list(read("协议")) == NAMES
    assert list(agreement_facts(scanned_paper()).facts) == NAMES


def test_scan_without_text_says_nothing() -> None:
    facts = agreement_facts(scanned_paper()).facts
    assert {facts[name].value for name in NAMES if name != "file"} == {None}


@pytest.mark.parametrize(
    ("title", "nature"),
    [
        ("国际科技合作协议", "协议"),
        ("合 作 协 议 书", "协议"),
        ("技术开发（合作）合同", "协议"),
        ("关于联合开展智能控制技术研究的\n合作协议", "协议"),
        ("关于落实《谅解备忘录》的合作协议", "协议"),
        ("国际科技合作协议之补充协议", "补充协议"),
        ("合作协议补充协议（一）", "补充协议"),
        ("战略合作框架协议", "框架协议"),
        ("框架合作协议", "框架协议"),
        ("合作意向书", "意向书"),
        ("科技合作意向协议", "意向书"),
        ("谅解备忘录", "备忘录"),
        ("合作谅解備忘錄", "备忘录"),
        ("合作協議", "协议"),
        ("COOPERATION AGREEMENT", "协议"),
        ("Joint Research and Development Agreement", "协议"),
        ("RESEARCH CONTRACT", "协议"),
        ("Amendment No. 1 to the Cooperation Agreement", "补充协议"),
        ("Supplementary Agreement", "补充协议"),
        ("Framework Agreement on Scientific Cooperation", "框架协议"),
        ("Cooperation Framework Agreement", "框架协议"),
        ("LETTER OF INTENT", "意向书"),
        ("Memorandum of Understanding on Joint Research Agreement", "备忘录"),
        ("СОГЛАШЕНИЕ О СОТРУДНИЧЕСТВЕ", "协议"),
        ("Kooperationsvertrag", "协议"),
        ("ACORDO DE COOPERAÇÃO", "协议"),
        ("合作协议 / Cooperation Agreement", "协议"),
        ("协议编号：HZ-2026-001\n合作研究协议", "协议"),
        ("（中文翻译件）\n联合研究协议", "协议"),
    ],
)
def test_title_tells_the_nature(title: str, nature: str) -> None:
    fact = read(f"{title}\n甲方：河北云岭智能装备有限公司\n乙方：伏尔加应用物理研究所\n双方曾于2024年签署谅解备忘录。")[
        "nature"
    ]
    assert (fact.value, fact.confidence >= SURE) == (nature, True)


@pytest.mark.parametrize(
    "text",
    [
        "合作协议\n甲方：河北云岭公司\n本协议仅表达双方合作意向，不具有法律约束力。",
        "甲方：河北云岭公司\n乙方：某研究所\n本协议一式两份。",
        "合作协议 / Memorandum of Understanding\n甲方：河北云岭公司",
    ],
)
def test_doubtful_nature_is_only_a_candidate(text: str) -> None:
    assert read(text)["nature"].confidence < SURE


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            (
                "合作协议\n甲方：河北云岭智能装备有限公司（以下简称甲方）\n地址：石家庄市\n"
                "乙方：伏尔加应用物理研究所（以下简称“乙方”）"
            ),
            ("河北云岭智能装备有限公司", "伏尔加应用物理研究所"),
        ),
        (
            "合作协议\n甲 方：河北云岭智能装备有限公司    乙 方：伏尔加应用物理研究所",
            ("河北云岭智能装备有限公司", "伏尔加应用物理研究所"),
        ),
        (
            (
                "合作协议\n甲方（项目牵头单位）：河北云岭智能装备有限公司\n法定代表人：张明远\n"
                "乙方（合作单位）：滹沱河大学\n丙方（外方）：多瑙研究中心（Danube Research Centre）"
            ),
            ("河北云岭智能装备有限公司", "滹沱河大学", "多瑙研究中心", "Danube Research Centre"),
        ),
        (
            (
                "合作协议\n"
                "河北云岭智能装备有限公司（以下简称“甲方”）与伏尔加应用物理研究所（以下简称“乙方”）经协商达成协议。"
                ""
            ),
            ("河北云岭智能装备有限公司", "伏尔加应用物理研究所"),
        ),
        (
            (
                "合作协议\n甲方：河北云岭智能装备有限公司，住所地石家庄市。\n乙方：Volga Applied Tech Co., "
                "Ltd.，住所地莫斯科。"
            ),
            ("河北云岭智能装备有限公司", "Volga Applied Tech Co., Ltd."),
        ),
        (
            (
                "COOPERATION AGREEMENT\nParty A: Hebei Yunling Equipment Co., Ltd.\nAddress: Shijiazhuang\n"
                "Party B: Volga Institute of Physics\nAddress: Volga"
            ),
            ("Hebei Yunling Equipment Co., Ltd.", "Volga Institute of Physics"),
        ),
        (
            "COOPERATION AGREEMENT\nThis Agreement is made by and between Hebei Yunling Equipment Co., Ltd., "
            'a company organized under the laws of China, and Danube Research Centre (hereinafter "DRC"), '
            "located in Hungary.\nWHEREAS the parties agree",
            ("Hebei Yunling Equipment Co., Ltd.", "Danube Research Centre"),
        ),
        (
            "合作協議\n甲方：河北雲嶺智能裝備有限公司\n乙方：香江應用科技研究院",
            ("河北雲嶺智能裝備有限公司", "香江應用科技研究院"),
        ),
        ("合作协议\n项目牵头单位：滹沱河大学\n项目参与单位：多瑙研究中心", ("滹沱河大学", "多瑙研究中心")),
        (
            (
                "合作协议\n甲方：河北云岭智能装备有限公司\n乙方：伏尔加应用物理研究所\n甲方（盖章）：      "
                "乙方（盖章）："
            ),
            ("河北云岭智能装备有限公司", "伏尔加应用物理研究所"),
        ),
        (
            (
                "合作协议\n本协议由以下双方订立：伏尔加研究所（Volga Institute），一家依照俄罗斯法律成立的公司，"
                "注册地址为伏尔加格勒14号（以下称“乙方”）；河北云岭智能装备有限公司，注册地址为石家庄（以下称“甲方”）。"
            ),
            ("伏尔加研究所", "Volga Institute", "河北云岭智能装备有限公司"),
        ),
        (
            "合作协议\n滹沱河大学（中方）与多瑙研究中心（Danube Research Centre，匈方）经协商一致，签订本协议。",
            ("滹沱河大学", "多瑙研究中心", "Danube Research Centre"),
        ),
        (
            (
                "Agreement\nHutuo River University, Baoding, China (the Chinese Party) and Danube Research Centre, "
                "Budapest, Hungary (the Hungarian Party) have agreed as follows."
            ),
            ("Hutuo River University", "Danube Research Centre"),
        ),
    ],
)
def test_parties_as_written(text: str, parties: tuple[str, ...]) -> None:
    fact = read(text)["parties"]
    assert (fact.value, fact.confidence >= SURE) == (parties, True)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("项目名称：高强钢连铸智能控制技术\n甲方：某公司", "高强钢连铸智能控制技术"),
        ("双方就“高强钢连铸智能控制技术”项目开展合作。", "高强钢连铸智能控制技术"),
        ("甲乙双方围绕《高强钢连铸智能控制技术》项目开展研究。", "高强钢连铸智能控制技术"),
        (
            ("双方联合申报2026年度国际科技合作项目“高强钢连铸智能\n控制技术”，项目名称为“高强钢连铸智能控制技术”。"),
            "高强钢连铸智能控制技术",
        ),
        ("Project title: Smart control of casting", "Smart control of casting"),
        ("The Parties carry out the project “Smart control of casting”.", "Smart control of casting"),
        ('The project entitled "Smart control of casting" is carried out.', "Smart control of casting"),
        ("проект «Умное управление литьём»", "Умное управление литьём"),
    ],
)
def test_project_title_as_written(text: str, title: str) -> None:
    assert read(f"合作协议\n{text}")["project_title"].value == title


@pytest.mark.parametrize(
    ("text", "conditional"),
    [
        ("如项目未获立项，本协议自动作废。", True),
        ("若本项目未获批准，则本协议自动终止。", True),
        ("项目未能获得省科技厅立项支持的，本协议自行失效。", True),
        ("如不予立项，合同自动取消。", True),
        ("项目申报未通过的，双方权利义务自动解除。", True),
        ("若未立项，本协议无\n效。", True),
        ("本协议以项目获批立项为生效条件。", True),
        ("This Agreement shall be void if the project is not approved.", True),
        ("If the application is rejected, this Agreement shall terminate automatically.", True),
        ("本协议自项目立项之日起生效。", False),
        ("一方违约的，另一方有权解除本协议。", False),
        ("未经对方批准，不得转让本协议项下权利。", False),
        ("未经双方书面同意，任何一方不得终止本协议。", False),
        ("Either party may terminate this Agreement if the other party fails to pay.", False),
    ],
)
def test_condition_of_approval(text: str, conditional: bool) -> None:
    assert read(f"合作协议\n{text}")["conditional"].value is conditional


def test_clauses_are_found_by_heading_or_words() -> None:
    facts = read("合作协议\n第一条 任务分工\n甲方负责试验。\n第二条 经费\n第三条 知识产权归属")
    assert [facts[f"has_{name}_clause"].value for name in ("ip", "division", "funding")] == [True, True, True]
    bare = read("合作协议\n双方友好合作。")
    assert [bare[f"has_{name}_clause"].value for name in ("ip", "division", "funding")] == [False, False, False]
