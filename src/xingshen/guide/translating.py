"""A guide told in English: the same rules, conditions and ids, with the sentences of its translation.

Field names and options stay Chinese, for the rules are written in them; pages ask the translation for their English.
"""

from __future__ import annotations

from dataclasses import replace

from xingshen.dossier.form_asking import SectionSpec
from xingshen.dossier.form_spec import FormSchema, PaperKindSpec
from xingshen.guide.pack import Guide, Pack, Priority, Rule
from xingshen.guide.translatable import OUTCOME_KEYS, STATE_KEYS
from xingshen.guide.translation import Translation


def translated(guide: Guide) -> Guide:
    """``guide`` with titles, sentences, cures, readings, questions, reasons and headings in English.

    The text of clauses stays as it is; each has its rendering beside it.
    """
    packs = tuple(_pack(pack, guide.english) for pack in guide.packs)
    return replace(guide, pack=packs[0], included=packs[1:], form=_form(guide.form, guide.english))


def _pack(pack: Pack, english: Translation) -> Pack:
    return replace(
        pack,
        title=english.title(pack.id),
        clauses={
            name: replace(clause, part=english.part(clause.part), rendering=english.clause(name))
            for name, clause in pack.clauses.items()
        },
        rules={name: _rule(rule, english) for name, rule in pack.rules.items()},
        questions={
            name: replace(question, question=english.rule_title(name), why=english.why(name))
            for name, question in pack.questions.items()
        },
        priorities={name: _priority(priority, english) for name, priority in pack.priorities.items()},
        waivers={
            name: replace(waiver, message=english.waiver(name) or waiver.message)
            for name, waiver in pack.waivers.items()
        },
    )


def _rule(rule: Rule, english: Translation) -> Rule:
    return replace(
        rule,
        title=english.rule_title(rule.id),
        messages={each: english.message(rule.id, OUTCOME_KEYS[each]) or text for each, text in rule.messages.items()},
        cure=english.cure(rule.id) or rule.cure,
        reading=english.reading(rule.id) or rule.reading,
    )


def _priority(priority: Priority, english: Translation) -> Priority:
    said = {each: english.message(priority.id, STATE_KEYS[each]) or text for each, text in priority.messages.items()}
    return replace(priority, title=english.rule_title(priority.id), messages=said)


def _form(form: FormSchema, english: Translation) -> FormSchema:
    return replace(
        form,
        kinds=tuple(_kind(kind, english) for kind in form.kinds),
        sections=tuple(_section(section, english) for section in form.sections),
        blocking=tuple(replace(block, reason=english.reason(block.reason)) for block in form.blocking),
    )


def _kind(kind: PaperKindSpec, english: Translation) -> PaperKindSpec:
    needs = tuple(replace(need, reason=english.reason(need.reason)) for need in kind.needs)
    return replace(kind, needs=needs, hint=english.kind_hint(kind.name))


def _section(section: SectionSpec, english: Translation) -> SectionSpec:
    groups = tuple(
        replace(
            group,
            title=english.group_title(section.id, group.title) if group.title else "",
            hint=english.group_hint(section.id, group.title),
        )
        for group in section.groups
    )
    return replace(
        section, title=english.section_title(section.id), hint=english.section_hint(section.id), groups=groups
    )
