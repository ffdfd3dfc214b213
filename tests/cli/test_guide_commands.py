"""The commands for authors: what they print and how they end."""

import json
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner, Result

from tests.authoring.small_pack import write_pack
from xingshen.cli.guide_commands import app
from xingshen.cli.sources import InputError


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), env={"COLUMNS": "80"})


def test_check_ends_with_zero_where_nothing_is_to_mend(tmp_path: Path) -> None:
    pack = write_pack(tmp_path)
    assert run("confirm", str(pack), "--by", "某人", "--on", "2026-06-20").exit_code == 0
    result = run("check", str(pack))
    assert result.exit_code == 0
    assert "条款 3  规则 1  问题 1  用例 7  变异 6  未被发现的变异 0" in result.output
    assert result.output.splitlines()[-1] == "1 个指南包，0 个问题，6 个变异中 0 个未被发现。"


def test_check_ends_with_three_and_names_the_line(tmp_path: Path) -> None:
    pack = write_pack(tmp_path, ("guide.md", "自筹资金 >= 最低自筹", "自筹资今 >= 最低自筹"))
    result = run("check", str(pack))
    assert result.exit_code == 3
    assert "是否想写“自筹资金”" in result.output.replace("\n  ", "")


def test_a_pack_that_cannot_be_loaded_is_told_without_a_traceback(tmp_path: Path) -> None:
    pack = write_pack(tmp_path, ("guide.md", "```background", "```backgroud"))
    result = run("check", str(pack))
    assert result.exit_code == 3
    assert "不认识的代码块“backgroud”" in result.output
    assert "1 个不能载入" in result.output


def test_coverage_of_the_guide_ends_with_the_number_of_clauses() -> None:
    result = run("coverage")
    assert result.exit_code == 0
    assert result.output.splitlines()[-1] == "covered 105/105"


def test_coverage_fails_where_a_clause_is_not_answered(tmp_path: Path) -> None:
    result = run("coverage", str(write_pack(tmp_path, ("guide.md", "1.3: 鼓励", "{}"))))
    assert (result.exit_code, result.output.splitlines()[-1]) == (3, "covered 2/3")


def test_wrong_cases_are_listed(tmp_path: Path) -> None:
    change = ("guide.md", "{结果: 通过, 自筹资金: 50}", "{结果: 人工, 自筹资金: 50}")
    result = run("test", str(write_pack(tmp_path, change)))
    assert result.exit_code == 3
    assert "R-1：应为需人工，得到 通过" in result.output
    assert "用例 7，与预期不符 1。" in result.output


def test_show_gives_text_rules_cases_and_readings() -> None:
    output = run("show", "3.6.c").output
    for words in ("“项目执行期2年”", "F 可由程序判断", "R-3.6.c", "解释口径：A7、A8", "执行期止: 2028-07-01"):
        assert words in output


def test_show_suggests_the_nearest_clause() -> None:
    result = run("show", "3.6.z")
    assert isinstance(result.exception, InputError)
    assert "没有编号为“3.6.z”的条款，是否为“3.6." in str(result.exception)


def test_schema_is_a_valid_json_schema() -> None:
    schema = json.loads(run("schema").output)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["title"] == "2026年度国际科技合作/港澳台科技合作专项项目申报指南"


@pytest.mark.parametrize("arguments", [["confirm"], ["check", "没有这个"]])
def test_what_cannot_be_used_is_told(arguments: list[str]) -> None:
    assert isinstance(run(*arguments).exception, InputError)


def test_confirm_only_the_clauses_that_are_named(tmp_path: Path) -> None:
    pack = write_pack(tmp_path)
    assert "确认了 1 个条款" in run("confirm", str(pack), "--by", "某人", "--clause", "1.1").output
    assert list(json.loads((pack / "lock.json").read_text(encoding="utf-8"))) == ["1.1"]
    result = run("confirm", str(pack), "--by", "某人", "--clause", "9.9")
    assert isinstance(result.exception, InputError)
