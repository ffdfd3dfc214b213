"""From the form, the parameters and the tables of a guide to the scope that its expressions are checked against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from xingshen.dossier.form_schema import FactListSpec, FactSpec, FieldSpec, FieldType, FormSchema
from xingshen.guide.system_names import SYSTEM_NAMES
from xingshen.language.scope import Constant, Scope, Table, make_scope
from xingshen.language.types import Kind, Type, list_of

_KINDS = {
    FieldType.TEXT: Kind.TEXT,
    FieldType.LONG_TEXT: Kind.TEXT,
    FieldType.INTEGER: Kind.NUMBER,
    FieldType.NUMBER: Kind.NUMBER,
    FieldType.MONEY: Kind.MONEY,
    FieldType.PERCENT: Kind.PERCENT,
    FieldType.DATE: Kind.DATE,
    FieldType.TIME: Kind.TIME,
    FieldType.FLAG: Kind.BOOL,
    FieldType.OPTION: Kind.OPTION,
    FieldType.COUNTRY: Kind.COUNTRY,
}


def build_scope(
    form: FormSchema,
    constants: Mapping[str, Constant],
    tables: Mapping[str, Table],
    definitions: Mapping[str, str],
    rules: Iterable[str],
    clauses: Iterable[str],
) -> Scope:
    """The scope of a guide: form fields, fact lists, system names, parameters, tables and definitions."""
    fields = {field.name: field_type(field) for field in form.fields}
    fields |= {facts.name: fact_list_type(facts) for facts in form.facts}
    fields |= SYSTEM_NAMES
    return make_scope(
        fields, constants=constants, tables=tables, definitions=definitions, rules=rules, clauses=clauses
    )


def field_type(field: FieldSpec) -> Type:
    """The static type of a form field."""
    if field.is_record_list:
        return list_of(Type(Kind.RECORD, fields=tuple((item.name, field_type(item)) for item in field.items)))
    if field.type is FieldType.LIST:
        return list_of(_scalar(field.item_type or FieldType.TEXT, field))
    return _scalar(field.type, field)


def fact_list_type(facts: FactListSpec) -> Type:
    """The static type of a list of facts."""
    return list_of(Type(Kind.RECORD, fields=tuple((item.name, _fact_type(item)) for item in facts.items)))


def _fact_type(fact: FactSpec) -> Type:
    if fact.type is FieldType.LIST:
        return list_of(_scalar(fact.item_type or FieldType.TEXT, fact))
    return _scalar(fact.type, fact)


def _scalar(kind: FieldType, spec: FieldSpec | FactSpec) -> Type:
    of = _KINDS[kind]
    if of is not Kind.OPTION:
        return Type(of)
    return Type(of, options=tuple(option.word for option in spec.options), open=spec.open)
