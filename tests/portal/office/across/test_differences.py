"""Two Chinese texts side by side."""

from __future__ import annotations

import time

import pytest

from xingshen.portal.office.across.differences import Line, Part, Run, compare, sentences, within


def _marked(parts: tuple[Part, ...]) -> str:
    return "".join(f"[{part.text}]" if part.differs else part.text for part in parts)


def test_sentences_keep_their_marks_and_long_ones_are_cut_at_commas() -> None:
    assert sentences("甲。乙！\n丙；丁") == ["甲。", "乙！", "丙；", "丁"]
    assert sentences("长" * 150 + "，" + "短" * 100 + "。") == ["长" * 150 + "，", "短" * 100 + "。"]


@pytest.mark.parametrize(
    ("left", "right", "shown"),
    [
        (
            "有效期至2028年6月29日。",
            "有效期至2028年6月30日。",
            ("有效期至2028年6月[29]日。", "有效期至2028年6月[30]日。"),
        ),
        ("完成样机三台", "完成样机五台", ("完成样机[三台]", "完成样机[五台]")),
        ("同一句", "同一句", ("同一句", "同一句")),
        ("", "后来加的", ("", "[后来加的]")),
    ],
)
def test_what_differs_within_a_sentence_is_marked(left: str, right: str, shown: tuple[str, str]) -> None:
    line = within(left, right)
    assert (_marked(line.left), _marked(line.right)) == shown


def test_sentences_that_one_text_lacks_stand_alone() -> None:
    runs = compare("第一句。第二句讲方法。", "第一句。另外一段完全不同的内容！第二句讲方法。")
    assert runs == (
        Run(True, (Line((Part("第一句。", False),), (Part("第一句。", False),)),)),
        Run(False, (Line((), (Part("另外一段完全不同的内容！", True),)),)),
        Run(True, (Line((Part("第二句讲方法。", False),), (Part("第二句讲方法。", False),)),)),
    )


def test_a_changed_sentence_stands_beside_its_other() -> None:
    (run,) = compare("项目完成样机三台并通过验收。", "项目完成样机五台并通过验收。")
    (line,) = run.lines
    assert (run.same, _marked(line.left)) == (False, "项目完成样机[三]台并通过验收。")


def test_long_texts_are_compared_within_seconds() -> None:
    left = "。".join(f"第{number}项内容说明研究方法与步骤{number * 7 % 13}" for number in range(900))
    right = "。".join(f"第{number}项内容阐述研究思路与路线{number * 5 % 11}" for number in range(900))
    began = time.monotonic()
    assert compare(left, right)
    assert time.monotonic() - began < 20
