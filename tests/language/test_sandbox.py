"""Attempts to get out of the language: each is refused when the guide is loaded."""

import pytest

from tests.language.running import SCOPE
from xingshen.language.compiler import compile_expression
from xingshen.language.errors import ExpressionError


@pytest.mark.parametrize(
    "source",
    [
        '__import__("os")',
        '__import__("os").system("x")',
        'eval("1")',
        'exec("1")',
        'open("/etc/passwd")',
        'getattr(名, "x")',
        "().__class__",
        "名.__class__",
        "名.format",
        "类别.name",
        "人员.__len__",
        "人员[0]",
        "名[0]",
        "(数)(1)",
        "人员.append(1)",
        "[x for x in ().__class__.__bases__]",
        "[甲 for 甲 in 人员 for 乙 in 人员]",
        "[甲 for 甲 in 人员 if 甲.在职 if 甲.在职]",
        "all(甲 for 甲 in (乙 := 人员))",
        "(lambda: 1)()",
        'f"{名}"',
        "f'{().__class__}'",
        "max(*数表)",
        "[*人员]",
        "{**人员}",
        "yield 数",
        "await 数",
        "print(1)",
        "globals()",
        "vars",
        "type(名)",
        "数.real",
        "frame.values",
        "name",
        "b'x' == 名",
        "1j == 数",
        "... == 数",
        "None == 名",
        "数 == 1; 数",
        "'甲' '乙' == 名",
        "u'甲' == 名",
        "'''甲''' == 名",
        "名 == 'a' % 1",
    ],
)
def test_escape_is_refused(source: str) -> None:
    with pytest.raises(ExpressionError):
        compile_expression(source, SCOPE)
