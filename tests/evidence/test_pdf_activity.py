from __future__ import annotations

import io

import pikepdf
import pytest

from tests.evidence.forge import HELVETICA, locked_pdf, looping_page_tree, one_page, raw_pdf, shown, stream
from xingshen.evidence.limits import Limits
from xingshen.evidence.pdf_activity import activities, pdf_activity
from xingshen.evidence.pdf_text import read_pdf

LIMITS = Limits()
SENTENCE = b"This page carries quite enough text to be taken for a text layer."
SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
LAUNCH = b"<</S/Launch/F(calc.exe)>>"


def _pdf(catalogue: bytes = b"", page: bytes = b"", *extra: bytes) -> bytes:
    """One page of text; ``extra`` objects count from number 6."""
    start = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>"
    return raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R" + catalogue + b">>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            start + page + b">>",
            stream(shown(SENTENCE, 72, 700)),
            HELVETICA,
            *extra,
        ]
    )


def _annotated(annotation: bytes) -> bytes:
    return _pdf(b"", b"/Annots[<</Type/Annot/Rect[0 0 9 9]" + annotation + b">>]")


@pytest.mark.parametrize(
    ("data", "kinds"),
    [
        (_pdf(), ()),
        (_pdf(b"/OpenAction[3 0 R/Fit]"), ()),
        (_pdf(b"/OpenAction<</S/GoTo/D[3 0 R/Fit]>>"), ()),
        (_annotated(b"/Subtype/Link/A<</S/URI/URI(https://example.org)>>"), ()),
        (_pdf(b"/OpenAction" + SCRIPT), ("JavaScript",)),
        (_pdf(b"/Names<</JavaScript<</Names[(a)" + SCRIPT + b"]>>>>"), ("JavaScript",)),
        (_pdf(b"/AA<</WC" + SCRIPT + b">>"), ("JavaScript",)),
        (_pdf(b"", b"/AA<</O" + LAUNCH + b">>"), ("Launch",)),
        (_annotated(b"/Subtype/Link/A" + LAUNCH), ("Launch",)),
        (_annotated(b"/Subtype/Link/A<</S/URI/URI(x)/Next[" + SCRIPT + b"]>>"), ("JavaScript",)),
        (_annotated(b"/Subtype/FileAttachment"), ("EmbeddedFiles",)),
        (_annotated(b"/Subtype/RichMedia"), ("RichMedia",)),
        (_pdf(b"/AcroForm<</XFA(x)/Fields[]>>"), ("XFA",)),
        (_pdf(b"/AcroForm<</Fields[<</T(a)/Kids[<</AA<</K" + SCRIPT + b">>>>]>>]>>"), ("JavaScript",)),
        (_pdf(b"/Names<</EmbeddedFiles<</Names[(a)<</F(a)>>]>>>>"), ("EmbeddedFiles",)),
        (_pdf(b"/Names<</EmbeddedFiles<</Names[]>>>>"), ()),
        (_pdf(b"/OpenAction 6 0 R", b"", b"<</S/Launch/Next 6 0 R>>"), ("Launch",)),
        (_pdf(b"/AcroForm<</Fields[6 0 R 6 0 R]>>", b"", b"<</T(a)/Kids[6 0 R 6 0 R]>>"), ()),
        (locked_pdf(), ()),
        (looping_page_tree(), ()),
        (b"%PDF-1.7", ()),
    ],
)
def test_what_would_do_something_is_found(data: bytes, kinds: tuple[str, ...]) -> None:
    assert activities(data, LIMITS) == kinds


def test_the_sentence_names_what_was_found_and_the_paper_is_read() -> None:
    pages, [obstacle] = read_pdf(_pdf(b"/OpenAction" + SCRIPT + b"/AA<</WC" + LAUNCH + b">>"), LIMITS)
    assert pages[0].text == SENTENCE.decode()
    assert (obstacle.code, obstacle.page) == ("active_content", None)
    assert obstacle.message == "文件含有JavaScript 脚本、启动外部程序的动作，读取时均未执行或打开。"


def test_a_script_in_a_paper_that_only_its_owner_may_change_is_found() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(_pdf(b"/OpenAction" + SCRIPT))) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="secret", user=""))
    assert activities(out.getvalue(), LIMITS) == ("JavaScript",)


def test_a_paper_that_everybody_may_read_is_no_obstacle() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(one_page(shown(SENTENCE, 72, 700)))) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="secret", user=""))
    assert (pdf_activity(out.getvalue(), LIMITS), read_pdf(out.getvalue(), LIMITS)[1]) == ((), ())
