"""Every fault that an author may make is told in Chinese, with its line, and never as a traceback."""

from pathlib import Path

import pytest

from tests.authoring.small_pack import check_pack, line_of, problems, told, write_pack
from xingshen.guide.finding import find_guide

GUIDE = "guide.md"
CONDITION, RULE, PARAMS, FIRST_CASE = "条件: 自筹资金", "rule R-1", "最低自筹: 50万元", "  - {结果: 通过, 自筹资金: 50}"


def test_a_sound_pack_has_no_problem(tmp_path: Path) -> None:
    report = check_pack(write_pack(tmp_path))
    assert [problem.check for problem in report.problems] == ["确认记录"]
    assert (report.clauses, report.rules, report.questions, report.cases) == (3, 1, 1, 7)
    assert (report.mutants, report.survivors, report.complete) == (6, 0, True)


@pytest.mark.parametrize("name", ["hebei-intl-2026", "hebei-notice-2026"])
def test_the_packs_of_this_repository_have_no_problem_and_no_survivor(name: str) -> None:
    report = check_pack(find_guide(name))
    assert [str(problem) for problem in report.problems] == []
    assert report.survivors == 0


CASES = [
    pytest.param("不少于50万元]", "不少于50万]", [("逐字核对", "> 一、要求")], id="quotation differs"),
    pytest.param("[鼓励协同]{#1.3}。", "", [("条款覆盖", 2 + 2), ("逐字核对", "> 一、要求")], id="clause lost"),
    pytest.param("[项目应有示范作用]{#1.2}", "项目应有示范作用", None, id="sentence outside"),
    pytest.param("1.3: 鼓励", "{}", [("条款覆盖", "> [自筹")], id="clause without answer"),
    pytest.param(CONDITION, "条件: 自筹资今", [("名称与类型", CONDITION)], id="misspelt name"),
    pytest.param(f"{CONDITION} >=", f"{CONDITION} ＞=", [("名称与类型", CONDITION)], id="full-width operator"),
    pytest.param("自筹资金 >= 最低自筹", '自筹资金 >= "五十"', [("名称与类型", CONDITION)], id="wrong type"),
    pytest.param("{自筹资金}万元", "{自筹资今}万元", [("占位符", "  不通过: 自筹")], id="misspelt placeholder"),
    pytest.param("  - {结果: 不适用, 类别: 乙类}", "  - {结果: 不适用, 类别: 丙类}", None, id="option in a case"),
    pytest.param(FIRST_CASE, "  - {结果: 不通过, 自筹资金: 50}", [("用例", FIRST_CASE)], id="wrong case"),
    pytest.param("自筹资金: 49.99}", "自筹资今: 49.99}", [("用例", "  - {结果: 不通过")], id="unknown name in case"),
    pytest.param("  - {结果: 人工, 自筹资金: 未知}\n", "", [("用例齐全", RULE)], id="no unknown case"),
    pytest.param("  - {结果: 不问, 类别: 乙类}\n", "", None, id="question without its cases"),
    pytest.param("```params", "```params\n闲置: 3年   # 1.1", [("未使用", PARAMS)], id="unused parameter"),
    pytest.param(PARAMS, "最低自筹: 50.00万元", [("参数出处", PARAMS)], id="parameter not in the clause"),
    pytest.param("名称: 自筹资金不少于", "解释口径: 待确认\n名称: 自筹资金不少于", None, id="reading not confirmed"),
    pytest.param("依据: '1.1'", "依据: '1.11'", None, id="clause that does not exist"),
]


@pytest.mark.parametrize(("old", "new", "expected"), CASES)
def test_a_fault_is_found(tmp_path: Path, old: str, new: str, expected: list[tuple[str, str | int]] | None) -> None:
    found = told(write_pack(tmp_path, (GUIDE, old, new)))
    assert found != []
    for check, where in expected or []:
        names = [(name, line) for name, _, line in found]
        line = where if isinstance(where, int) else line_of(where)
        assert (check, line) in names or (check, line + 1) in names


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[项目应有示范作用]{#1.2}", "项目应有示范作用", "这段原文没有标入任何条款"),
        ("  - {结果: 不问, 类别: 乙类}\n", "", "H-1 缺少用例：不问"),
        ("名称: 自筹资金不少于", "解释口径: 待确认\n名称: 自筹资金不少于", "仍为“待确认”"),
        ("条件: 自筹资金 >= 最低自筹", "条件: 自筹资金 > 最低自筹 or 1 == 1", "什么都不知道的材料，结论为“通过”"),
        ("依据: '1.1'", "依据: '1.12'", "条款号 1.12 不存在"),
        ("适用: 类别", "适 用: 类别", "未知的键“适 用”，是否为“适用”？"),
        ("条件: 自筹资金 >= 最低自筹", "条件: 自筹资今 >= 最低自筹", "是否想写“自筹资金”？"),
        ("{结果: 通过, 自筹资金: 50}", "{结果: 通过, 自筹资金: 52}", "正好在界限上的用例"),
        ("```background", "```backgroud", "不认识的代码块“backgroud”"),
        ("不符合: 不通过", "不符合: 不行", "“不符合”只能是：通过、不通过"),
        ("依据: '1.1'", "依据: '1.1\n", "YAML"),
        ("最低自筹: 50万元", "最低自筹: 3:0", "不是有效的数值"),
        ("最低自筹: 50万元", "最低自筹: 2026-13-40", "不是有效的日期"),
        ("status: released", "status: final", "status 只能是 draft 或 released"),
        ("```rule R-1", "```rule", "rule 块要写编号"),
        ("{#1.2}", "{#1.1}", "条款号 1.1 重复"),
        ("最低自筹: 50万元", "最低自筹: {表: tables/无.csv, 列: 名}", "未找到名单 tables/无.csv"),
    ],
)
def test_a_fault_is_told_in_words(tmp_path: Path, old: str, new: str, words: str) -> None:
    found = problems(write_pack(tmp_path, (GUIDE, old, new)))
    told_words = "\n".join(str(problem) for problem in found)
    if words == "YAML":
        assert found != []
        assert all(problem.line > 0 for problem in found)
    else:
        assert words in told_words


def test_a_misspelt_name_has_its_line_and_column(tmp_path: Path) -> None:
    change = (GUIDE, "条件: 自筹资金 >= 最低自筹", "条件: >-\n  类别 == \"甲类\"\n  and 自筹资今 >= 最低自筹")
    found = problems(write_pack(tmp_path, change))
    assert [(problem.line, problem.message) for problem in found] == [
        (line_of(CONDITION) + 2, "第7列，rule R-1 条件：未知名称“自筹资今”；是否想写“自筹资金”？")
    ]


@pytest.mark.parametrize("name", ["source.txt", "clauses.csv", "form.yaml", "base.yaml", "guide.md"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    pack = write_pack(tmp_path)
    (pack / name).unlink()
    assert [(problem.file, problem.line) for problem in problems(pack)] == [(name, 0)]


def test_faults_in_several_blocks_are_told_together(tmp_path: Path) -> None:
    changes = ((GUIDE, "不符合: 不通过", "不符合: 不行"), (GUIDE, "缘由: 须由人判断\n", ""))
    assert len(problems(write_pack(tmp_path, *changes))) == 2


def test_an_unlisted_clause_is_told(tmp_path: Path) -> None:
    found = problems(write_pack(tmp_path, ("clauses.csv", "1.3,I,A,鼓励\n", "")))
    assert [str(problem) for problem in found] == ["guide.md 第14行：条款 1.3：clauses.csv 中没有这一条"]


def test_an_f_clause_needs_a_rule_and_an_h_clause_a_question(tmp_path: Path) -> None:
    levels = ("clauses.csv", "1.2,H", "1.2,F"), ("clauses.csv", "1.1,F", "1.1,H")
    found = {problem.message for problem in problems(write_pack(tmp_path, *levels))}
    assert found == {
        "条款 1.1：级别为 H（须由人判断），还没有问题（human）",
        "条款 1.2：级别为 F（可由程序判断），还没有规则",
    }


def test_a_clause_whose_text_changed_is_stale_until_confirmed(tmp_path: Path) -> None:
    pack = write_pack(tmp_path)
    assert problems(pack) == []
    for name in ("source.txt", "guide.md"):
        path = pack / name
        path.write_text(path.read_text(encoding="utf-8").replace("鼓励协同", "鼓励合作"), encoding="utf-8")
    assert [problem.message for problem in problems(pack)] == [
        "条款 1.3 的原文在某人于2026-06-20确认之后有改动，请核对后确认"
    ]
    (pack / "lock.json").unlink()
    assert problems(pack) == []


def test_a_damaged_lock_is_told(tmp_path: Path) -> None:
    pack = write_pack(tmp_path)
    (pack / "lock.json").write_text("{", encoding="utf-8")
    assert told(pack) == [("确认记录", "lock.json", 0)]


def test_a_row_of_a_table_that_no_option_names_is_told(tmp_path: Path) -> None:
    rows = "| 类别 | 额度 |\n| 甲类 | 50万元 |\n| 乙类 | 60万元 |\n| 丙类 | 70万元 |"
    table = f"```table 额度表\n{rows}\n```\n\n```params"
    changes = (GUIDE, "```params", table), (GUIDE, "自筹资金 >= 最低自筹", "自筹资金 >= 额度表[类别].额度")
    assert "表“额度表”的“丙类”一行不是“类别”的选项" in "\n".join(
        problem.message for problem in problems(write_pack(tmp_path, *changes))
    )


def test_all_over_a_list_that_may_be_empty_is_only_a_warning(tmp_path: Path) -> None:
    change = (GUIDE, "自筹资金 >= 最低自筹", "自筹资金 >= 最低自筹 and all(员.年龄 >= 18 for 员 in 成员)")
    report = check_pack(write_pack(tmp_path, change))
    assert [warning.check for warning in report.warnings] == ["空列表"]


FORM_BLOCKS = """分节:
  all: {标题: 全部, 字段: [money, kind, team]}
提交条件:
  - {条件: 已填(自筹), 理由: 请填写自筹资金, 条款: ['1.1']}
  - {规则: R-9, 理由: 请更正, 条款: ['9.9']}
选类: {字段: kind, 问题: [money], 条款: ['7.*']}
"""


def test_what_the_form_says_of_the_guide_is_checked_with_its_lines(tmp_path: Path) -> None:
    changes = (
        ("form.yaml", "材料: {}\n", f"材料: {{}}\n{FORM_BLOCKS}"),
        ("form.yaml", "单位: 万元}", "单位: 万元, 显示: 成圆}"),
    )
    found = [problem for problem in problems(write_pack(tmp_path, *changes)) if problem.file == "form.yaml"]
    assert [(problem.line, problem.message) for problem in found] == [
        (2, "money 显示：未知名称“成圆”；是否想写“成员”？"),
        (13, "提交条件：未知名称“自筹”；是否想写“自筹资金”？"),
        (14, "提交条件所指的规则 R-9 不存在"),
        (14, "提交条件 引用的条款号 9.9 不存在"),
        (15, "选类的条款“7.*”没有任何规则"),
    ]
