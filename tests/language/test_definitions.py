"""A definition used inside a loop leaves the variables of the loop alone, in both modes."""

import pytest

from xingshen.kernel.knowledge import Listing
from xingshen.language.assembly import Mode
from xingshen.language.compiler import compile_expression
from xingshen.language.frame import Frame, Record
from xingshen.language.scope import make_scope
from xingshen.language.types import BOOL, NUMBER, Kind, Type, list_of

ROWS = list_of(Type(Kind.RECORD, fields=(("数", NUMBER), ("主", BOOL))))
SCOPE = make_scope(
    {"表": ROWS},
    definitions={"有主": "any(乙.主 for 乙 in 表)", "次": "[甲 for 甲 in 表 if 有主 and not 甲.主]"},
)
VALUES = Listing((Record({"数": 1, "主": True}, "表[1]"), Record({"数": 2, "主": False}, "表[2]")))


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize(("source", "expected"), [("count(次)", 1), ("sum(甲.数 for 甲 in 表 if 有主)", 3)])
def test_a_definition_with_a_loop_inside_a_loop(mode: Mode, source: str, expected: int) -> None:
    expression = compile_expression(source, SCOPE, mode, expected=None)
    assert expression.run(Frame([VALUES])) == expected
