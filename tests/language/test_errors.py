import pytest

from tests.language.running import SCOPE
from xingshen.language.compiler import compile_expression
from xingshen.language.errors import ExpressionError, nearest


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("节假目 == 名", "第1行第1列：未知名称“节假目”；是否想写“节假日”？"),
        ("是非 and\n  金颔 > 1", "第2行第3列：未知名称“金颔”；是否想写“金额”？"),
        ('类别 == "高较"', "第1行第1列：选项中没有“高较”；是否想写“高校”？"),
        ("any(甲.在岗 for 甲 in 人员)", "第1行第5列：记录没有“在岗”；是否想写“在职”？"),
        ("加工作天(日, 1) > 日", "第1行第1列：没有函数“加工作天”；是否想写“加工作日”？"),
        ('结论("R-3") == "通过"', "第1行第1列：没有规则“R-3”；是否想写“R-2”？"),
        ('要点("9.*") == "通过"', "第1行第1列：没有条款“9.*”"),
        ("名 == None", "第1行第6列：此处不能写这个值；是否想写“not 已填(…)”？"),
        ("绕", "第1行第1列：定义“绕”互相引用或嵌套过深"),
        ("完全不相干的名字 > 1", "第1行第1列：未知名称“完全不相干的名字”"),
    ],
)
def test_what_an_author_is_told(source: str, said: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(source, SCOPE)
    assert str(caught.value) == said


def test_the_nearest_name() -> None:
    assert nearest("自筹资全", ["财政资金", "自筹资金"]) == "自筹资金"
    assert nearest("甲", ["自筹资金"]) is None
