"""What the variations change: each function edits an application, or a finished folder, in place.

Functions that take a profile run before the papers are made, those that take papers run after. None is told which
dossier it works for.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from examples.generate.application import budget
from examples.generate.blocks import Block, Paper, Scan, mark
from examples.generate.cast import Profile
from examples.generate.forms import sign_by_pen
from examples.generate.identifiers import credit_code

Application = dict[str, Any]
Papers = dict[str, Paper]


def involve_people(application: Application, profile: Profile) -> None:
    """Say that the project involves people."""
    application["form"]["involves"]["human_subjects"] = True


def claim_priority(application: Application, profile: Profile) -> None:
    """Claim the preference for joint laboratories."""
    application["form"]["priority"]["joint_lab"] = True
    application["joint_lab"] = {
        "name": "中匈轻合金联合实验室",
        "country": profile.partner.country,
        "host": profile.unit.name,
        "host_uscc": profile.unit.uscc,
    }


def claim_conference(application: Application, profile: Profile) -> None:
    """Claim the preference for regular conferences."""
    application["form"]["priority"]["conference"] = True
    application["conference"] = {"name": "轻质复合材料国际会议", "editions": 3}


def ask_for_100(application: Application, profile: Profile) -> None:
    """Ask for 100 万元 whatever the category."""
    application["budget"] = budget(profile, 100, 10)


def own_299_99(application: Application, profile: Profile) -> None:
    """Bring 299.99 万元 of own money."""
    application["budget"] = budget(profile, 100, 299.99)


def own_300(application: Application, profile: Profile) -> None:
    """Bring exactly 300 万元 of own money."""
    application["budget"] = budget(profile, 100, 300)


def write_yuan(application: Application, profile: Profile) -> None:
    """Write the budget in 元 where 万元 is wanted."""
    application["budget"] = budget(profile, 500_000, 100_000)


def miscount(application: Application, profile: Profile) -> None:
    """Let the spending add up to 3 万元 less than its total."""
    application["budget"]["operation"] -= 3


def settle_in_china(application: Application, profile: Profile) -> None:
    """Give the partner a mainland credit code."""
    application["partner"][0]["uscc"] = credit_code("91", "320594", profile.partner.name)


def belong_to_partner(application: Application, profile: Profile) -> None:
    """Make the applicant a member of the partner's group."""
    group = "Falkenhorst集团"
    application["applicant"] |= {"group": group, "ultimate_controller": profile.partner.holder}
    application["partner"][0]["group"] = group


def leave_open(application: Application, profile: Profile) -> None:
    """Mark four values as not yet known."""
    application["budget"] |= {
        "self_funding": {"unknown": "合作企业尚未出具出资文件"},
        "sources": {"unknown": "合作企业尚未出具出资文件"},
        "total_sources": {"unknown": "待自筹资金确认后填写"},
    }
    application["partners_domestic"][0]["self_funding"] = {"unknown": "合作企业尚未出具出资文件"}
    application["form"]["targets"]["exchange_events"][0]["date"] = {"unknown": "日期待与捷方商定"}
    application["applicant"]["overseas_entities"] = {"unknown": "单位正在核实"}


def drop_leader_pledge(application: Application, papers: Papers) -> None:
    """Leave out the leader's pledge."""
    del papers["leader_pledge"]


def call_audit_other(application: Application, papers: Papers) -> None:
    """File the audit report under 其他."""
    papers["audit-2025"].kind = "其他"
    papers["audit-2025"].fiscal_year = None


def date_pledge_2025(application: Application, papers: Papers) -> None:
    """Turn the leader's pledge into one of the year before."""
    for block in papers["leader_pledge"].blocks:
        if block["kind"] == "subtitle":
            block["text"] = block["text"].replace("2026年度", "2025年度")
        if block["kind"] == "signatures":
            block["parties"][0]["date"] = "2025年5月30日"


def mark_secret(application: Application, papers: Papers) -> None:
    """Put a secrecy mark on the agreement."""
    papers["agreement"].blocks.insert(0, mark("机密★5年"))


def damage_patent(application: Application, papers: Papers) -> None:
    """Cut the patent certificate short."""
    papers["patent"].damage = 0.45


def declare_longer(application: Application, papers: Papers) -> None:
    """Declare a longer agreement than the paper."""
    application["agreement"][0]["effective_to"] = "2028-06-30"


def bind_all(application: Application, papers: Papers) -> None:
    """Put every paper through the scanner into one file, filed under 其他."""
    for paper in papers.values():
        sign_by_pen(paper)
    bound = tuple(sorted(papers.values(), key=lambda paper: paper.file))
    papers.clear()
    papers["all"] = Paper(
        file="01-全部材料扫描件.pdf", kind="其他", title="全部申报材料", scan=Scan(dots=150), bound=bound
    )


def seal_by_another(application: Application, papers: Papers) -> None:
    """Let another unit's seal stand on the sealed page."""
    for field in _signature_fields(papers["sealed_page"]):
        if field["seal"]:
            field["seal"] = "seal:石家庄风华机电设备有限公司"


def leave_unsigned(application: Application, papers: Papers) -> None:
    """Leave the places for signatures on the sealed page empty."""
    for field in _signature_fields(papers["sealed_page"]):
        field["sign"] = None


def turn_and_leave_blank(application: Application, papers: Papers) -> None:
    """Scan the agreement with a blank back after its first page, and its last page upside down."""
    papers["agreement"].scan = replace(Scan(), upside_down=(2,), blank_after=(1,))


def _signature_fields(paper: Paper) -> list[Block]:
    return [field for block in paper.blocks if block["kind"] == "signatures" for field in block["parties"]]
