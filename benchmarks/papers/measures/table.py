"""Figures and how they are shown: on the terminal in Chinese, in ``docs/accuracy.md`` in English.

A figure tells how large its sample was; where a target belongs to it, whether it is reached.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

DOCUMENT = Path(__file__).parents[3] / "docs" / "accuracy.md"
_BEGIN, _END = "<!-- figures: written by the command, do not edit -->", "<!-- end of figures -->"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line: its section and name in both languages, the value as text, the target, and whether it is reached.

    ``reached`` None: told for information, no target.
    """

    section: str
    name: str
    english: str
    value: str
    target: str = ""
    reached: bool | None = None

    @property
    def mark(self) -> str:
        return {None: " ", True: "✓", False: "✗"}[self.reached]


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        """The share; 0 of nothing is nothing."""
        return self.hits / self.of if self.of else 0.0

    def __str__(self) -> str:
        return f"{self.value:.1%} ({self.hits}/{self.of})" if self.of else "— (0)"

    def at_least(self, share: float) -> bool | None:
        """Whether it reaches ``share``; None where there was no case."""
        return self.value >= share if self.of else None

    def at_most(self, share: float) -> bool | None:
        """Whether it stays within ``share``; None where there was no case."""
        return self.value <= share if self.of else None


def share_of(cases: Sequence[bool]) -> Share:
    """How many of ``cases`` hold."""
    return Share(sum(cases), len(cases))


_IN_CHINESE = (
    ("pages/s", "页/s"),
    ("CER no worse", "字错率不高于对方"),
    ("CER", "字错率"),
    ("mismatch", "不一致"),
    ("match", "一致"),
    ("look", "请人看"),
)


def show(figures: Sequence[Figure]) -> None:
    """Print the figures, section by section."""
    section = ""
    for figure in figures:
        if figure.section != section:
            section = figure.section
            print(f"\n{section}")
        target = f"    目标：{figure.target}" if figure.target else ""
        print(f"  {figure.mark} {figure.name}：{_chinese(figure.value)}{_chinese(target)}")
    aimed = [figure for figure in figures if figure.reached is not None]
    reached = sum(bool(figure.reached) for figure in aimed)
    print(f"\n达到 {reached} 项，未达到 {len(aimed) - reached} 项。")


def _chinese(value: str) -> str:
    for english, chinese in _IN_CHINESE:
        value = value.replace(english, chinese)
    return value


def write_document(figures: Sequence[Figure], how: str, document: Path = DOCUMENT) -> None:
    """Put the figures between the marks of ``document``; ``how`` says in a line how they were made."""
    text = document.read_text(encoding="utf-8")
    before, _, rest = text.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    rows = [how, "", "| what | figure | target | reached |", "|---|---|---|---|"]
    rows += [
        f"| {each.english} | {each.value} | {each.target or '—'} | {each.mark.strip() or '—'} |" for each in figures
    ]
    document.write_text("\n".join([before + _BEGIN, *rows, _END + after]), encoding="utf-8")
