"""``xingshen read`` as it is typed: what it prints and writes, how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from PIL import Image

from tests.cli.running import EXAMPLES, Shell

pytestmark = pytest.mark.integration

AGREEMENT = EXAMPLES / "match-300" / "05-合作协议.pdf"
DAMAGED = EXAMPLES / "damaged-paper" / "07-发明专利证书.pdf"
WORD = EXAMPLES / "clean-cat1-enterprise" / "06-合作协议中文译件.docx"


def test_a_paper_that_was_read_is_told_with_kind_facts_and_pages(shell: Shell) -> None:
    ran = shell.run("read", AGREEMENT)
    assert (ran.code, ran.err, ran.out.splitlines()[0]) == (0, "", "✓ 已读取")
    for words in ("共2页，全部已读取。", "第 1–2 页  合作协议", "▪ 截止日：2028-06-30", "第 2 页  210×297 毫米"):
        assert words in ran.out


def test_a_damaged_paper_is_told_with_its_cure(shell: Shell) -> None:
    ran = shell.run("read", DAMAGED)
    assert (ran.code, "没有读出任何文字" in ran.out, "→ 请用原软件重新导出" in ran.out) == (3, True, True)


def test_the_worst_of_several_decides_the_exit_code(shell: Shell) -> None:
    assert shell.run("read", AGREEMENT, DAMAGED, WORD).code == 3


def test_a_missing_file_is_told(shell: Shell, tmp_path: Path) -> None:
    ran = shell.run("read", tmp_path / "没有.pdf")
    assert (ran.code, "未找到该文件。" in ran.out, "Traceback" in ran.err) == (3, True, False)


def test_a_folder_is_told_apart_from_a_file(shell: Shell, tmp_path: Path) -> None:
    ran = shell.run("read", tmp_path)
    assert (ran.code, "是文件夹" in ran.err, ran.out) == (3, True, "")


def test_a_format_that_nobody_reads_is_told(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "程序.exe").write_bytes(b"MZ\x00\x01" * 20)
    ran = shell.run("read", tmp_path / "程序.exe")
    assert (ran.code, "请另存为 PDF" in ran.out) == (3, True)


def test_json_keeps_to_the_published_schema_and_is_the_same_again(shell: Shell) -> None:
    schema = json.loads(shell.run("report", "schema", "read").out)
    first, again = (shell.run("read", AGREEMENT, "--json") for _ in range(2))
    assert (first.code, first.out) == (0, again.out)
    jsonschema.Draft202012Validator(schema).validate(json.loads(first.out))
    assert "全部已读取" in first.err


def test_json_of_several_is_a_list(shell: Shell) -> None:
    ran = shell.run("read", AGREEMENT, DAMAGED, "--json")
    assert (ran.code, [document["state"] for document in json.loads(ran.out)]) == (3, ["read", "unread"])


def test_all_of_the_text_is_shown_where_it_is_asked_for(shell: Shell) -> None:
    beginning, whole = shell.run("read", AGREEMENT).out, shell.run("read", AGREEMENT, "--text").out
    assert ("签署日期：2026年5月18日" in whole.split("文字")[-1], len(whole) > len(beginning)) == (True, True)


def test_overlays_are_written_one_per_page_under_safe_names(shell: Shell, tmp_path: Path) -> None:
    odd = tmp_path / "协议 (终稿)；v2.pdf"
    odd.write_bytes(AGREEMENT.read_bytes())
    ran = shell.run("read", odd, AGREEMENT, "--overlay", tmp_path / "图")
    names = sorted(path.name for path in (tmp_path / "图").iterdir())
    assert (ran.code, "4 张页面图已写入" in ran.err) == (0, True)
    assert names == [
        "05-合作协议.pdf-001.png",
        "05-合作协议.pdf-002.png",
        "协议_终稿_v2.pdf-001.png",
        "协议_终稿_v2.pdf-002.png",
    ]
    with Image.open(tmp_path / "图" / names[0]) as picture:
        assert picture.width == pytest.approx(595 * 120 / 72, abs=2)


def test_papers_without_pages_to_draw_are_told(shell: Shell, tmp_path: Path) -> None:
    ran = shell.run("read", WORD, "--overlay", tmp_path / "图")
    assert (ran.code, "没有可以画出的页面" in ran.err) == (0, True)


def test_a_folder_that_cannot_be_written_is_told(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("", encoding="utf-8")
    ran = shell.run("read", AGREEMENT, "--overlay", tmp_path / "文件")
    assert (ran.code, "页面图无法写入" in ran.err) == (3, True)


@pytest.mark.parametrize("words", [("read",), ("read", AGREEMENT, "--guide", "没有")])
def test_a_command_that_cannot_be_used_ends_with_a_sentence(shell: Shell, words: tuple[object, ...]) -> None:
    ran = shell.run(*words)
    assert (ran.code, ran.out, "Traceback" in ran.err) == (3, "", False)
