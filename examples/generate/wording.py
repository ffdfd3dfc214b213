"""The long texts of an application that are alike in every discipline: conditions, channels, plan, merits.

Each has several wordings; a dossier takes the one that its slug points to, so that two dossiers do not read alike.
"""

from __future__ import annotations

from examples.generate.cast import Profile
from examples.generate.identifiers import digits

_TEXTS: dict[str, tuple[str, ...]] = {
    "basis_conditions": (
        "{unit}建有{thing}专用实验平台和中试场地，拥有稳定的研究队伍和完善的对外合作管理制度，近五年承担省级以上课题六项，"
        "具备独立开展国际科技合作的场地、装备和外语工作能力。",
        "我单位围绕{thing}方向配备了试验装置、检测仪器和专职技术人员，设有对外合作管理岗位，能够独立组织跨境联合研究，"
        "并已建立设备共享、样品寄送和数据管理办法。",
        "单位现有{thing}相关研究场所三处、核心仪器二十余台，科研管理与财务制度健全，多次独立接待和派出国际合作团组，"
        "能够保障项目按计划实施。",
    ),
    "channels": (
        "与{partner}自2021年起建立固定联络机制，双方各指定一名联络人，每月召开线上例会，每年互访一次，合作渠道畅通。",
        "合作渠道来自双方连续四年的互访和联合培养，{partner}设专人负责对华合作事务，技术资料和样品往来有固定流程。",
        "双方通过年度学术研讨会结识并签订长期交流安排，{partner}负责人每年来访，日常沟通由双方联合工作组承担。",
    ),
    "plan": (
        "项目设联合管理委员会，中外双方各三人；2026年下半年完成方案与准备，2027年完成关键试验，2028年上半年完成示范与总结。"
        "管理上实行里程碑考核和数据共享清单制度，按季度通报进展。",
        "第一阶段六个月，完成{thing}调研、方案设计与人员互派；第二阶段十二个月，完成主要研发与验证；第三阶段六个月，完成应用评价和验收准备。"
        "创新采用双负责人制，重大变更由双方书面确认。",
        "目标是在两年内形成可推广的{thing}方案。组织上分设研究组、验证组和协调组，实行月报与节点评审；经费单独核算，"
        "风险由协调组登记并跟踪处置。",
    ),
    "track_record": (
        "近三年与境外机构联合发表论文九篇，联合举办研讨会三次，引进消化技术两项，带动省内五家单位开展同类合作，受到主管部门肯定。",
        "我单位先后与四个国家的机构开展合作，完成国际合作课题三项，培养青年骨干十二人，相关经验在省内交流会上作过介绍。",
        "已有合作成果在本领域得到应用，累计接待外方专家四十余人次，形成的合作管理办法被多家单位借鉴，具有一定示范作用。",
    ),
    "cooperation_history": (
        "双方于2022年签署交流备案文件并开展预研，已共同完成{thing}初步试验，互信关系良好，合作分工清晰。",
        "{unit}与{partner}曾共同完成一项为期两年的预研工作，资料交换顺畅，未发生过争议，具备坚实合作基础。",
        "合作团队自2020年以来保持往来，{partner}三次派员参加我单位组织的技术研讨，双方对{thing}研究目标认识一致。",
    ),
    "significance": (
        "{thing}是制约我省相关产业提质升级的关键技术问题，国内现有方案性能不足、成本偏高，开展本项目十分必要而紧迫。",
        "我省在{thing}方面需求集中而技术储备不足，引进和联合研发能够较快补齐短板，对产业链安全和绿色发展具有现实意义。",
        "随着产业结构调整，{thing}成为亟待突破的技术环节，项目针对其中的共性科学问题和工程问题提出系统解决方案。",
    ),
    "expected_effect": (
        "项目成果将服务{use}，推动双边科技交往，并为我省相关行业提供可复制的技术方案，经济、社会和环境作用明显。",
        "预期在{use}方面形成示范，带动上下游企业参与，促进两地科技人员长期往来，提升我省国际科技合作影响。",
        "成果应用后可改善{use}的技术水平，减少资源消耗，增进双方科技界相互了解，为后续合作积累经验。",
    ),
    "benefit_economic": (
        "成果推广后三年内预计新增产值一千二百万元，降低用户成本约一成。",
        "预计带动应用单位新增销售收入八百万元，节约运行费用二百万元。",
        "项目结束后两年内预计形成技术服务与产品收入六百万元以上。",
    ),
    "benefit_social": (
        "培养复合型国际合作人才十名，提供技术培训一百人次，改善行业绿色发展水平。",
        "促进区域产业协作，新增就业岗位三十个，形成的技术规范向社会公开。",
        "提高公众和企业对先进技术的认知，带动青年科技人员参与国际合作。",
    ),
    "promotion": (
        "研究所得方法以技术指南形式公开，拟在省内三家单位推广应用，并面向同类地区开展培训。",
        "形成的模型与参数库向行业开放，可直接用于{use}，推广路径明确。",
        "通过学术会议、技术培训和联合示范推广研究成果，服务{use}。",
    ),
}


def write_text(field: str, profile: Profile) -> str:
    """The text of one long field for one profile."""
    wordings = _TEXTS[field]
    chosen = wordings[int(digits(profile.slug + field, 6)) % len(wordings)]
    return chosen.format(
        unit=profile.unit.name, partner=profile.partner.name, thing=profile.topic.thing, use=profile.topic.use
    )
