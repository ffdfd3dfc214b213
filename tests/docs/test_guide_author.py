"""The manual for guide authors names everything that the code offers them, and its examples are read by the code."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from xingshen.dossier.form_asking import Layout, Width
from xingshen.dossier.form_spec import FieldType, Format
from xingshen.guide.blocks import OUTCOMES, PRIORITY_OUTCOMES, QUESTION_OUTCOMES, REASONS, read_rule
from xingshen.guide.markdown import split
from xingshen.guide.parameters import read_parameter
from xingshen.guide.system_names import ENGINE_PARAMETERS, SYSTEM_NAMES
from xingshen.guide.tables import read_markdown_table
from xingshen.kernel.outcome import Outcome
from xingshen.language.functions import FUNCTIONS
from xingshen.language.literals import LITERAL_FUNCTIONS
from xingshen.language.quantifiers import NAMES
from xingshen.language.types import Kind

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "docs" / "guide-author"
KINDS_OF_BLOCK = ("rule", "human", "priority", "exception", "params", "table", "define", "background", "elsewhere")


def missing(page: str, words: Iterable[str]) -> list[str]:
    text = (MANUAL / page).read_text(encoding="utf-8")
    return [word for word in words if word not in text]


@pytest.mark.parametrize("calls", [FUNCTIONS, LITERAL_FUNCTIONS, NAMES])
def test_every_function_is_explained(calls: Iterable[str]) -> None:
    assert missing("expressions.md", [f"`{name}(" for name in calls]) == []


def test_every_name_that_the_engine_fills_is_explained() -> None:
    assert missing("expressions.md", [f"| {name} |" for name in SYSTEM_NAMES]) == []


def test_every_kind_of_block_and_every_word_in_it_is_explained() -> None:
    assert missing("blocks.md", [*KINDS_OF_BLOCK, *OUTCOMES, *REASONS, *PRIORITY_OUTCOMES, *QUESTION_OUTCOMES]) == []


def test_every_parameter_that_the_engine_reads_is_explained() -> None:
    assert missing("blocks.md", [f"`{name}`" for name in ENGINE_PARAMETERS]) == []


def test_every_type_and_format_of_the_form_is_explained() -> None:
    assert missing("form.md", [*FieldType, *Format, *Width, *Layout]) == []


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md", "docs/guide-author/README.md"])
def test_the_example_of_a_rule_is_one_that_the_code_reads(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    example = re.findall(r"````markdown\n(.*?)````", text, re.DOTALL)[-1]
    document = split(f"---\n---\n{example}")
    rules = [read_rule(block, "example", draft=False) for block in document.blocks if block.kind == "rule"]
    outcomes = [{case.expected for case in rule.cases} for rule in rules]
    assert len(rules) == 1
    assert outcomes[0] >= {Outcome.PASS, Outcome.FAIL, Outcome.HUMAN}


def test_the_example_of_a_table_is_one_that_the_code_reads() -> None:
    text = (MANUAL / "blocks.md").read_text(encoding="utf-8")
    table = read_markdown_table(re.findall(r"```\n(\| 类别.*?)```", text, re.DOTALL)[0])
    assert {name: of.kind for name, of in table.columns.items()} == {
        "申报主体": Kind.LIST,
        "额度": Kind.MONEY,
        "最低人数": Kind.NUMBER,
    }


def test_the_examples_of_parameters_mean_what_the_manual_says() -> None:
    text = (MANUAL / "blocks.md").read_text(encoding="utf-8")
    lines = re.findall(r"```yaml\n(资助额度.*?)```", text, re.DOTALL)[0].splitlines()
    written = dict(re.match(r"(\S+): (\S+)", line).groups() for line in lines[:6])
    assert {name: read_parameter(value).type.kind for name, value in written.items()} == {
        "资助额度": Kind.MONEY,
        "牵头配套倍数": Kind.NUMBER,
        "最低比例": Kind.PERCENT,
        "执行期年数": Kind.NUMBER,
        "截止日期": Kind.DATE,
        "截止时刻": Kind.TIME,
    }
