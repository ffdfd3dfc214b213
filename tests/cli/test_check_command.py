"""``xingshen check`` as it is typed: what it prints, what it writes, how it ends."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import unicodedata
import zipfile
from pathlib import Path

import jsonschema
import pytest

from tests.cli.running import EXAMPLES, Shell

pytestmark = pytest.mark.integration

CLEAR, FAIL, HUMAN = (EXAMPLES / name for name in ("match-300", "match-299-99", "offshore-partner"))


def copies(target: Path, *folders: Path) -> Path:
    target.mkdir()
    for folder in folders:
        shutil.copytree(folder, target / folder.name)
    return target


def broken_dossier(folder: Path) -> Path:
    folder.mkdir()
    (folder / "application.json").write_text('{"project": {"title": "甲",}, "budget": }', encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("dossier", "code", "word"), [(CLEAR, 0, "未发现问题"), (FAIL, 1, "不通过"), (HUMAN, 2, "需人工")]
)
def test_the_exit_code_and_the_first_line_say_the_verdict(shell: Shell, dossier: Path, code: int, word: str) -> None:
    ran = shell.run("check", dossier)
    assert (ran.code, word in ran.out.splitlines()[0], ran.err) == (code, True, "")


def test_a_fail_is_told_with_clause_numbers_quote_evidence_and_cure(shell: Shell) -> None:
    out = shell.run("check", FAIL).out
    for words in ("3.6.a", "差0.01万元", "3:1配套", "自筹资金 = 299.99", "→ 自筹资金应不少于300万元"):
        assert words in out


def test_a_folder_of_dossiers_ends_in_a_table(shell: Shell, tmp_path: Path) -> None:
    ran = shell.run("check", copies(tmp_path / "多份", CLEAR, FAIL, HUMAN))
    rows = [line.split("│") for line in ran.out.splitlines() if "│" in line]
    assert [[cell.strip() for cell in row] for row in rows] == [
        ["match-299-99", "重点产业", "✕ 不通过", "1", "0", "20"],
        ["match-300", "重点产业", "✓ 未发现问题", "0", "0", "20"],
        ["offshore-partner", "重点产业", "? 需人工", "0", "1", "20"],
    ]


def test_the_worst_of_several_decides_the_exit_code(shell: Shell, tmp_path: Path) -> None:
    broken = broken_dossier(tmp_path / "坏")
    assert [
        shell.run("check", CLEAR, HUMAN).code,
        shell.run("check", CLEAR, HUMAN, FAIL).code,
        shell.run("check", CLEAR, HUMAN, FAIL, broken).code,
    ] == [2, 1, 3]


def test_a_dossier_that_cannot_be_read_does_not_stop_the_others(shell: Shell, tmp_path: Path) -> None:
    ran = shell.run("check", broken_dossier(tmp_path / "坏"), CLEAR)
    assert (ran.code, "match-300" in ran.out, "坏 无法检查" in ran.err) == (3, True, True)


def test_a_missing_path_is_told(shell: Shell, tmp_path: Path) -> None:
    ran = shell.run("check", tmp_path / "没有")
    assert (ran.code, ran.out, "不存在" in ran.err) == (3, "", True)


def test_a_folder_without_application_is_told(shell: Shell, tmp_path: Path) -> None:
    ran = shell.run("check", tmp_path)
    assert (ran.code, "未找到申报书数据文件 application.json" in ran.err) == (3, True)


def test_all_faults_of_a_malformed_application_are_told_at_once(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "application.json").write_text('{"attachments": 3, "partner": "某大学", "team": 5}', encoding="utf-8")
    ran = shell.run("check", tmp_path)
    told = ran.out + ran.err
    for name in ("attachments", "partner", "team"):
        assert name in told


def test_a_zip_gives_what_its_folder_gives(shell: Shell, tmp_path: Path) -> None:
    packed = tmp_path / "match-300.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(CLEAR.iterdir()):
            archive.write(path, f"match-300/{path.name}")
    assert shell.run("check", packed).out == shell.run("check", CLEAR).out


def test_json_keeps_to_the_published_schema_and_is_the_same_again(shell: Shell) -> None:
    schema = json.loads(shell.run("report", "schema").out)
    first, again = (shell.run("check", FAIL, "--format", "json").out for _ in range(2))
    assert first == again
    jsonschema.Draft202012Validator(schema).validate(json.loads(first))


def test_json_of_several_is_a_list(shell: Shell) -> None:
    reports = json.loads(shell.run("check", FAIL, CLEAR, "--format", "json").out)
    assert [(report["dossier"]["id"], report["verdict"]) for report in reports] == [
        ("match-299-99", "fail"),
        ("match-300", "clear"),
    ]


def test_output_writes_html_and_json_and_names_the_page(shell: Shell, tmp_path: Path) -> None:
    ran = shell.run("check", FAIL, "--output", tmp_path / "报告")
    assert sorted(path.name for path in (tmp_path / "报告").iterdir()) == ["match-299-99.html", "match-299-99.json"]
    page = (tmp_path / "报告" / "match-299-99.html").read_text(encoding="utf-8")
    assert "差0.01万元" in re.sub(r"<[^>]+>", "", page)
    assert f"报告：{tmp_path / '报告' / 'match-299-99.html'}" in ran.out


def test_html_without_a_folder_is_written_where_one_stands(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shell.run("check", CLEAR, "--format", "html")
    assert (tmp_path / "match-300.html").is_file()


def test_a_folder_that_cannot_be_written_is_told(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("", encoding="utf-8")
    ran = shell.run("check", CLEAR, "--output", tmp_path / "文件")
    assert (ran.code, "报告无法写入" in ran.err) == (3, True)


def test_answers_to_every_question_make_it_pass(shell: Shell, tmp_path: Path) -> None:
    report = json.loads(shell.run("check", CLEAR, "--format", "json").out)
    questions = [finding["rule"] for finding in report["findings"] if finding["standing"]]
    answers = tmp_path / "认定.json"
    answer = {"answer": "通过", "by": "审查员甲", "reason": "已核对"}
    answers.write_text(json.dumps(dict.fromkeys(questions, answer), ensure_ascii=False), encoding="utf-8")
    judged = json.loads(shell.run("check", CLEAR, "--answers", answers, "--format", "json").out)
    assert (report["verdict"], judged["verdict"]) == ("clear", "pass")


def test_one_answer_left_out_keeps_it_clear(shell: Shell, tmp_path: Path) -> None:
    answers = tmp_path / "认定.yaml"
    answers.write_text("H-3.1.a: {answer: 通过, by: 审查员甲}\n", encoding="utf-8")
    ran = shell.run("check", CLEAR, "--answers", answers, "--format", "json")
    assert json.loads(ran.out)["verdict"] == "clear"


def test_an_officer_who_says_no_makes_it_fail(shell: Shell, tmp_path: Path) -> None:
    answers = tmp_path / "认定.yaml"
    answers.write_text("H-3.1.a: {answer: 不通过, by: 审查员甲, reason: 未见合作基础}\n", encoding="utf-8")
    assert shell.run("check", CLEAR, "--answers", answers).code == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("H-3.1.x: {answer: 通过, by: 甲}", "是否为“H-3.1."),
        ("H-3.1.a: 通过", "应写 answer"),
        ("H-3.1.a: {answer: 好, by: 甲}", "应写 answer"),
        ("- 1", "应为“编号: 认定”的对象"),
        ("a: [", "第"),
    ],
)
def test_an_answers_file_that_cannot_be_used_is_told(shell: Shell, tmp_path: Path, text: str, told: str) -> None:
    answers = tmp_path / "认定.yaml"
    answers.write_text(text, encoding="utf-8")
    ran = shell.run("check", CLEAR, "--answers", answers)
    assert (ran.code, told in ran.err) == (3, True)


def test_the_day_of_judgement_can_be_given(shell: Shell) -> None:
    ran = shell.run("check", CLEAR, "--as-of", "2026-06-30", "--format", "json")
    assert json.loads(ran.out)["as_of"] == "2026-06-30"


def test_an_unknown_guide_is_told_with_those_that_there_are(shell: Shell) -> None:
    ran = shell.run("check", CLEAR, "--guide", "hebei-intl-2062")
    assert (ran.code, "hebei-intl-2026" in ran.err) == (3, True)


def width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)


def test_piped_output_has_no_colour_and_keeps_to_eighty_columns(shell: Shell) -> None:
    ran = shell.run_apart("check", FAIL)
    assert (ran.code, "\x1b" in ran.out, ran.err) == (1, False, "")
    assert max(width(line) for line in ran.out.splitlines()) <= 80


def test_no_color_is_respected_where_colour_is_forced_otherwise(shell: Shell) -> None:
    plain = shell.run_apart("check", FAIL, FORCE_COLOR="1", NO_COLOR="1").out
    assert "\x1b[31m" not in plain
    assert "\x1b[1;31m" not in plain


def test_an_interrupt_ends_with_a_sentence(shell: Shell, tmp_path: Path) -> None:
    process = shell.start(["check", EXAMPLES], XS_CACHE_DIR=str(tmp_path / "空"))
    while not (tmp_path / "空").exists():
        assert process.poll() is None
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, "已停止" in err, "Traceback" in err) == (130, "", True, False)
