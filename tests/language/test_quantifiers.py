import pytest

from tests.language.running import SCOPE, is_open, passed_of, person, run, trace_of, unknown
from xingshen.kernel.knowledge import Listing, Unknown
from xingshen.language.compiler import compile_expression
from xingshen.language.errors import ExpressionError
from xingshen.language.kleene import Maybe, Range, incomplete

U = unknown("人员[2].在职")
THREE = Listing((person(1), person(2, 年龄=30), person(3, 年龄=50, 在职=False)))
SHORT = Listing(THREE.items, complete=False)
DOUBT = Listing((person(1), person(2, 年龄=30, 在职=U), person(3, 年龄=50, 在职=False)))


@pytest.mark.parametrize(
    ("source", "known", "short", "doubt"),
    [
        ("all(甲.在职 for 甲 in 人员)", False, False, False),
        ("any(甲.在职 for 甲 in 人员)", True, True, True),
        ("all(甲.年龄 >= 30 for 甲 in 人员)", True, None, True),
        ("any(甲.年龄 > 60 for 甲 in 人员)", False, None, False),
        ("all(甲.年龄 <= 40 for 甲 in 人员 if 甲.在职)", True, None, True),
        ("all(甲.年龄 >= 40 for 甲 in 人员 if 甲.在职)", False, False, None),
        ("any(甲.年龄 == 30 for 甲 in 人员 if 甲.在职)", True, True, None),
        ("count(甲 for 甲 in 人员 if 甲.在职) >= 1", True, True, True),
        ("count(甲 for 甲 in 人员 if 甲.在职) >= 2", True, True, None),
        ("count(甲 for 甲 in 人员 if 甲.在职) >= 3", False, None, False),
        ("count(甲 for 甲 in 人员 if 甲.在职) == 0", False, False, False),
        ("count(人员) == 3", True, None, True),
        ("count(人员) > 2", True, True, True),
        ("sum(甲.年龄 for 甲 in 人员) == 120", True, None, True),
        ("sum(甲.年龄 for 甲 in 人员 if 甲.在职) == 70", True, None, None),
        ("min(甲.年龄 for 甲 in 人员) == 30", True, None, True),
        ("max(甲.年龄 for 甲 in 人员) == 50", True, None, True),
        ("count([甲 for 甲 in 人员 if 甲.在职]) >= 2", True, True, None),
        ("all(乙.年龄 <= 40 for 乙 in [甲 for 甲 in 人员 if 甲.在职])", True, None, True),
        ("any(乙.年龄 == 30 for 乙 in [甲 for 甲 in 人员 if 甲.在职])", True, True, None),
        ("count(乙 for 乙 in [甲 for 甲 in 人员 if 甲.在职] if 真) >= 2", True, True, None),
        ('any("材料" in 甲.专长 for 甲 in 人员)', True, True, True),
    ],
)
def test_known_incomplete_and_doubtful_lists(source: str, known: bool, short: object, doubt: object) -> None:
    results = [run(source, 人员=people) for people in (THREE, SHORT, DOUBT)]
    assert [None if is_open(result) else result for result in results] == [known, short, doubt]


@pytest.mark.parametrize(
    ("source", "expected"),
    [("all(甲.在职 for 甲 in 人员)", True), ("any(甲.在职 for 甲 in 人员)", False), ("count(人员)", 0),
     ("sum(甲.年龄 for 甲 in 人员)", 0)],
)  # fmt: skip
def test_an_empty_list(source: str, expected: object) -> None:
    assert run(source, 人员=Listing()) == expected


def test_the_least_of_nothing_is_unknown() -> None:
    assert is_open(run("min(甲.年龄 for 甲 in 人员) > 1", 人员=Listing()))


def test_a_list_that_could_not_be_had_leaves_its_reason() -> None:
    lost = unknown("人员")
    assert run("all(甲.在职 for 甲 in 人员)", 人员=lost).missing == lost.missing
    assert run("count([甲 for 甲 in 人员 if 甲.在职]) >= 1", 人员=lost).missing == lost.missing


def test_an_incomplete_list_is_named_by_its_source() -> None:
    assert run("count([甲.姓名 for 甲 in 人员]) == 3", 人员=SHORT) == incomplete("人员")


def test_count_has_bounds() -> None:
    count = run("count(甲 for 甲 in 人员 if 甲.在职)", 人员=DOUBT)
    assert isinstance(count, Range)
    assert (count.low, count.high, count.missing) == (1, 2, U.missing)


def test_a_filtered_list_keeps_its_order_and_marks_the_doubtful() -> None:
    listing = run("[甲.姓名 for 甲 in 人员 if 甲.在职]", 人员=DOUBT)
    assert listing == Listing(("人1", Maybe(U.missing, (), "人2")))


def test_a_field_that_a_row_lacks_is_unknown() -> None:
    bare = person(1)
    del bare["在职"]
    result = run("any(甲.在职 for 甲 in 人员)", 人员=Listing((bare,)))
    assert isinstance(result, Unknown)
    assert result.missing[0].path == "人员[1].在职"


def test_a_definition_with_a_loop_leaves_the_outer_loop_alone() -> None:
    assert run("[甲.姓名 for 甲 in 人员 if 在职数 >= 1]", 人员=THREE) == Listing(("人1", "人2", "人3"))


def test_parameter_lists_can_be_looped_over() -> None:
    assert run("count(名单) == 2 and all(字数(甲) == 2 for 甲 in 名单)") is True


def test_least_and_greatest_of_values() -> None:
    assert run("max(数, 另数) - min(数, 另数) == 3", 数=5, 另数=2) is True
    assert is_open(run("max(数, 另数) >= 5", 数=5))


def test_explaining_reads_every_item() -> None:
    read = trace_of("any(甲.在职 for 甲 in 人员)", 人员=THREE)
    assert set(read) == {"人员", "人员[1].在职", "人员[2].在职", "人员[3].在职"}


def test_what_is_read_of_items_that_are_passed_over_is_noted_apart() -> None:
    people = Listing((person(1), person(2, 职称="中级")))
    source = 'any(甲.在职 for 甲 in 人员 if 甲.职称 == "高级")'
    assert list(trace_of(source, 人员=people)) == ["人员", "人员[1].职称", "人员[1].在职", "人员[2].职称"]
    assert passed_of(source, 人员=people) == {"人员[2].职称": "中级"}
    again = f"{source} and all(甲.职称 != '' for 甲 in 人员)"
    assert passed_of(again, 人员=people) == {}


def test_an_item_that_may_belong_is_not_passed_over() -> None:
    people = Listing((person(1, 职称=unknown("人员[1].职称")),))
    assert passed_of('any(甲.在职 for 甲 in 人员 if 甲.职称 == "高级")', 人员=people) == {}


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("all(人员)", "此处应为是/否的条件，得到的是记录"),
        ("all(甲.年龄 for 甲 in 人员)", "此处应为是/否的条件，得到的是数值"),
        ("count(甲 for 甲 in 人员 if 甲.年龄) > 1", "此处应为是/否的条件，得到的是数值"),
        ("count(数) > 1", "count 需要列表，得到的是数值"),
        ("sum(词表) > 1", "文本不能求和"),
        ("min(词表) == 名", "文本不能比较大小"),
        ("min(数, 日) == 数", "min 的各项类型不同"),
        ("count(数, 数) > 1", "count 需要一个列表或“… for 甲 in 列表”"),
        ("any(any(甲.在职 for 甲 in 人员) for 甲 in 人员)", "变量“甲”已在外层使用，请换一个名称"),
        ("any(类别.在职 for 类别 in 人员)", "变量“类别”与已有的名称相同，请换一个名称"),
        ("any(甲.在职 for 甲 in 人员 for 乙 in 人员)", "一个量词只写一个 for 和至多一个 if（多个条件用 and 连接）"),
        ("any(甲.在岗 for 甲 in 人员)", "记录没有“在岗”"),
    ],
)
def test_wrong_loops_are_refused(source: str, message: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(source, SCOPE)
    assert caught.value.message == message
