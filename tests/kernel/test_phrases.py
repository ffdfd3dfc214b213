"""A phrase book tells sentences by their pieces and leaves alone what it does not know."""

import pytest

from xingshen.kernel.phrases import PhraseBook

WORDS = {"协议": "agreement", "译件": "translation", "截止日": "end date"}
BOOK = PhraseBook(
    (
        ("此页空白", "The page is blank"),
        ("{file!} 第{page#}页：{message}", "{file}, page {page}: {message}"),
        ("有{kinds*}", "there are {kinds}"),
        ("{file!} 的{name}", "{file}: {name}"),
        ("印章{told?}", "a seal{told}"),
        ("，与“{name!}”相符", ", which agrees with “{name}”"),
        ("应为对象（以 { 开头）", "should be an object"),
    ),
    lambda text: WORDS.get(text, text),
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("协议", "agreement"),
        ("此页空白", "The page is blank"),
        ("此页空白。", "The page is blank."),
        ("甲.pdf 第3页：此页空白", "甲.pdf, page 3: The page is blank"),
        ("甲.pdf 第三页：此页空白", "甲.pdf 第三页：此页空白"),
        ("有协议、译件", "there are agreement, translation"),
        ("协议 的截止日", "协议: end date"),
        ("印章", "a seal"),
        ("印章，与“协议”相符", "a seal, which agrees with “协议”"),
        ("应为对象（以 { 开头）", "should be an object"),
        ("别的话。", "别的话。"),
        ("", ""),
        ("有" + "长" * 3000, "有" + "长" * 3000),
    ],
)
def test_a_sentence_is_told(text: str, told: str) -> None:
    assert BOOK.tell(text) == told
