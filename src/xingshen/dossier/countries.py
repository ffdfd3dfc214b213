"""Countries and regions: from the many ways to write one to its ISO 3166-1 code, and back to the usual Chinese name.

A text that may mean two countries (刚果, Korea) means none. Hong Kong, Macao and Taiwan have codes of their own and
are shown as 中国香港, 中国澳门, 中国台湾. Knows nothing of what a guide thinks of a country.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from xingshen.dossier.country_table import countries

_REGIONS_OF_CHINA = frozenset({"HK", "MO", "TW"})
_AMBIGUOUS = frozenset({"congo", "korea", "圣马丁", "刚果", "维尔京群岛", "virginislands", "saintmartin", "micronesia"})
_SHOWN_IN_ENGLISH: Mapping[str, str] = {
    "KP": "Democratic People's Republic of Korea",
    "KR": "Republic of Korea",
    "RU": "Russia",
    "VA": "Holy See",
}
"""English names to show where the first one of the table is not the usual one."""
_ALSO_A_STATE = frozenset({"georgia"})
"""Countries whose English name, after the name of a town, may be another country's state: Atlanta, Georgia."""
_DROPPED = re.compile(r"[\s.,'’‘“”\"()\-–—·&、，]+")
_SEPARATORS = re.compile(r"[\s,/;:|()\[\]·、，；：\-–—]+")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_SAFE_SHORT = "日本 瑞士 瑞典 荷兰 芬兰 挪威 丹麦 波兰 希腊 巴西 越南 埃及 香港 澳门 台湾 捷克 南非 印尼"
_NOT_A_PLACE_IN_IT = re.compile(r"^属|[和与及]")
"""What follows the name of a country where the text does not speak of a place inside it: 法国属…, 德国和…"""
_LONGEST = 120
_ORGANISATIONS = re.compile(
    r"联合国|国际组织|国际机构|政府间组织|欧盟|欧洲联盟|东盟|非盟|非洲联盟|世界卫生组织|世卫组织|世界银行|上海合作组织|上合组织|国际原子能|欧洲核子"
    r"|united nations|european union|international organi[sz]ation|\b(?:un|eu|unesco|undp|who|cern|iaea|asean|fao)\b",
    re.IGNORECASE,
)


def parse_country(text: str) -> str | None:
    """The ISO-2 code of the country or region that ``text`` names, or None where it is not certain.

    Takes Chinese and English names, official names, ISO-2 and ISO-3 codes, and a place with its country
    (德国慕尼黑; Berlin, Germany). 中国香港, 香港（中国） and Hong Kong, China all give HK.
    """
    return _parse(text) if len(text) <= _LONGEST else None


def country_name(iso2: str) -> str:
    """The usual Chinese short name of an ISO-2 code (中国香港, 阿联酋); the code itself where it is not known."""
    return _short_names().get(iso2, iso2)


def country_name_in_english(iso2: str) -> str:
    """The usual English name of an ISO-2 code (Germany; Hong Kong, China); the code itself where it is not known."""
    name = _SHOWN_IN_ENGLISH.get(iso2) or _english_names().get(iso2, iso2)
    return f"{name.removesuffix(', China')}, China" if iso2 in _REGIONS_OF_CHINA else name


def names_organisation(text: str) -> bool:
    """True where ``text`` speaks of an international organisation rather than a country (ruling R21)."""
    return len(text) <= _LONGEST and _ORGANISATIONS.search(unicodedata.normalize("NFKC", text)) is not None


@lru_cache(maxsize=4096)
def _parse(text: str) -> str | None:
    plain = unicodedata.normalize("NFKC", text).strip()
    whole = _codes().get(plain.upper()) if plain != "na" else None
    return whole or _names().get(_fold(plain)) or _in_pieces(plain)


def _in_pieces(text: str) -> str | None:
    """The country where ``text`` is several pieces: in Chinese any of them may name it, in English the last.

    Codes of two letters do not count here: CA may be California.
    """
    pieces = [piece for piece in _SEPARATORS.split(text) if piece]
    if _CHINESE.search(text):
        found = {_names().get(_fold(piece)) or _at_the_start(piece) for piece in pieces} - {None}
    else:
        pieces = [piece for piece in re.split(r"[,;/()]", text) if piece.strip()]
        found = {_names().get(_fold(piece)) for piece in pieces}
        last = _fold(pieces[-1]) if pieces else ""
        if last in _ALSO_A_STATE or _names().get(last) is None:
            return None
        found -= {None}
    if len(found) == 2 and "CN" in found:
        found = found & _REGIONS_OF_CHINA
    return found.pop() if len(found) == 1 else None


def _at_the_start(text: str) -> str | None:
    """The country whose Chinese name begins ``text`` (德国慕尼黑), where that name cannot begin another place name."""
    folded = _fold(text)
    for length in range(min(len(folded) - 1, 20), 1, -1):
        name, rest = folded[:length], folded[length:]
        code = _names().get(name)
        if code and _CHINESE.match(name):
            sound = length > 2 or name.endswith("国") or name in _SAFE_SHORT.split()
            elsewhere = _NOT_A_PLACE_IN_IT.search(rest) or _names().get(rest) or _at_the_start(rest)
            return code if sound and not elsewhere else None
    return None


def _fold(text: str) -> str:
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text)).casefold()


@cache
def _short_names() -> Mapping[str, str]:
    return {country.iso2: country.shown for country in countries()}


@cache
def _english_names() -> Mapping[str, str]:
    return {country.iso2: country.english for country in countries()}


@cache
def _names() -> Mapping[str, str]:
    """Folded name → ISO-2, without names that more than one country bears."""
    table = {_fold(name): country.iso2 for country in countries() for name in country.names}
    return {name: code for name, code in table.items() if name not in _AMBIGUOUS}


@cache
def _codes() -> Mapping[str, str]:
    """ISO-2 and ISO-3 codes in capitals → ISO-2."""
    return {code: country.iso2 for country in countries() for code in (country.iso2, country.iso3)}
