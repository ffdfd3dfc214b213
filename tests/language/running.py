"""Compiling and running one expression over a handful of named values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from xingshen.kernel.knowledge import Listing, Missing, Unknown, Why
from xingshen.language.assembly import Mode
from xingshen.language.compiler import compile_expression
from xingshen.language.frame import Frame, Passed, Record
from xingshen.language.scope import Constant, Scope, Table, make_scope
from xingshen.language.types import (
    BOOL,
    COUNTRY,
    DATE,
    MONEY,
    NUMBER,
    PERCENT,
    TEXT,
    TIME,
    Kind,
    Type,
    choice,
    list_of,
)

CATEGORY = choice("企业", "高校", "院所")
PERIOD = Type(Kind.RECORD, fields=(("起始日", DATE), ("截止日", DATE), ("自动续期", BOOL)))
PERSON = Type(
    Kind.RECORD, fields=(("姓名", TEXT), ("职称", TEXT), ("年龄", NUMBER), ("在职", BOOL), ("专长", list_of(TEXT)))
)

SCOPE = make_scope(
    {
        "数": NUMBER,
        "另数": NUMBER,
        "金额": MONEY,
        "另额": MONEY,
        "占比": PERCENT,
        "日": DATE,
        "另日": DATE,
        "时": TIME,
        "是非": BOOL,
        "另是非": BOOL,
        "类别": CATEGORY,
        "名": TEXT,
        "国": COUNTRY,
        "词表": list_of(TEXT),
        "数表": list_of(NUMBER),
        "人员": list_of(PERSON),
        "协议": list_of(PERIOD),
        "节假日": list_of(DATE),
        "上班日": list_of(DATE),
    },
    constants={
        "倍数": Constant(NUMBER, Decimal(3), "3:1"),
        "下限": Constant(PERCENT, Decimal("0.2"), "20%"),
        "名单": Constant(list_of(TEXT), frozenset({"甲乙", "丙丁"}), "甲乙、丙丁"),
    },
    tables={"额度表": Table(("类别",), {"额度": MONEY}, {word: {"额度": Decimal(50)} for word in CATEGORY.options})},
    definitions={"够": "数 >= 3", "在职数": "count(内 for 内 in 人员 if 内.在职)", "绕": "绕 or 是非"},
    rules=("R-1", "R-2"),
    clauses=("3.1", "3.2.a"),
)


def unknown(path: str = "某处", why: Why = Why.NOT_STATED) -> Unknown:
    """A value that is not known."""
    return Unknown((Missing(path, why),))


EMPTY = unknown("空处", Why.NOT_FILLED)


def person(at: int = 1, **values: object) -> Record:
    """One row of 人员; what is not given is known and unremarkable."""
    plain = {"姓名": f"人{at}", "职称": "高级", "年龄": 40, "在职": True, "专长": Listing(("材料",))}
    return Record(plain | values, f"人员[{at}]")


def period(start: object, end: object, renews: object = False) -> Record:
    """One row of 协议; dates may be ISO texts."""
    first, last = (date.fromisoformat(day) if isinstance(day, str) else day for day in (start, end))
    return Record({"起始日": first, "截止日": last, "自动续期": renews}, "协议[1]")


def frame_of(scope: Scope, values: Mapping[str, object]) -> Frame:
    """A frame of the named values; all others are not stated, lists are empty."""
    filler = {name: Listing() if of.kind is Kind.LIST else unknown(name) for name, of in scope.fields.items()}
    return Frame([{**filler, **values}[name] for name in scope.slots])


def run(source: str, scope: Scope = SCOPE, **values: object) -> object:
    """The value of ``source``; both modes are run and must agree."""
    results = [
        compile_expression(source, scope, mode, None).run(frame_of(scope, values))
        for mode in (Mode.DECIDE, Mode.EXPLAIN)
    ]
    assert results[0] == results[1] or all(isinstance(result, Unknown) for result in results)
    return results[0]


def trace_of(source: str, scope: Scope = SCOPE, **values: object) -> dict[str, object]:
    """Everything that an explaining run of ``source`` read."""
    frame = frame_of(scope, values)
    compile_expression(source, scope, Mode.EXPLAIN, None).run(frame)
    return frame.trace


def passed_of(source: str, scope: Scope = SCOPE, **values: object) -> dict[str, object]:
    """What an explaining run of ``source`` read only to pass over rows."""
    return {path: value.value for path, value in trace_of(source, scope, **values).items() if isinstance(value, Passed)}


def is_open(result: object) -> bool:
    """Whether the answer is unknown."""
    return isinstance(result, Unknown)
