import pytest

from xingshen.language.errors import ExpressionError
from xingshen.language.parsing import MAX_NODES, parse, place


def refusal(source: str) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        parse(source)
    return caught.value


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("lambda: 1", "不支持函数定义"),
        ("1 if 是非 else 2", "不支持条件取值（请用“分级”）"),
        ("{1: 2}", "不支持字典"),
        ("{甲: 1 for 甲 in 表}", "不支持字典推导"),
        ("{甲 for 甲 in 表}", "不支持集合推导"),
        ("{1, 2}", "不支持集合（请用方括号）"),
        ('f"{数}"', "不支持文字拼接"),
        ("(甲 := 1)", "不支持赋值"),
        ("[*词表]", "不支持星号"),
        ("表[1:2]", "不支持切片"),
        ("数 ** 2", "不支持这种写法"),
        ("数 // 2", "不支持这种写法"),
        ("数 % 2", "不支持这种写法"),
        ("数 | 2", "不支持这种写法"),
        ("~数", "不支持这种写法"),
        ("+数", "不支持这种写法"),
        ("数 is 另数", "不支持这种写法"),
        ("名._x", "名称不能以下划线开头"),
        ("f(x=1)", "函数参数不写名称"),
        ("all(甲 async for 甲 in 表)", "量词只能写成“甲 for 甲 in 列表”"),
        ("all(甲 for 甲, 乙 in 表)", "量词只能写成“甲 for 甲 in 列表”"),
        ("await 数", "不支持await"),
        ("数 =", "写法有误，无法理解"),
        ("数 = 1", "写法有误，无法理解"),
        ("数; 数", "写法有误，无法理解"),
        ("import os", "写法有误，无法理解"),
        ("", "写法有误，无法理解"),
        ("数\x00", "写法有误，无法理解"),
        ("数 >= 1 # 备注", "表达式中不能有“#”"),
        ("数 \\ 2", "表达式中不能有“\\”"),
        ('名 == "\\d"', "文字中不能有反斜杠"),
    ],
)
def test_refuses_everything_outside_the_closed_list(source: str, message: str) -> None:
    assert refusal(source).message == message


def test_a_comment_cannot_swallow_the_next_line() -> None:
    assert refusal("数 >= 1 # 甲\nand 另数 >= 2").message == "表达式中不能有“#”"


def test_a_hash_inside_quotes_is_text() -> None:
    assert parse('名 == "第#1号"') is not None


@pytest.mark.parametrize(
    ("source", "line", "column"),
    [
        ("自筹资金 ** 2", 1, 1),
        ("是非 and\n  自筹资金 ** 2", 2, 3),
        ('名 == "中文" and {1}', 1, 15),
        ("\n\n  数 ** 2", 3, 3),
        ("金额 >= lambda: 1", 1, 7),
    ],
)
def test_a_refusal_names_line_and_column_in_characters(source: str, line: int, column: int) -> None:
    error = refusal(source)
    assert (error.line, error.column) == (line, column)


def test_a_syntax_error_names_its_line() -> None:
    assert refusal("是非 and\n数 >=\n) 1").line == 3


@pytest.mark.parametrize(
    ("source", "hint"),
    [("数 ＞ 1", ">"), ("（数）", "("), ("数 ＝ 1", "="), ("数 ≥ 1", ">="), ("数 × 2", "*"), ("名 == “甲”", '"'),
     ("数\u3000> 1", "半角空格"), ("f(数，1)", ",")],
)  # fmt: skip
def test_full_width_signs_are_refused_with_what_to_write(source: str, hint: str) -> None:
    error = refusal(source)
    assert error.suggestion == hint
    assert "全角" in error.message


def test_full_width_signs_inside_quotes_are_text() -> None:
    assert parse('包含(名, "（中国）")') is not None


def test_an_expression_may_be_folded_anywhere() -> None:
    assert place(parse("数\n>=\r\n\t1"), "数\n>=\r\n\t1") == (1, 1)


def test_too_many_nodes_are_refused() -> None:
    assert refusal(" and ".join(["是非"] * MAX_NODES)).message.startswith("表达式有")


def test_too_long_a_text_is_refused_before_parsing() -> None:
    assert refusal("是非 and " * 1000 + "是非").message.startswith("表达式长于")


def test_four_nested_quantifiers_are_refused() -> None:
    source = "any(any(any(any(甲.甲 for 丁 in 丙.丁) for 丙 in 乙.丙) for 乙 in 甲.乙) for 甲 in 表)"
    assert refusal(source).message == "量词嵌套超过3层"


@pytest.mark.parametrize(
    "source",
    ["(" * 3000 + "1" + ")" * 3000, "(" * 1990 + "1" + ")" * 1990, "not " * 900 + "是非", "-" * 3500 + "1",
     "甲" + ".乙" * 1500, "[" * 190 + "]" * 190],
)  # fmt: skip
def test_deep_nesting_is_refused_and_never_crashes(source: str) -> None:
    assert refusal(source).line == 1
