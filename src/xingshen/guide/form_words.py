"""What the parts of a form are called where people read it: in Chinese as written, or in the English of the guide.

What is stored and what rules compare stays Chinese. Amounts keep the unit of the form: “299.99 × CNY 10,000”.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xingshen.dossier.countries import country_name, country_name_in_english, parse_country
from xingshen.dossier.form_asking import SectionSpec
from xingshen.dossier.form_spec import FieldSpec, FieldType
from xingshen.guide.translation import Translation

_YES_NO = {"是": "Yes", "否": "No"}


@dataclass(frozen=True, slots=True)
class FormWords:
    """The words of one language; without ``english`` those of the form itself."""

    english: Translation | None = None

    @property
    def joint(self) -> str:
        """What stands between the members of a list."""
        return "; " if self.english else "；"

    @property
    def paper_heads(self) -> tuple[str, str, str, str]:
        """The columns of the list of papers."""
        return ("No.", "File", "Kind", "Title") if self.english else ("序号", "文件", "种类", "标题")

    @property
    def unclear(self) -> str:
        """Instead of a value that could not be understood."""
        return "(unclear)" if self.english else "（不明）"

    def bracketed(self, name: str, unit: str) -> str:
        """A name with its unit: ``员工数（人）``."""
        return f"{name} ({unit})" if self.english else f"{name}（{unit}）"

    def name(self, spec: FieldSpec) -> str:
        """What a field is called."""
        return self.english.field_name(spec.id) if self.english else spec.name

    def hint(self, spec: FieldSpec) -> str:
        """What to write there."""
        return (self.english.hint(spec.id) if self.english else spec.hint) or ""

    def option(self, spec: FieldSpec, word: str) -> str:
        """What an option is called."""
        return self.english.option(spec.id, word) if self.english else word

    def flag(self, word: str) -> str:
        """是 or 否."""
        return _YES_NO.get(word, word) if self.english else word

    def country(self, text: str) -> str:
        """A country or region by its code or its Chinese name; what says more (德国慕尼黑) stays as it is."""
        code = parse_country(text)
        if code is None or text not in (code, country_name(code)):
            return text
        return country_name_in_english(code) if self.english else country_name(code)

    def unit(self, spec: FieldSpec) -> str:
        """What stands behind a figure: 万元, 人, %."""
        if spec.type is FieldType.PERCENT:
            return "%"
        unit = spec.unit or ""
        if not self.english or not unit:
            return unit
        told = self.english.word(unit)
        return f"× {told}" if FieldType.MONEY in (spec.type, spec.item_type) else told

    def with_unit(self, figure: str, spec: FieldSpec) -> str:
        """A figure as it is read in running text: ``3篇``, ``3 papers``, ``50.00 万元``."""
        unit = self.unit(spec)
        apart = bool(self.english) or unit == "%" or spec.type is FieldType.MONEY
        return f"{figure}{' ' if apart else ''}{unit}".strip()

    def kind(self, word: str) -> str:
        """A kind of paper."""
        return self.english.kind(word) if self.english and word else word

    def section(self, section: SectionSpec) -> str:
        """The title of a section."""
        return self.english.section_title(section.id) if self.english else section.title

    def group(self, section_id: str, title: str) -> str:
        """The title of a group of fields."""
        return self.english.group_title(section_id, title) if self.english and title else title

    def written(self, spec: FieldSpec, text: str) -> str:
        """A value as it was written: options, countries, yes and no in words; anything else as it is."""
        if spec.options:
            word = spec.knows(text)
            return self.option(spec, word) if word else text
        kind = spec.item_type or spec.type
        if kind is FieldType.FLAG:
            return self.flag(text)
        return self.country(text) if kind is FieldType.COUNTRY and self.english else text

    def stored(self, spec: FieldSpec, value: Any) -> Any:
        """What is stored of a value as it was typed: the Chinese word of an option or country that was told here."""
        if not self.english:
            return value
        if isinstance(value, list):
            return [self.stored(spec, each) for each in value]
        if isinstance(value, Mapping):
            cells = spec.items_by_key
            return {key: self.stored(cells[key], each) if key in cells else each for key, each in value.items()}
        return self._word(spec, value) if isinstance(value, str) else value

    def _word(self, spec: FieldSpec, text: str) -> str:
        if (spec.item_type or spec.type) is FieldType.COUNTRY:
            code = parse_country(text)
            return country_name(code) if code and country_name_in_english(code) == text.strip() else text
        told = text.strip()
        return next((each.word for each in spec.options if self.option(spec, each.word) == told), text)


CHINESE_FORM = FormWords()
