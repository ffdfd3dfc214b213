"""What the engine itself has to say around values and rules, for one language: words, joints and whole sentences.

Data and a few functions that are handed in; :mod:`xingshen.rules.wording` puts them together. Chinese stands here,
English in :mod:`xingshen.rules.english`. Nothing that decides an outcome is here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from xingshen.kernel.knowledge import Why
from xingshen.kernel.outcome import OUTCOME_WORDS, Outcome
from xingshen.kernel.paths import owner_and_name

Told = Callable[[str], str]
Placed = Callable[[str, Mapping[str, str]], tuple[str, str]]


def as_it_is(text: str) -> str:
    """The text itself."""
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language. Texts with ``{…}`` are patterns; what stands in the braces is what they are filled with.

    ``country`` turns an ISO code into a name; ``text`` a fixed word of the guide (an option, a kind of paper) into
    what readers call it; ``told`` a whole sentence of the engine; ``parameter`` a parameter as the guide prints it;
    ``placed`` the path of a value into (title of the row it stands in, what is left), both in words.
    """

    language: str
    why: Mapping[Why, str]
    unread: Mapping[Why, str]
    outcomes: Mapping[Outcome, str]
    default_messages: Mapping[Outcome, str]
    yes: str
    no: str
    none: str
    not_filled: str
    unknown: str
    joint: str
    heavy_joint: str
    clause_joint: str
    sentence_joint: str
    either: str
    of: str
    because: str
    between: str
    at_least: str
    to_check: str
    items: str
    more: str
    conflict: str
    pair: str
    look_at_paper: str
    seen_in_scan: str
    unconfirmed: str
    supply: str
    answered: str
    no_facts: str
    country: Told = as_it_is
    text: Told = as_it_is
    told: Told = as_it_is
    parameter: Told = as_it_is
    placed: Placed = owner_and_name

    def listed(self, parts: Iterable[str]) -> str:
        """Parts one after the other; where one of them holds the usual joint, a heavier one keeps them apart."""
        every = list(parts)
        return (self.heavy_joint if any(self.joint in part for part in every) else self.joint).join(every)

    def path(self, path: str, titles: Mapping[str, str]) -> str:
        """A path in words: ``05-合作协议.pdf 的截止日``."""
        owner, name = self.placed(path, titles)
        return self.of.format(owner=owner, name=name) if owner and name else owner or name


CHINESE = Words(
    language="zh",
    why={
        Why.NOT_FILLED: "未填写",
        Why.NOT_STATED: "尚不知道",
        Why.NOT_FOUND: "材料中未找到",
        Why.PENDING: "正在读取",
        Why.UNREADABLE: "材料无法读取",
        Why.LOW_CONFIDENCE: "读取把握不足",
        Why.SCANNED: "仅由扫描件识别",
        Why.CONFLICT: "各处写法不一致",
        Why.IMPRECISE: "只写到年月",
        Why.INVALID: "填写内容无法识别",
    },
    unread={Why.NOT_FOUND: "未读到", Why.INVALID: "无法识别"},
    outcomes=OUTCOME_WORDS,
    default_messages={
        Outcome.PASS: "符合。",
        Outcome.FAIL: "不符合。",
        Outcome.HUMAN: "未能确认：{missing}。",
        Outcome.NOT_APPLICABLE: "不适用于本项目。",
        Outcome.CORRECTION: "需退回补正。",
    },
    yes="是",
    no="否",
    none="无",
    not_filled="未填",
    unknown="未知",
    joint="、",
    heavy_joint="、",
    clause_joint="，",
    sentence_joint="；",
    either="或",
    of="{owner} 的{name}",
    because="{value}（{why}）",
    between="{first}至{last}之间",
    at_least="至少{value}",
    to_check="{value}（待核对）",
    items="{count}项",
    more="，以及另外 {count} 项",
    conflict="{why}：{values}",
    pair="{name} {value}",
    look_at_paper="请对照材料页面核对；扫描件可改交由电子文档直接导出的文件。",
    seen_in_scan="扫描件识别出的内容如下，请对照页面确认：",
    unconfirmed="未能确认“{title}”：{missing}。",
    supply="请补充或核对：{names}。",
    answered="{message}（{by}认定：{outcome}。{reason}）",
    no_facts="相关事实",
)
