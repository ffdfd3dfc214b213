"""Measure and print: one dossier, ten thousand dossiers against plain Python, growth, a what-if run, and live looks.

Times are wall-clock seconds of this process; ratios come from the same run, so they hold on a slow machine too. The
process ends with 1 where a target is missed or the two sides of the ratio disagree.
"""

from __future__ import annotations

import gc
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from time import perf_counter

from benchmarks.dossiers import make_doubtful_values, make_values
from benchmarks.live import TARGET, measure_advice, measure_looks
from benchmarks.plain import CHECKS, judge_plain, plain_facts, plain_parameters
from xingshen.authoring.values import case_values
from xingshen.guide.loading import load_guide
from xingshen.guide.pack import Guide
from xingshen.kernel.outcome import OUTCOME_WORDS, Outcome
from xingshen.rules.compiled import CompiledGuide, compile_guide
from xingshen.rules.judge import decide

GUIDE = Path(__file__).parent.parent / "guides" / "hebei-intl-2026"
MANY, FEW = 10_000, 1_000
Values = list[object]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what was measured, against what, the target, and whether it is reached."""

    what: str
    measured: str
    baseline: str
    target: str
    reached: bool


def main() -> int:
    """Run everything and print the table; 0 where every target is reached."""
    guide = load_guide(GUIDE)
    compiled = compile_guide(guide)
    print(f"正在生成 {MANY} 份模拟材料……", flush=True)
    dossiers = make_values(guide, MANY)
    lines = [_one(guide, compiled), _against_plain(guide, compiled, dossiers), _growth(compiled, dossiers)]
    lines += [_doubtful(guide, compiled), *_live(compiled)]
    what_if, changes = _what_if(guide, compiled, dossiers)
    _show((*lines, what_if))
    _show_changes(changes)
    return 0 if all(line.reached for line in (*lines, what_if)) else 1


def _seconds(run: Callable[[], object]) -> float:
    """The time of one run, without collecting garbage of the runs before."""
    gc.collect()
    start = perf_counter()
    run()
    return perf_counter() - start


def _all(compiled: CompiledGuide, dossiers: Sequence[Values]) -> list[list[Outcome]]:
    return [decide(compiled, values) for values in dossiers]


def _one(guide: Guide, compiled: CompiledGuide) -> Line:
    """Every rule for one dossier whose values are ready: the median of 1,000 runs."""
    values = case_values(guide, {})
    times = [_lap(compiled, values) for _ in range(1_000)]
    median = statistics.median(times) * 1e3
    return Line(f"一份材料，全部{len(compiled.rules)}条规则", f"{median:.3f} ms（中位数）", "—", "≤ 1 ms", median <= 1)


def _lap(compiled: CompiledGuide, values: Values) -> float:
    start = perf_counter()
    decide(compiled, values)
    return perf_counter() - start


def _against_plain(guide: Guide, compiled: CompiledGuide, dossiers: Sequence[Values]) -> Line:
    """The rules of ``plain.CHECKS`` on both sides: best of three runs each, after comparing every outcome."""
    part = replace(compiled, rules=tuple(rule for rule in compiled.rules if rule.rule.id in CHECKS))
    checks = tuple(CHECKS[rule.rule.id] for rule in part.rules)
    facts, parameters = [plain_facts(guide, values) for values in dossiers], plain_parameters(guide)
    ours = _all(part, dossiers)
    theirs = [judge_plain(checks, item, parameters) for item in facts]
    apart = Counter(
        part.rules[at].rule.id
        for left, right in zip(ours, theirs, strict=True)
        for at in range(len(checks))
        if left[at] is not right[at]
    )
    if apart or len(checks) < len(CHECKS):
        print(f"两边结论不一致：{dict(apart)}；指南中没有：{sorted(set(CHECKS) - {r.rule.id for r in part.rules})}")
    ours_time = min(_seconds(lambda: _all(part, dossiers)) for _ in range(3))
    plain_time = min(_seconds(lambda: [judge_plain(checks, item, parameters) for item in facts]) for _ in range(3))
    ratio = ours_time / plain_time
    return Line(
        f"{len(dossiers)}份材料，{len(checks)}条规则，结论{'全部一致' if not apart else '不一致'}",
        f"{ours_time:.2f} s，{ratio:.1f} 倍",
        f"同样规则的普通 Python：{plain_time:.2f} s",
        "≤ 8 倍",
        ratio <= 8 and not apart and len(checks) == len(CHECKS),
    )


def _growth(compiled: CompiledGuide, dossiers: Sequence[Values]) -> Line:
    """Cost per dossier of many against few, both the best of three runs."""
    few = min(_seconds(lambda: _all(compiled, dossiers[:FEW])) for _ in range(3)) / FEW
    many = min(_seconds(lambda: _all(compiled, dossiers)) for _ in range(2)) / len(dossiers)
    growth = many / few
    return Line(
        f"每份用时：{len(dossiers)}份与{FEW}份之比",
        f"{growth:.2f}（每份 {many * 1e3:.3f} ms）",
        f"{FEW}份时每份 {few * 1e3:.3f} ms",
        "≤ 1.25",
        growth <= 1.25,
    )


def _doubtful(guide: Guide, compiled: CompiledGuide) -> Line:
    """Dossiers with a tenth of all facts unknown."""
    dossiers = make_doubtful_values(guide, FEW)
    each = _seconds(lambda: _all(compiled, dossiers)) / FEW * 1e3
    return Line(f"{FEW}份材料，一成事实未知，全部规则", f"每份 {each:.3f} ms", "—", "≤ 1 ms", each <= 1)


def _live(compiled: CompiledGuide) -> list[Line]:
    """One look at an application while somebody types, and the advice on the category."""
    full, empty = measure_looks(compiled)
    advice = measure_advice(compiled)
    rows = (
        ("填写中的一份申报（11份材料已读），每次自查", full),
        ("刚开始填的申报，每次自查", empty),
        ("“哪一类适合我们”", advice),
    )
    return [
        Line(
            what,
            f"{times.median:.1f} ms（中位数），{times.p95:.1f} ms（p95）",
            "—",
            f"≤ {TARGET:.0f} ms",
            times.median <= TARGET,
        )
        for what, times in rows
    ]


def _what_if(guide: Guide, compiled: CompiledGuide, dossiers: Sequence[Values]) -> tuple[Line, Counter[str]]:
    """牵头配套倍数 3:1 → 2:1, on values that are ready: no paper is read again."""
    before = _all(compiled, dossiers)
    constants = dict(guide.scope.constants)
    constants["牵头配套倍数"] = replace(constants["牵头配套倍数"], value=Decimal(2), text="2:1")
    changed = replace(guide, scope=replace(guide.scope, constants=constants))
    start = perf_counter()
    after = _all(compile_guide(changed), dossiers)
    spent = perf_counter() - start
    changes = Counter(
        f"{rule.rule.id}：{OUTCOME_WORDS[old[at]]} → {OUTCOME_WORDS[new[at]]}"
        for old, new in zip(before, after, strict=True)
        for at, rule in enumerate(compiled.rules)
        if old[at] is not new[at]
    )
    what = f"假如配套 3:1 改为 2:1，{len(dossiers)}份重新判定（含重新编译）"
    return Line(what, f"{spent:.1f} s，结论变化 {changes.total()} 处", "—", "≤ 15 s", spent <= 15), changes


def _show(lines: Sequence[Line]) -> None:
    print()
    for line in lines:
        print(f"[{'达到' if line.reached else '未达到'}] {line.what}")
        print(f"        实测：{line.measured}    目标：{line.target}    对照：{line.baseline}")


def _show_changes(changes: Counter[str]) -> None:
    print("\n假如配套 3:1 改为 2:1，结论的变化：")
    for change, count in sorted(changes.items()):
        print(f"  {count:>6} 份  {change}")


if __name__ == "__main__":
    sys.exit(main())
