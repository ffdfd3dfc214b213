"""Writes the papers that belong to the application itself: the printed form, the sealed page and the two pledges.

They are made from the filled-in application, so that print and data agree unless a variation says otherwise.
"""

from __future__ import annotations

from typing import Any

from examples.generate.blocks import (
    Block,
    Paper,
    chinese_date,
    cover,
    heading,
    page_break,
    para,
    signatures,
    signer,
    space,
    subtitle,
    table,
    title,
)

CATEGORY_NAMES = {
    "1": "重点产业技术国际联合研发项目",
    "2": "“一带一路”共建国家及重点国别创新合作项目",
    "3": "国际科技合作基地示范项目",
    "4": "港澳台科技合作项目",
}
PROGRAMME = "国际科技合作/港澳台科技合作专项"
Application = dict[str, Any]
_BELOW = 62
"""Points by which the seal on a scan stands below the first line of its field."""


def printed_form(application: Application) -> Paper:
    """The application form as printed: cover, people, budget, contents."""
    form, project = application["form"], application["project"]
    name, year = "项目申报书", form["programme_year"]
    blocks = [
        space(70),
        title(f"{year}年度{PROGRAMME}", 18),
        title("项 目 申 报 书", 26),
        space(30),
        cover(_cover_rows(application)),
        space(60),
        subtitle("河北省科学技术厅　制"),
        page_break(),
        heading("一、基本信息"),
        table((2, 5), _basic_rows(application)),
        heading("二、项目组成员"),
        table((2, 4, 2, 3), _team_rows(application), header=True),
        heading("三、经费预算（单位：万元）"),
        table((3, 2), budget_rows(application["budget"]), header=True, numbers=True),
        page_break(),
        heading("四、项目摘要"),
        para(project["abstract"]),
        heading("五、研究内容"),
        para(form["content"]),
        heading("六、技术路线"),
        para(form["technical_route"]),
        heading("七、预期目标"),
        table((2, 6), _target_rows(form["targets"])),
    ]
    return _paper(application, "01-项目申报书.pdf", "申报书", name, blocks)


def sealed_page(application: Application) -> Paper:
    """The page with the unit's opinion, its seal and the signatures."""
    applicant, leader, form = application["applicant"], application["leader"], application["form"]
    name, day = "申报单位签字盖章页", chinese_date(form["date"])
    blocks = [
        title(name, 20),
        subtitle(f"{form['programme_year']}年度{PROGRAMME}"),
        table((1, 3), [("项目名称", application["project"]["title"]), ("申报单位", applicant["name"])]),
        heading("项目负责人意见"),
        para("本人已审阅全部申报材料，所填内容真实、完整，同意申报。"),
        signatures([signer([], leader["name"], day, label="项目负责人（签字）：")], columns=1),
        heading("申报单位意见"),
        para("经审核，申报材料内容真实、不涉密，同意申报，并按预算落实自筹资金和实施条件。"),
        signatures([_unit_signer(application)], columns=1),
    ]
    return _paper(application, "02-签字盖章页.pdf", "签章页", name, blocks, size=13)


def unit_pledge(application: Application) -> Paper:
    """The unit's pledge of integrity."""
    project = application["project"]
    blocks = [
        title("单位承诺书", 20),
        subtitle(f"（{application['form']['programme_year']}年度{PROGRAMME}）"),
        para(f"我单位申报“{project['title']}”项目，现郑重承诺如下："),
        para("一、申报材料真实、准确、完整，不存在弄虚作假、重复申报等情形，材料内容不涉密。"),
        para("二、境外合作机构不是我单位在境外设立的机构，不属于指南所列不予支持的情形。"),
        para("三、按预算足额落实自筹资金，专款专用，接受主管部门监督检查。"),
        para("四、如有违反，愿意承担相应责任，并接受信用惩戒。"),
        space(20),
        signatures([_unit_signer(application)], columns=1),
    ]
    return _paper(application, "03-单位承诺书.pdf", "单位承诺书", "单位承诺书", blocks, size=14)


def leader_pledge(application: Application) -> Paper:
    """The leader's pledge of integrity."""
    leader, project, form = application["leader"], application["project"], application["form"]
    blocks = [
        title("项目负责人承诺书", 20),
        subtitle(f"（{form['programme_year']}年度{PROGRAMME}）"),
        para(f"本人{leader['name']}，系{leader['employer']}在职人员，作为“{project['title']}”项目负责人，郑重承诺："),
        para("一、所提供的申报材料真实有效，符合科研诚信和科研伦理要求。"),
        para("二、本年度只申报一个省级科技计划项目，无在研省级项目逾期未结题情况。"),
        para("三、项目实施期间保证投入足够时间，按期完成各项任务。"),
        para("四、如有不实，本人愿意承担相应责任。"),
        space(20),
        signatures([signer([], leader["name"], chinese_date(form["date"]), label="承诺人（签字）：")], columns=1),
    ]
    return _paper(application, "04-负责人承诺书.pdf", "负责人承诺书", "项目负责人承诺书", blocks, size=14)


def sign_by_pen(paper: Paper) -> None:
    """Let every signature on ``paper`` run large, no printed name beside it, the seals below the lines of print."""
    for block in paper.content.get("blocks", ()):
        for field in block["parties"] if block["kind"] == "signatures" else ():
            if field["sign"]:
                field |= {"sign": field["sign"].replace("sign:", "pen:"), "typed": "", "drop": _BELOW}


def budget_rows(budget: dict[str, Any]) -> list[tuple[str, str]]:
    """The budget table as printed; unknown amounts are printed as still open."""
    labels = (
        ("申请省财政专项资金", "requested_grant"),
        ("自筹资金", "self_funding"),
        ("其他财政资金", "other_fiscal"),
        ("外方投入", "foreign"),
        ("来源合计", "total_sources"),
        ("设备费", "equipment"),
        ("业务费", "operation"),
        ("劳务费", "labour"),
        ("间接费", "indirect"),
        ("支出合计", "total_spending"),
    )
    return [("科目", "金额"), *((label, _amount(budget[key])) for label, key in labels)]


def _amount(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, int | float) else "（待确认）"


def _cover_rows(application: Application) -> list[tuple[str, str]]:
    applicant, form = application["applicant"], application["form"]
    return [
        ("项目类别", CATEGORY_NAMES[form["category"]]),
        ("项目名称", application["project"]["title"]),
        ("申报单位", applicant["name"]),
        ("项目负责人", application["leader"]["name"]),
        ("归口管理部门", applicant["recommending_department"]),
        ("填报日期", chinese_date(form["date"])),
    ]


def _basic_rows(application: Application) -> list[tuple[str, str]]:
    applicant, leader, project = application["applicant"], application["leader"], application["project"]
    partners = "、".join(one["name"] for one in application["partner"])
    rows = [
        ("申报单位", f"{applicant['name']}（{applicant['type']}）"),
        ("统一社会信用代码", applicant["uscc"]),
        ("登记地", applicant["registered_place"]),
        ("法定代表人", applicant["legal_representative"]),
        ("项目负责人", f"{leader['name']}　{leader['title']}"),
        ("境外合作机构", partners),
        ("执行期", f"{chinese_date(project['start'])}至{chinese_date(project['end'])}"),
    ]
    co_units = "、".join(one["name"] for one in application["partners_domestic"])
    return [*rows, ("境内合作单位", co_units)] if co_units else rows


def _team_rows(application: Application) -> list[tuple[str, ...]]:
    rows = [(one["name"], one["unit"], one["title"], one["specialty"]) for one in application["team"]]
    return [("姓名", "工作单位", "职称", "专业"), *rows]


def _target_rows(targets: dict[str, Any]) -> list[tuple[str, str]]:
    named = (("technologies", "攻关技术"), ("results", "科技成果"), ("findings", "标志性成果"))
    rows = [(label, "；".join(one["name"] for one in targets[key])) for key, label in named if targets.get(key)]
    if targets.get("reports"):
        rows.append(("研究报告", f"{targets['reports']}篇"))
    return [*rows, *(("交流活动", one["name"]) for one in targets["exchange_events"])]


def _unit_signer(application: Application) -> Block:
    applicant = application["applicant"]
    return signer(
        [f"申报单位（盖章）：{applicant['name']}"],
        applicant["legal_representative"],
        chinese_date(application["form"]["date"]),
        label="法定代表人（签字）：",
        seal=applicant["name"],
    )


def _paper(application: Application, file: str, kind: str, name: str, blocks: list[Block], size: float = 11) -> Paper:
    content = {"name": name, "author": [application["applicant"]["name"]], "blocks": blocks, "size": size}
    return Paper(file=file, kind=kind, title=name, content=content)
