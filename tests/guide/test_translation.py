"""The English of a guide: read beside it, checked against it, and standing in for nothing that is not there."""

from pathlib import Path

import pytest

from tests.authoring.small_pack import write_pack
from xingshen.guide.errors import PackError
from xingshen.guide.finding import find_guide
from xingshen.guide.loading import load_guide
from xingshen.guide.pack import Guide
from xingshen.guide.translating import translated
from xingshen.kernel.outcome import Outcome

SMALL = """标题: Small guide
条款: {'1.1': 'Self-raised funds are no less than 50 × CNY 10,000'}
规则:
  R-1:
    名称: Enough self-raised funds
    说明: {不通过: 'The self-raised funds of {自筹资金} × CNY 10,000 are less than {最低自筹}.'}
字段:
  money: {名称: Self-raised funds}
  kind:
    名称: Category
    全称: {甲类: The first category}
词: {甲类: First}
"""
MESSAGE = "说明: {不通过: 'The self-raised funds of {自筹资金} × CNY 10,000 are less than {最低自筹}.'}"


def small(folder: Path, text: str = SMALL) -> Path:
    pack = write_pack(folder)
    (pack / "en.yaml").write_text(text, encoding="utf-8")
    return pack


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide(find_guide("hebei-intl-2026"))


@pytest.mark.parametrize("name", ["hebei-intl-2026", "hebei-notice-2026"])
def test_the_guides_of_2026_are_complete_in_english(name: str) -> None:
    assert load_guide(find_guide(name)).english.missing() == ()


def test_texts_of_2026_by_their_ids(guide: Guide) -> None:
    english = guide.english
    found = {
        "field": english.field_name("budget.self_funding"),
        "row": english.field_name("team.birth"),
        "hint": english.hint("budget.equipment"),
        "no hint": english.hint("leader.name"),
        "option": english.option("form.category", "一带一路"),
        "in full": english.option_title("form.category", "一带一路"),
        "kind": english.kind("签章页"),
        "kind as option": english.option("attachments.kind", "审计报告"),
        "section": english.section_title("budget"),
        "group": english.group_title("budget", "自筹来源"),
        "reason": english.reason("请选择申报类别"),
        "title": english.rule_title("R-3.6.c"),
        "question": english.rule_title("H-2.2.n1b"),
        "why": english.why("H-2.2.n1b"),
        "clause": english.clause("3.6.c"),
        "notice": english.clause("N3"),
        "part": english.part("四、申报材料"),
        "unit": english.word("万元"),
        "fact": english.fact("合作协议", "截止日"),
        "parameter": english.parameter_name("计划年度"),
        "nothing": english.field_name("no.such"),
    }
    assert found == {
        "field": "Self-raised funds",
        "row": "Member's date of birth",
        "hint": "In CNY 10,000",
        "no hint": None,
        "option": "Belt and Road",
        "in full": "Innovation cooperation projects with Belt and Road countries and key countries",
        "kind": "Sealed page",
        "kind as option": "Audit report",
        "section": "Budget",
        "group": "Sources of self-raised funds",
        "reason": "Choose a category",
        "title": "The project period is 2 years",
        "question": "Can the project bring good economic and social benefits?",
        "why": "“Good” is a matter of assessment",
        "clause": "The project period is 2 years",
        "notice": "Administrative organs must be neither applicant nor co-unit",
        "part": "IV. Application papers",
        "unit": "CNY 10,000",
        "fact": "end date",
        "parameter": "Programme year",
        "nothing": "no.such",
    }


def test_taiwan_hong_kong_and_macao_are_regions_of_china(guide: Guide) -> None:
    told = guide.english.cure("R-2.4.s2")
    assert told == "The main partner in category 4 should be in Hong Kong, China; Macao, China; or Taiwan, China."


def test_what_is_not_translated_stays_chinese(tmp_path: Path) -> None:
    english = load_guide(small(tmp_path)).english
    assert (english.rule_title("R-1"), english.rule_title("H-1")) == ("Enough self-raised funds", "是否有示范作用？")
    assert (english.option("kind", "甲类"), english.option("kind", "乙类")) == ("First", "乙类")
    assert (english.option_title("kind", "甲类"), english.option_title("kind", "乙类")) == (
        "The first category",
        "乙类",
    )


def test_a_pack_without_english_is_told_in_chinese(tmp_path: Path) -> None:
    guide = load_guide(write_pack(tmp_path))
    assert translated(guide).pack.rules == guide.pack.rules
    assert guide.english.field_name("money") == "自筹资金"


def test_a_translated_guide_keeps_its_conditions_and_the_text_of_its_clauses(tmp_path: Path) -> None:
    guide = load_guide(small(tmp_path))
    english = translated(guide)
    before, after = guide.pack.rules["R-1"], english.pack.rules["R-1"]
    assert (after.grades, after.applies, after.cases) == (before.grades, before.applies, before.cases)
    assert after.messages[Outcome.FAIL] == (
        "The self-raised funds of {自筹资金} × CNY 10,000 are less than {最低自筹}."
    )
    clause = english.pack.clauses["1.1"]
    assert (clause.text, clause.rendering) == (
        "自筹资金不少于50万元",
        "Self-raised funds are no less than 50 × CNY 10,000",
    )
    assert english.pack.title == "Small guide"


def test_reasons_and_sections_of_the_form_are_translated_too(guide: Guide) -> None:
    form = translated(guide).form
    assert form.sections[0].title == "Basics"
    assert form.blocking[0].reason == "Choose a category"
    assert next(kind for kind in form.kinds if kind.name == "签章页").needs[0].reason.startswith("The sealed page")


def test_english_changes_no_digest(tmp_path: Path) -> None:
    before = load_guide(write_pack(tmp_path)).pack.digest
    (tmp_path / "small" / "en.yaml").write_text(SMALL, encoding="utf-8")
    assert load_guide(tmp_path / "small").pack.digest == before


FAULTS = [
    pytest.param("  R-1:", "  R-2:", "en.yaml 第4行：不认识的键“R-2”，是否为“R-1”？", id="unknown rule"),
    pytest.param("  money:", "  mony:", "en.yaml 第8行：不认识的键“mony”，是否为“money”？", id="unknown field"),
    pytest.param("不通过: 'The", "通过: 'The", "en.yaml 第6行：不认识的键“通过”", id="no such message"),
    pytest.param("{自筹资金}", "{自筹}", "占位符与中文不一致：缺少 {自筹资金}；多出 {自筹}", id="other placeholder"),
    pytest.param("名称: Category", "名称: [Category]", "“名称”应为一段英文", id="a list"),
    pytest.param("词: {甲类: First}", "词: {丙类: Third}", "不认识的键“丙类”", id="unknown word"),
    pytest.param("    " + MESSAGE, "    说明: Less", "“说明”之下还应有内容", id="a text for a block"),
    pytest.param("标题: Small guide", "名字: Small guide", "en.yaml 第1行：不认识的键“名字”", id="unknown block"),
    pytest.param("标题: Small guide", "标题: 'Small", "en.yaml 第2行：缩进与上文不一致", id="no YAML"),
]


@pytest.mark.parametrize(("old", "new", "words"), FAULTS)
def test_a_fault_is_told_with_its_line(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in SMALL
    with pytest.raises(PackError) as error:
        load_guide(small(tmp_path, SMALL.replace(old, new, 1)))
    assert words in str(error.value)


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    text = SMALL.replace("  R-1:", "  R-2:", 1).replace("  money:", "  mony:", 1)
    with pytest.raises(PackError) as error:
        load_guide(small(tmp_path, text))
    assert [problem.line for problem in error.value.problems] == [4, 8]
