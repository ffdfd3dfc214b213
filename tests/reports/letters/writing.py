"""Letters and Word templates for tests."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentObject

from xingshen.reports.letters.content import Letter
from xingshen.reports.letters.sample import sample_letter
from xingshen.review.examination_values import LetterKind

VERIFY = "https://shenbao.example.cn/letters/"
WHOLE = ("{{文号}}", "{{主送单位}}：", "{{正文}}", "{{结尾}}", "{{核验码}}")
ITEMS = ("{{#条目}}", "{{序号}}．{{要点}}", "{{原文}}", "{{审查情况}}", "{{/条目}}")


def a_letter(kind: LetterKind = LetterKind.REFUSAL) -> Letter:
    """A made-up letter."""
    return sample_letter(
        kind, head="某项目办公室", sign="项目办公室", number="形审〔2026〕1号", contact="0311-0000", verify=VERIFY
    )


def a_template(*paragraphs: str) -> bytes:
    """A Word document with these paragraphs."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def saved(document: DocumentObject) -> bytes:
    """Its bytes."""
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def texts(docx: bytes) -> Sequence[str]:
    """The paragraphs of a Word document with something in them."""
    return [each.text for each in Document(BytesIO(docx)).paragraphs if each.text]
