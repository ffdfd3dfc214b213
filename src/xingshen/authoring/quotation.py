"""Whether a pack quotes its guide word for word and leaves nothing out: quotations, clauses, sentences, parameters.

Compares texts; knows nothing of what rules decide.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from xingshen.authoring.expressions import written
from xingshen.authoring.mutation import names_used
from xingshen.guide.blocks import read_block
from xingshen.guide.errors import PackProblem
from xingshen.guide.markdown import FILE, Block
from xingshen.guide.pack import Guide, Pack, Priority, Question, Rule
from xingshen.language.errors import ExpressionError

LEVELS = ("F", "P", "H", "I")
CONNECTIVES = ("支持内容", "相关说明", "支持方式", "有关要求", "其他事项")
MOST_LOOSE = 4
"""A stretch of quoted text outside every clause may hold this many Chinese characters (“以及其他”)."""

_SPACE = re.compile(r"\s+")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def check_verbatim(pack: Pack) -> list[PackProblem]:
    """The quoted paragraphs, joined, are the official text; white space aside."""
    source = _SPACE.sub("", pack.source)
    position = 0
    for text, line in pack.quotes:
        for char in _SPACE.sub("", text):
            if position >= len(source) or source[position] != char:
                return [_differs(source, position, text, line, char)]
            position += 1
    if position < len(source):
        line = pack.quotes[-1][1] if pack.quotes else 0
        rest = source[position : position + 20]
        return [PackProblem(FILE, line, f"source.txt 中“{rest}…”及以后的原文没有引用", "逐字核对")]
    return []


def _differs(source: str, position: int, text: str, line: int, char: str) -> PackProblem:
    before = source[max(0, position - 8) : position]
    there = source[position : position + 8] or "（原文已结束）"
    message = f"引文与原文不一致：在“{before}”之后，原文是“{there}”，引文是“{char}”（“{text[:12]}…”一段）"
    return PackProblem(FILE, line, message, "逐字核对")


def check_clauses(guide: Guide, folder: Path) -> list[PackProblem]:
    """Every clause is listed, has a level, and is answered as its level asks."""
    pack = guide.pack
    rows = [row["id"] for row in csv.DictReader((folder / "clauses.csv").read_text(encoding="utf-8").splitlines())]
    lost = [
        PackProblem("clauses.csv", at, f"条款 {clause} 在 guide.md 中没有标出", "条款覆盖")
        for at, clause in enumerate(rows, 2)
        if clause not in pack.clauses
    ]
    doubled = [
        PackProblem("clauses.csv", at, f"条款 {clause} 重复", "条款覆盖")
        for at, clause in enumerate(rows, 2)
        if clause in rows[: at - 2]
    ]
    return [*lost, *doubled, *_unanswered(pack)]


def _unanswered(pack: Pack) -> Iterator[PackProblem]:
    for clause in pack.clauses.values():
        problem = _lack(pack, clause.id, clause.level)
        if problem:
            yield PackProblem(FILE, clause.line, f"条款 {clause.id}：{problem}", "条款覆盖")


def _lack(pack: Pack, clause: str, level: str) -> str:
    """What the clause lacks; empty where nothing."""
    citing = [item for item in pack.citing() if clause in item.clauses]
    asked, plain = any(isinstance(item, Question) for item in citing), clause in pack.background
    ruled = clause in pack.elsewhere or any(isinstance(item, Rule | Priority) for item in citing)
    if not level:
        return "clauses.csv 中没有这一条"
    if level not in LEVELS:
        return f"级别“{level}”只能是 F、P、H、I"
    if not (ruled or asked or plain):
        return "没有着落；请写规则、问题（human）、背景（background）或另见（elsewhere）"
    if level == "F" and not ruled:
        return "级别为 F（可由程序判断），还没有规则"
    if level == "P" and not (ruled or plain):
        return "级别为 P（部分可由程序判断），还没有规则"
    if level == "H" and not asked:
        return "级别为 H（须由人判断），还没有问题（human）"
    return "级别为 I（背景），请写入 background" if level == "I" and not (plain or ruled) else ""


def check_sentences(pack: Pack) -> list[PackProblem]:
    """No stretch of the official text stays outside the clauses, but for headings, numbers and connectives."""
    known = {_SPACE.sub("", text) for text in (*pack.headings, *CONNECTIVES)}
    return [
        PackProblem(FILE, line, f"这段原文没有标入任何条款：“{piece[:30]}”", "句子覆盖")
        for piece, line in pack.loose
        if len(_HAN.findall(piece)) > MOST_LOOSE and _SPACE.sub("", piece).strip("：:。；") not in known
    ]


def check_readings(pack: Pack) -> list[PackProblem]:
    """A released pack holds no reading that waits for somebody."""
    if pack.draft:
        return []
    return [
        PackProblem(FILE, rule.line, f"{rule.id} 的解释口径仍为“待确认”；正式的指南包不能有未确认的口径", "解释口径")
        for rule in pack.rules.values()
        if "待确认" in rule.reading
    ]


def check_literals(guide: Guide) -> list[PackProblem]:
    """Every parameter stands in a clause that is cited where it is used, or says in a comment where it comes from."""
    problems = []
    for block in guide.pack.blocks:
        if block.kind == "params":
            tree = read_block(block).tree
            for name, value in (tree if isinstance(tree, dict) else {}).items():
                words = value if isinstance(value, list) else [value]
                if not isinstance(value, dict) and not (_noted(block, name) or _printed(guide, name, words)):
                    line = guide.pack.constant_lines[name]
                    message = f"参数“{name}”的值不见于引用它的条款；请核对，或用 # 注明出处（条款号或口径）"
                    problems.append(PackProblem(FILE, line, message, "参数出处"))
    return problems


def _noted(block: Block, name: str) -> bool:
    rows = block.body.split("\n")
    start = next(at for at, row in enumerate(rows) if row.strip().strip("'\"").startswith(name))
    end = next((at for at in range(start + 1, len(rows)) if rows[at][:1].strip()), len(rows))
    return any(re.search(r"\s#\s*\S", row) for row in rows[start:end])


def _printed(guide: Guide, name: str, words: Iterable[object]) -> bool:
    text = "".join(guide.clause(clause).text for clause in _citing(guide, name))
    return all(str(word) in text for word in words)


def _citing(guide: Guide, name: str) -> set[str]:
    """The clauses cited by the rules, questions and preferences that use ``name``, through definitions too."""
    pack, found = guide.pack, set[str]()
    for text in written(pack):
        item = pack.rules.get(text.owner) or pack.questions.get(text.owner) or pack.priorities.get(text.owner)
        if item is not None and _uses(tuple(source for source, _ in text.expressions()), name, guide):
            found.update(clause for clause in item.clauses if any(clause in other.clauses for other in guide.packs))
    return found


def _uses(sources: tuple[str, ...], name: str, guide: Guide) -> bool:
    try:
        return name in names_used(sources, guide.scope.definitions)
    except ExpressionError:
        return False
