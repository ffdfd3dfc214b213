"""Officers' answers from a file: which rule or question, what was decided, by whom, why."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from xingshen.dossier.json_text import parse_json
from xingshen.dossier.source_text import SourceError, Tree
from xingshen.dossier.yaml_text import parse_yaml
from xingshen.guide.pack import Guide
from xingshen.kernel.outcome import Outcome
from xingshen.language.errors import nearest
from xingshen.rules.result import Answer

_OUTCOMES = {
    "通过": Outcome.PASS,
    "pass": Outcome.PASS,
    "不通过": Outcome.FAIL,
    "fail": Outcome.FAIL,
}


class AnswersError(Exception):
    """An answers file that cannot be used: Chinese sentences, one per line."""


def read_answers(path: Path, guide: Guide) -> dict[str, Answer]:
    """Answers by rule or question id: ``{"H-3.1.a": {"answer": "通过", "by": "姓名", "reason": "…"}}``.

    JSON or YAML. Raises :class:`AnswersError` with everything that is wrong.
    """
    tree = _read(path)
    known = {rule.id for rule in guide.rules()} | {question for pack in guide.packs for question in pack.questions}
    answers: dict[str, Answer] = {}
    problems: list[str] = []
    for key, entry in tree.items():
        if key not in known:
            hint = nearest(key, known)
            problems.append(f"没有编号为“{key}”的规则或问题" + (f"，是否为“{hint}”？" if hint else ""))
            continue
        answer = _answer(entry)
        if answer is None:
            problems.append(f"“{key}”应写 answer（通过 / 不通过）和 by（认定人），可写 reason（理由）")
        else:
            answers[key] = answer
    if problems:
        raise AnswersError("\n".join(problems))
    return answers


def _read(path: Path) -> Mapping[str, Tree]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise AnswersError(f"认定文件 {path} 无法读取，请核对路径；文件应为 UTF-8 编码") from None
    try:
        tree = (parse_json if path.suffix.casefold() == ".json" else parse_yaml)(text, path.name).tree
    except SourceError as error:
        raise AnswersError(str(error)) from None
    if not isinstance(tree, dict):
        raise AnswersError(f"认定文件 {path.name} 应为“编号: 认定”的对象")
    return tree


def _answer(entry: Tree) -> Answer | None:
    if not isinstance(entry, dict):
        return None
    outcome, by, reason = entry.get("answer"), entry.get("by"), entry.get("reason")
    if not isinstance(outcome, str) or outcome not in _OUTCOMES or not isinstance(by, str):
        return None
    return Answer(_OUTCOMES[outcome], by, reason if isinstance(reason, str) else "")
