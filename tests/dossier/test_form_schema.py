"""The form of a guide as typed fields."""

from __future__ import annotations

import pytest

from tests.dossier.conftest import FORM
from xingshen.dossier.form_schema import (
    ALWAYS,
    FactScope,
    FieldType,
    Format,
    FormSchema,
    OptionSpec,
    PaperRole,
    parse_form_schema,
)
from xingshen.dossier.source_text import SourceError


def complaints(text: str) -> list[tuple[int, str]]:
    """(line, message) of every problem of a form."""
    with pytest.raises(SourceError) as caught:
        parse_form_schema(text, "form.yaml")
    return [(problem.line, problem.message) for problem in caught.value.problems]


def test_the_form_of_2026_is_understood(schema: FormSchema) -> None:
    grant = schema.field("budget.requested_grant")
    assert (grant.name, grant.type, grant.unit, grant.required) == ("申请财政资金", FieldType.MONEY, "万元", ALWAYS)
    assert grant.clauses == ("5.3", "2.1.n3b", "2.2.n3b", "2.3.n3b", "2.4.n3b")
    assert schema.named("申请财政资金") is grant
    assert schema.named("领域").required == '类别 != "一带一路"'
    assert (schema.named("领域").open, schema.named("类别").open) == (True, False)
    assert schema.named("申报单位代码").format is Format.USCC
    assert schema.named("负责人证件号").private


def test_rows_of_lists_are_fields_with_full_ids(schema: FormSchema) -> None:
    shareholder = schema.named("机构股东持股")
    assert (shareholder.id, shareholder.key) == ("partner.shareholders.share", "share")
    assert schema.field("partner").item("机构所在地").type is FieldType.COUNTRY
    assert schema.named("活动类型").item_type is FieldType.OPTION
    assert schema.field("partner").is_record_list
    assert not schema.named("活动类型").is_record_list


def test_aliases_and_names_find_their_field(schema: FormSchema) -> None:
    partner = schema.field("partner")
    assert schema.ids_and_aliases["partners_overseas"] is partner
    assert schema.ids_and_aliases["境外合作机构"] is partner


def test_option_words_are_matched_as_people_spell_them(schema: FormSchema) -> None:
    category = schema.named("类别")
    for word in ("1", "类别一", " 类 别１", "重点产业技术国际联合研发"):
        assert category.knows(word) == "重点产业"
    assert category.knows("“一带一路”共建国家及重点国别创新合作项目") == "一带一路"
    assert category.knows("5") is None


def test_kinds_of_paper_are_the_options_of_the_attachment_list(schema: FormSchema) -> None:
    kind = schema.field("attachments.kind")
    assert kind.options_from == "材料"
    assert kind.options[0] == OptionSpec("申报书", ("application_form",))
    found = schema.kind("专利证书")
    assert found is not None
    assert (found.id, found.name, found.reader) == ("ip", "知识产权", "certificate")
    assert schema.kind("菜谱") is None


def test_facts_say_from_which_papers_they_come_and_who_declares_them(schema: FormSchema) -> None:
    agreement = schema.fact_list("合作协议")
    assert (agreement.scope, agreement.kinds, agreement.declared) == (FactScope.KINDS, ("合作协议",), "agreement")
    assert agreement.item("签署日").declared == "agreement.signed_on"
    assert agreement.item("有译件").reads == "pairing.has_translation"
    assert agreement.item("期限形式").options == (OptionSpec("固定"), OptionSpec("相对"), OptionSpec("开放"))
    assert schema.fact_list("审计报告").item("审计年度").declared == "attachments.fiscal_year"
    assert schema.fact_list("外文材料").scope is FactScope.OTHER_FOREIGN
    marks = schema.fact_list("密级标志")
    assert (marks.scope, marks.kinds, marks.reader) == (FactScope.ALL, (), "secrecy")
    assert len(schema.fact_list("打印页").kinds) == 4


def test_roles_tell_what_kinds_are_to_the_engine(schema: FormSchema) -> None:
    assert {role.value: schema.kind_in_role(role) for role in PaperRole} == {
        "协议": "合作协议",
        "译件": "译件",
        "承诺书": "单位承诺书",
        "其他": "其他",
    }
    assert [facts.name for facts in schema.facts if facts.absence_counts] == ["审计报告"]
    assert complaints("材料: {甲: {id: a, 作用: 合同}}")[0][1].startswith("“作用”不能是“合同”")


def test_fields_know_their_line(schema: FormSchema) -> None:
    lines = FORM.read_text(encoding="utf-8").splitlines()
    assert all(f"{field.key}:" in lines[field.line - 1] for field in schema.walk())


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("字段:\n  a: {名称: 甲, 类型: 文本, 单味: 元}", 2, "不认识的键“单味”，是否为“单位”？"),
        ("字段:\n  a: {名称: 甲, 类型: 文体}", 2, "“类型”不能是“文体”，是否为“文本”？"),
        ("字段:\n  a: {名称: 甲}", 2, "“甲”缺少“类型”"),
        ("字段:\n  a: {类型: 文本}", 2, "“a”缺少“名称”"),
        ("字段:\n  a: {名称: 甲, 类型: 文本}\n  b: {名称: 甲, 类型: 文本}", 3, "名称“甲”重复，前一处在第2行"),
        ("字段:\n  a: {名称: 甲, 类型: 列表}", 2, "列表“甲”须写明“项”"),
        ("字段:\n  a: {名称: 甲, 类型: 选项}", 2, "“甲”须写明“选项”"),
        ("字段:\n  a: {名称: 甲, 类型: 文本, 选项: [乙]}", 2, "“甲”不是选项"),
        ("字段:\n  a: {名称: 甲, 类型: 选项, 选项: {乙: [丙], 丁: [丙]}}", 2, "选项“丙”重复"),
        ("字段:\n  a: {名称: 甲, 类型: 整数, 格式: uscc}", 2, "“格式”只用于文本"),
        ("字段:\n  a: {名称: 甲, 类型: 文本, 隐私: 对}", 2, "“隐私”只能写“是”或“否”"),
        ("字段:\n  a: {名称: 甲, 类型: 文本, 条款: 1.a}", 2, "此处应为列表"),
        ("字段:\n  a: {名称: 甲, 类型: 文本}\n  a.b: {名称: 乙, 类型: 文本}", 3, "“a.b”不能写在字段“a”之下"),
        ("字段:\n  a: {名称: 甲, 类型: 文本}\n  b: {名称: 乙, 类型: 文本, 别名: [a]}", 3, "字段路径“a”重复"),
        ("字段: 甲", 1, "此处应为“键: 值”的形式"),
        ("栏目: {}", 1, "不认识的键“栏目”"),
        ("材料:\n  甲: {标题: [乙]}", 2, "“甲”缺少“id”"),
        ("材料:\n  甲: {id: a}\n  乙: {id: b, 别名: [甲]}", 3, "材料种类“甲”重复"),
        ("事实:\n  甲: {材料: 乙, 项: {丙: {类型: 文本, 读: x}}}", 2, "没有名为“乙”的材料种类"),
        ("事实:\n  甲: {材料: 全部, 申报: zz, 项: {丙: {类型: 文本, 读: x}}}", 2, "“申报”所指的字段“zz”不存在"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_line(text: str, line: int, message: str) -> None:
    found = complaints(text)
    assert any(at == line and words.startswith(message) for at, words in found), found


def test_names_inside_rows_are_unique_in_the_whole_form() -> None:
    rows = "  b:\n    名称: 乙\n    类型: 列表\n    项:\n      c: {名称: 甲, 类型: 文本}"
    text = "字段:\n  a: {名称: 甲, 类型: 文本}\n" + rows
    assert complaints(text) == [(7, "名称“甲”重复，前一处在第2行")]


def test_every_problem_is_told_at_once() -> None:
    text = "字段:\n  a: {名称: 甲, 类型: 文体, 单味: 1}\n材料:\n  乙: {标题: 丙}"
    assert [line for line, _ in complaints(text)] == [2, 2, 4, 4]


def test_types_that_the_form_of_2026_does_not_use_are_known_too() -> None:
    schema = parse_form_schema("字段:\n  a: {名称: 甲, 类型: 时刻}\n  b: {名称: 乙, 类型: 数值}", "form.yaml")
    assert [field.type for field in schema.fields] == [FieldType.TIME, FieldType.NUMBER]
