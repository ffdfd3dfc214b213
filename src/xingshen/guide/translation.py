"""A guide in another language: every text that a reader may see, by where it stands in the pack.

A text that nobody translated is given in Chinese. Knows nothing of files; ``translation_reading`` fills it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Place = tuple[str, ...]
"""Where a text stands: ``("规则", "R-3.6.a", "说明", "通过")``."""

TITLE, PARTS, CLAUSES, PARAMETERS = "标题", "部分", "条款", "参数"
RULES, QUESTIONS, PRIORITIES, WAIVERS = "规则", "问题", "优先支持", "例外"
TABLES, COLUMNS = "表", "列"
FIELDS, KINDS, FACTS, SECTIONS, REASONS, WORDS = "字段", "材料", "事实", "分节", "理由", "词"
NAME, HINT, FULL, SAID, CURE, READING, WHY = "名称", "提示", "全称", "说明", "改法", "解释口径", "缘由"
OPTIONS, ITEMS, GROUPS, GROUP_HINTS = "选项", "项", "组", "组提示"

_NAMING = frozenset({FIELDS, FACTS, TABLES, PARAMETERS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """``texts`` in ``language`` and the Chinese ``originals`` by place; where a text is missing the original stands.

    Every method takes the ids and Chinese words that form and guide use. Asking for what the guide does not have gives
    the word that was asked for.
    """

    language: str = "en"
    texts: Mapping[Place, str] = field(default_factory=dict)
    originals: Mapping[Place, str] = field(default_factory=dict)

    def missing(self) -> tuple[Place, ...]:
        """The places that have no text in this language, in the order of the pack."""
        return tuple(place for place in self.originals if place not in self.texts)

    def get(self, *place: str) -> str | None:
        """The text at ``place``, else its original; None where the guide has nothing there."""
        found = self.texts.get(place)
        return found if found is not None else self.originals.get(place)

    def _named(self, *place: str) -> str:
        found = self.get(*place)
        return place[-1] if found is None else found

    def title(self, pack_id: str) -> str:
        """The title of a pack."""
        return self._named(TITLE, pack_id)

    def part(self, heading: str) -> str:
        """A heading of the guide."""
        return self._named(PARTS, heading)

    def clause(self, clause_id: str) -> str:
        """An unofficial rendering of a clause; the Chinese text governs."""
        return self._named(CLAUSES, clause_id)

    def parameter_name(self, name: str) -> str:
        """What a parameter is called."""
        return self._named(PARAMETERS, name)

    def field_name(self, field_id: str) -> str:
        """The name of a form field, also of a field of rows (``team.name``)."""
        found = self.get(FIELDS, field_id, NAME)
        return field_id if found is None else found

    def hint(self, field_id: str) -> str | None:
        """The hint beside a field, if it has one."""
        return self.get(FIELDS, field_id, HINT)

    def option(self, field_id: str, word: str) -> str:
        """An option of a field by its Chinese word, in its short form; of the list of papers, the kind of paper."""
        return self.texts.get((FIELDS, field_id, OPTIONS, word)) or self.word(word)

    def option_title(self, field_id: str, word: str) -> str:
        """An option of a field in full, where it has a full form."""
        return self.texts.get((FIELDS, field_id, FULL, word)) or self.option(field_id, word)

    def word(self, word: str) -> str:
        """A fixed word: an option, a kind of paper, a unit. Any other text is given back as it is."""
        return self.get(WORDS, word) or self.kind(word)

    def kind(self, word: str) -> str:
        """A kind of paper by its Chinese name."""
        return self.get(KINDS, word, NAME) or word

    def kind_hint(self, word: str) -> str | None:
        """The hint beside a kind of paper, if it has one."""
        return self.get(KINDS, word, HINT)

    def reason(self, text: str) -> str:
        """Why a paper is wanted or what stops a submission, by the Chinese sentence (理由)."""
        return self._named(REASONS, text)

    def fact_list(self, name: str) -> str:
        """A list of facts by its Chinese name."""
        return self.get(FACTS, name, NAME) or name

    def fact(self, list_name: str, name: str) -> str:
        """A fact of a list."""
        return self._named(FACTS, list_name, ITEMS, name)

    def section_title(self, section_id: str) -> str:
        """The title of a section of the form."""
        return self.get(SECTIONS, section_id, NAME) or section_id

    def section_hint(self, section_id: str) -> str | None:
        """The introduction of a section, if it has one."""
        return self.get(SECTIONS, section_id, HINT)

    def group_title(self, section_id: str, title: str) -> str:
        """The title of a group of fields by its Chinese title."""
        return self._named(SECTIONS, section_id, GROUPS, title)

    def group_hint(self, section_id: str, title: str) -> str | None:
        """The introduction of a group, if it has one, by the group's Chinese title."""
        return self.get(SECTIONS, section_id, GROUP_HINTS, title)

    def rule_title(self, rule_id: str) -> str:
        """The title of a rule or of a preference, or a question itself."""
        places = ((RULES, rule_id, NAME), (PRIORITIES, rule_id, NAME), (QUESTIONS, rule_id, NAME))
        return next((text for place in places if (text := self.get(*place)) is not None), rule_id)

    def message(self, rule_id: str, word: str) -> str | None:
        """The template of a rule's sentence for an outcome as the guide writes it (通过, 人工 …)."""
        return self.get(RULES, rule_id, SAID, word) or self.get(PRIORITIES, rule_id, SAID, word)

    def cure(self, rule_id: str) -> str | None:
        """The template of a rule's cure, if it has one."""
        return self.get(RULES, rule_id, CURE)

    def reading(self, rule_id: str) -> str | None:
        """How a rule reads its clause, if that is written."""
        return self.get(RULES, rule_id, READING)

    def waiver(self, waiver_id: str) -> str | None:
        """Why an exception switches rules off."""
        return self.get(WAIVERS, waiver_id, SAID)

    def why(self, question_id: str) -> str:
        """Why a question is put to people."""
        return self.get(QUESTIONS, question_id, WHY) or question_id

    def names(self) -> Mapping[str, str]:
        """Everything that a path may name, by Chinese name: fields, facts and their lists, tables, parameters."""
        kept = {place: text for place, text in self.originals.items() if place[0] in _NAMING}
        return {text: self._named(*place) for place, text in kept.items() if place[2:3] != (HINT,)}


def joined(translations: Iterable[Translation]) -> Translation:
    """Several packs' texts as one; what comes first wins."""
    every = list(translations)
    texts = {place: text for item in reversed(every) for place, text in item.texts.items()}
    originals = {place: text for item in reversed(every) for place, text in item.originals.items()}
    return Translation(texts=texts, originals=originals)
