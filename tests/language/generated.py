"""Random expressions, random values for their names, and the same values as plain Python sees them.

Expressions are well typed by construction. ``veil`` hides parts of what is known, as an unread paper would.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from types import CodeType, SimpleNamespace

from hypothesis import strategies as st

from xingshen.kernel.knowledge import Listing, Missing, Unknown, Why
from xingshen.language.frame import Record
from xingshen.language.scope import Constant, Scope, Table, make_scope
from xingshen.language.types import BOOL, DATE, MONEY, NUMBER, TEXT, Kind, Type, choice, list_of

WORDS = ("甲", "乙", "丙")
OPTION = choice(*WORDS)
ROW = Type(
    Kind.RECORD,
    fields=(
        ("数", NUMBER), ("标", BOOL), ("类", OPTION), ("词", list_of(TEXT)), ("起始日", DATE), ("截止日", DATE),
        ("自动续期", BOOL),
    ),
)  # fmt: skip
SCOPE = make_scope(
    {
        "数一": NUMBER, "数二": NUMBER, "额一": MONEY, "额二": MONEY, "日一": DATE, "日二": DATE, "真一": BOOL,
        "真二": BOOL, "类一": OPTION, "类二": OPTION, "文": TEXT, "词表": list_of(TEXT), "词二": list_of(TEXT),
        "数表": list_of(NUMBER), "行表": list_of(ROW),
    },
    constants={"界": Constant(NUMBER, 2, "2"), "名单": Constant(list_of(TEXT), frozenset({"甲", "乙"}), "甲、乙")},
    tables={"表": Table(("类",), {"限": NUMBER}, {word: {"限": at} for at, word in enumerate(WORDS)})},
    definitions={"够数": "count(内 for 内 in 行表 if 内.标) >= 1", "标行": "[内 for 内 in 行表 if 内.标]"},
)  # fmt: skip
DOUBTS = (Why.NOT_STATED, Why.UNREADABLE, Why.LOW_CONFIDENCE, Why.CONFLICT)
DEFINITE = (Why.NOT_FILLED, Why.NOT_FOUND, Why.INVALID)
FIRST_DAY = date(2026, 7, 1)

numbers = st.integers(-2, 4)
amounts = st.integers(0, 400).map(lambda cents: Decimal(cents) / 100)
days = st.integers(0, 6).map(lambda at: FIRST_DAY + timedelta(days=at))
words = st.sampled_from(WORDS)
_PLAIN: Mapping[Kind, st.SearchStrategy[object]] = {
    Kind.NUMBER: numbers, Kind.MONEY: amounts, Kind.DATE: days, Kind.BOOL: st.booleans(), Kind.OPTION: words,
    Kind.TEXT: words,
}  # fmt: skip


@st.composite
def value_of(draw: st.DrawFn, of: Type, path: str) -> object:
    """A known value of a type."""
    if of.kind is Kind.RECORD:
        return Record({name: draw(value_of(inner, f"{path}.{name}")) for name, inner in of.fields}, path)
    if of.kind is Kind.LIST:
        assert of.item is not None
        length = draw(st.integers(0, 3))
        return Listing(tuple(draw(value_of(of.item, f"{path}[{at}]")) for at in range(1, length + 1)))
    return draw(_PLAIN[of.kind])


@st.composite
def known_values(draw: st.DrawFn) -> dict[str, object]:
    """Every field of the scope with a known value."""
    return {name: draw(value_of(of, name)) for name, of in SCOPE.fields.items()}


@dataclass(frozen=True, slots=True)
class Veil:
    """Which reasons hide values, and whether lists may lose items."""

    whys: tuple[Why, ...]
    shortens: bool


@st.composite
def hidden(draw: st.DrawFn, values: Mapping[str, object], veil: Veil) -> dict[str, object]:
    """``values`` with some parts hidden."""
    return {name: draw(_hide(value, name, veil)) for name, value in values.items()}


@st.composite
def _hide(draw: st.DrawFn, value: object, path: str, veil: Veil) -> object:
    if isinstance(value, Unknown):
        return value if not veil.shortens or draw(st.booleans()) else _lost(path, draw(st.sampled_from(veil.whys)))
    if draw(st.integers(0, 3)) == 0:
        return _lost(path, draw(st.sampled_from(veil.whys)))
    if isinstance(value, Record):
        return Record({name: draw(_hide(part, f"{path}.{name}", veil)) for name, part in value.items()}, value.path)
    if not isinstance(value, Listing):
        return value
    items = tuple(draw(_hide_item(item, f"{path}[{at}]", veil)) for at, item in enumerate(value.items, 1))
    if not veil.shortens or draw(st.booleans()):
        return Listing(items, value.complete)
    return Listing(items[: draw(st.integers(0, len(items)))], complete=False)


@st.composite
def _hide_item(draw: st.DrawFn, item: object, path: str, veil: Veil) -> object:
    """Items of lists are hidden by doubts only: “not filled in” is nothing that could stand in a list."""
    return item if not veil.shortens and not isinstance(item, Record) else draw(_hide(item, path, veil))


def _lost(path: str, why: Why) -> Unknown:
    return Unknown((Missing(path, why),))


DOUBT, ABSENCE = Veil(DOUBTS, shortens=True), Veil(DEFINITE, shortens=False)


class Writer:
    """Writes random expressions; ``plain`` leaves out what plain Python has no counterpart for."""

    def __init__(self, draw: st.DrawFn, *, plain: bool) -> None:
        self.draw, self.plain, self.loops = draw, plain, 0

    def pick(self, *choices: object) -> object:
        return self.draw(st.sampled_from(choices))

    def truth(self, depth: int, row: str | None = None) -> str:
        """A condition; ``row`` is the loop variable in reach."""
        makers = [self._flag, self._compare, self._membership]
        if depth > 0:
            makers += [self._both, self._both, self._not, self._loop, self._loop, self._count, self._total]
            makers += [] if self.plain else [self._lifted, self._lifted]
        maker = self.pick(*makers)
        return maker(depth - 1, row)  # type: ignore[operator]

    def _flag(self, depth: int, row: str | None) -> str:
        return str(self.pick("真一", "真二", "够数", *([f"{row}.标"] * 3 if row else [])))

    def _compare(self, depth: int, row: str | None) -> str:
        left, right = self.pick((self.number, self.number), (self.money, self.money), (self.day, self.day))
        symbol = self.pick("==", "!=", "<", "<=", ">", ">=")
        tail = f" {self.pick('<', '<=')} {right(depth, row)}" if self.pick(0, 0, 1) else ""
        return f"({left(depth, row)} {symbol} {right(depth, row)}{tail})"

    def _membership(self, depth: int, row: str | None) -> str:
        item = self.pick("类一", "类二", "文", '"甲"', *([f"{row}.类"] if row else []))
        return str(
            self.pick(
                f"({item} {self.pick('in', 'not in')} {self.words(row)})",
                f"({item} {self.pick('==', '!=')} {self.pick('类一', '文', chr(34) + '乙' + chr(34))})",
            )
        )

    def _both(self, depth: int, row: str | None) -> str:
        return f"({self.truth(depth, row)} {self.pick('and', 'or')} {self.truth(depth, row)})"

    def _not(self, depth: int, row: str | None) -> str:
        return f"(not {self.truth(depth, row)})"

    def _loop(self, depth: int, row: str | None) -> str:
        return f"{self.pick('all', 'any')}{self._generator(depth, lambda inner: self.truth(depth, inner))}"

    def _count(self, depth: int, row: str | None) -> str:
        counted = self.pick(
            f"count{self._generator(depth, lambda inner: inner)}",
            f"count({self.words(row)})",
            f"count(distinct({self.words(row)}))",
            f"count({self.rows()})",
        )
        return f"({counted} {self.pick('==', '<', '<=', '>', '>=', '!=')} {self.pick(0, 1, 2, '界')})"

    def _total(self, depth: int, row: str | None) -> str:
        name = self.pick("sum", "sum", "min", "max")
        return (
            f"({name}{self._generator(depth, lambda inner: f'{inner}.数')} {self.pick('>', '==')} {self.pick(1, '界')})"
        )

    def _generator(self, depth: int, element) -> str:
        """Nested at most twice, so that no text is refused for its depth."""
        name = f"行{self.loops}"
        self.loops += 1
        rows = self.rows() if depth > 0 else "行表"
        condition = f" if {self.truth(0, name)}" if self.pick(0, 1) else ""
        return f"({element(name)} for {name} in {rows}{condition})"

    def _lifted(self, depth: int, row: str | None) -> str:
        subject = self.pick(
            "数一", "文", "词表", "行表", "标行", "(真一 and 真二)", "(数一 + 数二)", *([f"{row}.类"] if row else [])
        )
        return str(
            self.pick(
                f"{self.pick('已填', '有效', '读到')}({subject})",
                f"{self.pick('已填', '有效', '读到')}({self.truth(0, row)})",
                f"(缺省(数一, {self.number(0, row)}) > 0)",
                f"{self.pick('同名', '近名')}(文, {self.pick('类一', '类二')})",
                f"列名(文, {self.words(row)})",
                f"{self.pick('包含于', '有交集')}({self.words(row)}, {self.words(row)})",
                f"连续覆盖({self.rows()}, {self.day(0, row)}, {self.day(0, row)})",
                f"包含(文, {self.words(row)})",
                f"(命中数(文, {self.words(row)}) >= 1)",
                f"(加工作日(日一, {self.pick(0, 1, 3)}) > {self.day(0, row)})",
            )
        )

    def number(self, depth: int, row: str | None) -> str:
        atoms = ["数一", "数二", "界", "1", "2", "表[类一].限", *([f"{row}.数"] * 2 if row else [])]
        if depth <= 0 or self.pick(0, 1):
            return str(self.pick(*atoms))
        left, right = self.number(depth - 1, row), self.number(depth - 1, row)
        return str(
            self.pick(
                f"({left} {self.pick('+', '-', '*', '/')} {right})",
                f"{self.pick('min', 'max')}({left}, {right})",
                f"(-{left})",
            )
        )

    def money(self, depth: int, row: str | None) -> str:
        left = self.pick("额一", "额二")
        return str(self.pick(left, f"({left} + 额二)", f"({left} * {self.number(0, row)})", f"({left} / 3)"))

    def day(self, depth: int, row: str | None) -> str:
        atom = self.pick("日一", "日二", *([f"{row}.起始日", f"{row}.截止日"] if row else []))
        return str(self.pick(atom, f"后一日({atom})", f"加月({atom}, 1)"))

    def words(self, row: str | None) -> str:
        return str(self.pick("词表", "词二", "名单", '["甲", "丙"]', *([f"{row}.词"] if row else [])))

    def rows(self) -> str:
        name = f"行{self.loops}"
        self.loops += 1
        return str(self.pick("行表", "标行", f"[{name} for {name} in 行表 if {self.truth(0, name)}]"))


@st.composite
def conditions(draw: st.DrawFn, *, plain: bool = False) -> str:
    """A random condition over ``SCOPE``."""
    return Writer(draw, plain=plain).truth(3)


class _Exact(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        if isinstance(node.value, int):
            return ast.Call(ast.Name("Fraction", ast.Load()), [node], [])
        return node


def exact_code(source: str) -> CodeType:
    """``source`` compiled by Python itself, with whole numbers as fractions so that quotients are exact."""
    tree = _Exact().visit(ast.parse(source, mode="eval"))
    return compile(ast.fix_missing_locations(tree), "<law>", "eval")


def plain_names(values: Mapping[str, object], scope: Scope = SCOPE) -> dict[str, object]:
    """What Python's own evaluation of an expression sees under each name."""
    names: dict[str, object] = {name: _plain(value) for name, value in values.items()}
    rows = names["行表"]
    assert isinstance(rows, list)
    marked = [row for row in rows if row.标]
    names |= {"界": 2, "名单": ("甲", "乙"), "标行": marked, "够数": len(marked) >= 1}
    names |= {"表": {word: SimpleNamespace(限=Fraction(at)) for at, word in enumerate(WORDS)}}
    names |= {"count": lambda items: len(list(items)), "distinct": lambda items: list(dict.fromkeys(items))}
    names |= {"Fraction": Fraction, "后一日": lambda day: day + timedelta(days=1), "加月": _month_later}
    return names


def _plain(value: object) -> object:
    if isinstance(value, Listing):
        return [_plain(item) for item in value.items]
    if isinstance(value, Record):
        return SimpleNamespace(**{name: _plain(part) for name, part in value.items()})
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Fraction(value)
    return value


def _month_later(day: date, months: int) -> date:
    """All generated days are early in July, so the same day of August exists."""
    return day.replace(month=day.month + int(months))
