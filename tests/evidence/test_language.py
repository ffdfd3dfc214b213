from __future__ import annotations

import pytest

from tests.evidence.sheets import paper
from xingshen.evidence.language import paper_language
from xingshen.evidence.page import Page, Paper

CHINESE = ("本协议由甲乙双方在平等自愿的基础上订立，双方应当共同遵守。",) * 6
TRADITIONAL = ("本協議由甲乙雙方在平等自願的基礎上訂立，雙方應當共同遵守。",) * 6
ENGLISH = ("This agreement is made by the parties on equal terms and shall be observed by both of them.",) * 6
GERMAN = ("Dieser Vertrag wird zwischen den Parteien geschlossen und ist für beide Seiten bindend.",) * 6
RUSSIAN = ("Настоящий договор заключен между сторонами и обязателен для исполнения обеими сторонами.",) * 6
JAPANESE = ("本契約は両当事者の合意により締結され、双方はこれを遵守するものとする。",) * 6
KOREAN = ("이 계약은 양 당사자의 합의에 따라 체결되며 쌍방은 이를 준수하여야 한다.",) * 6


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (CHINESE, "zh"),
        (TRADITIONAL, "zh"),
        (ENGLISH, "en"),
        (GERMAN, "de"),
        (RUSSIAN, "ru"),
        (JAPANESE, "ja"),
        (KOREAN, "ko"),
        (CHINESE + ENGLISH, "bilingual"),
        (CHINESE + RUSSIAN, "bilingual"),
        (("Research Cooperation Agreement", "Party B: Example University of Technology", *CHINESE), "zh"),
        (("No. 8 Example Road, Example District, Hebei, P.R. China",) * 4 + CHINESE, "zh"),
        ((*ENGLISH, "甲方：河北某某新材料科技有限公司", "法定代表人：张某某"), "en"),
        ((), "unknown"),
        (("2026", "12,000.00"), "unknown"),
    ],
)
def test_running_text_decides(lines: tuple[str, ...], code: str) -> None:
    assert paper_language(paper(*lines)).code == code


def test_narrow_columns_are_running_text() -> None:
    column = ("The parties shall carry", "out joint research", "and bear their own", "costs of the tests.") * 4
    assert paper_language(paper(*CHINESE[:3], *column)).code == "bilingual"


def test_a_bilingual_paper_shows_both_languages() -> None:
    quotes = [each.quote for each in paper_language(paper(*CHINESE, *ENGLISH)).evidence]
    assert quotes == [CHINESE[0], ENGLISH[0]]


def test_a_paper_with_an_unread_page_is_less_sure() -> None:
    whole = paper(*CHINESE)
    torn = Paper(whole.file, whole.digest, whole.media_type, (*whole.pages, Page(2, 595, 842, (), method="none")))
    assert (paper_language(whole).confidence, paper_language(torn).confidence) == (0.97, 0.6)
