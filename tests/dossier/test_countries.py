"""Countries and regions by their many names."""

from __future__ import annotations

import pytest

from xingshen.dossier.countries import country_name, country_name_in_english, names_organisation, parse_country
from xingshen.dossier.country_table import Country, countries


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("韩国", "KR"),
        ("大韩民国", "KR"),
        ("俄罗斯", "RU"),
        ("俄罗斯联邦", "RU"),
        ("英国", "GB"),
        ("UK", "GB"),
        ("北爱尔兰", "GB"),
        ("美国", "US"),
        ("U.S.A.", "US"),
        ("us", "US"),
        ("DEU", "DE"),
        ("Germany", "DE"),
        ("Russian Federation", "RU"),
        ("Russia", "RU"),
        ("Georgia", "GE"),
        ("Seoul, Republic of Korea", "KR"),
        ("Viet Nam", "VN"),
        ("Iran, Islamic Republic of", "IR"),
        ("Côte d’Ivoire", "CI"),
        ("nam", "NA"),
        ("the Netherlands", "NL"),
        ("Türkiye", "TR"),
        ("香港", "HK"),
        ("中国香港特别行政区", "HK"),
        ("中国（香港）", "HK"),
        ("香港（中国）", "HK"),
        ("Hong Kong, China", "HK"),
        ("澳门", "MO"),
        ("台湾", "TW"),
        ("中国台湾省台北市", "TW"),
        ("Taiwan, Province of China", "TW"),
        ("内地", "CN"),
        ("中国大陆", "CN"),
        ("中国河北省", "CN"),
        ("德国慕尼黑", "DE"),
        ("慕尼黑（德国）", "DE"),
        ("Berlin, Germany", "DE"),
        ("印度尼西亚", "ID"),
        ("几内亚比绍", "GW"),
        ("刚果（金）", "CD"),
        ("刚果(布)", "CG"),
        ("NA", "NA"),
        ("法属圭亚那", "GF"),
        ("英属维尔京群岛（BVI）", "VG"),
    ],
)
def test_names_codes_and_places_in_a_country_are_understood(text: str, code: str) -> None:
    assert parse_country(text) == code


AMBIGUOUS = (
    "刚果|Korea|圣马丁|马里兰州|法国属圭亚那|德国和法国|美国、德国|San Jose, CA|Atlanta, Georgia|Lebanon, NH"
    "|na|n/a||联合国|河北"
)


@pytest.mark.parametrize("text", [*AMBIGUOUS.split("|"), "x" * 10**6])
def test_what_may_be_two_countries_or_none_is_none(text: str) -> None:
    assert parse_country(text) is None


def test_all_codes_of_iso_3166_are_there_once() -> None:
    alpha2 = [country.iso2 for country in countries()]
    alpha3 = [country.iso3 for country in countries()]
    assert (len(alpha2), len(set(alpha2)), len(set(alpha3))) == (249, 249, 249)
    assert alpha2 == sorted(alpha2)
    assert {len(code) for code in alpha2} | {len(code) for code in alpha3} == {2, 3}


def test_every_country_reads_back_from_its_name_and_its_codes() -> None:
    expected = [country.iso2 for country in countries()]
    assert [parse_country(country_name(code)) for code in expected] == expected
    assert [parse_country(country.iso2) for country in countries()] == expected
    assert [parse_country(country.iso3) for country in countries()] == expected


def test_no_name_belongs_to_two_countries() -> None:
    owners: dict[str, set[str]] = {}
    for country in countries():
        for name in country.names:
            owners.setdefault(name.casefold(), set()).add(country.iso2)
    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {}


@pytest.mark.parametrize("country", countries(), ids=lambda country: country.iso2)
def test_every_name_of_a_country_means_it(country: Country) -> None:
    assert {parse_country(name) for name in country.names} == {country.iso2}


def test_regions_of_china_are_named_as_such() -> None:
    assert [country_name(code) for code in ("HK", "MO", "TW", "CN", "KR", "XX")] == [
        "中国香港",
        "中国澳门",
        "中国台湾",
        "中国",
        "韩国",
        "XX",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("联合国教科文组织", True), ("欧盟", True), ("WHO", True), ("国际组织", True), ("德国", False), ("Europe", False)],
)
def test_international_organisations_are_told_apart(text: str, expected: bool) -> None:
    assert names_organisation(text) is expected


def test_names_in_english() -> None:
    assert [country_name_in_english(code) for code in ("HK", "MO", "TW", "CN", "RU", "DE", "XX")] == [
        "Hong Kong, China",
        "Macao, China",
        "Taiwan, China",
        "China",
        "Russia",
        "Germany",
        "XX",
    ]


def test_names_in_english_are_understood() -> None:
    codes = [country.iso2 for country in countries()]
    assert [code for code in codes if parse_country(country_name_in_english(code)) != code] == []
