"""The dossiers: one clean case per category and the named variations, each as data with what it is expected to give.

A variation changes the application before its papers are made (``alter``) or the finished folder (``adjust``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from examples.generate import changes
from examples.generate.agreements import Terms
from examples.generate.cast import Profile
from examples.generate.changes import Application, Papers
from examples.generate.expected import Expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One dossier: ``agreement`` is zh, en, bilingual or untranslated; ``audits`` the fiscal years of an enterprise.

    ``scans`` are the papers that come from a scanner set to ``dots`` per inch, ``version`` is the version code printed
    on the sealed page.
    """

    slug: str
    category: str
    meaning: str
    expected: Expected
    agreement: str = "zh"
    terms: Terms = field(default_factory=Terms)
    audits: tuple[int, ...] = (2025,)
    extras: tuple[str, ...] = ()
    docx: tuple[str, ...] = ()
    ofd: tuple[str, ...] = ()
    scans: tuple[str, ...] = ("sealed_page",)
    dots: int = 130
    version: str = ""
    alter: Callable[[Application, Profile], None] = lambda application, profile: None
    adjust: Callable[[Application, Papers], None] = lambda application, papers: None


CLEAR = Expected(verdict="clear")


def _failing(*clauses: str, unsure: tuple[str, ...] = ()) -> Expected:
    return Expected(verdict="fail", open=dict.fromkeys(clauses, "fail"), unsure=unsure)


def _doubtful(*clauses: str, unsure: tuple[str, ...] = (), together: tuple[str, ...] = ()) -> Expected:
    return Expected(verdict="human", open=dict.fromkeys(clauses, "human"), unsure=unsure, together=together)


CASES: tuple[Case, ...] = (
    Case(
        slug="clean-cat1-enterprise",
        category="1",
        meaning="类别1，企业申报，德国合作方，英文协议附中文译件，材料齐全",
        expected=CLEAR,
        agreement="en",
        terms=Terms(
            term="本协议自2026年7月1日起生效，有效期三年。",
            term_en="This Agreement is valid for three years from 1 July 2026.",
            end="2029-06-30",
        ),
        extras=("registration", "translated_registration"),
        docx=("translation",),
    ),
    Case(
        slug="clean-cat2-university-transfer",
        category="2",
        meaning="类别2，高校牵头、企业参与（自筹50万元），匈牙利合作方，技术转移转化类，申请联合实验室优先",
        expected=CLEAR,
        extras=("joint_lab_agreement",),
        alter=changes.claim_priority,
    ),
    Case(
        slug="clean-cat2-institute-science",
        dots=150,
        category="2",
        meaning="类别2，科研院所申报，巴西合作方，科学研究类，无企业参与，中英文对照协议",
        expected=CLEAR,
        agreement="bilingual",
    ),
    Case(
        slug="cat3-base-not-listed",
        category="3",
        meaning="类别3，基地有认定通知，但本系统的基地名单不全、未收录，须人工核对",
        expected=_doubtful("2.3.n3a", "2.3.s1"),
        extras=("conference_proof",),
        docx=("application_form",),
        alter=changes.claim_conference,
    ),
    Case(
        slug="clean-cat4-hongkong",
        category="4",
        meaning="类别4，高校申报，中国香港合作方，涉及人的研究已附伦理批件",
        expected=CLEAR,
        terms=Terms(term="本协议有效期为二〇二六年七月一日至二〇二八年十二月三十一日。", end="2028-12-31"),
        extras=("ethics_approval",),
        alter=changes.involve_people,
    ),
    Case(
        slug="wrong-quota",
        category="2",
        meaning="类别2申请了100万元，定额为50万元",
        expected=_failing("2.2.n3b", "5.3"),
        agreement="bilingual",
        alter=changes.ask_for_100,
    ),
    Case(
        slug="match-299-99",
        category="1",
        meaning="企业牵头自筹299.99万元，比3:1少100元",
        expected=_failing("3.6.a", "5.5.a"),
        agreement="en",
        alter=changes.own_299_99,
    ),
    Case(
        slug="match-300",
        dots=150,
        category="1",
        meaning="企业牵头自筹恰为300万元；提供2023和2024两个年度审计报告",
        expected=CLEAR,
        audits=(2023, 2024),
        alter=changes.own_300,
    ),
    Case(
        slug="agreement-one-day-short",
        category="2",
        meaning="协议止于2028年6月29日，比执行期早一天",
        expected=_failing("3.3.d", "5.4.b"),
        terms=Terms(term="本协议有效期自二〇二六年七月一日起至二〇二八年六月二十九日止。", end="2028-06-29"),
    ),
    Case(
        slug="only-2024-audit",
        category="2",
        meaning="企业只提供2024年度审计报告（2025年4月出具）",
        expected=_failing("5.7", "4.6"),
        audits=(2024,),
    ),
    Case(
        slug="foreign-agreement-no-translation",
        category="2",
        meaning="英文协议未附中文译件",
        expected=_failing("3.3.e", unsure=("4.6",)),
        agreement="untranslated",
    ),
    Case(
        slug="mou-instead-of-agreement",
        category="2",
        meaning="以谅解备忘录代替合作协议",
        expected=_doubtful("3.3.b", "5.4.a"),
        terms=Terms(
            name="科技合作谅解备忘录",
            term="本备忘录自2026年6月1日至2029年5月31日有效。",
            start="2026-06-01",
            end="2029-05-31",
            binding="本备忘录仅表达双方合作意向，不产生法律约束力，具体合作另行签订协议。",
        ),
    ),
    Case(
        slug="partner-in-mainland",
        category="1",
        meaning="主要合作机构是外资在苏州设立的企业",
        expected=_failing("1.b", "2.1.s2", "3.2.b"),
        alter=changes.settle_in_china,
    ),
    Case(
        slug="hk-partner-in-cat2",
        category="2",
        meaning="类别2的合作方在中国香港，应报类别4",
        expected=_failing("2.2.s2"),
        docx=("application_form",),
    ),
    Case(
        slug="budget-sum-mismatch",
        category="2",
        meaning="支出各科目之和比支出合计少3万元",
        expected=_failing("5.2.a"),
        alter=changes.miscount,
    ),
    Case(
        slug="yuan-for-wanyuan",
        category="2",
        meaning="把50万元填成500000（以元填报）",
        expected=Expected(verdict="fail", open={"2.2.n3b": "fail", "5.3": "fail", "5.2.a": "human"}),
        alter=changes.write_yuan,
    ),
    Case(
        slug="two-categories-a",
        category="2",
        meaning="同一单位同时申报类别2（与two-categories-b一起检查时须人工）",
        expected=_doubtful("3.5", together=("two-categories-b",)),
    ),
    Case(
        slug="two-categories-b",
        category="4",
        meaning="同一单位同时申报类别4（与two-categories-a一起检查时须人工）",
        expected=_doubtful("3.5", together=("two-categories-a",)),
    ),
    Case(
        slug="conditional-agreement",
        category="2",
        meaning="协议约定“未获立项自动作废”",
        expected=_doubtful("3.3.b", "5.4.a"),
        terms=Terms(extra=("如本项目未获得立项，则本协议自动作废，各方互不承担责任。",)),
    ),
    Case(
        slug="missing-pledge",
        category="2",
        meaning="未附项目负责人承诺书",
        expected=_failing("5.2.b", unsure=("4.6",)),
        adjust=changes.drop_leader_pledge,
    ),
    Case(
        slug="unknown-values",
        category="2",
        meaning="自筹资金、活动日期、境外机构三处注明尚未确认",
        expected=_doubtful("3.6.b", "5.5.b", "2.2.n2", "3.2.a", "5.2.a", unsure=("3.1.b",)),
        alter=changes.leave_open,
    ),
    Case(
        slug="auto-renewal-open-term",
        category="2",
        meaning="协议有效期为“至项目结题验收之日”，并自动续期",
        expected=_doubtful("3.3.d", "5.4.b", unsure=("5.4.a",)),
        terms=Terms(
            term="本协议自签署之日起生效，有效期至项目结题验收之日止；期满前三十日内各方未提出书面异议的，自动续期一年。",
            start="2026-05-18",
            end=None,
        ),
    ),
    Case(
        slug="damaged-paper",
        category="2",
        meaning="专利证书文件不完整，无法打开",
        expected=_failing("4.0", unsure=("4.3",)),
        adjust=changes.damage_patent,
    ),
    Case(
        slug="secret-mark",
        category="2",
        meaning="协议首页标有“机密★5年”",
        expected=_failing("3.4.a", unsure=("3.0.a", "5.1.a")),
        adjust=changes.mark_secret,
    ),
    Case(
        slug="paper-contradicts-form",
        category="2",
        meaning="申报书填协议止于2028年6月30日，协议写2028年5月31日",
        expected=Expected(verdict="fail", open={"3.3.d": "fail", "5.4.b": "fail", "5.2.a": "human"}),
        terms=Terms(end="2028-05-31"),
        adjust=changes.declare_longer,
    ),
    Case(
        slug="wrong-heading",
        dots=150,
        category="2",
        meaning="审计报告上传在“其他”名下，仍应认出",
        expected=CLEAR,
        adjust=changes.call_audit_other,
    ),
    Case(
        slug="offshore-partner",
        category="1",
        meaning="主要合作机构注册在英属维尔京群岛",
        expected=_doubtful("3.2.c"),
        agreement="en",
    ),
    Case(
        slug="parent-and-subsidiary",
        category="1",
        meaning="申报单位是德国合作方的全资子公司",
        expected=_failing("3.2.d"),
        agreement="en",
        docx=("translation",),
        alter=changes.belong_to_partner,
    ),
    Case(
        slug="old-year-pledge",
        dots=150,
        category="2",
        meaning="项目负责人承诺书是2025年度的",
        expected=_doubtful("5.2.b"),
        adjust=changes.date_pledge_2025,
    ),
    Case(
        slug="scanned-papers",
        category="2",
        meaning="签字盖章页、两份承诺书、合作协议、审计报告都是扫描件，印章、签字齐全，印有本版版本码",
        expected=CLEAR,
        scans=("sealed_page", "unit_pledge", "leader_pledge", "agreement", "audit-2025"),
        version="XS1-J8CF-A7JQ-52MH-7",
    ),
    Case(
        slug="merged-scan",
        category="2",
        meaning="全部材料合扫成一个PDF，上传在“其他”名下，应按页认出各份材料",
        expected=CLEAR,
        adjust=changes.bind_all,
    ),
    Case(
        slug="other-units-seal",
        category="2",
        meaning="签字盖章页上盖的是另一单位的公章",
        expected=_doubtful("4.2", "5.2.b"),
        adjust=changes.seal_by_another,
    ),
    Case(
        slug="scanned-agreement-short",
        category="2",
        meaning="扫描的协议止于2028年6月29日，早一天；申报书填2028年6月30日，扫描读出的内容须人工确认",
        expected=_doubtful("3.3.d", "5.4.b", "5.2.a"),
        scans=("sealed_page", "agreement"),
        terms=Terms(end="2028-06-29"),
        adjust=changes.declare_longer,
    ),
    Case(
        slug="unsigned-page",
        category="2",
        meaning="签字盖章页有公章，签字处空白",
        expected=_doubtful("4.2", "5.2.b"),
        adjust=changes.leave_unsigned,
    ),
    Case(
        slug="upside-down-page",
        category="2",
        meaning="扫描的协议第一页后夹有空白页，末页倒置",
        expected=_doubtful("4.0"),
        scans=("sealed_page", "agreement"),
        adjust=changes.turn_and_leave_blank,
    ),
    Case(
        slug="ofd-licence",
        category="2",
        meaning="事业单位法人证书为OFD电子证照",
        expected=CLEAR,
        extras=("licence",),
        ofd=("licence",),
    ),
    Case(
        slug="older-version",
        category="2",
        meaning="签字盖章页印的版本码与现有申报数据不一致",
        expected=_doubtful("4.2", "5.2.b"),
        version="XS1-7K2M-9QHV-30TD-0",
    ),
)
