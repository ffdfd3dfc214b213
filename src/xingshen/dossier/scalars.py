"""From one written value to the typed value of its field.

Accepts what people write (full-width digits, separators, units, aliases) and refuses the rest with a Chinese sentence;
never guesses. Knows one field at a time and nothing of rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from xingshen.dossier.countries import names_organisation, parse_country
from xingshen.dossier.dates import parse_clock, parse_day
from xingshen.dossier.dossier import Scalar
from xingshen.dossier.form_spec import LONGEST_WORD, FieldSpec, FieldType, fold_word
from xingshen.dossier.refusal import Refused
from xingshen.dossier.showing import shorten
from xingshen.kernel.money import parse_money
from xingshen.kernel.numerals import fold, parse_chinese, parse_decimal

LARGEST_AMOUNT = Decimal(10) ** 8
"""万元; amounts from here on are absurd in any programme (ruling R24)."""
LARGEST_NUMBER = Decimal(10) ** 12
UNKNOWN_WORD = "未知"
_NOTHING = frozenset({"无", "没有", "暂无", "-", "--", "—", "——", "/", "\\", "n/a", "不适用", "不涉及"})
_TEXTS = frozenset({FieldType.TEXT, FieldType.LONG_TEXT})
_YES = frozenset({"true", "是", "有", "yes", "y", "1", "√", "✓", "属于", "涉及", "已声明", "已承诺"})
_NO = frozenset({"false", "否", "无", "no", "n", "0", "×", "不是", "没有", "不属于", "不涉及"})
_NEGATIONS = "非不未无"
_COUNTERS = re.compile(r"(?:年度|个月|年|月|个|人|项|篇|次|届|件|名|场|家)$")
_HEDGED = re.compile(r"\d|[约余超近至待见]|左右|以上|以下|以内|不少于|不低于|若干")
_PIECES = re.compile(r"[\s:：、,，;；.．/()（）\[\]【】—–-]+")
_HUNDRED = Decimal(100)


def is_blank(raw: str | bool | None) -> bool:
    """True where nothing is written: no value, or only blanks."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def says_nothing(raw: str | bool, spec: FieldSpec, kind: FieldType) -> bool:
    """True where 无, ``/`` and the like stand in a field that holds no text: nothing is filled in there.

    Not so where the field itself knows the word (有无; the option 无), nor in free text.
    """
    if isinstance(raw, bool) or (kind in _TEXTS and spec.format is None) or fold(raw) not in _NOTHING:
        return False
    if kind is FieldType.FLAG:
        return fold(raw) not in _NO
    return not (kind is FieldType.OPTION and spec.knows(raw) is not None)


def read_scalar(raw: str | bool, spec: FieldSpec, kind: FieldType) -> Scalar:
    """The value of type ``kind`` that ``raw`` writes in the field ``spec``.

    Money comes in 万元, percentages as fractions, options as their canonical word (unknown words of an open list stay
    as they are), countries as ISO-2. Raises Refused.
    """
    if kind is FieldType.FLAG:
        return _read_flag(raw, spec)
    if isinstance(raw, bool):
        raw = "是" if raw else "否"
    return _READERS[kind](raw, spec)


def _read_text(raw: str, spec: FieldSpec) -> Scalar:
    return raw.strip()


def _read_flag(raw: str | bool, spec: FieldSpec) -> bool:
    """Also where the end of the field's own name answers: 在职, 非法人."""
    if isinstance(raw, bool):
        return raw
    word = fold(raw).strip("。.!！ ")
    if word in _YES or word in _NO:
        return word in _YES
    for answer, core in ((True, word), (False, word[1:] if word[:1] in _NEGATIONS else "")):
        before = spec.name.removesuffix(core)[-1:]
        if len(core) > 1 and spec.name.endswith(core) and before not in _NEGATIONS:
            return answer
    raise Refused.doubtful(f"“{shorten(raw)}”无法读作“是”或“否”")


def _read_option(raw: str, spec: FieldSpec) -> str:
    whole = spec.knows(raw)
    if whole is not None:
        return whole
    pieces = [piece for piece in _PIECES.split(raw) if piece] if len(raw) <= LONGEST_WORD else []
    meant = {spec.knows(piece) for piece in pieces}
    if len(meant) == 1 and None not in meant:
        return str(meant.pop())
    if spec.open:
        return raw.strip()
    listed = "、".join(option.word for option in spec.options[:8])
    message = f"“{shorten(raw)}”不在可选范围内；可填：{listed}{'等' if len(spec.options) > 8 else ''}"
    near = _options_within(raw, spec)
    if near or spec.options_from:
        raise Refused.doubtful(message, near if len(near) == 1 else ())
    raise Refused.impossible(message)


def _options_within(raw: str, spec: FieldSpec) -> tuple[str, ...]:
    """The options whose word or alias (no bare number) stands inside ``raw``: 男 in 男性."""
    folded = fold_word(raw) if len(raw) <= LONGEST_WORD else ""
    found = {option: None for word, option in spec.option_words.items() if word in folded and not word.isdecimal()}
    return tuple(found)


def _read_country(raw: str, spec: FieldSpec) -> str:
    code = parse_country(raw)
    if code is not None:
        return code
    if names_organisation(raw):
        raise Refused.doubtful(f"“{shorten(raw)}”是国际组织，不是国家或地区，需人工确认")
    raise Refused.doubtful(f"未能认出“{shorten(raw)}”是哪个国家或地区；请填国家（地区）的通用名称，如 德国、中国香港")


def _read_day(raw: str, spec: FieldSpec) -> Scalar:
    return parse_day(raw)


def _read_clock(raw: str, spec: FieldSpec) -> Scalar:
    return parse_clock(raw)


def _read_money(raw: str, spec: FieldSpec) -> Decimal:
    try:
        amount = parse_money(raw, spec.unit or "万元")
    except ValueError as error:
        raise _not_a_number(raw, str(error)) from None
    return _in_bounds(amount, raw, LARGEST_AMOUNT, "金额")


def _read_number(raw: str, spec: FieldSpec) -> Decimal:
    return _in_bounds(_number(raw, spec), raw, LARGEST_NUMBER, "数值")


def _read_integer(raw: str, spec: FieldSpec) -> int:
    number = _in_bounds(_number(raw, spec), raw, LARGEST_NUMBER, "数值")
    if number != number.to_integral_value():
        raise Refused.impossible(f"“{shorten(raw)}”应为整数")
    return int(number)


def _read_percent(raw: str, spec: FieldSpec) -> Decimal:
    """``51%``, ``51`` and ``0.51`` are 0.51; a bare ``1`` may be 1% or 100% and stays open."""
    folded = fold(raw).replace("％", "%")
    signed = folded.endswith("%") or folded.startswith("百分之")
    number = _number(folded.removesuffix("%").removeprefix("百分之"), spec)
    share = number / _HUNDRED if signed or number > 1 else number
    if share < 0 or share > 1:
        raise Refused.impossible(f"“{shorten(raw)}”应在 0 至 100% 之间")
    if folded == "1":
        message = "“1”可能是 1% 也可能是 100%，请写上百分号"
        raise Refused.ambiguous(message, (1 / _HUNDRED, Decimal(1)))
    return share


def _number(raw: str, spec: FieldSpec) -> Decimal:
    bare = _COUNTERS.sub("", fold(raw)[:200].removesuffix(spec.unit or "").strip()) if len(raw) <= 200 else raw
    try:
        return parse_decimal(bare)
    except ValueError as error:
        message = f"{error}；请写阿拉伯数字"
    try:
        return Decimal(parse_chinese(bare))
    except ValueError:
        raise _not_a_number(raw, message) from None


def _not_a_number(raw: str, message: str) -> Refused:
    hedged = _HEDGED.search(fold(raw)) is not None
    return Refused.doubtful(message) if hedged else Refused.impossible(message)


def _in_bounds(number: Decimal, raw: str, largest: Decimal, what: str) -> Decimal:
    if number < 0:
        raise Refused.impossible(f"{what}“{shorten(raw)}”为负数，请核对")
    if number >= largest:
        raise Refused.impossible(f"{what}“{shorten(raw)}”过大，请核对数字与单位")
    return Decimal(format(number, "f")) if number.adjusted() > -20 else Decimal(0)


_READERS: Mapping[FieldType, Callable[[str, FieldSpec], Scalar]] = {
    FieldType.TEXT: _read_text,
    FieldType.LONG_TEXT: _read_text,
    FieldType.INTEGER: _read_integer,
    FieldType.NUMBER: _read_number,
    FieldType.MONEY: _read_money,
    FieldType.PERCENT: _read_percent,
    FieldType.DATE: _read_day,
    FieldType.TIME: _read_clock,
    FieldType.OPTION: _read_option,
    FieldType.COUNTRY: _read_country,
}
