"""English for the engine: values, parameters, names of values, and the engine's own sentences."""

from datetime import date
from decimal import Decimal

import pytest

from tests.language.running import EMPTY, unknown
from xingshen.dossier import json_text, yaml_text
from xingshen.evidence import problems
from xingshen.guide.finding import find_guide
from xingshen.guide.loading import load_guide
from xingshen.guide.system_names import PROBLEM_CODES, SYSTEM_NAMES
from xingshen.kernel.knowledge import Listing, Missing, Unknown, Why
from xingshen.kernel.outcome import Outcome
from xingshen.kernel.phrases import STOP
from xingshen.language.literals import Parameter
from xingshen.language.types import BOOL, COUNTRY, DATE, MONEY, NUMBER, TEXT, Type, choice, list_of
from xingshen.rules.english import SYSTEM_NAMES_EN, english_words
from xingshen.rules.english_phrases import english_phrases
from xingshen.rules.wording import describe_missing, write_value
from xingshen.rules.words import CHINESE, Words


@pytest.fixture(scope="module")
def words() -> Words:
    return english_words(load_guide(find_guide("hebei-intl-2026")).english)


@pytest.mark.parametrize(
    ("value", "of", "text"),
    [
        (Decimal("299.990"), MONEY, "299.99"),
        (date(2028, 6, 30), DATE, "2028-06-30"),
        (True, BOOL, "yes"),
        ("一带一路", choice("一带一路"), "Belt and Road"),
        ("合作协议", TEXT, "Agreement"),
        ("不通过", TEXT, "Fail"),
        ("燕北理工大学", TEXT, "燕北理工大学"),
        ("TW", COUNTRY, "Taiwan, China"),
        (Listing(("HK", "DE")), list_of(COUNTRY), "Hong Kong, China; Germany"),
        (Listing(("重点产业", "一带一路")), list_of(TEXT), "Key industries, Belt and Road"),
        (Listing(()), list_of(TEXT), "none"),
        (Parameter("50万元"), MONEY, "50 × CNY 10,000"),
        (Parameter("1项"), NUMBER, "1"),
        (Parameter("1个月"), NUMBER, "1 month"),
        (Parameter("24个月"), NUMBER, "24 months"),
        (Parameter("3:1"), NUMBER, "3:1"),
        (Parameter("153项名单"), TEXT, "a list of 153"),
        (Parameter("不作要求"), TEXT, "nothing asked"),
        (EMPTY, TEXT, "not filled in"),
        (unknown(), TEXT, "unknown"),
        (Unknown((Missing("日", Why.SCANNED),), (date(2028, 6, 29),)), DATE, "2028-06-29 (only recognised in a scan)"),
        (Unknown((Missing("数", Why.NOT_FOUND),)), NUMBER, "not read"),
    ],
)
def test_values_in_english(words: Words, value: object, of: Type, text: str) -> None:
    assert write_value(value, of, words) == text


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("自筹资金", "Self-raised funds"),
        ("境外合作机构[2].机构所在地", "Overseas partners no. 2: Partner's location"),
        ("合作协议[1].截止日", "05-合作协议.pdf: end date"),
        ("自筹来源是否列全", "whether Sources of self-raised funds are all listed"),
        ("结论:R-3.6.c", "outcome of 3.6.c"),
        ("要点:3.*", "outcomes of the points concerned"),
        ("类别表[一带一路].额度", "fixed amount of Table of categories “Belt and Road”"),
        ("05-合作协议.pdf 第2页的印章", "seals on page 2 of 05-合作协议.pdf"),
        ("没有这个名称", "没有这个名称"),
    ],
)
def test_names_of_values_in_english(words: Words, path: str, told: str) -> None:
    assert words.path(path, {"合作协议[1]": "05-合作协议.pdf"}) == told


def test_what_is_missing_in_english(words: Words) -> None:
    missing = (Missing("合作协议[1].起始日", Why.UNREADABLE), Missing("合作协议[1].截止日", Why.UNREADABLE))
    told = describe_missing((*missing, Missing("自筹资金", Why.NOT_STATED)), {"合作协议[1]": "甲.pdf"}, {}, words)
    assert told == "甲.pdf: start date, end date (paper cannot be read); Self-raised funds (not known yet)"


SENTENCES = {
    "02.pdf 第1页有红色圆形印章“甲公司”，与“乙公司”不同": (
        "02.pdf, page 1: a red round seal “甲公司”, which differs from “乙公司”"
    ),
    "02.pdf 第1页有一部分红色印章，文字未能读出": "02.pdf, page 1: part of a red seal, its words could not be read",
    "02.pdf 有电子签章（证书名称“甲”），签署后文件未改动": (
        "02.pdf has an electronic seal (certificate of “甲”), the file is unchanged since signing"
    ),
    "执行期止“2026-02-30”（第5行）：“2026-02-30”不是存在的日期，请核对月和日": (
        "End of project “2026-02-30” (line 5): “2026-02-30” is no existing date; check month and day"
    ),
    "负责人性别“甲”：“甲”不在可选范围内；可填：男、女": (
        "Leader's sex “甲”: “甲” is not among the options: Male, Female"
    ),
    "截止日：申报书写 2028-06-30，材料写 2028-05-31": (
        "end date: the application says 2028-06-30, the paper 2028-05-31"
    ),
    "项目摘要 = 研究一；研究二。（project.abstract，第9行）": (
        "Abstract = 研究一；研究二。 (project.abstract, line 9)"
    ),
    "自筹资金 未填写（budget.self_funding）": "Self-raised funds: not filled in (budget.self_funding)",
    "合作协议（第3—7页）": "Agreement (pages 3–7)",
    "01.pdf 合订了几种材料，已按内容分开检查：第1—3页为申报书；第4页为签章页。如有不符，请分成几个文件上传。": (
        "01.pdf holds several papers, which were checked apart by their content: pages 1–3: Application form; "
        "page 4: Sealed page. If that is wrong, upload them as several files."
    ),
}


@pytest.mark.parametrize(("text", "told"), SENTENCES.items())
def test_sentences_of_the_engine(words: Words, text: str, told: str) -> None:
    assert words.told(text) == told


def test_every_obstacle_to_reading_has_english(words: Words) -> None:
    sentences = [text for pair in problems._WORDS.values() for text in pair]
    known = {chinese for chinese, _ in english_phrases()}
    assert [text for text in (*sentences, *PROBLEM_CODES) if text.removesuffix(STOP) not in known] == []


def test_every_mistake_of_a_text_file_has_english() -> None:
    sentences = [*json_text._MISTAKES.values(), *(told for _, told in yaml_text._WORDS)]
    known = {chinese for chinese, _ in english_phrases()}
    assert [text for text in sentences if text not in known] == []


def test_every_system_name_has_english() -> None:
    assert set(SYSTEM_NAMES) <= set(SYSTEM_NAMES_EN)


def test_both_languages_have_the_same_words(words: Words) -> None:
    assert [list(words.why), list(words.outcomes), list(words.default_messages)] == [
        list(CHINESE.why),
        list(Outcome),
        list(Outcome),
    ]
