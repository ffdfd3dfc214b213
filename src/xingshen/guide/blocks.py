"""Reading one fenced block of a pack (rule, human, priority, exception) into its frozen value.

Every key is known and every value is text; what is missing, misspelt or contradictory is refused with its line.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from xingshen.dossier.source_text import SourceError, SourceText, Tree
from xingshen.dossier.yaml_text import parse_yaml
from xingshen.guide.errors import PackError, PackProblem
from xingshen.guide.markdown import FILE, Block
from xingshen.guide.pack import Case, Grade, Priority, Question, Rule, Waiver
from xingshen.kernel.outcome import Outcome, Reason
from xingshen.language.errors import nearest

OUTCOMES = {
    "通过": Outcome.PASS,
    "不通过": Outcome.FAIL,
    "人工": Outcome.HUMAN,
    "不适用": Outcome.NOT_APPLICABLE,
    "退回补正": Outcome.CORRECTION,
}
REASONS = {
    "判断": Reason.JUDGEMENT,
    "未知": Reason.UNKNOWN,
    "不一致": Reason.CONFLICT,
    "把握不足": Reason.LOW_CONFIDENCE,
    "开放名单": Reason.OPEN_LIST,
    "原则上": Reason.IN_PRINCIPLE,
    "文件缺": Reason.MISSING_NORM,
}
PRIORITY_OUTCOMES = {"有据": Outcome.PASS, "待核": Outcome.HUMAN, "未申请": Outcome.NOT_APPLICABLE}
QUESTION_OUTCOMES = {"问": Outcome.HUMAN, "不问": Outcome.NOT_APPLICABLE}
PRIORITY_STATES = {"有据": "claimed_evidenced", "待核": "claimed_to_check", "未申请": "not_claimed"}
_RULE_KEYS = (
    "依据", "名称", "适用", "条件", "不符合", "缘由", "分级", "说明", "改法", "用例", "解释口径", "取代",
)  # fmt: skip

Key = TypeVar("Key")
Value = TypeVar("Value")


class BlockReader:
    """One block being read: its tree, its line, and the refusals it makes."""

    def __init__(self, block: Block, keys: tuple[str, ...]) -> None:
        self.block = block
        self.text = read_block(block)
        self.tree = self._mapping()
        for key in self.tree:
            if key not in keys:
                hint = nearest(key, keys)
                raise self.problem(f"未知的键“{key}”" + (f"，是否为“{hint}”？" if hint else ""), key)

    def problem(self, message: str, *path: str | int) -> PackError:
        """A refusal at ``path`` inside the block."""
        line = self.text.line_of(path) if path else self.block.line - 1
        return PackError((PackProblem(FILE, line, f"{self.block.kind} {self.block.name}：{message}"),))

    def _mapping(self) -> dict[str, Tree]:
        if not isinstance(self.text.tree, dict):
            raise self.problem("应为“键: 值”的形式")
        return self.text.tree

    def optional(self, key: str) -> str | None:
        """The text under ``key``, or None."""
        value = self.tree.get(key)
        if value is not None and not isinstance(value, str):
            raise self.problem(f"“{key}”应为一段文字", key)
        return value

    def required(self, key: str) -> str:
        """The text under ``key``."""
        value = self.optional(key)
        if value is None:
            raise self.problem(f"缺少“{key}”")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """A word or a list of words under ``key``; empty where the key is missing."""
        value = self.tree.get(key)
        items = value if isinstance(value, list) else [] if value is None else [value]
        if not all(isinstance(item, str) for item in items):
            raise self.problem(f"“{key}”应为文字或文字的列表", key)
        return tuple(str(item) for item in items)

    def clauses(self) -> tuple[str, ...]:
        """The clause ids under 依据, at least one."""
        found = self.words("依据")
        if not found:
            raise self.problem("缺少“依据”（条款号）")
        return found

    def templates(self, words: Mapping[str, Key]) -> dict[Key, str]:
        """The sentences under 说明 by outcome."""
        value = self.tree.get("说明") or {}
        if not isinstance(value, dict):
            raise self.problem("“说明”应按结论分列", "说明")
        found: dict[Key, str] = {}
        for word, text in value.items():
            if word not in words or not isinstance(text, str):
                raise self.problem(f"“说明”中不能有“{word}”", "说明")
            found[words[word]] = text
        return found

    def cases(self, words: Mapping[str, Outcome]) -> tuple[Case, ...]:
        """The examples under 用例."""
        value = self.tree.get("用例") or []
        if not isinstance(value, list):
            raise self.problem("“用例”应为列表", "用例")
        return tuple(self._case(item, at, words) for at, item in enumerate(value))

    def _case(self, item: Tree, at: int, words: Mapping[str, Outcome]) -> Case:
        if not isinstance(item, dict) or item.get("结果") not in words:
            raise self.problem(f"每个用例要写“结果”，可用：{'、'.join(words)}", "用例", at)
        overrides = {name: value for name, value in item.items() if name != "结果"}
        return Case(words[str(item["结果"])], overrides, self.text.line_of(("用例", at)))


def read_block(block: Block) -> SourceText:
    """The YAML tree of a block; raises PackError."""
    try:
        return parse_yaml(block.body, FILE, first_line=block.line)
    except SourceError as error:
        problems = tuple(PackProblem(FILE, item.line, item.message) for item in error.problems)
        raise PackError(problems) from None


def read_rule(block: Block, pack: str, *, draft: bool) -> Rule:
    """A ``rule`` block."""
    reader = BlockReader(block, _RULE_KEYS)
    return Rule(
        id=block.name,
        pack=pack,
        clauses=reader.clauses(),
        title=reader.required("名称"),
        grades=_grades(reader),
        applies=reader.optional("适用"),
        messages=reader.templates(OUTCOMES),
        cure=reader.optional("改法") or "",
        cases=reader.cases(OUTCOMES),
        reading=reader.optional("解释口径") or "",
        replaces=reader.optional("取代"),
        draft=draft,
        line=block.line - 1,
    )


def _grades(reader: BlockReader) -> tuple[Grade, ...]:
    """Either 条件 with 不符合, or 分级; the last step of 分级 may leave out 当."""
    if "分级" not in reader.tree:
        outcome = _word(reader, OUTCOMES, reader.required("不符合"), "不符合")
        reason = reader.optional("缘由")
        return (
            Grade(reader.required("条件"), Outcome.PASS),
            Grade(None, outcome, _word(reader, REASONS, reason, "缘由") if reason else _usual_reason(outcome)),
        )
    if "条件" in reader.tree or "不符合" in reader.tree:
        raise reader.problem("“分级”与“条件/不符合”只写其一", "分级")
    steps = reader.tree["分级"]
    if not isinstance(steps, list) or not steps:
        raise reader.problem("“分级”应为列表", "分级")
    grades = tuple(_grade(reader, step, at) for at, step in enumerate(steps))
    if grades[-1].condition is not None or any(grade.condition is None for grade in grades[:-1]):
        raise reader.problem("“分级”的最后一步（且仅最后一步）不写“当”", "分级")
    return grades


def _grade(reader: BlockReader, step: Tree, at: int) -> Grade:
    if not isinstance(step, dict) or not set(step) <= {"当", "结论", "缘由"}:
        raise reader.problem("每一步写“当”“结论”，需要时写“缘由”", "分级", at)
    outcome = _word(reader, OUTCOMES, str(step.get("结论")), "结论")
    reason = step.get("缘由")
    condition = step.get("当")
    return Grade(
        None if condition is None else str(condition),
        outcome,
        _word(reader, REASONS, str(reason), "缘由") if reason else _usual_reason(outcome),
    )


def _usual_reason(outcome: Outcome) -> Reason | None:
    return Reason.JUDGEMENT if outcome is Outcome.HUMAN else None


def _word(reader: BlockReader, words: Mapping[str, Value], word: str, key: str) -> Value:
    if word not in words:
        raise reader.problem(f"“{key}”只能是：{'、'.join(words)}；写的是“{word}”", key)
    return words[word]


def read_question(block: Block) -> Question:
    """A ``human`` block: a question that an officer answers."""
    reader = BlockReader(block, ("依据", "缘由", "问题", "适用", "用例"))
    return Question(
        id=block.name,
        clauses=reader.clauses(),
        why=reader.required("缘由"),
        question=reader.required("问题"),
        applies=reader.optional("适用"),
        cases=reader.cases(QUESTION_OUTCOMES),
        line=block.line - 1,
    )


def read_priority(block: Block) -> Priority:
    """A ``priority`` block: 优先支持, never a finding."""
    reader = BlockReader(block, ("依据", "名称", "申请", "佐证", "说明", "用例"))
    return Priority(
        id=block.name,
        clauses=reader.clauses(),
        title=reader.required("名称"),
        claimed=reader.required("申请"),
        evidenced=reader.required("佐证"),
        messages=reader.templates(PRIORITY_STATES),
        cases=reader.cases(PRIORITY_OUTCOMES),
        line=block.line - 1,
    )


def read_waiver(block: Block) -> Waiver:
    """An ``exception`` block: switches rules off where its condition holds."""
    reader = BlockReader(block, ("依据", "当", "免除", "说明"))
    return Waiver(
        id=block.name,
        clauses=reader.clauses(),
        condition=reader.required("当"),
        rules=reader.words("免除"),
        message=reader.required("说明"),
        line=block.line - 1,
    )
