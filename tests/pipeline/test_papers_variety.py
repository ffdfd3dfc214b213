"""Agreements and audit reports in wordings and layouts that the examples do not use: what the rules make of them."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path

import pytest

from tests.evidence.forge import typeset, word
from xingshen.dossier.reading import open_dossier
from xingshen.evidence.intake import PaperReader
from xingshen.guide.loading import load_guide
from xingshen.pipeline.check import check_dossiers, read_evidence
from xingshen.rules.compiled import CompiledGuide, compile_guide

ROOT = Path(__file__).parents[2]
UNIVERSITY = ROOT / "examples/dossiers/clean-cat2-university-transfer"
ENTERPRISE = ROOT / "examples/dossiers/clean-cat1-enterprise"
AGREEMENT, AUDIT = "05-合作协议.pdf", "07-2025年度审计报告.pdf"
TITLE = "高强薄壁铝合金铸件低压铸造技术转移与转化"
OURS, THEIRS = "燕北理工大学", "多瑙材料研究所"
COMPANY = "石家庄砺行机器人科技有限公司"
COVERING = "本协议有效期自2026年7月1日起至2028年6月30日止。"
TERM, CONDITION, PARTIES, NATURE = "R-3.3.d", "R-5.4.a-附条件", "R-3.3.b-各方", "R-3.3.b-性质"
PARTY_LINES = f"甲方：{OURS}\n\n乙方：{THEIRS}"


@cache
def _guide() -> CompiledGuide:
    return compile_guide(load_guide(ROOT / "guides/hebei-intl-2026"))


def agreement(term: str, more: str = "", title: str = "国际科技合作协议", parties: str = PARTY_LINES) -> str:
    """An agreement in typst markup."""
    return f"""#align(center, text(size: 18pt)[{title}])

{parties}

双方就“{TITLE}”项目的联合研究达成如下协议：

一、任务分工：甲方负责试验，乙方负责设计。

二、经费：各方自行承担所需经费。

三、知识产权：由双方共有。

四、{term}

{more}

甲方（盖章）：{OURS}

法定代表人（签字）：戴承岳 #h(2cm) 日期：2026年5月18日

乙方（盖章）：{THEIRS}

授权代表（签字）：Márta Szilágyi #h(2cm) 日期：2026年5月18日
"""


def audit(year: int, title: str = "审 计 报 告", of: str = COMPANY) -> str:
    """An audit report whose number stands on the right above the addressee."""
    return f"""#align(center, text(size: 20pt)[{title}])

#align(right)[冀华信审字（{year + 1}）第0318号]

{of}全体股东：

我们审计了{of}财务报表，包括{year}年12月31日的资产负债表，{year}年度的利润表、现金流量表。

我们认为，后附的财务报表公允反映了公司{year}年12月31日的财务状况以及{year}年度的经营成果。

河北华信会计师事务所有限公司 #h(1cm) 中国注册会计师：张信

{year + 1}年3月28日
"""


def opened(
    base: Path, old: str, paper: bytes, folder: Path, *, end: str | None = None, kind: str | None = None
) -> dict[str, str]:
    """The rules that fail or need a human, standing and derived ones left out, where ``paper`` replaces ``old``."""
    target = folder / "dossier"
    shutil.copytree(base, target)
    (target / old).unlink()
    name = "20-材料.docx" if paper.startswith(b"PK") else "20-材料.pdf"
    (target / name).write_bytes(paper)
    form = json.loads((target / "application.json").read_text(encoding="utf-8"))
    form.pop("agreement")
    for row in form["attachments"]:
        if row["file"] == old:
            row.update(file=name, title="材料")
            row.pop("fiscal_year", None)
            row["kind"] = kind or row["kind"]
    form["project"]["end"] = end or form["project"]["end"]
    (target / "application.json").write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")
    with open_dossier(target, _guide().guide.form) as dossier, PaperReader() as reader:
        result = check_dossiers(_guide(), [read_evidence(dossier, reader)])[0]
    return {
        each.rule: each.outcome.value
        for each in result.findings
        if each.outcome.value in ("fail", "human") and not each.standing and not each.derived
    }


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("有效期贰年，自2026年7月1日起计算。", {}),
        ("合同期限：十八个月，自2026年7月1日起算。", {TERM: "fail"}),
        ("协议自双方签字之日起生效，有效期两年。", {TERM: "fail"}),
        ("协议自双方签字之日起生效，有效期三年。", {}),
        ("协议于二〇二六年七月一日起生效，为期两年半。", {}),
        ("协议期：2026年7月1日起，有效期5年，期满自动终止。", {}),
        ("协议有效期：2026年5月至2029年6月。", {}),
        ("协议有效期：2026年7月至2027年6月。", {TERM: "fail"}),
        ("协议有效期：2026年7月至2028年6月。", {TERM: "human"}),
        ("合作时间从2026年7月1日开始，到2028年6月29日结束。", {TERM: "fail"}),
        ("本协议自签字之日起生效，至项目验收之日止。", {TERM: "human"}),
        ("协议有效期自2026年7月1日起至2028年止。", {TERM: "human"}),
    ],
)
def test_term(term: str, expected: dict[str, str], tmp_path: Path) -> None:
    assert opened(UNIVERSITY, AGREEMENT, typeset(agreement(term), tmp_path), tmp_path) == expected


@pytest.mark.parametrize(
    ("term", "expected"),
    [("本协议自2026年7月1日起生效，有效期两年。", {TERM: "human"}), (COVERING, {TERM: "fail"})],
)
def test_project_that_ends_on_the_anniversary(term: str, expected: dict[str, str], tmp_path: Path) -> None:
    paper = typeset(agreement(term), tmp_path)
    assert opened(UNIVERSITY, AGREEMENT, paper, tmp_path, end="2028-07-01") == expected


@pytest.mark.parametrize(
    ("clause", "conditional"),
    [
        ("本协议自项目获得省科技厅批准立项后生效。", True),
        ("本协议仅在该项目获得河北省科技计划资助的前提下有效。", True),
        ("倘若该课题申请落选，本协议即告终止。", True),
        ("如本项目最终未被列入2026年度河北省科技计划，本协议不再履行。", True),
        ("任何一方未经对方批准不得转让本协议，否则转让无效。", False),
        ("若申报未获批准，双方将继续寻求其他资金支持开展合作。", False),
    ],
)
def test_condition(clause: str, conditional: bool, tmp_path: Path) -> None:
    paper = typeset(agreement(COVERING, clause), tmp_path)
    assert opened(UNIVERSITY, AGREEMENT, paper, tmp_path) == ({CONDITION: "human"} if conditional else {})


@pytest.mark.parametrize(
    "parties",
    [
        f"#table(columns: 2, [甲方], [{OURS}], [住所], [张家口], [乙方], [{THEIRS}], [住所], [匈牙利])",
        f"#table(columns: 2, [项目名称], [{TITLE}], [合作方（甲方）], [{OURS}], [合作方（乙方）], [{THEIRS}])",
        f"中方：{OURS}\n\n匈方：{THEIRS}",
        f"1. {OURS}（以下简称“燕理工”）\n\n2. {THEIRS}（以下简称“多瑙所”）",
        f"本协议由{OURS}与{THEIRS}共同签署。",
    ],
)
def test_parties(parties: str, tmp_path: Path) -> None:
    paper = typeset(agreement(COVERING, parties=parties), tmp_path)
    assert opened(UNIVERSITY, AGREEMENT, paper, tmp_path) == {}


def test_dates_in_cells_of_one_row(tmp_path: Path) -> None:
    row = "#table(columns: 4, [起始日期], [2026年7月1日], [终止日期], [2028年6月30日])"
    assert opened(UNIVERSITY, AGREEMENT, typeset(agreement("其他：无。", row), tmp_path), tmp_path) == {}


def test_word_agreement_of_tables(tmp_path: Path) -> None:
    lines = ["技术开发合同", f"双方就“{TITLE}”项目达成协议。分工：甲方负责试验。经费：自行承担。知识产权共有。"]
    table = [
        ["甲方", OURS],
        ["乙方", THEIRS],
        ["协议有效期", "2026.07.01—2028.06.30"],
        ["甲方（盖章）", "乙方（盖章）"],
        ["签字：戴承岳", "签字：Márta Szilágyi"],
        ["日期：2026年5月18日", "日期：2026年5月18日"],
    ]
    assert opened(UNIVERSITY, AGREEMENT, word(lines, table), tmp_path) == {}


@pytest.mark.parametrize(
    ("title", "expected"),
    [("技术开发合同", {}), ("合 作 协 议 书", {}), ("国际科技合作协议（框架）", {NATURE: "human"})],
)
def test_title(title: str, expected: dict[str, str], tmp_path: Path) -> None:
    paper = typeset(agreement(COVERING, title=title), tmp_path)
    assert opened(UNIVERSITY, AGREEMENT, paper, tmp_path) == expected


@pytest.mark.parametrize(
    ("report", "rule"),
    [
        (audit(2025), {}),
        (audit(2024), {"R-5.7": "fail"}),
        (audit(2025, title="研发费用专项审计报告"), {"R-5.7": "human"}),
        (audit(2025, of="河北砺行控股集团有限公司"), {"R-5.7": "human"}),
    ],
)
def test_audit_report(report: str, rule: dict[str, str], tmp_path: Path) -> None:
    assert opened(ENTERPRISE, AUDIT, typeset(report, tmp_path), tmp_path) == rule


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("联合研究协议", {}),
        ("联合攻关约定协议", {}),
        ("保密协议", {"R-3.3.b-有": "fail", TERM: "fail"}),
    ],
)
def test_agreement_handed_in_as_another_paper(title: str, expected: dict[str, str], tmp_path: Path) -> None:
    paper = typeset(agreement(COVERING, title=title), tmp_path)
    assert opened(UNIVERSITY, AGREEMENT, paper, tmp_path, kind="其他") == expected
