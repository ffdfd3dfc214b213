"""What an expression of a guide reads: fields of the form, kinds of paper, parameters; definitions followed.

Looks at names only. What the expression means is the language's matter, what it yields the rules'.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from xingshen.dossier.form_spec import FactScope, FormSchema
from xingshen.guide.pack import Guide
from xingshen.language.parsing import parse

PAPERS_THERE = "已有材料"


@dataclass(frozen=True, slots=True)
class Reads:
    """Field ids (columns of lists where those are read), kinds of paper, parameters and the engine's own names."""

    fields: tuple[str, ...]
    papers: tuple[str, ...]
    parameters: tuple[str, ...]
    engine: tuple[str, ...]


def what_is_read(guide: Guide, sources: Iterable[str]) -> Reads:
    """What ``sources`` (expressions that compile) read, each once, in the order of the form."""
    nodes = [node for source in sources for node in _nodes(guide, source, ())]
    names = dict.fromkeys(node.id for node in nodes if isinstance(node, ast.Name))
    attributes = dict.fromkeys(node.attr for node in nodes if isinstance(node, ast.Attribute))
    words = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    form, constants = guide.form, guide.scope.constants
    known = {*form.by_name, *form.facts_by_name, *constants, *guide.scope.definitions, *guide.scope.tables}
    return Reads(
        tuple(_fields(form, {*names, *attributes})),
        tuple(_papers(form, names, words if PAPERS_THERE in names else set())),
        tuple(name for name in names if name in constants),
        tuple(name for name in names if name in guide.scope.fields and name not in known),
    )


def _nodes(guide: Guide, source: str, above: tuple[str, ...]) -> Iterator[ast.AST]:
    """Every node of the expression and of the definitions that it names."""
    for node in ast.walk(parse(source)):
        yield node
        if isinstance(node, ast.Name) and node.id in guide.scope.definitions and node.id not in above:
            yield from _nodes(guide, guide.scope.definitions[node.id], (*above, node.id))


def _fields(form: FormSchema, names: set[str]) -> Iterator[str]:
    """Fields by name; a list of which columns are read stands for itself through them."""
    for spec in form.fields:
        columns = [item.id for item in spec.items if item.name in names]
        if spec.name in names:
            yield from columns or [spec.id]


def _papers(form: FormSchema, names: Iterable[str], words: set[str]) -> Iterator[str]:
    read = [form.facts_by_name[name] for name in names if name in form.facts_by_name]
    wanted = {kind for facts in read if facts.scope is FactScope.KINDS for kind in facts.kinds} | words
    return (kind.name for kind in form.kinds if kind.name in wanted)
