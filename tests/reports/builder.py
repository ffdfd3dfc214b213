"""Makes check results for the tests of the reports: a realistic dossier of category 1 with about a hundred findings.

People, units and codes are invented. Clause texts come from ``clauses.tsv`` beside this file.
"""

from __future__ import annotations

import csv
import hashlib
from dataclasses import replace
from functools import cache
from pathlib import Path

from xingshen.findings.finding import (
    CheckResult,
    ClauseQuote,
    Finding,
    GuideStamp,
    MissingValue,
    Note,
    PaperUsed,
    PriorityFlag,
    ReadValue,
)
from xingshen.kernel.outcome import Outcome, Reason, Verdict
from xingshen.kernel.place import Box, Evidence

AGREEMENT = "附件/合作协议（中文译件）.pdf"
SEALED_PAGE = "附件/签字盖章页.pdf"
FORM = "application.json"
TERM_BOX: Box = (142.4, 276.3, 483.8, 289.0)
SEAL_BOX: Box = (320.0, 450.0, 440.0, 570.0)


def clause(identifier: str) -> ClauseQuote:
    row = _clause_table()[identifier]
    return ClauseQuote(identifier, row["text"], row["part"])


def finding(identifier: str, outcome: Outcome = Outcome.PASS, **changes: object) -> Finding:
    """One finding of the rule of one clause; ``changes`` are fields of ``Finding``."""
    row = _clause_table()[identifier]
    plain = Finding(
        rule=f"r{identifier}",
        title=row["obligation"],
        clauses=(clause(identifier),),
        outcome=outcome,
        reason=Reason.UNKNOWN if outcome is Outcome.HUMAN else None,
        standing=False,
        derived=False,
        message=_MESSAGES[outcome],
        cure="请补充相应内容。" if outcome in (Outcome.FAIL, Outcome.HUMAN) else "",
        evidence=(),
        read=(),
        missing=(),
        fingerprint=hashlib.sha256(identifier.encode()).hexdigest()[:16],
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def from_form(quote: str) -> Evidence:
    return Evidence(FORM, quote, "form")


def result(*findings: Finding, verdict: Verdict = Verdict.CLEAR, **changes: object) -> CheckResult:
    """A check result with just these findings and nothing else; ``changes`` are fields of ``CheckResult``."""
    plain = CheckResult(
        guide=GuideStamp(
            "hebei-intl-2026",
            _TITLE,
            "2026.1",
            "3f9a" * 16,
            (("tables/belt_and_road_countries.csv", "2026-11-22", "b1c2" * 16),),
        ),
        dossier_id="2026-1-0148",
        dossier_digest="8e41" * 16,
        title="智能焊接机器人多传感协同控制关键技术联合研发",
        applicant="燕北星河智能装备有限公司",
        category="类别1 重点产业技术国际联合研发项目",
        as_of="2026-07-12",
        verdict=verdict,
        findings=findings,
        priority=(),
        notes=(),
        papers=(),
        engine="xingshen 0.1.0",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def empty_result() -> CheckResult:
    return result()


def clear_result() -> CheckResult:
    """Nothing to mend, nothing open but the thirteen standing questions."""
    return replace(faulty_result(), verdict=Verdict.CLEAR, findings=_all_findings({}))


def human_result() -> CheckResult:
    """Nothing to mend, a few points for a person."""
    return replace(faulty_result(), verdict=Verdict.HUMAN, findings=_all_findings(_open_points()))


def faulty_result() -> CheckResult:
    """Two faults, three points for a person, thirteen standing questions, derived findings, flags, notes, papers."""
    particular = {**_faults(), **_open_points(), **_sums()}
    return result(
        *_all_findings(particular),
        verdict=Verdict.FAIL,
        priority=_priority(),
        notes=_notes(),
        papers=_papers(),
    )


@cache
def _clause_table() -> dict[str, dict[str, str]]:
    with Path(__file__).with_name("clauses.tsv").open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}


def _all_findings(particular: dict[str, Finding]) -> tuple[Finding, ...]:
    rows = [row for row in _clause_table().values() if row["level"] != "I"]
    return tuple(particular.get(row["id"]) or _usual(row) for row in rows)


def _usual(row: dict[str, str]) -> Finding:
    identifier = row["id"]
    if identifier.startswith(("2.2", "2.3", "2.4")) or identifier in ("3.6.b", "5.5.b"):
        return finding(identifier, Outcome.NOT_APPLICABLE)
    if row["level"] == "H" or identifier in ("5.1.a", "5.1.b", "5.1.c", "5.1.d"):
        question = f"{row['obligation']}：请审阅相关材料后判断是否符合。"
        return finding(identifier, Outcome.HUMAN, reason=Reason.JUDGEMENT, standing=True, message=question, cure="")
    return finding(identifier, read=(ReadValue("类别", "重点产业", (from_form("1"),)),))


def _faults() -> dict[str, Finding]:
    return {"3.6.a": _short_money(), "3.3.d": _short_term()}


def _short_money() -> Finding:
    return finding(
        "3.6.a",
        Outcome.FAIL,
        clauses=(clause("3.6.a"), clause("5.5.a")),
        title="企业牵头：自筹资金不少于申请额的 3 倍",
        message="自筹资金 299.99 万元，应不少于 300.00 万元（3 × 100.00），差 0.01 万元。",
        cure="把自筹资金改为 300.00 万元或以上，并同步修改预算合计和自筹承诺。",
        evidence=(from_form("自筹资金：299.99 万元"), from_form("申请省财政资金：100.00 万元")),
        read=(
            ReadValue("自筹资金", "299.99 万元", (from_form("299.99"),)),
            ReadValue("申请额", "100.00 万元", (from_form("100.00"),)),
            ReadValue("企业牵头", "是"),
        ),
    )


def _short_term() -> Finding:
    paper = Evidence(AGREEMENT, "本协议自2026年7月1日起生效，有效期至2028年6月29日。", "text-layer", 1.0, 1, TERM_BOX)
    return finding(
        "3.3.d",
        Outcome.FAIL,
        clauses=(clause("3.3.d"), clause("5.4.b")),
        title="协议有效期覆盖项目执行期",
        message="协议止于 2028-06-29，比执行期结束（2028-06-30）早 1 天。",
        cure="与外方补签延期条款，或另签补充协议，使有效期不早于 2028-06-30；然后重新上传协议和译件。",
        evidence=(paper, from_form("执行期：2026-07-01 至 2028-06-30")),
        read=(
            ReadValue("协议起始日", "2026-07-01", (paper,)),
            ReadValue("协议终止日", "2028-06-29", (paper,)),
            ReadValue("执行期结束", "2028-06-30", (from_form("2028-06-30"),)),
        ),
    )


def _open_points() -> dict[str, Finding]:
    seal = Evidence(SEALED_PAGE, "申报单位（公章）", "ocr", 0.62, 1, SEAL_BOX)
    return {
        "4.2": finding(
            "4.2",
            Outcome.HUMAN,
            reason=Reason.LOW_CONFIDENCE,
            clauses=(clause("4.2"), clause("5.2.b")),
            title="签字盖章页有公章和签字",
            message="第 1 页疑有一枚圆形章，未能确认章上单位名称。",
            cure="请对照页面图像，确认公章为“燕北星河智能装备有限公司”。",
            evidence=(seal,),
            missing=(MissingValue("公章单位名称", "扫描件未能清楚读出"),),
            would_be=Outcome.PASS,
        ),
        "3.2.a": finding(
            "3.2.a",
            Outcome.HUMAN,
            reason=Reason.CONFLICT,
            title="主要境外合作机构不是申报单位在境外设立的",
            message="申报书声明无股权关系；合作协议第一条写明申报单位持股 12%，两处不一致。",
            cure="请核对境外合作机构的股东情况，必要时请申报单位补充说明。",
            evidence=(
                from_form("申报单位持股：0%"),
                replace(
                    seal,
                    file=AGREEMENT,
                    quote="甲方持有乙方12%的股份",
                    method="text-layer",
                    confidence=1.0,
                    box=(143.6, 165.5, 279.1, 176.7),
                ),
            ),
        ),
        "4.5": finding(
            "4.5",
            Outcome.HUMAN,
            message="涉及技术出口，未找到相应批件。",
            cure="请确认是否需要技术出口许可；需要的，请上传批件。",
            missing=(MissingValue("技术出口批件", "材料中未找到"),),
        ),
    }


def _sums() -> dict[str, Finding]:
    return {
        "5.0": finding(
            "5.0", Outcome.FAIL, derived=True, message="有 2 项不符合，形式审查不予通过。", cure="先改正上述各项。"
        ),
        "5.1.e": finding("5.1.e", Outcome.FAIL, derived=True, message="3.3.d、3.6.a 不符合。", cure="先改正上述各项。"),
        "5.6": finding("5.6", derived=True),
    }


def _priority() -> tuple[PriorityFlag, ...]:
    return (
        PriorityFlag(
            rule="r2.2.s5",
            title="共建国际联合实验室",
            clauses=(clause("2.2.s5"),),
            state="claimed_to_check",
            message="申报书声明已共建国际联合实验室，未找到双方签署的共建协议。",
            evidence=(from_form("申请联合实验室优先：是"),),
        ),
        PriorityFlag(
            rule="r2.3.s5",
            title="机制化国际会议",
            clauses=(clause("2.3.s5"),),
            state="not_claimed",
            message="未申请。",
            evidence=(),
        ),
    )


def _notes() -> tuple[Note, ...]:
    return (
        Note("“其他材料”栏下的《公司章程》未被任何条款使用。", (Evidence("附件/章程.pdf", "", "file"),)),
        Note(
            "申报书中有一个未知栏目 budget.selffunding，是否为 budget.self_funding？",
            (from_form("budget.selffunding"),),
        ),
    )


def _papers() -> tuple[PaperUsed, ...]:
    kinds = [
        (AGREEMENT, "合作协议（中文译件）", "合作协议", "合作协议译件", 2, "已读取"),
        ("附件/Cooperation Agreement.pdf", "Cooperation Agreement", "合作协议", "合作协议", 2, "已读取"),
        (SEALED_PAGE, "签字盖章页", "签章页", "签章页", 1, "扫描件，未读取"),
        ("附件/2025年度审计报告.pdf", "2025年度审计报告", "审计报告", "审计报告", 31, "已读取"),
        ("附件/章程.pdf", "公司章程", "其他", "章程", 12, "已读取"),
        ("附件/专利证书.pdf", "发明专利证书", "知识产权", "未能辨认", 0, "已损坏"),
    ]
    return tuple(
        PaperUsed(
            file, title, declared, read_as, "application/pdf", pages, hashlib.sha256(file.encode()).hexdigest(), state
        )
        for file, title, declared, read_as, pages, state in kinds
    )


_TITLE = "2026年度国际科技合作/港澳台科技合作专项项目申报指南"
_MESSAGES = {
    Outcome.PASS: "符合。",
    Outcome.FAIL: "不符合。",
    Outcome.HUMAN: "未能确认，请核对。",
    Outcome.NOT_APPLICABLE: "本项目不涉及。",
    Outcome.CORRECTION: "可补正。",
}
