"""The command line as a whole: usage, help, explain, compare."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.cli.running import EXAMPLES, ROOT, Shell

pytestmark = pytest.mark.integration

CLEAR, FAIL = EXAMPLES / "match-300", EXAMPLES / "match-299-99"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("chek", "没有命令 chek，是否为 check"),
        ("check", "缺少材料…"),
        ("check x --gide y", "没有选项 --gide，是否为 --guide"),
        ("check x --format xml", "--format 的值无法使用，可用的有 text、json、html"),
        ("check x --as-of 明天", "“明天”不是日期"),
        ("check x --as-of 2026-02-30", "“2026-02-30”不是日期"),
        ("check x --as-of", "选项 --as-of 后面缺少值"),
        ("check x --workers 99", "--workers 的值无法使用，应不大于 16"),
        ("check x --workers zwei", "--workers 的值无法使用"),
        ("version x", "多出了参数 x"),
        ("explain x", "缺少编号"),
        ("compare x", "缺少新…"),
        ("explain x R-1", "不存在"),
    ],
)
def test_a_command_that_cannot_be_used_ends_with_a_sentence(shell: Shell, words: str, told: str) -> None:
    ran = shell.run(*words.split())
    assert (ran.code, ran.out, told in ran.err, "Traceback" in ran.err) == (3, "", True, False)


@pytest.mark.parametrize("words", ["", "report", "guide", "jobs"])
def test_a_command_alone_shows_what_there_is(shell: Shell, words: str) -> None:
    ran = shell.run(*words.split())
    assert (ran.code, "命令：" in ran.err) == (3, True)


@pytest.mark.parametrize("words", ["", "check", "explain", "compare", "report", "jobs revive", "guide confirm"])
def test_help_is_in_chinese(shell: Shell, words: str) -> None:
    ran = shell.run(*words.split(), "--help")
    assert (ran.code, ran.out.splitlines()[0].startswith("用法：xingshen"), ran.err) == (0, True, "")
    for english in ("Usage", "Options", "Arguments", "Commands", "Show this", "required", "default:", "list["):
        assert english not in ran.out


def test_a_rule_is_explained(shell: Shell) -> None:
    ran = shell.run("explain", FAIL, "R-3.6.a")
    assert ran.code == 0
    for words in ("条款原文", "3:1配套", "自筹资金 = 299.99", "✕ 不通过", "怎样才能通过", "300"):
        assert words in ran.out


def test_all_rules_of_a_clause_are_explained(shell: Shell) -> None:
    ran = shell.run("explain", FAIL, "5.2.a")
    titles = [line for line in ran.out.splitlines() if line.startswith("R-")]
    assert (ran.code, len(titles) > 1) == (0, True)


def test_a_misspelt_rule_is_told_with_the_nearest(shell: Shell) -> None:
    ran = shell.run("explain", FAIL, "R-3.6.z")
    assert (ran.code, ran.out, "是否为“R-3.6." in ran.err) == (3, "", True)


def test_two_dossiers_are_compared(shell: Shell) -> None:
    ran = shell.run("compare", FAIL, CLEAR)
    assert (ran.code, ran.out.splitlines()[0]) == (0, "结论：不通过 → 未发现问题")
    assert "已解决" in ran.out


def test_two_saved_reports_compare_like_their_dossiers(shell: Shell, tmp_path: Path) -> None:
    shell.run("check", FAIL, CLEAR, "--output", tmp_path)
    saved = shell.run("compare", tmp_path / "match-299-99.json", tmp_path / "match-300.json", "--format", "json")
    fresh = shell.run("compare", FAIL, CLEAR, "--format", "json")
    assert json.loads(saved.out) == json.loads(fresh.out)
    assert next(item["now"]["rule"] for item in json.loads(saved.out)["solved"]) == "R-3.6.a"


def test_what_is_not_a_report_cannot_be_compared(shell: Shell) -> None:
    ran = shell.run("compare", FAIL / "application.json", CLEAR)
    assert (ran.code, "不是 xingshen 的检查报告" in ran.err) == (3, True)


def test_the_schema_of_reports_is_a_schema(shell: Shell) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(shell.run("report", "schema").out))


def test_the_version_is_told(shell: Shell) -> None:
    assert shell.run("version").out.startswith("xingshen ")


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_shows_what_is_printed(shell: Shell, name: str) -> None:
    readme = (ROOT / name).read_text(encoding="utf-8")
    _, _, shown = readme.partition("```console\n$ .venv/bin/xingshen check examples/dossiers/match-299-99\n")
    lines = [line for line in shown.partition("```")[0].splitlines() if line not in ("", "…")]
    printed = shell.run("check", FAIL).out.splitlines()
    assert lines
    assert [line for line in lines if line not in printed] == []
