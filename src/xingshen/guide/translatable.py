"""Which texts of a pack and of a form a reader may see, each by its place: what a translation has to cover.

Knows no language; what is listed here and nowhere translated is told by ``xingshen guide check``.
"""

from __future__ import annotations

from collections.abc import Iterator

from xingshen.dossier.form_asking import SectionSpec
from xingshen.dossier.form_spec import FactSpec, FieldSpec, FormSchema
from xingshen.guide.blocks import OUTCOMES, PRIORITY_STATES
from xingshen.guide.pack import Pack, Priority, Rule
from xingshen.guide.translation import (
    CLAUSES,
    COLUMNS,
    CURE,
    FACTS,
    FIELDS,
    GROUP_HINTS,
    GROUPS,
    HINT,
    ITEMS,
    KINDS,
    NAME,
    PARAMETERS,
    PARTS,
    PRIORITIES,
    QUESTIONS,
    READING,
    REASONS,
    RULES,
    SAID,
    SECTIONS,
    TABLES,
    TITLE,
    WAIVERS,
    WHY,
    WORDS,
    Place,
)

Text = tuple[Place, str]
OUTCOME_KEYS = {outcome: word for word, outcome in OUTCOMES.items()}
STATE_KEYS = {state: word for word, state in PRIORITY_STATES.items()}


def pack_texts(pack: Pack) -> Iterator[Text]:
    """Title, headings, clauses, rules, preferences, questions, exceptions, parameters and tables of a pack."""
    yield (TITLE, pack.id), pack.title
    for part in dict.fromkeys(clause.part for clause in pack.clauses.values()):
        yield (PARTS, part), part
    for clause in pack.clauses.values():
        yield (CLAUSES, clause.id), clause.text
    for rule in pack.rules.values():
        yield from _rule(rule)
    for question in pack.questions.values():
        yield (QUESTIONS, question.id, NAME), question.question
        yield (QUESTIONS, question.id, WHY), question.why
    for priority in pack.priorities.values():
        yield from _priority(priority)
    for waiver in pack.waivers.values():
        yield (WAIVERS, waiver.id, SAID), waiver.message
    for name in pack.constants:
        yield (PARAMETERS, name), name
    for name, table in pack.tables.items():
        yield (TABLES, name, NAME), name
        for column in table.columns:
            yield (TABLES, name, COLUMNS, column), column


def _rule(rule: Rule) -> Iterator[Text]:
    yield (RULES, rule.id, NAME), rule.title
    for outcome, text in rule.messages.items():
        yield (RULES, rule.id, SAID, OUTCOME_KEYS[outcome]), text
    if rule.cure:
        yield (RULES, rule.id, CURE), rule.cure
    if rule.reading:
        yield (RULES, rule.id, READING), rule.reading


def _priority(priority: Priority) -> Iterator[Text]:
    yield (PRIORITIES, priority.id, NAME), priority.title
    for state, text in priority.messages.items():
        yield (PRIORITIES, priority.id, SAID, STATE_KEYS[state]), text


def form_texts(form: FormSchema) -> Iterator[Text]:
    """Names, hints, reasons and fixed words of a form."""
    for spec in form.walk():
        yield (FIELDS, spec.id, NAME), spec.name
        if spec.hint:
            yield (FIELDS, spec.id, HINT), spec.hint
    for kind in form.kinds:
        yield (KINDS, kind.name, NAME), kind.name
        if kind.hint:
            yield (KINDS, kind.name, HINT), kind.hint
    for facts in form.facts:
        yield (FACTS, facts.name, NAME), facts.name
        for item in facts.items:
            yield (FACTS, facts.name, ITEMS, item.name), item.name
    for section in form.sections:
        yield from _section(section)
    for reason in dict.fromkeys(_reasons(form)):
        yield (REASONS, reason), reason
    for word in dict.fromkeys(_words(form)):
        yield (WORDS, word), word


def _section(section: SectionSpec) -> Iterator[Text]:
    yield (SECTIONS, section.id, NAME), section.title
    if section.hint:
        yield (SECTIONS, section.id, HINT), section.hint
    for group in section.groups:
        if group.title:
            yield (SECTIONS, section.id, GROUPS, group.title), group.title
        if group.hint:
            yield (SECTIONS, section.id, GROUP_HINTS, group.title), group.hint


def _reasons(form: FormSchema) -> Iterator[str]:
    yield from (need.reason for kind in form.kinds for need in kind.needs)
    yield from (block.reason for block in form.blocking)


def _words(form: FormSchema) -> Iterator[str]:
    """Options and units of fields and facts; the kinds of paper stand in a block of their own."""
    kinds = {kind.name for kind in form.kinds}
    specs: list[FieldSpec | FactSpec] = [*form.walk(), *(item for facts in form.facts for item in facts.items)]
    for spec in specs:
        yield from (option.word for option in spec.options if option.word not in kinds)
        if spec.unit:
            yield spec.unit


def options_in_full(form: FormSchema) -> Iterator[FieldSpec]:
    """The fields whose options may have forms of their own, short and in full."""
    return (spec for spec in form.walk() if spec.options and spec.options_from is None)
