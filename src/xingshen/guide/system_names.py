"""Names that every guide may use although no form declares them: what the engine itself knows of a dossier.

The pipeline fills them; the language types them; an author finds them in the guide-author manual.
"""

from __future__ import annotations

from collections.abc import Mapping

from xingshen.language.types import DATE, TEXT, Kind, Type, choice, list_of

PROBLEM_CODES = (
    "缺失", "空文件", "损坏", "加密", "不支持的格式", "过大", "页数过多", "超时", "空白", "无文字层", "含活动内容",
    "路径越界", "类型不符", "倒置", "空白页", "模糊",
)  # fmt: skip

SYSTEM_NAMES: Mapping[str, Type] = {
    "申报日": DATE,
    "未填必填项": list_of(TEXT),
    "填写错误": list_of(TEXT),
    "格式错误": list_of(TEXT),
    "存疑填写": list_of(TEXT),
    "占位内容": list_of(TEXT),
    "表纸不一致": list_of(TEXT),
    "已有材料": list_of(TEXT),
    "本版版本码": TEXT,
    "材料问题": list_of(
        Type(Kind.RECORD, fields=(("问题", choice(*PROBLEM_CODES)), ("问题文件", TEXT), ("问题说明", TEXT)))
    ),
    "本单位申报类别": list_of(TEXT),
    "同负责人申报": list_of(TEXT),
    "重复材料": list_of(TEXT),
    "近似项目": list_of(TEXT),
}
"""申报日: the day for which the dossier is judged. 本版版本码: the version code of the application's data.
本单位申报类别 … 近似项目: what the other dossiers show."""

ENGINE_PARAMETERS = frozenset({"敏感词清单"})
"""Parameters that the engine itself reads where a guide has them: the words that are looked for in all papers."""

