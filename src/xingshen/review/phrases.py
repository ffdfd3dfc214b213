"""Phrases to choose from when a reason has to be given: short lists by occasion, as data. They may be edited after.

A phrase is a beginning, not a reason by itself: it names what to look at, and the person adds what was seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Occasion(StrEnum):
    """When a reason is asked for."""

    TO_PASS = "to_pass"
    TO_FAIL = "to_fail"
    TO_NOT_APPLICABLE = "to_not_applicable"
    ASK = "ask"
    CURE = "cure"
    REASSIGN = "reassign"
    RECUSE = "recuse"
    PANEL = "panel"
    CHANGE_PANEL = "change_panel"
    OPINION_PASS = "opinion_pass"
    OPINION_FAIL = "opinion_fail"
    PASS = "pass"
    REFUSE = "refuse"
    NOT_COUNTERSIGN = "not_countersign"
    REQUEST_REEXAMINATION = "request_reexamination"
    UPHOLD = "uphold"
    OVERTURN = "overturn"


OCCASION_WORDS: Mapping[Occasion, str] = {
    Occasion.TO_PASS: "改为通过",
    Occasion.TO_FAIL: "改为不通过",
    Occasion.TO_NOT_APPLICABLE: "改为不适用",
    Occasion.ASK: "询问",
    Occasion.CURE: "补正办法",
    Occasion.REASSIGN: "改派",
    Occasion.RECUSE: "回避",
    Occasion.PANEL: "提交综合研判",
    Occasion.CHANGE_PANEL: "更换研判成员",
    Occasion.OPINION_PASS: "研判意见：通过",
    Occasion.OPINION_FAIL: "研判意见：不通过",
    Occasion.PASS: "通过",
    Occasion.REFUSE: "提出不通过",
    Occasion.NOT_COUNTERSIGN: "复核不同意",
    Occasion.REQUEST_REEXAMINATION: "申请复审",
    Occasion.UPHOLD: "复审维持",
    Occasion.OVERTURN: "复审撤销",
}

ALIKE = "与其他申报材料相同或近似，须集体研判。"
"""The phrase for a panel about a dossier that is like another one."""

PHRASES: Mapping[Occasion, tuple[str, ...]] = {
    Occasion.TO_PASS: (
        "已核对原件页面，内容符合要求。",
        "识别有误，页面上实际写的是：",
        "公章（签字）在页面上清晰可见，单位名称一致。",
        "另一份材料已能证明，见：",
        "表述不同，实质一致。",
    ),
    Occasion.TO_FAIL: (
        "已核对原件页面，未找到要求的内容。",
        "页面上的日期（金额、名称）与申报书不一致：",
        "所附材料不是要求的材料，实际为：",
        "签字或盖章的单位与申报单位不一致：",
        "有效期没有覆盖执行期：",
    ),
    Occasion.TO_NOT_APPLICABLE: ("本项目不涉及这一要点，依据是：", "申报的类别不适用这一条款。"),
    Occasion.ASK: (
        "请说明两处内容不一致的原因。",
        "请提供能看清的页面。",
        "请说明该合作单位与申报单位的关系。",
        "请指出材料中的对应页码。",
    ),
    Occasion.CURE: (
        "请补交盖章页的清晰扫描件。",
        "请补交外文材料的中文译件。",
        "请补签延期协议后重新上传。",
        "请改正申报书中的对应栏目，使其与材料一致。",
    ),
    Occasion.REASSIGN: ("工作量调整。", "审查员请假。", "需要熟悉该领域或语种的审查员。"),
    Occasion.RECUSE: (
        "本人与申报单位有任职关系。",
        "本人与项目负责人或成员有亲属、师生或合作关系。",
        "本人曾参与这份材料的准备。",
        "其他可能影响公正的情形：",
    ),
    Occasion.PANEL: (
        "指南用“原则上”，是否属于例外须集体研判。",
        "指南用“等”，是否属于所列范围须集体研判。",
        "指南未涵盖的特殊情况：",
        ALIKE,
    ),
    Occasion.CHANGE_PANEL: ("成员回避。", "成员因故不能参加。"),
    Occasion.OPINION_PASS: ("属于指南所列范围，依据是：", "情况特殊，理由充分：", "没有违反指南的本意："),
    Occasion.OPINION_FAIL: ("不属于指南所列范围，理由是：", "没有例外的充分理由：", "与指南的要求不符："),
    Occasion.PASS: ("各要点均符合要求。", "补正后各要点均符合要求。"),
    Occasion.REFUSE: ("所列要点不符合指南要求。", "补正期限届满，所列要点仍不符合要求。"),
    Occasion.NOT_COUNTERSIGN: (
        "依据不足，请补充页面或条款：",
        "该情形可以补正，请先退回补正。",
        "应提交综合研判：",
        "条款适用有误：",
    ),
    Occasion.REQUEST_REEXAMINATION: ("材料中已有所要求的内容，见：", "对条款的理解不同：", "认定的事实与实际不符："),
    Occasion.UPHOLD: ("经重新核对，原认定的事实清楚，依据充分。", "申请所述的材料不能改变原认定："),
    Occasion.OVERTURN: ("经重新核对，材料符合要求，见：", "原认定对条款的理解有误："),
}


def require_phrases(phrases: Mapping[Occasion, tuple[str, ...]], words: Mapping[Occasion, str]) -> None:
    """Raises TypeError where an occasion has no phrase or no word."""
    lost = [occasion.value for occasion in Occasion if not phrases.get(occasion) or not words.get(occasion)]
    if lost:
        raise TypeError(f"no phrases for {', '.join(lost)}")


require_phrases(PHRASES, OCCASION_WORDS)
