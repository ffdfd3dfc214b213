"""The title of the project that a paper names, as written.

Whether it is the right one is not judged here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xingshen.evidence.extract.characters import is_chinese
from xingshen.evidence.extract.flow import Flow
from xingshen.evidence.extract.labelled import label, labelled
from xingshen.evidence.extract.said import Said, strongest
from xingshen.evidence.fact import Fact

_LABELLED = 1.0
_TOLD = 0.9
_LONGEST = 120

_LABEL = re.compile(
    r"(?:(?:合作|研究|申报|申请)?(?:项目|课题)(?:的)?(?:中文)?(?:名称|题目|标题)|(?<![\w])(?:project\s+(?:title"
    r"|name)|title\s+of\s+(?:the\s+)?project|name\s+of\s+(?:the\s+)?project"
    r"|название\s+проекта|título\s+d[oe]l?\s+proye?[cj]e?to))"
    r"\s*(?:\([^)]{0,16}\))?\s*(?:为|是|is)?\s*:?\s*(?P<open>[“\"「『《])?",
    re.IGNORECASE,
)
_CELL_LABEL = label(r"(?:项目|课题)名称")
_QUOTED = re.compile(
    r"(?:(?:就|关于|围绕|开展|申报|承担|实施|完成"
    r"|联合申报)[^,。;“”《》]{0,24}?)[“\"「『《](?P<name>[^”\"」』》]{4,100})[”\"」』》](?:\([^)]{0,20}\))?(?:这一"
    r"|的)?(?:国际|科技|科研|研究|合作|联合)*(?:项目|课题|计[划画])"
    r"|\bproject(?:\s+(?:entitled|titled|named|called|on|of))?\s*,?\s*[“\"«](?P<name_en>[^”\"»]{4,160})[”\"»]"
    r"|[“\"«](?P<name_en2>[^”\"»]{4,160})[”\"»]\s+(?:\([^)]{0,30}\)\s+)?project\b"
    r"|проект\w*\s+[«“\"](?P<name_ru>[^»”\"]{4,160})[»”\"]",
    re.IGNORECASE,
)
_CLOSING = {"“": "”", '"': '"', "「": "」", "『": "』", "《": "》"}
_STOP = re.compile(
    r"[。;,](?!\s?\d)|(?:项目|课题)?(?:编号|负责人|类别|来源|周期|起止|牵头|承担|申报|执行期|合作期)|(?:委托|受托|[甲乙丙])方"
)


def project_title_fact(flow: Flow) -> Fact:
    """The fact project_title; of a bilingual paper, the Chinese title."""
    said = [*_labelled(flow), *_in_cell(flow), *_told(flow)]
    chinese = [one for one in said if any(is_chinese(char) for char in str(one.value))]
    return strongest(flow, "project_title", chinese or said)


def _labelled(flow: Flow) -> Iterator[Said]:
    for match in _LABEL.finditer(flow.text):
        if not match["open"] and ":" not in match[0] and not match[0].rstrip().endswith("为"):
            continue
        start = match.end()
        end = _closing(flow.text, start, match["open"]) if match["open"] else _line_value_end(flow, start)
        name = flow.written[start:end].strip(" _")
        if len(name) > 3:
            yield Said(name, start, end, _LABELLED)


def _in_cell(flow: Flow) -> list[Said]:
    """The cell beside a label without a colon."""
    cells = labelled(flow, _CELL_LABEL, _STOP)
    return [s for s in cells if s.confidence < _LABELLED and len(str(s.value)) > 3]


def _closing(text: str, start: int, opening: str) -> int:
    end = text.find(_CLOSING[opening], start, start + _LONGEST)
    return end if end >= 0 else start


def _line_value_end(flow: Flow, start: int) -> int:
    """The end of a value that follows a label: its line, and the next where the line is full."""
    index = flow.line_at(start)
    end = flow.lines[index].end
    while flow.lines[index].full and index + 1 < len(flow.lines) and ":" not in flow.line_text(index + 1):
        index += 1
        end = flow.lines[index].end
    gap = min((g for g in flow.gaps if start < g < end), default=end)
    end = min(end, gap, start + _LONGEST)
    stop = _STOP.search(flow.text, start, end)
    return stop.start() if stop else end


def _told(flow: Flow) -> Iterator[Said]:
    for match in _QUOTED.finditer(flow.text):
        name = next(key for key, text in match.groupdict().items() if text)
        yield Said(
            flow.written[match.start(name) : match.end(name)].strip(" ,."), match.start(name), match.end(name), _TOLD
        )
