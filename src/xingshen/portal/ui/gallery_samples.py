"""Invented content for the gallery: forms in every state, findings, events, papers, lists."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils import timezone

from xingshen.kernel.outcome import Outcome

_QUOTE = "企业牵头申报的，自筹经费与申请省财政资金的比例不低于3:1。"


class SampleForm(forms.Form):
    """One field of every kind."""

    title = forms.CharField(label="项目名称", max_length=60, help_text="不超过 60 字，与合作协议一致。")
    asked = forms.DecimalField(label="申请省财政资金", widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    own = forms.DecimalField(label="自筹资金", widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    begins = forms.DateField(label="协议生效日", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    country = forms.ChoiceField(
        label="合作方所在国家（地区）", choices=[("", "请选择"), ("de", "德国"), ("jp", "日本"), ("kz", "哈萨克斯坦")]
    )
    unit_kind = forms.ChoiceField(
        label="申报单位性质",
        choices=[("firm", "企业"), ("college", "高等学校"), ("institute", "科研院所")],
        widget=forms.RadioSelect,
    )
    papers = forms.MultipleChoiceField(
        label="合作方式",
        required=False,
        choices=[("joint", "联合研究"), ("transfer", "技术引进"), ("platform", "共建平台")],
        widget=forms.CheckboxSelectMultiple,
    )
    summary = forms.CharField(label="研究内容", widget=forms.Textarea, help_text="写明双方分工，600 字以内。")
    open_matter = forms.BooleanField(
        label="所填内容和上传材料均不涉密", help_text="涉密项目不在本系统申报，请按保密规定办理。"
    )
    photo = forms.FileField(label="营业执照扫描件", required=False)


def samples() -> dict[str, Any]:
    """The context of the gallery."""
    now = timezone.now()
    filled = {
        "title": "高耐候稀土涂层联合研发",
        "asked": "50.00",
        "own": "149.99",
        "country": "de",
        "unit_kind": "firm",
        "papers": ["joint"],
    }
    return {
        "call_name": "2026 年省级国际科技合作专项（示例）",
        "guide_url": "#guide",
        "status_what": "申报 · 类别 2 · 六、经费预算",
        "deadline": now + timedelta(days=2, hours=4, minutes=11),
        "saved_at": now,
        "asked_unit": "万元",
        "form": SampleForm(filled),
        "own_finding": {"outcome": Outcome.FAIL, "sentence": "应不少于 150.00 万元（3 × 50），差 0.01 万元。"},
        "date_offer": {"sentence": "协议第 3 页读出：2026-07-01。要填入吗？", "key": "begins"},
        "steps": _steps(),
        "check": {"fail": 1, "human": 2, "open": 4, "findings": _findings()},
        "clear_check": {"fail": 0, "human": 0, "open": 0, "findings": []},
        "findings": _findings(),
        "outcomes": list(Outcome),
        "events": _events(now),
        "papers": _papers(),
        "states": _states(),
        "rows": _rows(),
        "page": Paginator(range(233), 20).get_page(4),
        "quote": _QUOTE,
        "digest": "9c1f0e7ab24d66385be1770c2f94da018e53b7c64a1df2907be8c45d31e0a6f2",
        "now": now,
        "amount": "1234567.5",
        "shares": [
            (Outcome.PASS, 86, 118),
            (Outcome.FAIL, 9, 118),
            (Outcome.HUMAN, 17, 118),
            (Outcome.NOT_APPLICABLE, 6, 118),
        ],
    }


def _steps() -> list[dict[str, Any]]:
    told = [
        ("基本信息", Outcome.PASS, ""),
        ("申报单位", Outcome.PASS, ""),
        ("合作方", Outcome.HUMAN, ""),
        ("研究内容", Outcome.PASS, ""),
        ("考核指标", Outcome.PASS, ""),
        ("经费预算", Outcome.FAIL, ""),
        ("附件", "", "9/11"),
    ]
    return [
        {"number": number, "title": title, "outcome": outcome, "count": count, "url": "#form", "current": number == 6}
        for number, (title, outcome, count) in enumerate(told, start=1)
    ]


def _findings() -> list[dict[str, Any]]:
    return [
        {
            "outcome": Outcome.FAIL,
            "sentence": "自筹资金比应有的少 0.01 万元。",
            "place": "六、经费预算 · 自筹资金",
            "quote": _QUOTE,
            "clause": "3.6.a",
            "cure": "改为 150.00 万元",
            "url": "#id_own",
        },
        {
            "outcome": Outcome.HUMAN,
            "sentence": "协议止于 2028-06-29，比执行期结束早 1 天。",
            "place": "合作协议（译件）.pdf · 第 3 页",
            "clause": "3.4.b",
            "cure": "核对协议第八条，或补充延期说明",
            "url": "#papers",
        },
        {
            "outcome": Outcome.HUMAN,
            "sentence": "审计报告第 2 页扫描太淡，有两个数字没有读准。",
            "place": "2025 年审计报告.pdf · 第 2 页",
            "clause": "3.7.c",
            "cure": "换一份更清晰的扫描件",
            "url": "#papers",
        },
    ]


def _events(now: datetime) -> list[dict[str, Any]]:
    return [
        {"what": "申报人提交", "time": now - timedelta(days=2), "who": "林知远（申报人）", "kind": "done"},
        {
            "what": "单位退回修改",
            "time": now - timedelta(days=1, hours=5),
            "who": "周以宁（单位管理员）",
            "detail": "附件 4 缺少译件盖章页。",
            "kind": "done",
        },
        {"what": "再次提交", "time": now - timedelta(hours=3), "who": "林知远（申报人）", "kind": "done"},
        {"what": "单位审核中", "who": "请于 07-11 12:00 前完成", "kind": "current"},
        {"what": "归口部门推荐", "kind": "waiting"},
    ]


def _papers() -> list[dict[str, Any]]:
    return [
        {
            "name": "合作协议.pdf",
            "why": "类别 2 都要交",
            "size": 8_412_000,
            "pages": 7,
            "state": "done",
            "word": "已读完",
            "clause": "3.4.a",
        },
        {
            "name": "合作协议（译件）.pdf",
            "why": "外文材料要有中文译件",
            "size": 5_120_000,
            "pages": 12,
            "state": "active",
            "word": "正在读第 3 页，共 12 页",
            "done": 3,
            "clause": "3.4.c",
        },
        {
            "name": "2025 年审计报告.pdf",
            "why": "企业牵头要交上一年度审计报告",
            "size": 61_300_000,
            "pages": 48,
            "state": "waiting",
            "word": "排队等读",
            "clause": "3.7.a",
        },
        {
            "name": "",
            "why": "知识产权佐证：您在第 4 步填写了 2 项专利",
            "state": "closed",
            "word": "还没有上传",
            "clause": "3.8",
        },
    ]


def _states() -> list[tuple[str, str]]:
    return [
        ("", "草稿"),
        ("active", "填报中"),
        ("waiting", "等单位审核"),
        ("returned", "退回修改"),
        ("done", "已受理"),
        ("refused", "不通过"),
        ("closed", "已撤回"),
    ]


def _rows() -> list[dict[str, Any]]:
    return [
        {
            "number": "2026-2-0148",
            "unit": "河北澄原新材料有限公司",
            "kind": "类别 2",
            "asked": "50.00",
            "outcome": Outcome.FAIL,
        },
        {"number": "2026-1-0032", "unit": "冀中海岳大学", "kind": "类别 1", "asked": "100.00", "outcome": Outcome.PASS},
        {
            "number": "2026-4-0007",
            "unit": "燕南轻量化研究院",
            "kind": "类别 4",
            "asked": "1250.00",
            "outcome": Outcome.HUMAN,
        },
    ]
