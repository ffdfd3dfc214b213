"""A form in English: names, options, units and countries as they are read; Chinese as they are stored."""

from __future__ import annotations

import pytest

from xingshen.guide.finding import find_guide
from xingshen.guide.form_words import CHINESE_FORM, FormWords
from xingshen.guide.loading import load_guide
from xingshen.guide.pack import Guide


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide(find_guide("hebei-intl-2026"))


@pytest.fixture(scope="module")
def english(guide: Guide) -> FormWords:
    return FormWords(guide.english)


def test_amounts_keep_the_unit_of_the_form(guide: Guide, english: FormWords) -> None:
    funding = guide.form.by_id["budget.self_funding"]
    assert [words.with_unit("299.99", funding) for words in (english, CHINESE_FORM)] == [
        "299.99 × CNY 10,000", "299.99 万元",
    ]  # fmt: skip


def test_a_word_that_was_told_in_english_is_stored_in_chinese(guide: Guide, english: FormWords) -> None:
    country, field = guide.form.by_id["partner.country"], guide.form.by_id["form.field"]
    told = [english.written(country, "德国"), english.written(country, "中国香港"), english.written(field, "绿色化工")]
    assert told == ["Germany", "Hong Kong, China", "Green chemicals"]
    assert [english.stored(country, told[0]), english.stored(country, told[1]), english.stored(field, told[2])] == [
        "德国", "中国香港", "绿色化工",
    ]  # fmt: skip


def test_what_is_no_known_word_stays_as_it_was_typed(guide: Guide, english: FormWords) -> None:
    country = guide.form.by_id["partner.country"]
    assert (english.stored(country, "Munich, Germany"), english.written(country, "德国慕尼黑")) == (
        "Munich, Germany", "德国慕尼黑",
    )  # fmt: skip


def test_rows_are_stored_cell_by_cell_and_chinese_pages_change_nothing(guide: Guide, english: FormWords) -> None:
    partners, row = guide.form.by_id["partner"], [{"country": "Germany", "name": "Germany"}]
    assert english.stored(partners, row) == [{"country": "德国", "name": "Germany"}]
    assert CHINESE_FORM.stored(partners, row) == row
