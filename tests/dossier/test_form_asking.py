"""Sections, sums, wanted papers and blocking conditions of a form, and what the loader refuses in them."""

from __future__ import annotations

import pytest

from xingshen.dossier.form_asking import Layout, Width
from xingshen.dossier.form_schema import FormSchema, parse_form_schema
from xingshen.dossier.source_text import SourceError

FIELDS = """字段:
  a.one: {名称: 甲一, 类型: 金额, 单位: 万元}
  a.two: {名称: 甲二, 类型: 文本, 显示: 已填(甲一), 宽: 半行}
  b:
    名称: 乙
    类型: 列表
    布局: 卡片
    项:
      sum: {名称: 乙数, 类型: 金额, 单位: 万元}
"""


def complaints(blocks: str, fields: str = FIELDS) -> list[tuple[int, str]]:
    """(line, message) of every problem of a form with these blocks."""
    with pytest.raises(SourceError) as caught:
        parse_form_schema(fields + blocks, "form.yaml")
    return [(problem.line, problem.message) for problem in caught.value.problems]


def test_every_field_of_the_2026_form_stands_in_one_section(schema: FormSchema) -> None:
    placed = [field_id for section in schema.sections for field_id in section.fields]
    assert sorted(placed) == sorted(spec.id for spec in schema.fields)
    assert [section.title for section in schema.sections] == [
        "基本信息", "申报单位", "项目负责人与项目组", "合作单位", "合作协议",
        "研究内容与实施方案", "考核指标", "经费预算", "优先支持与声明", "附件",
    ]  # fmt: skip
    assert schema.section_of["budget.self_funding"].id == "budget"


def test_a_field_says_when_it_is_asked_and_how_wide_it_wants_to_be(schema: FormSchema) -> None:
    assert schema.field("form.subtype").shown == '类别 == "一带一路"'
    assert schema.field("applicant.name").shown is None
    assert schema.field("project.title").width is Width.FULL
    assert schema.field("team").layout is Layout.TABLE


def test_the_sums_of_the_budget_are_declared(schema: FormSchema) -> None:
    sums = {item.field: item for item in schema.sums}
    assert sums["budget.total_spending"].parts == (
        "budget.equipment", "budget.operation", "budget.labour", "budget.indirect",
    )  # fmt: skip
    assert (sums["budget.total_sources"].fills, sums["budget.self_funding"].fills) == (True, False)


def test_a_form_without_sections_has_one_for_each_first_part_of_its_ids() -> None:
    schema = parse_form_schema(FIELDS, "form.yaml")
    assert [(section.id, section.fields) for section in schema.sections] == [("a", ("a.one", "a.two")), ("b", ("b",))]


def test_a_field_in_no_section_twice_or_unknown_is_told_with_its_line() -> None:
    blocks = "分节:\n  s: {标题: 甲, 字段: [a.one, a.tow]}\n  t: {标题: 乙, 字段: [a.one]}\n"
    assert complaints(blocks) == [
        (3, "字段“a.two”没有列入任何一节"),
        (4, "字段“b”没有列入任何一节"),
        (11, "没有字段“a.tow”，是否为“a.two”？"),
        (12, "字段“a.one”在分节中出现两次（s、t）"),
    ]


def test_a_section_has_a_title_and_either_fields_or_groups() -> None:
    blocks = "分节:\n  s: {字段: [a.one, a.two, b], 组: []}\n"
    assert complaints(blocks) == [(11, "“s”须写“字段”或“组”，二者取一"), (11, "“s”缺少“标题”")]


def test_a_sum_adds_up_amounts_of_fields_and_of_columns() -> None:
    schema = parse_form_schema(FIELDS + "合计:\n  a.one: {各项: [b.sum]}\n", "form.yaml")
    assert (schema.sums[0].field, schema.sums[0].parts) == ("a.one", ("b.sum",))
    assert complaints("合计:\n  a.one: {各项: [a.two]}\n") == [(11, "“a.two”的类型是文本，不能求和")]
    assert complaints("合计:\n  a.one: {自动: 是}\n") == [(11, "“a.one”缺少“各项”")]


def test_a_wanted_paper_gives_its_reason() -> None:
    kinds = "材料:\n  证明: {id: proof, 需要: 已填(甲一), 理由: 要证明, 条款: [1.a]}\n"
    need = parse_form_schema(FIELDS + kinds, "form.yaml").kinds[0].needs[0]
    assert (need.condition, need.reason, need.clauses, need.line) == ("已填(甲一)", "要证明", ("1.a",), 11)
    assert complaints("材料:\n  证明: {id: proof, 需要: 是}\n") == [(11, "“证明”缺少“理由”")]
    assert complaints("材料:\n  证明: {id: proof, 理由: 无}\n") == [(11, "写了“理由”而没有写“需要”")]


def test_a_paper_may_be_wanted_for_several_reasons() -> None:
    reasons = "      - {如果: 已填(甲一), 理由: 甲}\n      - {如果: 已填(甲二), 理由: 乙}\n"
    kinds = f"材料:\n  证明:\n    id: proof\n    需要:\n{reasons}"
    needs = parse_form_schema(FIELDS + kinds, "form.yaml").kinds[0].needs
    assert [(need.condition, need.reason) for need in needs] == [("已填(甲一)", "甲"), ("已填(甲二)", "乙")]


def test_what_blocks_is_a_condition_or_a_rule() -> None:
    schema = parse_form_schema(FIELDS + "提交条件:\n  - {规则: R-1, 理由: 不行}\n", "form.yaml")
    assert (schema.blocking[0].rule, schema.blocking[0].condition) == ("R-1", None)
    assert complaints("提交条件:\n  - {理由: 不行}\n") == [(11, "每一项须写“条件”或“规则”，二者取一")]
    assert complaints("提交条件: 无\n") == [(10, "“提交条件”应为列表")]


def test_only_an_option_can_be_chosen_with_the_rules() -> None:
    assert complaints("选类: {字段: a.two}\n") == [(10, "“a.two”不是选项，不能用来选类")]


def test_fields_of_rows_are_always_asked() -> None:
    fields = FIELDS.replace("类型: 金额, 单位: 万元}\n", "类型: 金额, 单位: 万元, 显示: 是}\n")
    assert complaints("", fields.replace("甲一, 类型: 金额, 单位: 万元, 显示: 是", "甲一, 类型: 金额, 单位: 万元")) == [
        (9, "列表各行中的字段不能写“显示”")
    ]
