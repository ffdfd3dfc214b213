"""What letters say, and that their code changes with every word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.reports.letters.writing import a_letter
from xingshen.reports.letters.content import Quote, code_of, content_of, last_day, plain_code, record_of
from xingshen.review.examination_values import LetterKind, Ruling


def test_a_refusal_names_its_points_and_until_when_a_reexamination_may_be_asked_for() -> None:
    letter = a_letter()
    assert letter.opening == (
        "你单位申报的“示例项目”（受理编号示例-0001，示例类别）经形式审查，下列2项不符合《示例指南》的要求，"
        "并经另一名审查人员复核，决定不予通过形式审查。"
    )
    assert letter.closing == (
        "对本决定有异议的，可以申请复审：自本通知书发出的次日起5个工作日内，即2026年7月27日24时前，登录申报系统，"
        "在该项目的“办理结果”页写明理由并提交。复审由未参与原审查的人员办理，逾期不再受理。",
    )


def test_the_last_day_is_the_one_before_the_midnight_at_which_the_time_ends() -> None:
    letter = a_letter()
    assert letter.until is not None
    assert last_day(letter.until) == "2026年7月27日"


def test_a_correction_says_what_may_be_changed() -> None:
    assert a_letter(LetterKind.CORRECTION).closing[1] == "本次只可修改：申请省财政资金、合作协议。其余内容保持不变。"


@pytest.mark.parametrize(
    ("ruling", "ends"),
    [
        (Ruling.UPHELD, "经复审，维持原结论，不予通过形式审查。"),
        (Ruling.OVERTURNED, "经复审，撤销原结论，通过形式审查。"),
    ],
)
def test_a_ruling_is_told(ruling: Ruling, ends: str) -> None:
    letter = replace(a_letter(LetterKind.REEXAMINATION), ruling=ruling)
    assert letter.opening.endswith(ends)


def test_the_code_changes_with_a_single_character_of_a_quotation() -> None:
    letter = a_letter()
    first = letter.items[0]
    other = replace(letter, items=(replace(first, quotes=(Quote("示例.1", "别的原文。"),)), *letter.items[1:]))
    assert letter.code == a_letter().code
    assert other.code != letter.code


def test_a_code_may_be_typed_in_small_letters_and_without_dashes() -> None:
    code = a_letter().code
    assert plain_code(f" {code.lower().replace('-', ' ')} ") == code
    assert plain_code("nonsense!") == "NONS-ENSE"


def test_the_record_holds_everything_that_the_code_covers_and_the_digests_of_the_files() -> None:
    letter = a_letter()
    record = record_of(letter, {"docx": {"sha256": "00"}})
    assert (record["code"], record["files"]) == (code_of(record["content"]), {"docx": {"sha256": "00"}})
    assert record["content"] == content_of(letter)
    assert [len(item["pictures"]) for item in record["content"]["items"]] == [1, 0]
