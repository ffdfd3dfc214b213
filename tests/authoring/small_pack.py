"""A small guide pack without faults, as files, for tests that break one thing at a time."""

from datetime import date
from pathlib import Path

from xingshen.authoring.checks import CheckReport, check_guide
from xingshen.authoring.locks import confirm
from xingshen.guide.errors import PackError, PackProblem
from xingshen.guide.loading import load_guide, load_pack

DAY = date(2026, 6, 20)
FILES = {
    "source.txt": "一、要求\n自筹资金不少于50万元。项目应有示范作用。鼓励协同。",
    "clauses.csv": "id,level,bound,obligation\n1.1,F,A,自筹\n1.2,H,A,示范\n1.3,I,A,鼓励\n",
    "form.yaml": """字段:
  money: {名称: 自筹资金, 类型: 金额, 单位: 万元}
  kind: {名称: 类别, 类型: 选项, 选项: {甲类: [], 乙类: []}}
  team:
    名称: 成员
    类型: 列表
    项:
      age: {名称: 年龄, 类型: 整数}
材料: {}
事实: {}
""",
    "base.yaml": "自筹资金: 60\n类别: 甲类\n成员: [{年龄: 30}]\n",
    "guide.md": """---
pack: small
title: 小指南
edition: "2026"
version: 1.0.0
status: released
source: 示例
---

# 一、要求

> 一、要求
>
> [自筹资金不少于50万元]{#1.1}。[项目应有示范作用]{#1.2}。[鼓励协同]{#1.3}。

```params
最低自筹: 50万元
```

```rule R-1
依据: '1.1'
名称: 自筹资金不少于50万元
适用: 类别 == "甲类"
条件: 自筹资金 >= 最低自筹
不符合: 不通过
说明:
  不通过: 自筹资金{自筹资金}万元，少于{最低自筹}。
用例:
  - {结果: 通过, 自筹资金: 50}
  - {结果: 通过, 自筹资金: 51}
  - {结果: 不通过, 自筹资金: 49.99}
  - {结果: 人工, 自筹资金: 未知}
  - {结果: 不适用, 类别: 乙类}
```

```human H-1
依据: '1.2'
缘由: 须由人判断
适用: 类别 == "甲类"
问题: 是否有示范作用？
用例:
  - {结果: 问}
  - {结果: 不问, 类别: 乙类}
```

```background
1.3: 鼓励
```
""",
}


def write_pack(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """The small pack in ``folder/small``; each change is (file, old text, new text)."""
    pack = folder / "small"
    pack.mkdir()
    for name, text in FILES.items():
        for file, old, new in changes:
            if file == name:
                assert old in text, f"{old!r} is not in {name}"
                text = text.replace(old, new, 1)
        (pack / name).write_text(text, encoding="utf-8")
    return pack


def check_pack(pack: Path) -> CheckReport:
    """The report on a pack that can be loaded."""
    return check_guide(load_guide(pack), pack)


def told(pack: Path) -> list[tuple[str, str, int]]:
    """(check, file, line) of every problem of the pack, loaded or not; missing confirmation left out."""
    return [(problem.check, problem.file, problem.line) for problem in problems(pack)]


def problems(pack: Path) -> list[PackProblem]:
    """Every problem of the pack, after confirming all its clauses."""
    try:
        loaded, _ = load_pack(pack)
        if not (pack / "lock.json").exists():
            confirm(loaded, pack, loaded.clauses, "某人", DAY)
        return list(check_pack(pack).problems)
    except PackError as error:
        return list(error.problems)


def line_of(text: str) -> int:
    """The line of ``guide.md`` (without changes) on which ``text`` stands."""
    guide = FILES["guide.md"]
    return guide[: guide.index(text)].count("\n") + 1
