"""Fields filled in to look filled in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from xingshen.dossier.dossier import Dossier
from xingshen.dossier.form_schema import FormSchema
from xingshen.dossier.placeholders import find_placeholders, is_placeholder


def test_placeholders_are_found_with_their_path(read: Callable[..., Dossier]) -> None:
    dossier = read(
        {
            "project": {"title": "测试", "abstract": "略。", "start": "XXX"},
            "form": {"content": "XXXX", "technical_route": "无", "plan": "无"},
            "team": [{"name": "甲", "unit": "同上"}, {"name": "乙", "unit": "某大学"}],
            "applicant": {"former_names": ["无", "……"]},
        }
    )
    assert find_placeholders(dossier) == (
        ("研究内容", "XXXX"),
        ("实施方案", "无"),
        ("项目名称", "测试"),
        ("项目摘要", "略。"),
        ("申报单位曾用名[2]", "……"),
        ("项目组成员[1].成员单位", "同上"),
    )


@pytest.mark.parametrize("text", ["略", "（略）", "待补充", "待定", "test", "测试1", "...", "……", "某某", "TBD"])
def test_words_that_answer_nothing(schema: FormSchema, text: str) -> None:
    assert is_placeholder(text, schema.named("技术路线"))


@pytest.mark.parametrize("text", ["无", "测试技术研究", "见附件", "略阳县", "4", "A", "无线通信"])
def test_words_that_may_be_an_answer(schema: FormSchema, text: str) -> None:
    assert not is_placeholder(text, schema.named("技术路线"))


def test_nothing_is_no_answer_where_everybody_must_answer(schema: FormSchema) -> None:
    assert is_placeholder("无", schema.named("研究内容"))
    assert is_placeholder("/", schema.named("研究内容"))
    assert not is_placeholder("无机材料", schema.named("研究内容"))
