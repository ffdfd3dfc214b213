"""The application form of a guide as frozen values: fields, kinds of paper, and the facts wanted from papers.

Knows what may be asked, not what was answered, and nothing of rules: conditions under which a field is required are
kept as the text of a rule expression.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from xingshen.dossier.form_asking import BlockSpec, ChoosingSpec, Layout, NeedSpec, SectionSpec, SumSpec, Width

ALWAYS = "是"
"""The text of ``required`` for a field that every dossier must fill in."""
LONGEST_WORD = 200
"""Characters; longer texts are no option and no kind of paper, and are not looked at."""
_DROPPED = str.maketrans("", "", " \t\r\n\u3000“”‘’\"'`《》〈〉「」『』")
_DIGIT_WORDS = str.maketrans("一二三四五六七八九", "123456789")


class FieldType(StrEnum):
    """What may stand in a field; the words are those of ``form.yaml``."""

    TEXT = "文本"
    LONG_TEXT = "长文本"
    INTEGER = "整数"
    NUMBER = "数值"
    MONEY = "金额"
    PERCENT = "百分比"
    DATE = "日期"
    TIME = "时刻"
    FLAG = "有无"
    OPTION = "选项"
    COUNTRY = "国别"
    LIST = "列表"


class Format(StrEnum):
    """A written form that a text field must have; the check digits are those of kernel.identifiers."""

    USCC = "uscc"
    RESIDENT_ID = "resident_id"
    LEI = "lei"
    ROR = "ror"
    ORCID = "orcid"
    EMAIL = "email"
    URL = "url"
    PHONE = "phone"


class FactScope(StrEnum):
    """From which papers a list of facts is read."""

    KINDS = "种类"
    """From papers of the kinds named."""
    ALL = "全部"
    OTHER_FOREIGN = "其余外文"
    """From papers read as foreign that are neither an agreement nor a translation (clause 4.6)."""


class PaperRole(StrEnum):
    """What a kind of paper is to the engine itself, whatever it is called."""

    AGREEMENT = "协议"
    """What other papers are searched for where none was handed in."""
    TRANSLATION = "译件"
    """Belongs to another paper and is no paper of its own."""
    PLEDGE = "承诺书"
    """Whose pledge it is, only the paper says, never the heading under which it was handed in."""
    OTHER = "其他"
    """Whatever is of no other kind."""


@lru_cache(maxsize=8192)
def fold_word(text: str) -> str:
    """The form in which option words, kinds and names are compared.

    NFKC, lower case, without spaces and quotation marks; 一 to 九 count as 1 to 9 (类别一 = 类别1).
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return folded.translate(_DROPPED).translate(_DIGIT_WORDS)


@dataclass(frozen=True, slots=True)
class OptionSpec:
    """One choice of an option field: the canonical word and other ways to write it."""

    word: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FieldSpec:
    """One field of the form.

    ``id`` is the JSON path (``budget.self_funding``; for a field of list rows ``partner.country``); ``name`` is what
    rule expressions call it. ``required`` is None, :data:`ALWAYS`, or a rule expression. ``item_type`` is set for
    lists of scalars, ``items`` for lists of records. ``options_from`` names the source of the options where they are
    not written out (``材料``: the kinds of paper); ``options`` holds them all the same. ``unit`` of money is 万元.
    ``clauses`` are clause ids of the guide; ``line`` is the line in form.yaml. ``shown`` is a rule expression (None:
    always): when the field is asked at all. ``width`` and ``layout`` are hints for a page.
    """

    id: str
    name: str
    type: FieldType
    line: int
    item_type: FieldType | None = None
    items: tuple[FieldSpec, ...] = ()
    unit: str | None = None
    required: str | None = None
    options: tuple[OptionSpec, ...] = ()
    options_from: str | None = None
    open: bool = False
    format: Format | None = None
    private: bool = False
    clauses: tuple[str, ...] = ()
    hint: str | None = None
    aliases: tuple[str, ...] = ()
    shown: str | None = None
    width: Width | None = None
    layout: Layout | None = None

    @property
    def key(self) -> str:
        """The last part of ``id``: the key inside its JSON object."""
        return self.id.rpartition(".")[2]

    @property
    def is_record_list(self) -> bool:
        """True for a list whose rows are records."""
        return self.type is FieldType.LIST and bool(self.items)

    @cached_property
    def option_words(self) -> Mapping[str, str]:
        """Folded word or alias → canonical word."""
        return {fold_word(word): option.word for option in self.options for word in (option.word, *option.aliases)}

    def knows(self, word: str) -> str | None:
        """The canonical option that ``word`` means, or None."""
        return self.option_words.get(fold_word(word)) if len(word) <= LONGEST_WORD else None

    @cached_property
    def items_by_key(self) -> Mapping[str, FieldSpec]:
        """The fields of a row by JSON key and alias."""
        return {key: item for item in self.items for key in (item.key, *item.aliases)}

    def item(self, name: str) -> FieldSpec:
        """The field of a row by Chinese name. Raises KeyError."""
        return {item.name: item for item in self.items}[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperKindSpec:
    """A kind of paper: id, Chinese name, other names, words that give it away, its reader and its role.

    ``needs``: when it is wanted and why; the first reason whose condition holds is the one to tell.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    title_words: tuple[str, ...]
    body_words: tuple[str, ...]
    reader: str | None
    line: int
    role: PaperRole | None = None
    needs: tuple[NeedSpec, ...] = ()
    hint: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSpec:
    """One fact of a list: its name in rule expressions, its type, what the reader calls it.

    ``declared`` is the full id of the form field that declares the same thing (``agreement.signed_on``), or None.
    """

    name: str
    type: FieldType
    reads: str
    line: int
    item_type: FieldType | None = None
    unit: str | None = None
    options: tuple[OptionSpec, ...] = ()
    open: bool = False
    declared: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactListSpec:
    """A list of facts read from papers.

    ``kinds`` (Chinese kind names) holds for scope KINDS only. ``reader`` is set where the facts come from a reader of
    their own (secrecy marks), else the reader of the kind is meant. ``declared`` is the id of the form's list.
    ``absence_counts``: rules take it against the applicant that there is none of these papers.
    """

    name: str
    scope: FactScope
    kinds: tuple[str, ...]
    items: tuple[FactSpec, ...]
    line: int
    reader: str | None = None
    declared: str | None = None
    absence_counts: bool = False

    def item(self, name: str) -> FactSpec:
        """The fact by Chinese name. Raises KeyError."""
        return {item.name: item for item in self.items}[name]


@dataclass(frozen=True)
class FormSchema:
    """The whole form: fields in the order of the file, kinds of paper, fact lists, and where it was read from.

    ``sections`` hold every field exactly once; ``sums``, ``blocking`` and ``choosing`` are as the form declares them.
    """

    fields: tuple[FieldSpec, ...]
    kinds: tuple[PaperKindSpec, ...]
    facts: tuple[FactListSpec, ...]
    source: str
    sections: tuple[SectionSpec, ...] = ()
    sums: tuple[SumSpec, ...] = ()
    blocking: tuple[BlockSpec, ...] = ()
    choosing: ChoosingSpec | None = None

    @cached_property
    def by_id(self) -> Mapping[str, FieldSpec]:
        """Every field, those of list rows too, by full id."""
        return {field.id: field for field in self.walk()}

    @cached_property
    def by_name(self) -> Mapping[str, FieldSpec]:
        """Every field, those of list rows too, by Chinese name."""
        return {field.name: field for field in self.walk()}

    @cached_property
    def ids_and_aliases(self) -> Mapping[str, FieldSpec]:
        """Top-level fields by id, by alias in the same object, and by Chinese name."""
        table = {field.id: field for field in self.fields}
        for field in self.fields:
            stem = field.id.removesuffix(field.key)
            table.update({stem + alias: field for alias in field.aliases})
            table.setdefault(field.name, field)
        return table

    @cached_property
    def ids_and_groups(self) -> tuple[str, ...]:
        """The ids of the top-level fields and of the objects that hold them (``budget``), sorted."""
        groups = {field.id.rsplit(".", depth)[0] for field in self.fields for depth in range(field.id.count(".") + 1)}
        return tuple(sorted(groups | {field.id for field in self.fields}))

    @cached_property
    def kind_words(self) -> Mapping[str, PaperKindSpec]:
        """Kinds of paper by folded name, alias and id."""
        return {fold_word(word): kind for kind in self.kinds for word in (kind.name, kind.id, *kind.aliases)}

    @cached_property
    def facts_by_name(self) -> Mapping[str, FactListSpec]:
        """Fact lists by Chinese name."""
        return {facts.name: facts for facts in self.facts}

    @cached_property
    def section_of(self) -> Mapping[str, SectionSpec]:
        """The section of each top-level field, by field id."""
        return {field_id: section for section in self.sections for field_id in section.fields}

    def walk(self) -> Iterator[FieldSpec]:
        """Every field, depth first, in the order of the file."""
        waiting = list(reversed(self.fields))
        while waiting:
            field = waiting.pop()
            yield field
            waiting.extend(reversed(field.items))

    def field(self, field_id: str) -> FieldSpec:
        """The field with this full id. Raises KeyError."""
        return self.by_id[field_id]

    def named(self, name: str) -> FieldSpec:
        """The field with this Chinese name. Raises KeyError."""
        return self.by_name[name]

    def kind(self, word: str) -> PaperKindSpec | None:
        """The kind of paper that ``word`` (name, alias or id, spelled freely) means, or None."""
        return self.kind_words.get(fold_word(word)) if len(word) <= LONGEST_WORD else None

    def kind_in_role(self, role: PaperRole) -> str | None:
        """The name of the first kind of paper with this role, or None."""
        return next((kind.name for kind in self.kinds if kind.role is role), None)

    def fact_list(self, name: str) -> FactListSpec:
        """The fact list with this Chinese name. Raises KeyError."""
        return self.facts_by_name[name]
