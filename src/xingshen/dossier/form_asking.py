"""How a form is put to the person who fills it in: sections, sums, papers wanted, what blocks, how to choose.

Frozen values out of the blocks 分节, 合计, 需要, 提交条件 and 选类 of ``form.yaml``. Conditions are kept as text of a
rule expression; nothing here knows an answer, and nothing knows how a page looks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Width(StrEnum):
    """How much of a row a field wants; a page may ignore it."""

    FULL = "整行"
    HALF = "半行"
    THIRD = "三分之一"
    QUARTER = "四分之一"


class Layout(StrEnum):
    """How the rows of a list are best shown."""

    TABLE = "表格"
    CARDS = "卡片"


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Fields of a section that stand together. ``title`` is empty where the section has no sub-headings.

    ``shown`` is a rule expression (None: always): when the fields of the group are asked at all.
    """

    title: str
    fields: tuple[str, ...]
    shown: str | None = None
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """One section of the form: id, Chinese title, its groups of field ids in order, a sentence of introduction."""

    id: str
    title: str
    groups: tuple[FieldGroup, ...]
    line: int
    hint: str | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """The ids of the section's fields, in order."""
        return tuple(field_id for group in self.groups for field_id in group.fields)


@dataclass(frozen=True, slots=True)
class SumSpec:
    """A sum that the form can work out: ``field`` should equal the total of ``parts``.

    A part is the id of a field or of a column of a list (``budget.sources.amount``: over all rows). ``fills``: the
    field is nothing but this sum, so a page may fill it in; else the sum is only shown beside it.
    """

    field: str
    parts: tuple[str, ...]
    fills: bool
    line: int


@dataclass(frozen=True, slots=True)
class NeedSpec:
    """One reason for which a kind of paper is wanted: where ``condition`` (:data:`ALWAYS` or an expression) holds."""

    condition: str
    reason: str
    clauses: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class BlockSpec:
    """One thing that stops a submission: unless ``condition`` holds, or while rule ``rule`` fails (one of the two)."""

    condition: str | None
    rule: str | None
    fields: tuple[str, ...]
    reason: str
    clauses: tuple[str, ...]
    line: int


Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ChoosingSpec:
    """How the guide's own rules help to choose among the options of ``field``.

    ``questions`` are the fields asked first; ``clauses`` the patterns of clause ids whose rules are consulted.
    ``samples``: field id → option → values of other fields to be supposed where these are not answered (the unit's
    code, of which only the kind matters).
    """

    field: str
    questions: tuple[str, ...]
    clauses: tuple[str, ...]
    samples: Mapping[str, Mapping[str, Answers]]
    line: int
